"""The display board: what 200 people look at. Shows the state that the feed folds, and announces one call after the other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.model.announcement import Announcement, CallLine, calls_now, hear, turn
from kiosk.model.board import LAST_CALLS, Announced, BoardState, Desk
from kiosk.model.catalogue import Catalogue
from kiosk.model.screen import Screen
from ui.app import Opened, end_now, make_engine
from ui.board import BoardWords

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 500
OPEN = frozenset({"available", "calling", "serving", "wrap_up", "paused"})


@dataclass(frozen=True, kw_only=True)
class BoardParts:
    """What a board needs from its program.

    zone: code of the zone that is shown, None for the whole hall. turn_s: how long each of the hall's languages is shown in turn.
    """

    catalogue: Catalogue
    screen: Screen
    now: Callable[[], datetime]
    message: Mapping[str, str] = field(default_factory=dict)
    zone: str | None = None
    turn_s: float = 8.0
    full_screen: bool = False


@QmlElement
@QmlUncreatable("made by ui.bridge.board")
class BoardView(QObject):  # type: ignore[operator]
    """One board. `show_state`, `show_stale` and `said` may be called from any thread."""

    words_changed = Signal()
    """Another language, message or state of the line."""
    calls_changed = Signal()
    serving_changed = Signal()
    waiting_changed = Signal()
    """Each only when what is shown is another: an event of the hall redraws no more than it changes."""
    clock_changed = Signal()
    """Another minute."""
    spotlight_changed = Signal()
    """Another call stands large, or none."""
    _state_came = Signal(object)
    _stale_came = Signal(object)
    _said_came = Signal()
    _catalogue_came = Signal(object)

    def __init__(self, parts: BoardParts) -> None:
        super().__init__()
        self._learn(parts)
        self._state = BoardState()
        self._stale_since: datetime | None = None
        self._turn = 0
        self._line = CallLine()
        self._say: Callable[[Announcement], None] | None = None
        self._speaking = False
        self._time = ""
        self._calls: list[dict[str, str | bool]] = []
        self._serving: list[dict[str, str | bool]] = []
        self._waiting: list[dict[str, str]] = []
        self._message = self._make_message()
        self._state_came.connect(self._take_state)
        self._stale_came.connect(self._take_stale)
        self._said_came.connect(self._take_said)
        self._catalogue_came.connect(self._take_catalogue)
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self.tick)
        self._languages = QTimer(self, interval=int(parts.turn_s * 1000))
        self._languages.timeout.connect(self.turn_language)

    def start(self) -> None:
        """Begin to keep time; before this the board stands still."""
        self._clock.start()
        self._languages.start()

    def show_state(self, state: BoardState) -> None:
        self._state_came.emit(state)

    def show_stale(self, since: datetime | None) -> None:
        """The feed has been silent since then; None: it is up to date again."""
        self._stale_came.emit(since)

    def speak_with(self, say: Callable[[Announcement], None] | None) -> None:
        """say: begins to speak a call, and `said` is called when that is over; None: the board is silent."""
        self._say = say

    def said(self) -> None:
        """The call that stands large has been spoken."""
        self._said_came.emit()
    def show_catalogue(self, catalogue: Catalogue) -> None:
        """The hall has another one: its names are shown from now on."""
        self._catalogue_came.emit(catalogue)

    def tick(self) -> None:
        """The clock moves on, and so does the call that stands large."""
        self._announce()
        if self._time != (now := self._local(self._parts.now())):
            self._time = now
            self.clock_changed.emit()

    def turn_language(self) -> None:
        self._turn += 1
        self._refresh()
        self.words_changed.emit()

    @Property(dict, notify=words_changed)
    def words(self) -> dict[str, str]:
        """What the board says around its numbers, in the language of this turn."""
        words = self._words[self.language]
        keys = ("called", "counter", "serving", "waiting", "nobody_called", "nobody_waits", "down", "paused")
        since = self._local(self._stale_since) if self._stale_since else ""
        return {**{key: words.say(key) for key in keys}, "stale": words.say("stale", time=since)}

    @Property(bool, notify=words_changed)
    def mirrored(self) -> bool:
        """True in the turn of a language that is written from right to left."""
        return self._words[self.language].mirrored

    @Property(int, notify=words_changed)
    def turn(self) -> int:
        """Rises by one with each change of language."""
        return self._turn

    @Property(int, notify=words_changed)
    def languages(self) -> int:
        """How many languages come in turn."""
        return len(self._words)

    @Property(str, notify=words_changed)
    def title(self) -> str:
        """The zone, or the hall where the board shows all of it."""
        return (self._zone or self._parts.catalogue).name.in_(self.language)

    @Property(str, notify=words_changed)
    def message(self) -> str:
        """Of the zone, else of the whole hall, else of this board's settings."""
        return self._message

    @Property(str, notify=clock_changed)
    def time(self) -> str:
        return self._time or self._local(self._parts.now())

    @Property(bool, notify=words_changed)
    def stale(self) -> bool:
        """True while nothing is heard from the hub."""
        return self._stale_since is not None

    @Property(dict, notify=spotlight_changed)
    def spotlight(self) -> dict[str, str]:
        """The call that stands large (label, and way in the ticket's language and this turn's), or empty."""
        if self._line.present is None:
            return {}
        call = self._line.present.call
        languages = dict.fromkeys(language for language in (call.language, *self._words) if language in self._words)
        way = [self._words[language].say("go_to", counter=call.counter) for language in list(languages)[:2]]
        return {"label": call.label, "counter": str(call.counter), "way": "\n".join(way)}

    @Property(list, notify=calls_changed)
    def calls(self) -> list[dict[str, str | bool]]:
        """The last calls, newest first: label, counter, service; `fresh` for those that are called now."""
        return self._calls

    @Property(list, notify=serving_changed)
    def serving(self) -> list[dict[str, str | bool]]:
        """The open counters of the zone by number: counter, label (blank: free), `paused`, `fresh`."""
        return self._serving

    @Property(list, notify=waiting_changed)
    def waiting(self) -> list[dict[str, str]]:
        """The services for which somebody waits here, most first: service, count, wait."""
        return self._waiting

    @property
    def language(self) -> str:
        """Of this turn."""
        return list(self._words)[self._turn % len(self._words)]

    def _refresh(self) -> None:
        """Work out what is shown now, and tell what has changed."""
        before = self._calls, self._serving, self._waiting, self._message
        self._calls, self._serving, self._waiting = self._make_calls(), self._make_serving(), self._make_waiting()
        self._message = self._make_message()
        after = self._calls, self._serving, self._waiting, self._message
        signals = (self.calls_changed, self.serving_changed, self.waiting_changed, self.words_changed)
        for old, new, signal in zip(before, after, signals, strict=True):
            if old != new:
                signal.emit()

    def _make_calls(self) -> list[dict[str, str | bool]]:
        shown = [call for call in self._state.last_calls if self._is_here(call.counter)]
        return [self._call_row(call) for call in shown[:LAST_CALLS]]

    def _make_serving(self) -> list[dict[str, str | bool]]:
        desks = sorted(self._state.desks.values(), key=lambda desk: desk.counter)
        return [_desk_row(desk) for desk in desks if desk.state in OPEN and self._is_here(desk.counter)]

    def _make_waiting(self) -> list[dict[str, str]]:
        words, state = self._words[self.language], self._state
        counts = sorted((-count, code) for code, count in state.waiting.items() if count and self._is_offered(code))
        return [
            {"service": self._service(code), "count": words.people(-less), "wait": words.wait(state.estimates.get(code))}
            for less, code in counts
        ]

    def _make_message(self) -> str:
        told = self._state.messages
        return (told.get(self._parts.zone or "") or told.get("") or self._parts.message).get(self.language, "")

    def _is_here(self, counter: int) -> bool:
        return self._zone is None or counter in self._zone.counters

    def _is_offered(self, service: str) -> bool:
        """A service that this board's catalogue does not know yet may be offered anywhere."""
        return service in self._services or service not in self._names

    def _call_row(self, call: Announced) -> dict[str, str | bool]:
        return {
            "label": call.label, "counter": str(call.counter), "service": self._service(call.service), "fresh": calls_now(self._state, call)
        }  # fmt: skip

    def _service(self, code: str) -> str:
        """A service that this board's catalogue does not know yet is shown by its code."""
        return self._names[code].in_(self.language) if code in self._names else code

    def _local(self, instant: datetime) -> str:
        return instant.astimezone(self._local_zone).strftime("%H:%M")

    def _take_state(self, state: BoardState) -> None:
        self._state = state
        self._line = hear(self._line, state, self._parts.now(), counters=self._zone.counters if self._zone else None)
        self._announce()
        self._refresh()

    def _take_catalogue(self, catalogue: Catalogue) -> None:
        self._learn(replace(self._parts, catalogue=catalogue))
        self._turn = 0
        self._refresh()
        self.words_changed.emit()

    def _learn(self, parts: BoardParts) -> None:
        """The names of the hall, and what of it is shown here."""
        self._parts = parts
        self._local_zone: ZoneInfo = parts.catalogue.zone
        self._zone = next((zone for zone in parts.catalogue.zones if zone.code == parts.zone), None)
        self._words = {language: BoardWords(language) for language in parts.catalogue.languages}
        self._names = {service.code: service.name for service in parts.catalogue.services}
        self._services = _services(parts.catalogue, self._zone.counters if self._zone else None)

    def _take_stale(self, since: datetime | None) -> None:
        self._stale_since = since
        self.words_changed.emit()

    def _take_said(self) -> None:
        self._speaking = False
        self._announce()

    def _announce(self) -> None:
        before = self._line.present
        self._line = turn(self._line, self._parts.now(), speaking=self._speaking)
        present = self._line.present
        if present is before:
            return
        self.spotlight_changed.emit()
        if present is not None and present.times and self._say is not None:
            self._speaking = True
            self._say(present)


def _desk_row(desk: Desk) -> dict[str, str | bool]:
    return {"counter": str(desk.counter), "label": desk.label or "", "paused": desk.state == "paused", "fresh": desk.state == "calling"}


def _services(catalogue: Catalogue, counters: frozenset[int] | None) -> frozenset[str]:
    """What is offered at these counters; None: anywhere."""
    here = [counter.services for counter in catalogue.counters if counters is None or counter.number in counters]
    everything = {service.code for service in catalogue.services}
    return frozenset(everything if counters is None else set().union(*here))


class BoardWindow:
    """An open board: `view` for the feed, `opened` for the window."""

    def __init__(self, view: BoardView, opened: Opened) -> None:
        self.view = view
        self.opened = opened

    def close(self) -> None:
        self.opened.close()
        end_now(self.view)


def open_board(parts: BoardParts) -> BoardWindow:
    view = BoardView(parts)
    # A sign is just read at 300 times the height of its capitals: nothing on a board may be smaller than that.
    properties = {"view": view, "leastMm": parts.screen.distance_mm / 300}
    opened = make_engine("Hall.Board", "Main", properties, screen=parts.screen)
    opened.fit(parts.screen, full_screen=parts.full_screen)
    view.start()
    return BoardWindow(view, opened)
