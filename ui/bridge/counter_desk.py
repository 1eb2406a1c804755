"""What does a console show, and what does each key do? The hub decides what is possible."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Property, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.model.board import BoardState, Desk
from kiosk.model.catalogue import Catalogue
from kiosk.model.errors import KioskError
from kiosk.model.hall import Deed, Order
from kiosk.model.lists import Present
from kiosk.model.queue import Call, CounterState, StaffSession
from ui.bridge import counter_keys as keys
from ui.bridge.away import AwayDesk
from ui.bridge.counter_case import CounterCase
from ui.bridge.counter_panel import CounterPanel
from ui.bridge.counter_panels import Panels
from ui.bridge.counter_parts import CounterParts
from ui.bridge.counter_reader import CounterReader
from ui.bridge.counter_tickets import Hands, Tickets
from ui.bridge.counter_words import DEEDS, STATES, Names, facts_of, said, sentence, why_this_one

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

T = TypeVar("T")


@QmlElement
@QmlUncreatable("made by ui.bridge.counter")
class CounterDesk(QObject):  # type: ignore[operator]
    """One console. `show_state`, `show_link` and `show_catalogue` may be called from any thread.

    A deed keeps its request id until an answer came: pressed again after a lost answer, it is the same deed.
    """

    changed = Signal()
    """The citizen, the counter, the line to the hub, or what was answered."""
    deeds_changed = Signal()
    """Other deeds are possible, or they are called otherwise."""
    ticked = Signal()
    """A second has gone."""
    signed_in = Signal()
    signed_out = Signal()
    _state_came = Signal(object)
    _link_came = Signal(str)
    _catalogue_came = Signal(object)

    def __init__(self, parts: CounterParts) -> None:
        super().__init__()
        self._parts = parts
        self._names = Names(parts.catalogue, parts.language)
        self._session: StaffSession | None = None
        self._state = BoardState()
        self._link = "unknown"
        self._problem: Exception | None = None
        self._nobody = self._busy = False
        self._open_request: tuple[Order, UUID] | None = None
        self._panel = CounterPanel(self)
        self._case = CounterCase(lambda: self._names, parent=self)
        self._reader = CounterReader(
            parts.lists, parts.counter, jobs=parts.reads, names=lambda: self._names, now=parts.now, parent=self
        )  # fmt: skip
        self._tickets = Tickets(
            hands=Hands(run=self._run, order=self._order, token=lambda: self._session.token if self._session else "",
                        panels=self._panels, free=lambda: self._desk().state in keys.FREE, manager=self._is_manager),
            lists=parts.lists, cases=parts.cases, reader=self._reader, panel=self._panel, case=self._case,
        )  # fmt: skip
        self._possible: object = None
        self._reader.changed.connect(self.changed)
        self.changed.connect(self._look_at_deeds)
        self._state_came.connect(self._take_state)
        self._link_came.connect(self._take_link)
        self._catalogue_came.connect(self._take_catalogue)
        self._away = None if parts.alone is None else AwayDesk(
            parts.alone, parts.jobs, here=self._desk, is_signed_in=lambda: self._session is not None,
            named=self._named, parent=self,
        )  # fmt: skip
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self.changed.connect(self.ticked)
        self._clock.start()

    def show_state(self, state: BoardState) -> None:
        self._state_came.emit(state)

    def show_link(self, link: str) -> None:
        """link: "up", "down" or "unknown"."""
        self._link_came.emit(link)

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """The hall has another one: its names are shown from now on."""
        self._catalogue_came.emit(catalogue)

    def use_language(self, language: str) -> None:
        """Names of hall and services in another language."""
        self._rename(Names(self._names.catalogue, language))

    def _rename(self, names: Names) -> None:
        self._names = names
        self._panel.renamed()
        self._case.changed.emit()
        self._reader.renamed()

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

    # -- the deeds -----------------------------------------------------------------------------------------------------

    @Slot(int, result=bool)
    def press_key(self, key: int) -> bool:
        """A key of the keyboard: the deed that stands on it, if it is possible now."""
        deed = next((deed for deed in (*self._deeds(), *self._tools(), *self._undo()) if deed.key == key), None)
        if deed is not None:
            self.press(deed.name)
        return deed is not None

    @Slot(str)
    def press(self, name: str) -> None:
        """A deed by its name; what must be said first is asked in a panel."""
        self._case.touch()
        if self._tickets.ask(name, self._desk(), filed=self._filed is not None):
            return
        self._panel.close()
        match name:
            case "call-next":
                self._deed(Order(deed=Deed.CALL_NEXT), lambda request, token, counter: self._parts.hall.call_next(
                    request, session=token, counter=counter
                ), self._tell_nobody)  # fmt: skip
            case "sign-out":
                self._order(Order(deed=Deed.CLOSE), lambda _: self._end())
            case "case":
                self._tickets.open_case(str(self._filed))
            case _:
                self._order(Order(deed=Deed(name.replace("-", "_"))))

    @Slot(str)
    def open_row(self, leg: str) -> None:
        """What can be done with a ticket of a list."""
        row = self._reader.row(leg)
        if row is not None:
            self._tickets.open(row)

    # -- what the console shows ----------------------------------------------------------------------------------------

    @Property(CounterPanel, constant=True)
    def panel(self) -> CounterPanel:
        return self._panel

    @Property(CounterCase, constant=True)
    def case(self) -> CounterCase:
        return self._case

    @Property(CounterReader, constant=True)
    def reader(self) -> CounterReader:
        return self._reader

    @Property(int, constant=True)
    def counter(self) -> int:
        return self._parts.counter

    @Property(str, notify=changed)
    def hall(self) -> str:
        return self._names.catalogue.name.in_(self._names.language)

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
        return sentence(self._problem) if self._problem else ""

    @Property(str, notify=changed)
    def said(self) -> str:
        """What the last deed came to, when there is something to say."""
        return QCoreApplication.translate("Counter", "Nobody is waiting for this counter.") if self._nobody else ""

    @Property(str, notify=changed)
    def state(self) -> str:
        """Of the counter: closed, available, calling, serving, paused."""
        return self._desk().state

    @Property(str, notify=changed)
    def state_words(self) -> str:
        words = said(STATES.get(self._desk().state, ""))
        reason = self._reader.lists.view.reason
        return f"{words}: {self._names.reason(reason)}" if reason and self._desk().state == CounterState.PAUSED else words

    @Property(str, notify=changed)
    def label(self) -> str:
        return self._desk().label or ""

    @Property(str, notify=changed)
    def service(self) -> str:
        return self._names.service(self._desk().service or "")

    @Property(str, notify=ticked)
    def since(self) -> str:
        """Minutes and seconds since the call or the start of service."""
        since = self._desk().since
        seconds = max(0, int((self._parts.now() - since).total_seconds())) if since else 0
        return f"{seconds // 60}:{seconds % 60:02d}" if since else ""

    @Property(dict, notify=changed)
    def present(self) -> dict[str, str]:
        """What is known of the citizen, blank where nothing is: facts, why this one, note of a colleague, filed: the id of a form."""
        known, names = self._present, self._names
        facts = ("   ·   ".join(facts_of(known, names)), why_this_one(known, names), known.note) if known else ("", "", "")
        return dict(zip(("facts", "why", "note", "filed"), (*facts, str(self._filed or "")), strict=True))

    @Property(int, notify=changed)
    def waiting_here(self) -> int:
        """How many wait for the services of this counter."""
        return sum(self._state.waiting.get(code, 0) for code in self._reader.lists.services)

    @Property(list, notify=deeds_changed)
    def deeds(self) -> list[dict[str, object]]:
        """name, text, key, icon, primary of what can be done now; the first is the next step."""
        return [keys.row(deed, primary=place == 0) for place, deed in enumerate(self._deeds())]

    @Property(list, notify=deeds_changed)
    def tools(self) -> list[dict[str, object]]:
        return [keys.row(deed) for deed in self._tools()]

    @Property(str, notify=changed)
    def done(self) -> str:
        """What can be taken back; blank if nothing can."""
        undo = self._reader.lists.undo
        return said(DEEDS[undo.deed]).replace("%1", undo.label) if undo and self._undo_s() > 0 else ""

    @Property(int, notify=ticked)
    def undo_s(self) -> int:
        """Seconds for which it can."""
        return self._undo_s()

    # -- which deeds ---------------------------------------------------------------------------------------------------

    def _deeds(self) -> tuple[keys.DeedKey, ...]:
        view, present = self._reader.lists.view, self._present
        todo = present.todo if present else ()
        here = bool(todo) and todo[0] in self._reader.lists.services
        return tuple(keys.deeds(self._desk().state, todo=here, pausing=view.pausing is not None)) if self._session else ()

    def _look_at_deeds(self) -> None:
        """The keys on the screen stay what they are, with the focus that they have, while the same deeds are possible."""
        possible = self._deeds(), self._tools(), self._names.language
        if possible != self._possible:
            self._possible = possible
            self.deeds_changed.emit()

    def _tools(self) -> tuple[keys.DeedKey, ...]:
        return tuple(keys.tools(manager=self._is_manager())) if self._session else ()

    def _undo(self) -> tuple[keys.DeedKey, ...]:
        return (keys.UNDO,) if self.done else ()

    def _undo_s(self) -> int:
        undo = self._reader.lists.undo
        return max(0, int((undo.until - self._parts.now()).total_seconds())) if undo else 0

    # -- asking the hub ------------------------------------------------------------------------------------------------

    def _order(self, order: Order, then: Callable[[object], None] = lambda _: None) -> None:
        hall = self._parts.hall
        self._deed(order, lambda request, token, counter: hall.do(request, session=token, counter=counter, order=order), then)

    def _deed(self, order: Order, deed: Callable[[UUID, str, int], T], then: Callable[[T], None]) -> None:
        if self._session is None or self._busy:
            return
        if self._open_request is None or self._open_request[0] != order:
            self._open_request = (order, self._parts.request())
        request, token, counter = self._open_request[1], self._session.token, self._parts.counter

        def answered(answer: T) -> None:
            self._open_request = None
            self._reader.read()
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
        self._reader.read()
        self.changed.emit()

    # -- inside --------------------------------------------------------------------------------------------------------

    @property
    def _present(self) -> Present | None:
        """Of the citizen who is here; None while it is not yet read."""
        present = self._reader.lists.present
        return present if present is not None and present.label == self._desk().label else None

    @property
    def _filed(self) -> UUID | None:
        return self._present.submission if self._present else None

    def _panels(self) -> Panels:
        return Panels(names=self._names, do=self._order, now=self._parts.now)

    def _is_manager(self) -> bool:
        return self._session is not None and self._session.role == "manager"

    def _desk(self) -> Desk:
        number = self._parts.counter
        return self._state.desks.get(number, Desk(counter=number, state=str(CounterState.CLOSED)))

    def _begin(self, session: StaffSession) -> None:
        self._session = session
        self._reader.begin(session.token)
        self.signed_in.emit()

    def _end(self) -> None:
        self._session = None
        self._panel.close()
        self._case.close()
        self._reader.end()
        self.signed_out.emit()

    def _tell_nobody(self, call: Call | None) -> None:
        self._nobody = call is None

    def _take_state(self, state: BoardState) -> None:
        before, self._state = self._state, state
        known = before.desks.get(self._parts.counter)
        if self._desk().label != (known.label if known else None):
            self._case.close()
            self._panel.close()
        if self._desk().state != CounterState.AVAILABLE or self.waiting_here:
            self._nobody = False
        self._reader.hear(state)
        self.changed.emit()

    def _named(self, code: str) -> str:
        """A service, in the language of the moment."""
        return self._names.service(code)

    def _tick(self) -> None:
        """What could be taken back a second ago may be so no longer."""
        (self.changed if self._undo_s() == 0 and self._reader.lists.undo else self.ticked).emit()

    def _take_catalogue(self, catalogue: Catalogue) -> None:
        self._rename(Names(catalogue, self._names.language))
        self.changed.emit()

    def _take_link(self, link: str) -> None:
        self._link = link
        if self._away is not None:
            self._away.hear(link)
        self.changed.emit()


SIGNED_OUT = frozenset({"queue.signed-out"})
"""After these the console is signed out: the session is over."""
