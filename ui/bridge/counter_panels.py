"""What is asked before each deed at a counter, from the hall's own data: reasons, outcomes, classes, services, counters."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from kiosk.model.hall import CounterView, Deed, LegState, Order, Place, Pool
from kiosk.model.lists import CounterLists, Row, Standing
from kiosk.model.queue import EMERGENCY
from ui.bridge.counter_panel import Answers, Option, Panel, Question
from ui.bridge.counter_words import Names, why_not_yet

WAKE_MIN = (5, 10, 20, 30, 60)
NOTHING = "-"
"""The code of "none of these"; a blank one would be no answer."""


@dataclass(frozen=True, kw_only=True)
class Panels:
    """do: what becomes of the order that a panel makes."""

    names: Names
    do: Callable[[Order], None]
    now: Callable[[], datetime]

    # -- about the citizen who is here ---------------------------------------------------------------------------------

    def finish(self, label: str, service: str) -> Panel | None:
        """None: there is nothing to ask."""
        known = next((one for one in self.names.catalogue.services if one.code == service), None)
        if known is None or not known.outcomes:
            return None
        outcomes = [Option(code=code, text=self.names.outcome(code)) for code in known.outcomes]
        asked = (
            _optional("outcome", QCoreApplication.translate("Counter", "How did it end?"), outcomes, needed=known.outcome_needed),
            Question(name="quantity", title=QCoreApplication.translate("Counter", "How many of these?"), kind="count", value="1"),
        )  # fmt: skip
        return Panel(
            name="finish", title=QCoreApplication.translate("Counter", "Finish %1").replace("%1", label),
            verb=QCoreApplication.translate("Counter", "Finish"), questions=asked,
            done=lambda said: self.do(Order(deed=Deed.FINISH, outcome=_code(said["outcome"]), quantity=_count(said["quantity"]))),
        )  # fmt: skip

    def hold(self, label: str) -> Panel:
        minutes = QCoreApplication.translate("Counter", "%1 minutes")
        wakes = [Option(code=str(count), text=minutes.replace("%1", str(count))) for count in WAKE_MIN]
        asked = (
            self._reason("hold"),
            Question(
                name="wake", title=QCoreApplication.translate("Counter", "Back in the line by itself?"), value=NOTHING,
                options=(Option(code=NOTHING, text=QCoreApplication.translate("Counter", "No, when called")), *wakes),
            ),
            Question(
                name="pool", title=QCoreApplication.translate("Counter", "Who may go on with it?"), value=Pool.ME,
                options=(
                    Option(code=Pool.ME, text=QCoreApplication.translate("Counter", "I")),
                    Option(code=Pool.COUNTER, text=QCoreApplication.translate("Counter", "This counter")),
                    Option(code=Pool.HALL, text=QCoreApplication.translate("Counter", "Everybody")),
                ),
            ),
        )  # fmt: skip

        def done(said: Answers) -> None:
            wake = None if said["wake"] == NOTHING else self.now() + timedelta(minutes=int(said["wake"]))
            self.do(Order(deed=Deed.HOLD, reason=said["reason"], wake_at=wake, pool=Pool(said["pool"])))

        title = QCoreApplication.translate("Counter", "Put %1 on hold").replace("%1", label)
        return Panel(name="hold", title=title, verb=QCoreApplication.translate("Counter", "Put on hold"), questions=asked, done=done)

    def requeue(self, label: str) -> Panel:
        return self._with_reason(
            Deed.REQUEUE, "requeue", QCoreApplication.translate("Counter", "%1 was called by mistake").replace("%1", label),
            QCoreApplication.translate("Counter", "Put back, first in line"),
        )  # fmt: skip

    def transfer(self, label: str, service: str, counter: int) -> Panel:
        """To a service, or to one counter of it; the place is kept unless the clerk says otherwise."""
        counters = [
            Option(code=str(one.number), text=one.name.in_(self.names.language))
            for one in self.names.catalogue.counters if one.number != counter
        ]  # fmt: skip
        anyone = Option(code=NOTHING, text=QCoreApplication.translate("Counter", "Whoever is free"))
        asked = (
            Question(
                name="service", title=QCoreApplication.translate("Counter", "To which service?"), needed=True,
                options=self._services(first=service),
            ),
            Question(
                name="counter", title=QCoreApplication.translate("Counter", "To which counter?"), options=(anyone, *counters), value=NOTHING
            ),
            Question(
                name="place", title=QCoreApplication.translate("Counter", "Place in the line"), value=Place.KEEP,
                options=(
                    Option(code=Place.KEEP, text=QCoreApplication.translate("Counter", "As if always there")),
                    Option(code=Place.END, text=QCoreApplication.translate("Counter", "At the end")),
                    Option(code=Place.FRONT, text=QCoreApplication.translate("Counter", "At the front (needs a reason)")),
                ),
            ),
            Question(
                name="back", title=QCoreApplication.translate("Counter", "Comes back to you?"), value="no",
                options=(
                    Option(code="no", text=QCoreApplication.translate("Counter", "No")),
                    Option(code="yes", text=QCoreApplication.translate("Counter", "Yes, afterwards")),
                ),
            ),
            self._reason("transfer", needed=False),
            Question(name="note", title=QCoreApplication.translate("Counter", "Note for the colleague"), kind="text"),
        )  # fmt: skip

        def done(said: Answers) -> None:
            to_counter = None if said["counter"] == NOTHING else int(said["counter"])
            self.do(Order(
                deed=Deed.TRANSFER, service=said["service"], to_counter=to_counter, place=Place(said["place"]),
                back=said["back"] == "yes", reason=_code(said["reason"]), note=said["note"].strip(),
            ))  # fmt: skip

        title = QCoreApplication.translate("Counter", "Send %1 on").replace("%1", label)
        return Panel(name="transfer", title=title, verb=QCoreApplication.translate("Counter", "Send on"), questions=asked, done=done)

    def add_service(self, label: str) -> Panel:
        return self._one(
            "add-service", QCoreApplication.translate("Counter", "Add a service to %1").replace("%1", label), self._services(),
            lambda code: self.do(Order(deed=Deed.ADD_SERVICE, service=code)),
        )  # fmt: skip

    # -- about the counter ---------------------------------------------------------------------------------------------

    def walk_up(self, services: Sequence[str]) -> Panel:
        """Two presses: this key, and the service (S8)."""
        return self._one(
            "walk-up", QCoreApplication.translate("Counter", "Somebody without a ticket"), self._services(of=services),
            lambda code: self.do(Order(deed=Deed.WALK_UP, service=code)),
        )  # fmt: skip

    def pause(self) -> Panel:
        return self._with_reason(
            Deed.PAUSE, "pause", QCoreApplication.translate("Counter", "Why a pause?"), QCoreApplication.translate("Counter", "Pause")
        )

    def move(self, desks: Sequence[CounterView], choose: Callable[[int], None]) -> Panel:
        """Which counter a manager moves (M8)."""
        set_now = {view.number: sorted(view.services or ()) for view in desks}
        options = tuple(
            Option(
                code=str(one.number), text=one.name.in_(self.names.language),
                note=", ".join(self.names.service(code) for code in set_now.get(one.number, ())),
            )
            for one in self.names.catalogue.counters
        )  # fmt: skip
        title = QCoreApplication.translate("Counter", "Which counter takes other services?")
        return self._one("move", title, options, lambda code: choose(int(code)))

    def check_in(self) -> Panel:
        """Somebody with an appointment."""
        question = Question(name="code", title=QCoreApplication.translate("Counter", "Code of the appointment"), kind="text", needed=True)
        return Panel(
            name="check-in", title=QCoreApplication.translate("Counter", "Somebody with an appointment"),
            verb=QCoreApplication.translate("Counter", "Check in"), questions=(question,),
            done=lambda said: self.do(Order(deed=Deed.CHECK_IN, code=said["code"].strip())),
        )  # fmt: skip

    def open_lane(self, counter: int) -> Panel:
        """Whoever was kept for a counter that is not heard of is everybody's again."""
        options = [
            Option(code=str(one.number), text=one.name.in_(self.names.language))
            for one in self.names.catalogue.counters if one.number != counter
        ]  # fmt: skip
        rest = Option(code=NOTHING, text=QCoreApplication.translate("Counter", "What is open after a copy was put back"))
        which = QCoreApplication.translate("Counter", "Which counter is silent?")
        asked = (Question(name="counter", title=which, options=(*options, rest), needed=True), self._reason("take_over"))

        def done(said: Answers) -> None:
            number = _code(said["counter"])
            self.do(Order(deed=Deed.OPEN_LANE, to_counter=int(number) if number else None, reason=said["reason"]))

        title = QCoreApplication.translate("Counter", "Free what a silent counter holds")
        return Panel(name="open-lane", title=title, verb=QCoreApplication.translate("Counter", "Free"), questions=asked, done=done)

    def services_of(self, counter: int, present: Collection[str] | None) -> Panel:
        """present: what was set; None for the catalogue's."""
        own = next((one.services for one in self.names.catalogue.counters if one.number == counter), frozenset())
        question = Question(
            name="services", title=QCoreApplication.translate("Counter", "From the next call on"), kind="many",
            options=self._services(), value=" ".join(sorted(own if present is None else present)), needed=True,
        )  # fmt: skip

        def done(said: Answers) -> None:
            chosen = frozenset(said["services"].split())
            self.do(Order(deed=Deed.SET_SERVICES, to_counter=counter, services=None if chosen == own else chosen))

        title = QCoreApplication.translate("Counter", "What counter %1 takes").replace("%1", str(counter))
        return Panel(name="services", title=title, verb=QCoreApplication.translate("Counter", "Set"), questions=(question,), done=done)

    def moved_back(self, counter: int, then: Callable[[], None]) -> Panel:
        """One press back, or other services."""
        options = (
            Option(code="back", text=QCoreApplication.translate("Counter", "As in the catalogue again")),
            Option(code="other", text=QCoreApplication.translate("Counter", "Other services")),
        )

        def done(code: str) -> None:
            if code == "back":
                self.do(Order(deed=Deed.SET_SERVICES, to_counter=counter))
            else:
                then()

        return self._one("moved", QCoreApplication.translate("Counter", "Counter %1 is moved").replace("%1", str(counter)), options, done)

    # -- about a ticket in a list --------------------------------------------------------------------------------------

    def row(self, row: Row, can: Sequence[Option], then: Callable[[str], None]) -> Panel:
        title = f"{row.label} · {self.names.service(row.service)}"
        if not can:
            return Panel(name="row", title=title, lines=(self._state(row),))
        return self._one("row", title, can, then)

    def about(self, row: Row, deed: Deed) -> Panel:
        """A deed on a ticket that is not here, with the reason for it."""
        words = {
            Deed.CALL_CHOSEN: ("chosen", QCoreApplication.translate("Counter", "Why is %1 called out of turn?")),
            Deed.REINSTATE: ("reinstate", QCoreApplication.translate("Counter", "Why does %1 wait again?")),
            Deed.CANCEL: ("cancel", QCoreApplication.translate("Counter", "Why is %1 cancelled?")),
            Deed.TAKE_OVER: ("take_over", QCoreApplication.translate("Counter", "Why is %1 taken over?")),
        }
        where, title = words[deed]
        return self._with_reason(deed, where, title.replace("%1", row.label), "", leg=row.leg)

    def set_class(self, row: Row) -> Panel:
        classes = [Option(code=one.code, text=one.name.in_(self.names.language)) for one in self.names.catalogue.classes]
        none = Option(code=NOTHING, text=QCoreApplication.translate("Counter", "None"))
        asked = (
            Question(
                name="priority", title=QCoreApplication.translate("Counter", "Priority"), value=row.priority or NOTHING, needed=True,
                options=(none, *classes, Option(code=EMERGENCY, text=self.names.priority(EMERGENCY))),
            ),
            self._reason("emergency", needed=False),
        )  # fmt: skip

        def done(said: Answers) -> None:
            self.do(Order(deed=Deed.SET_CLASS, leg=row.leg, priority=_code(said["priority"]), reason=_code(said["reason"])))

        title = QCoreApplication.translate("Counter", "Priority of %1").replace("%1", row.label)
        return Panel(name="class", title=title, verb=QCoreApplication.translate("Counter", "Set"), questions=asked, done=done)

    def standing(self, standing: Standing) -> Panel:
        title = QCoreApplication.translate("Counter", "Why not %1 yet?").replace("%1", standing.label)
        return Panel(name="why", title=title, lines=why_not_yet(standing, self.names))

    def find(self, look: Callable[[str], None]) -> Panel:
        question = Question(name="number", title=QCoreApplication.translate("Counter", "Number of the ticket"), kind="text", needed=True)
        title, verb = QCoreApplication.translate("Counter", "Find a ticket"), QCoreApplication.translate("Counter", "Find")
        return Panel(name="find", title=title, verb=verb, questions=(question,), done=lambda said: look(said["number"]))

    def several(self, rows: Sequence[Row], choose: Callable[[Row], None]) -> Panel:
        """What goes by one number; or that nothing does."""
        title = QCoreApplication.translate("Counter", "Find a ticket")
        options = [Option(code=str(row.leg), text=row.label, note=self.names.service(row.service)) for row in rows]
        known = {str(row.leg): row for row in rows}
        if not options:
            return Panel(name="found", title=title, lines=(QCoreApplication.translate("Counter", "No ticket of today has this number."),))
        return self._one("found", title, options, lambda leg: choose(known[leg]))

    def receipt(self, look: Callable[[str], None]) -> Panel:
        question = Question(
            name="said", title=QCoreApplication.translate("Counter", "Receipt number, typed or scanned"), kind="text", needed=True
        )
        title, verb = QCoreApplication.translate("Counter", "Open a filed form"), QCoreApplication.translate("Counter", "Open")
        return Panel(name="receipt", title=title, verb=verb, questions=(question,), done=lambda said: look(said["said"]))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _state(self, row: Row) -> str:
        words = {
            LegState.COMPLETED: QCoreApplication.translate("Counter", "Finished at %1, counter %2."),
            LegState.CANCELLED: QCoreApplication.translate("Counter", "Cancelled at %1."),
            LegState.ABANDONED: QCoreApplication.translate("Counter", "Not served: the day ended."),
            LegState.CALLED: QCoreApplication.translate("Counter", "Called at %1 to counter %2."),
            LegState.SERVING: QCoreApplication.translate("Counter", "Served at counter %2 since %1."),
            LegState.ON_HOLD: QCoreApplication.translate("Counter", "On hold for its clerk."),
        }
        line = words.get(row.state, QCoreApplication.translate("Counter", "Nothing can be done with this ticket here."))
        return line.replace("%1", self.names.time(row.since)).replace("%2", str(row.counter or ""))

    def _reason(self, deed: str, *, needed: bool = True) -> Question:
        known = [Option(code=one.code, text=one.name.in_(self.names.language)) for one in self.names.catalogue.reasons if deed in one.deeds]
        options = known or [Option(code="other", text=QCoreApplication.translate("Counter", "Other"))]
        return _optional("reason", QCoreApplication.translate("Counter", "Reason"), options, needed=needed)

    def _with_reason(self, deed: Deed, where: str, title: str, verb: str, *, leg: UUID | None = None) -> Panel:
        return Panel(
            name=where, title=title, verb=verb, questions=(self._reason(where),),
            done=lambda said: self.do(Order(deed=deed, leg=leg, reason=said["reason"])),
        )  # fmt: skip

    def _one(self, name: str, title: str, options: Sequence[Option], then: Callable[[str], None]) -> Panel:
        """One question; whoever answers it has done it."""
        question = Question(name="what", title="", options=tuple(options), needed=True)
        return Panel(name=name, title=title, questions=(question,), done=lambda said: then(said["what"]))

    def _services(self, *, first: str = "", of: Collection[str] | None = None) -> tuple[Option, ...]:
        """In the order of the catalogue."""
        offered = [one.code for one in self.names.catalogue.services if one.has_ticket and (of is None or one.code in of)]
        ordered = sorted(offered, key=lambda code: code != first)
        return tuple(Option(code=code, text=self.names.service(code)) for code in ordered)


def possible(row: Row, *, free: bool, manager: bool, lists: CounterLists) -> list[tuple[str, str]]:
    """What can be done with a ticket of a list: code and words, the likeliest first."""
    words = {
        "call": QCoreApplication.translate("Counter", "Call it now"),
        "resume": QCoreApplication.translate("Counter", "Go on: the citizen is here"),
        "call_back": QCoreApplication.translate("Counter", "Call it back"),
        "reinstate": QCoreApplication.translate("Counter", "Let it wait again"),
        "take_over": QCoreApplication.translate("Counter", "Take over: it waits again"),
        "why": QCoreApplication.translate("Counter", "Why not yet?"),
        "class": QCoreApplication.translate("Counter", "Priority"),
        "cancel": QCoreApplication.translate("Counter", "Cancel it"),
    }
    found: list[str] = []
    if row.state is LegState.WAITING:
        found = [*(["call"] if free and row.mine else []), "why", "class", "cancel"]
    elif row.state is LegState.ON_HOLD:
        found = [*(["resume", "call_back"] if free and row.mine else []), *(["take_over"] if manager else []), "cancel"]
    elif row.state is LegState.NO_SHOW:
        found = ["reinstate"]
    elif row.state in {LegState.CALLED, LegState.SERVING} and manager and row.counter != lists.view.number:
        found = ["take_over"]
    return [(code, words[code]) for code in found]


def _optional(name: str, title: str, options: Sequence[Option], *, needed: bool) -> Question:
    """Where nothing is needed, nothing is chosen until somebody does."""
    if needed:
        return Question(name=name, title=title, options=tuple(options), needed=True)
    none = Option(code=NOTHING, text=QCoreApplication.translate("Counter", "None"))
    return Question(name=name, title=title, options=(none, *options), value=NOTHING)


def _code(said: str) -> str | None:
    return None if said == NOTHING else said


def _count(said: str) -> int:
    return max(1, int(said)) if said.strip().isdigit() else 1
