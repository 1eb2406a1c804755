"""The display board: what 200 people look at. Shows the state that the feed folds; decides nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.model.board import Announced, BoardState
from kiosk.model.catalogue import Catalogue
from kiosk.model.screen import Screen
from ui.app import Opened, end_now, make_engine

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

SPOTLIGHT = timedelta(seconds=8)
"""How long a fresh call stands large on the board."""

OLDEST_SPOTLIGHT = timedelta(seconds=30)
"""An older call is shown in its row only: after a restart the board does not call people again."""

WORDS = {
    "zh": {
        "called": "正在叫号",
        "counter": "窗口",
        "waiting": "等候人数",
        "nobody_called": "还没有叫号",
        "nobody_waits": "现在无人等候",
        "go_to": "请到 {counter} 号窗口",
        "stale": "自 {time} 起未更新，请留意广播",
        "up": "网络正常",
        "down": "网络中断",
    },
    "en": {
        "called": "Now calling",
        "counter": "Counter",
        "waiting": "People waiting",
        "nobody_called": "Nobody has been called yet",
        "nobody_waits": "Nobody is waiting now",
        "go_to": "Please go to counter {counter}",
        "stale": "Not up to date since {time}: please listen for your number",
        "up": "Connected",
        "down": "Offline",
    },
}
"""A board speaks the hall's languages in turn, whatever language the program speaks, so its words are data."""


@dataclass(frozen=True, kw_only=True)
class BoardParts:
    """What a board needs from its program. turn_s: how long each of the hall's languages is shown in turn."""

    catalogue: Catalogue
    screen: Screen
    now: Callable[[], datetime]
    message: dict[str, str]
    turn_s: float = 8.0
    full_screen: bool = False


@QmlElement
@QmlUncreatable("made by ui.bridge.board")
class BoardView(QObject):  # type: ignore[operator]
    """One board. `show_state` and `show_stale` may be called from any thread."""

    changed = Signal()
    """Anything on the board may be different."""
    _state_came = Signal(object)
    _stale_came = Signal(object)
    _catalogue_came = Signal(object)

    def __init__(self, parts: BoardParts) -> None:
        super().__init__()
        self._parts = parts
        self._zone: ZoneInfo = parts.catalogue.zone
        self._state = BoardState()
        self._stale_since: datetime | None = None
        self._turn = 0
        self._queue: list[Announced] = []
        self._seen = 0
        self._spotlight: Announced | None = None
        self._shown_at: datetime | None = None
        self._state_came.connect(self._take_state)
        self._stale_came.connect(self._take_stale)
        self._catalogue_came.connect(self._take_catalogue)
        self._clock = QTimer(self, interval=1000)
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

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """The hall has another one: its names are shown from now on."""
        self._catalogue_came.emit(catalogue)

    def _take_catalogue(self, catalogue: Catalogue) -> None:
        self._parts = replace(self._parts, catalogue=catalogue)
        self._zone, self._turn = catalogue.zone, 0
        self.changed.emit()

    def tick(self) -> None:
        """The clock moves on, and so does the call that stands large."""
        now = self._parts.now()
        if self._spotlight is None or self._shown_at is None or now - self._shown_at >= SPOTLIGHT:
            self._next_spotlight(now)
        self.changed.emit()

    def turn_language(self) -> None:
        self._turn = (self._turn + 1) % len(self._parts.catalogue.languages)
        self.changed.emit()

    @Property(dict, notify=changed)
    def words(self) -> dict[str, str]:
        """What the board says around its numbers, in the language of this turn, filled in."""
        words = WORDS.get(self.language, WORDS["en"])
        counter = str(self._spotlight.counter) if self._spotlight else ""
        return {key: text.format(counter=counter, time=self._stale_text()) for key, text in words.items()}

    @Property(str, notify=changed)
    def hall(self) -> str:
        return self._parts.catalogue.name.in_(self.language)

    @Property(str, notify=changed)
    def message(self) -> str:
        return self._parts.message.get(self.language, "")

    @Property(str, notify=changed)
    def time(self) -> str:
        return self._local(self._parts.now())

    @Property(bool, notify=changed)
    def stale(self) -> bool:
        """True while nothing is heard from the hub."""
        return self._stale_since is not None

    @Property(dict, notify=changed)
    def spotlight(self) -> dict[str, str]:
        """The fresh call that stands large (label, counter), or empty."""
        call = self._spotlight
        return {"label": call.label, "counter": str(call.counter)} if call else {}

    @Property(list, notify=changed)
    def calls(self) -> list[dict[str, str | bool]]:
        """The last calls, newest first: label, counter, service, time; `fresh` for the one that is called now."""
        return [self._call_row(call) for call in self._state.last_calls]

    @Property(list, notify=changed)
    def waiting(self) -> list[dict[str, str | int]]:
        """How many wait for each service for which somebody waits, most first, eight at most."""
        language = self.language
        counts = sorted(((n, code) for code, n in self._state.waiting.items() if n), key=lambda pair: (-pair[0], pair[1]))
        return [{"service": self._service(code, language), "count": count} for count, code in counts[:8]]

    def _call_row(self, call: Announced) -> dict[str, str | bool]:
        desk = self._state.desks.get(call.counter)
        fresh = desk is not None and desk.label == call.label and desk.state == "calling"
        return {
            "label": call.label,
            "counter": str(call.counter),
            "service": self._service(call.service, self.language),
            "time": self._local(call.at),
            "fresh": fresh,
        }

    def _service(self, code: str, language: str) -> str:
        """A service that this board's catalogue does not know yet is shown by its code."""
        known = {service.code: service.name.in_(language) for service in self._parts.catalogue.services}
        return known.get(code, code)

    def _stale_text(self) -> str:
        return self._local(self._stale_since) if self._stale_since else ""

    @property
    def language(self) -> str:
        """Of this turn."""
        return self._parts.catalogue.languages[self._turn]

    def _local(self, instant: datetime) -> str:
        return instant.astimezone(self._zone).strftime("%H:%M")

    def _take_state(self, state: BoardState) -> None:
        now = self._parts.now()
        waiting = {call.label for call in self._queue}
        for call in reversed(state.last_calls):
            if call.seq > self._seen and now - call.at <= OLDEST_SPOTLIGHT and call.label not in waiting:
                self._queue.append(call)
        self._seen = max([self._seen, *(call.seq for call in state.last_calls)])
        self._state = state
        if self._spotlight is None:
            self._next_spotlight(now)
        self.changed.emit()

    def _take_stale(self, since: datetime | None) -> None:
        self._stale_since = since
        self.changed.emit()

    def _next_spotlight(self, now: datetime) -> None:
        self._spotlight = self._queue.pop(0) if self._queue else None
        self._shown_at = now


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
    # A sign is just read at 300 times the height of its capitals: smaller than that no number may be.
    properties = {"view": view, "leastMm": parts.screen.distance_mm / 300}
    opened = make_engine("Hall.Board", "Main", properties, screen=parts.screen)
    opened.fit(parts.screen, full_screen=parts.full_screen)
    view.start()
    return BoardWindow(view, opened)
