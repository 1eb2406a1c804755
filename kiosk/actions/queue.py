"""What can be done to the queue? Each deed is one transaction: its answer, its event, the rows folded from it, its audit row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic
from uuid import UUID

from pydantic import TypeAdapter

from kiosk.actions import appointment, calling, counter, serving
from kiosk.actions import staff as staff_deeds
from kiosk.actions.away import Wish, said
from kiosk.actions.here import Here, refuse_unless_free
from kiosk.actions.insight import Insight, outlook_facts
from kiosk.actions.lane import open_lane
from kiosk.actions.leg import Facts, leg_facts
from kiosk.actions.rating import rating_code
from kiosk.actions.shelf import Edition, Shelf, last_version, note_edition, orphans
from kiosk.actions.staff import Secrets, SignIn
from kiosk.actions.ticket import offered, opens_fact
from kiosk.actions.turn import Answer, Turn, once
from kiosk.actions.undo import undo
from kiosk.clock import Clock
from kiosk.model.appointment import Arrival
from kiosk.model.audit import AuditEvent
from kiosk.model.canonical import whole_ms
from kiosk.model.catalogue import Audience, Catalogue, Counter
from kiosk.model.forecast import Pace
from kiosk.model.hall import Call, CounterState, CounterView, Deed, Leg, LegState, Order, QueueRefused, StaffSession, Ticket
from kiosk.model.ids import uuid7
from kiosk.model.opening import calendar_of, reopens_at
from kiosk.model.queue import EMERGENCY, Policy, due_at
from kiosk.model.text import Text
from kiosk.store import queue as rows
from kiosk.store.database import Store
from kiosk.store.queue import Stub

_TICKET = TypeAdapter(Ticket)
_VIEW = TypeAdapter(CounterView)
_CALL = TypeAdapter(Call)
_CALL_OR_NONE: TypeAdapter[Call | None] = TypeAdapter(Call | None)
_ORDER = TypeAdapter(Order)

Do = Callable[[Turn, Here, Order], object]
DEEDS: Mapping[Deed, Do] = {
    Deed.OPEN: counter.open_counter,
    Deed.CLOSE: counter.close_counter,
    Deed.PAUSE: counter.pause,
    Deed.READY: counter.ready,
    Deed.CALL_NEXT: calling.call_next,
    Deed.CALL_CHOSEN: calling.call_chosen,
    Deed.RECALL: calling.recall,
    Deed.CALL_BACK: calling.call_back,
    Deed.REQUEUE: calling.requeue,
    Deed.NO_SHOW: calling.no_show,
    Deed.REINSTATE: calling.reinstate,
    Deed.START: serving.start,
    Deed.FINISH: serving.finish,
    Deed.GO_ON: serving.go_on,
    Deed.HOLD: serving.hold,
    Deed.RESUME: serving.resume,
    Deed.TRANSFER: serving.transfer,
    Deed.ADD_SERVICE: serving.add_service,
    Deed.CANCEL: serving.cancel,
    Deed.SET_CLASS: serving.set_class,
    Deed.TAKE_OVER: serving.take_over,
    Deed.OPEN_LANE: open_lane,
    Deed.UNDO: undo,
    Deed.SET_SERVICES: counter.set_services,
}
"""What a clerk can do at a counter; `walk_up` and `check_in` besides, which make a ticket."""


@dataclass(frozen=True)
class _Ask(Generic[Answer]):
    """An order at a counter: what its answer looks like, and how it is done."""

    order: Order
    answers: TypeAdapter[Answer]
    do: Callable[[Turn, Here], Answer]


def no_link(_visit: UUID, _now: datetime) -> str | None:
    """For a hall without pages for telephones."""
    return None


@dataclass(frozen=True, kw_only=True)
class LocalHall:
    """The Hall that is kept in this machine's store; any thread may ask. station: where the deeds come from.

    shelf: the catalogue in force. insight: tells waiting times; without it only people are counted. link: makes the address of a
    visit's own page. pepper: the key of this hub that is mixed into PINs.
    """

    store: Store
    shelf: Shelf
    station: str
    clock: Clock
    entropy: Callable[[int], bytes] = field(repr=False)
    insight: Insight | None = None
    link: Callable[[UUID, datetime], str | None] = no_link
    pepper: bytes = field(default=b"", repr=False)

    @property
    def catalogue(self) -> Catalogue:
        return self.shelf.catalogue

    @property
    def policy(self) -> Policy:
        return self.shelf.now.policy

    def for_station(self, station: str) -> "LocalHall":
        """The same hall, seen from another station."""
        return replace(self, station=station)

    def take_ticket(
        self, request: UUID, *, service: str, language: str, audience: str, priority: str | None = None, submission: UUID | None = None
    ) -> Ticket:
        if priority == EMERGENCY:
            raise QueueRefused("unknown-class", code=priority)
        wish = Wish(service=service, language=language, audience=Audience(audience), priority=priority, submission=submission)
        now = self.now()
        pace = self.insight.pace(service, now) if self.insight else None
        with self.store.write() as tx:
            turn = Turn(tx=tx, request=request, at=now, station=self.station, actor="citizen")
            return once(turn, Deed.TAKE_TICKET, said(self.station, wish), _TICKET, lambda: _issue(turn, self, wish, pace))

    def check_in(self, request: UUID, *, code: str, language: str | None = None) -> Arrival:
        return appointment.check_in(self, request, code=code, language=language)

    def sign_in(self, *, staff: str, pin: str, counter: int) -> StaffSession:
        if self.shelf.now.counter(counter) is None:
            raise QueueRefused("unknown-counter", counter=counter)
        said = SignIn(staff=staff, pin=pin, counter=counter, station=self.station)
        secrets = Secrets(entropy=self.entropy, pepper=self.pepper)
        return staff_deeds.sign_in(self.store, said, secrets=secrets, now=self.now(), lasts=self.policy.session)

    def do(self, request: UUID, *, session: str, counter: int, order: Order) -> CounterView:
        def done(turn: Turn, here: Here) -> CounterView:
            if order.deed is Deed.WALK_UP:
                _walk_up(turn, here, self, order)
            elif order.deed is Deed.CHECK_IN:
                appointment.check_in_at_counter(turn, self, order.code)
            elif order.deed in DEEDS:
                DEEDS[order.deed](turn, here, order)
            else:
                raise QueueRefused("wrong-state", state=here.view.state)
            return rows.get_counter(turn.tx, counter)

        return self._at(request, session, counter, _Ask(order, _VIEW, done))

    def open_counter(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self.do(request, session=session, counter=counter, order=Order(deed=Deed.OPEN))

    def close_counter(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self.do(request, session=session, counter=counter, order=Order(deed=Deed.CLOSE))

    def call_next(self, request: UUID, *, session: str, counter: int) -> Call | None:
        order = Order(deed=Deed.CALL_NEXT)
        return self._at(request, session, counter, _Ask(order, _CALL_OR_NONE, lambda turn, here: calling.call_next(turn, here, order)))

    def recall(self, request: UUID, *, session: str, counter: int) -> Call:
        order = Order(deed=Deed.RECALL)
        return self._at(request, session, counter, _Ask(order, _CALL, lambda turn, here: calling.recall(turn, here, order)))

    def start(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self.do(request, session=session, counter=counter, order=Order(deed=Deed.START))

    def no_show(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self.do(request, session=session, counter=counter, order=Order(deed=Deed.NO_SHOW))

    def finish(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self.do(request, session=session, counter=counter, order=Order(deed=Deed.FINISH))

    def take_over(self, catalogue: Catalogue) -> bool:
        """This catalogue is in force from the next deed on; False if its version was already. Whoever waits or is served goes on."""
        now = self.now()
        with self.store.write() as tx:
            news = catalogue != self.catalogue or catalogue.version != last_version(tx)
            if news:
                turn = Turn(tx=tx, request=uuid7(now, self.entropy(10)), at=now, station=self.station, actor="system")
                note_edition(turn, catalogue)
            known = orphans(tx, catalogue)
        self.shelf.put(catalogue, known)
        return news

    def now(self) -> datetime:
        """To the millisecond, as it is kept."""
        return whole_ms(self.clock.now())

    def _at(self, request: UUID, session: str, counter: int, ask: _Ask[Answer]) -> Answer:
        """A deed of whoever is signed in at the counter."""
        edition, now = self.shelf.now, self.now()
        with self.store.write() as tx:
            view = rows.get_counter(tx, counter)
            place = desk_of(edition, view)
            clerk = staff_deeds.signed_in(tx, session, counter=counter, station=self.station, now=now)
            here = Here(clerk=clerk, counter=place, view=view, edition=edition, new_id=lambda: uuid7(now, self.entropy(10)))
            turn = Turn(tx=tx, request=request, at=now, station=self.station, actor=clerk.code)
            said = {"counter": counter, "staff": clerk.code, "order": _words(ask.order)}
            return once(turn, ask.order.deed, said, ask.answers, lambda: ask.do(turn, here))


def desk_of(edition: Edition, view: CounterView) -> Counter:
    """A counter that the hall has no more stays until it is closed. Raises QueueRefused unknown-counter."""
    known = edition.counter(view.number)
    if known is None and view.state is CounterState.CLOSED:
        raise QueueRefused("unknown-counter", counter=view.number)
    return known or Counter(number=view.number, name=Text(), services=frozenset())


def _words(order: Order) -> dict[str, Any]:  # Any: JSON
    """An order as it is remembered: the same words in every process, so sets are sorted."""
    words: dict[str, Any] = _ORDER.dump_python(order, mode="json", exclude_defaults=True)
    return words if order.services is None else {**words, "services": sorted(order.services)}


def _issue(turn: Turn, hall: LocalHall, wish: Wish, pace: tuple[Pace, int] | None = None) -> Ticket:
    """pace: of the line; None tells no waiting time."""
    service, series = offered(hall.catalogue, wish.service, turn.at)
    day = turn.at.astimezone(hall.catalogue.zone).date()
    if rows.count_issue(turn.tx, day, service.code) > (service.day_limit or float("inf")):
        again = reopens_at(service.opening, turn.at, hall.catalogue.zone, calendar_of(hall.catalogue))
        raise QueueRefused("limit-reached", limit=service.day_limit or 0, **opens_fact(again))
    visit, leg = uuid7(turn.at, hall.entropy(10)), uuid7(turn.at, hall.entropy(10))
    due = due_at(turn.at, hall.policy.credit(wish.priority), policy=hall.policy)
    waiting = rows.move_line(turn.tx, service.code, 1)
    ahead = rows.ahead_of(turn.tx, service.code, (due, turn.at, leg)) if wish.priority else waiting - 1
    outlook = hall.insight.outlook(service.code, ahead + 1, *pace) if hall.insight and pace else None
    told = outlook.told if outlook else None
    ticket = Ticket(
        visit=visit, leg=leg, link=hall.link(visit, turn.at), rating_code=rating_code(hall.pepper, visit), hall=hall.catalogue.hall,
        day=day, series=series,
        number=rows.take_number(turn.tx, hall.catalogue.hall, day, series, hall.policy), service=service.code, language=wish.language,
        taken_at=turn.at, ahead=ahead, wait_min=(told.low_min, told.high_min) if told else None, about=bool(outlook and outlook.about),
        priority=wish.priority,
    )  # fmt: skip
    stub = Stub(station=hall.station, audience=wish.audience, due=due, priority=wish.priority, submission=wish.submission)
    rows.add_ticket(turn.tx, ticket, stub)
    tell_issued(turn, ticket, stub, waiting, outlook_facts(outlook))
    return ticket


def tell_issued(turn: Turn, ticket: Ticket, stub: Stub, waiting: int, told: Facts) -> None:
    """told: further facts of the event."""
    leg = Leg(
        id=ticket.leg, visit=ticket.visit, label=ticket.label, service=ticket.service, language=ticket.language, state=LegState.WAITING,
        arrived_at=ticket.taken_at, due=stub.due, priority=stub.priority,
    )  # fmt: skip
    facts = {
        **told, "deed": Deed.TAKE_TICKET, "leg": leg_facts(leg),
        "visit": {"state": "open", "todo": [], "hall": ticket.hall, "day": ticket.day.isoformat(), "series": ticket.series,
                  "number": ticket.number, "audience": stub.audience,
                  "submission": str(stub.submission) if stub.submission else None},
    }  # fmt: skip
    passed = {"a": ticket.ahead} if ticket.counted and ticket.ahead != waiting - 1 else {}
    turn.tell_of(leg, "issued", facts, w=waiting, lang=ticket.language, **passed)
    turn.note(AuditEvent.TICKET_TAKEN, leg=str(ticket.leg), label=ticket.label, service=ticket.service)


def _walk_up(turn: Turn, here: Here, hall: LocalHall, order: Order) -> None:
    """Two presses at the counter: the service, and it is served."""
    refuse_unless_free(here)
    if order.service not in here.services:
        raise QueueRefused("no-skill")
    wish = Wish(service=order.service or "", language=hall.catalogue.languages[0], audience=Audience.PERSON, priority=order.priority)
    ticket = _issue(turn, hall, wish)
    serving.walk_up(turn, here, rows.get_leg(turn.tx, ticket.leg))
