"""The counter console: sign in, call, serve, finish; every deed has a key. The hub decides what is possible."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QT_TRANSLATE_NOOP, Property, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.model.board import BoardState, Desk
from kiosk.model.catalogue import Catalogue
from kiosk.model.errors import KioskError
from kiosk.model.queue import Call, CounterState, Hall, StaffSession
from kiosk.model.screen import Screen
from ui.app import Opened, end_now, make_engine
from ui.bridge.away import Alone, AwayDesk
from ui.jobs import Jobs

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class CounterParts:
    """What a counter console needs from its program. request: makes the id of one deed. alone: goes on without the hub, if it can."""

    hall: Hall
    catalogue: Catalogue
    counter: int
    screen: Screen
    now: Callable[[], datetime]
    request: Callable[[], UUID]
    jobs: Jobs
    language: str = "zh"
    full_screen: bool = False
    alone: Alone | None = None


@QmlElement
@QmlUncreatable("made by ui.bridge.counter")
class CounterDesk(QObject):  # type: ignore[operator]
    """One console. `show_state` and `show_link` may be called from any thread.

    A deed keeps its request id until an answer came: pressed again after a lost answer, it is the same deed.
    """

    changed = Signal()
    """Anything on the console may be different."""
    signed_in = Signal()
    signed_out = Signal()
    _state_came = Signal(object)
    _link_came = Signal(str)
    _catalogue_came = Signal(object)

    def __init__(self, parts: CounterParts) -> None:
        super().__init__()
        self._parts = parts
        self._language = parts.language
        self._session: StaffSession | None = None
        self._state = BoardState()
        self._call: Call | None = None
        self._link = "unknown"
        self._problem: Exception | None = None
        self._nobody = False
        self._busy = False
        self._open_request: tuple[str, UUID] | None = None
        self._away = None if parts.alone is None else AwayDesk(
            parts.alone, parts.jobs, here=self._desk, is_signed_in=lambda: self._session is not None, named=self._service,
            parent=self,
        )  # fmt: skip
        self._state_came.connect(self._take_state)
        self._link_came.connect(self._take_link)
        self._catalogue_came.connect(self._take_catalogue)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self.changed)
        self._clock.start()

    def show_state(self, state: BoardState) -> None:
        self._state_came.emit(state)

    def use_language(self, language: str) -> None:
        """Names of hall and services in another language."""
        self._language = language
        self.changed.emit()

    def show_link(self, link: str) -> None:
        """link: "up", "down" or "unknown"."""
        self._link_came.emit(link)

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """The hall has another one: its names are shown from now on. May be called from any thread, as the two above."""
        self._catalogue_came.emit(catalogue)

    def _take_catalogue(self, catalogue: Catalogue) -> None:
        self._parts = replace(self._parts, catalogue=catalogue)
        self.changed.emit()

    # -- who sits here -------------------------------------------------------------------------------------------------

    @Slot(str, str)
    def sign_in(self, staff: str, pin: str) -> None:
        """Sign in and open the counter."""
        hall, counter, request = self._parts.hall, self._parts.counter, self._parts.request()

        def work() -> StaffSession:
            session = hall.sign_in(staff=staff.strip(), pin=pin, counter=counter)
            hall.open_counter(request, session=session.token, counter=counter)
            return session

        self._run(work, self._begin)

    @Slot()
    def sign_out(self) -> None:
        """Close the counter; refused while a citizen is called or served."""
        self._deed("close", lambda request, token, counter: self._parts.hall.close_counter(request, session=token, counter=counter),
                   lambda _: self._end())  # fmt: skip

    # -- the deeds -----------------------------------------------------------------------------------------------------

    @Slot()
    def call_next(self) -> None:
        self._deed("call_next", lambda request, token, counter: self._parts.hall.call_next(request, session=token, counter=counter),
                   self._called)  # fmt: skip

    @Slot()
    def recall(self) -> None:
        self._deed("recall", lambda request, token, counter: self._parts.hall.recall(request, session=token, counter=counter),
                   self._called)  # fmt: skip

    @Slot()
    def start_serving(self) -> None:
        self._deed("start", lambda request, token, counter: self._parts.hall.start(request, session=token, counter=counter))

    @Slot()
    def no_show(self) -> None:
        self._deed("no_show", lambda request, token, counter: self._parts.hall.no_show(request, session=token, counter=counter))

    @Slot()
    def finish(self) -> None:
        self._deed("finish", lambda request, token, counter: self._parts.hall.finish(request, session=token, counter=counter))

    # -- what the console shows ----------------------------------------------------------------------------------------

    @Property(int, constant=True)
    def counter(self) -> int:
        return self._parts.counter

    @Property(str, notify=changed)
    def hall(self) -> str:
        return self._parts.catalogue.name.in_(self._language)

    @Property(str, notify=changed)
    def staff(self) -> str:
        """Who is signed in, blank if nobody."""
        return self._session.name if self._session else ""

    @Property(str, notify=changed)
    def link(self) -> str:
        return self._link

    @Property(AwayDesk, constant=True)
    def away(self) -> AwayDesk | None:
        """The counter without its hub; None for a console that cannot go on alone."""
        return self._away

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why the last deed was not done, and what to do."""
        return _sentence(self._problem) if self._problem else ""

    @Property(str, notify=changed)
    def said(self) -> str:
        """What the last deed came to, when there is something to say."""
        return QCoreApplication.translate("Counter", "Nobody is waiting for this counter.") if self._nobody else ""

    @Property(str, notify=changed)
    def state(self) -> str:
        """Of the counter: closed, available, calling or serving."""
        return self._desk().state

    @Property(str, notify=changed)
    def label(self) -> str:
        return self._desk().label or ""

    @Property(str, notify=changed)
    def service(self) -> str:
        return self._service(self._desk().service or "")

    @Property(str, notify=changed)
    def since(self) -> str:
        """Minutes and seconds since the call or the start of service."""
        since = self._desk().since
        if since is None:
            return ""
        seconds = max(0, int((self._parts.now() - since).total_seconds()))
        return f"{seconds // 60}:{seconds % 60:02d}"

    @Property(str, notify=changed)
    def waited(self) -> str:
        """Whole minutes that the present citizen waited, blank where that is not known here."""
        call = self._call
        return str(call.waited_s // 60) if call and call.label == self._desk().label else ""

    @Property(int, notify=changed)
    def waiting_here(self) -> int:
        """How many wait for the services of this counter."""
        return sum(self._state.waiting.get(code, 0) for code in self._services())

    @Property(list, notify=changed)
    def waiting(self) -> list[dict[str, str | int]]:
        """The services of this counter with somebody waiting, most first."""
        counts = [(self._state.waiting.get(code, 0), code) for code in self._services()]
        ranked = sorted((pair for pair in counts if pair[0]), key=lambda pair: (-pair[0], pair[1]))
        return [{"service": self._service(code), "count": count} for count, code in ranked]

    @Property(list, notify=changed)
    def calls(self) -> list[dict[str, str]]:
        """The last calls of the hall, newest first."""
        zone = self._parts.catalogue.zone
        return [
            {"label": call.label, "counter": str(call.counter), "time": call.at.astimezone(zone).strftime("%H:%M")}
            for call in self._state.last_calls
        ]

    # -- inside --------------------------------------------------------------------------------------------------------

    def _desk(self) -> Desk:
        number = self._parts.counter
        return self._state.desks.get(number, Desk(counter=number, state=str(CounterState.CLOSED)))

    def _services(self) -> list[str]:
        """In the order of the catalogue; none for a counter that the catalogue does not know."""
        own: frozenset[str] = frozenset().union(
            *(counter.services for counter in self._parts.catalogue.counters if counter.number == self._parts.counter)
        )
        return [service.code for service in self._parts.catalogue.services if service.code in own]

    def _service(self, code: str) -> str:
        known = {service.code: service.name.in_(self._language) for service in self._parts.catalogue.services}
        return known.get(code, code)

    def _deed(
        self, name: str, deed: Callable[[UUID, str, int], T], then: Callable[[T], None] = lambda _: None
    ) -> None:
        if self._session is None or self._busy:
            return
        if self._open_request is None or self._open_request[0] != name:
            self._open_request = (name, self._parts.request())
        request, token, counter = self._open_request[1], self._session.token, self._parts.counter

        def answered(answer: T) -> None:
            self._open_request = None
            then(answer)

        self._run(lambda: deed(request, token, counter), answered)

    def _run(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        if self._busy:
            return
        self._busy, self._problem, self._nobody = True, None, False

        def ended(answer: T) -> None:
            self._busy = False
            then(answer)
            self.changed.emit()

        self._parts.jobs.run(work, then=ended, failed=self._failed)
        self.changed.emit()

    def _failed(self, fault: Exception) -> None:
        self._busy = False
        self._problem = fault
        if isinstance(fault, KioskError) and fault.code != "hall.away":
            self._open_request = None
        if isinstance(fault, KioskError) and fault.code in SIGNED_OUT:
            self._end()
        self.changed.emit()

    def _begin(self, session: StaffSession) -> None:
        self._session = session
        self.signed_in.emit()

    def _end(self) -> None:
        self._session, self._call = None, None
        self.signed_out.emit()

    def _called(self, call: Call | None) -> None:
        self._call, self._nobody = call, call is None

    def _take_state(self, state: BoardState) -> None:
        self._state = state
        if self._desk().state != CounterState.AVAILABLE or self.waiting_here:
            self._nobody = False
        self.changed.emit()

    def _take_link(self, link: str) -> None:
        self._link = link
        if self._away is not None:
            self._away.hear(link)
        self.changed.emit()


SIGNED_OUT = frozenset({"queue.signed-out"})
"""After these the console is signed out: the session is over."""

SENTENCES: Mapping[str, object] = {
    "hall.away": QT_TRANSLATE_NOOP("Counter", "The hall's server does not answer. Press the key again; nothing is done twice."),
    "queue.wrong-pin": QT_TRANSLATE_NOOP("Counter", "Staff code or PIN is not right. Check both and try again."),
    "queue.wait": QT_TRANSLATE_NOOP("Counter", "Too many wrong PINs. Wait a little and try again."),
    "queue.locked": QT_TRANSLATE_NOOP("Counter", "This account is locked after five wrong PINs. Ask the manager to unlock it."),
    "queue.signed-out": QT_TRANSLATE_NOOP("Counter", "Your shift has ended here. Please sign in again."),
    "queue.elsewhere": QT_TRANSLATE_NOOP("Counter", "You are signed in at another counter. Sign out there first."),
    "queue.unknown-counter": QT_TRANSLATE_NOOP("Counter", "The hall does not know this counter. Ask the technician."),
    "queue.counter-busy": QT_TRANSLATE_NOOP("Counter", "This counter still has a ticket. Finish it or mark it as a no-show first."),
    "queue.wrong-state": QT_TRANSLATE_NOOP("Counter", "That is not possible now. Look at the state of the ticket."),
    "queue.too-early": QT_TRANSLATE_NOOP("Counter", "Please give the citizen a little more time, then press again."),
    "queue.no-skill": QT_TRANSLATE_NOOP("Counter", "This counter does not take that service."),
    "queue.kept": QT_TRANSLATE_NOOP("Counter", "All who wait are kept for another counter. Press again in a moment, or tell the manager."),
    "queue.not-yours": QT_TRANSLATE_NOOP("Counter", "Another clerk has this counter. Ask them to close it first."),
}


def _sentence(fault: Exception) -> str:
    if isinstance(fault, KioskError) and fault.code in SENTENCES:
        return QCoreApplication.translate("Counter", str(SENTENCES[fault.code]))
    return QCoreApplication.translate("Counter", "That did not work. Try again, or ask the technician.")


class CounterWindow:
    """An open console: `desk` for the feed and the link, `opened` for the window."""

    def __init__(self, desk: CounterDesk, opened: Opened) -> None:
        self.desk = desk
        self.opened = opened

    def use_language(self, language: str) -> None:
        """Every word of the console."""
        self.opened.use_language(language)
        self.desk.use_language(language)

    def close(self) -> None:
        self.opened.close()
        end_now(self.desk)


def open_counter(parts: CounterParts) -> CounterWindow:
    desk = CounterDesk(parts)
    opened = make_engine("Hall.Counter", "Main", {"desk": desk}, screen=parts.screen)
    opened.fit(parts.screen, full_screen=parts.full_screen)
    window = CounterWindow(desk, opened)
    window.use_language(parts.language)
    return window
