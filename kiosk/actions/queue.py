"""What can be done to the queue? Each deed is one transaction: its answer, its event, the rows folded from it, its audit row."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Generic
from uuid import UUID

from pydantic import TypeAdapter

from kiosk.actions import counter as deeds
from kiosk.actions import staff as staff_deeds
from kiosk.actions.counter import Here
from kiosk.actions.staff import Secrets, SignIn
from kiosk.actions.turn import Answer, Datum, Turn, once
from kiosk.clock import Clock
from kiosk.model.audit import AuditEvent
from kiosk.model.canonical import whole_ms
from kiosk.model.catalogue import Audience, Catalogue, Counter, Service
from kiosk.model.ids import uuid7
from kiosk.model.opening import is_open, opens_at
from kiosk.model.queue import Call, CounterView, Deed, LegState, Policy, QueueRefused, StaffSession, Ticket, due_at
from kiosk.store import queue as rows
from kiosk.store.database import Store
from kiosk.store.queue import Stub

_TICKET = TypeAdapter(Ticket)
_VIEW = TypeAdapter(CounterView)
_CALL = TypeAdapter(Call)
_CALL_OR_NONE: TypeAdapter[Call | None] = TypeAdapter(Call | None)


@dataclass(frozen=True)
class _Step(Generic[Answer]):
    """A deed at a counter: its name, what its answer looks like, and how it is done."""

    deed: Deed
    answers: TypeAdapter[Answer]
    do: Callable[[Turn, Here], Answer]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a citizen takes a ticket for."""

    service: str
    language: str
    audience: str


@dataclass(frozen=True, kw_only=True)
class LocalHall:
    """The Hall that is kept in this machine's store; any thread may ask. station: where the deeds come from.

    pepper: the key of this hub that is mixed into PINs.
    """

    store: Store
    catalogue: Catalogue
    station: str
    clock: Clock
    entropy: Callable[[int], bytes] = field(repr=False)
    policy: Policy = field(default_factory=Policy)
    pepper: bytes = field(default=b"", repr=False)

    def for_station(self, station: str) -> "LocalHall":
        """The same hall, seen from another station."""
        return replace(self, station=station)

    def take_ticket(self, request: UUID, *, service: str, language: str, audience: str) -> Ticket:
        wish = Wish(service=service, language=language, audience=Audience(audience))
        now = self.now()
        with self.store.write() as tx:
            turn = Turn(tx=tx, request=request, at=now, station=self.station, actor="citizen")
            said = {"station": self.station, **vars(wish)}
            return once(turn, Deed.TAKE_TICKET, said, _TICKET, lambda: _issue(turn, self, wish))

    def sign_in(self, *, staff: str, pin: str, counter: int) -> StaffSession:
        said = SignIn(staff=staff, pin=pin, counter=self._counter(counter).number)
        secrets = Secrets(entropy=self.entropy, pepper=self.pepper)
        return staff_deeds.sign_in(self.store, said, secrets=secrets, now=self.now(), lasts=self.policy.session)

    def open_counter(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._at(request, session, counter, _Step(Deed.OPEN, _VIEW, deeds.open_counter))

    def close_counter(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._at(request, session, counter, _Step(Deed.CLOSE, _VIEW, deeds.close_counter))

    def call_next(self, request: UUID, *, session: str, counter: int) -> Call | None:
        return self._at(request, session, counter, _Step(Deed.CALL_NEXT, _CALL_OR_NONE, deeds.call_next))

    def recall(self, request: UUID, *, session: str, counter: int) -> Call:
        return self._at(request, session, counter, _Step(Deed.RECALL, _CALL, deeds.recall))

    def start(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._at(request, session, counter, _Step(Deed.START, _VIEW, deeds.start))

    def no_show(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._at(request, session, counter, _Step(Deed.NO_SHOW, _VIEW, deeds.no_show))

    def finish(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._at(request, session, counter, _Step(Deed.FINISH, _VIEW, deeds.finish))

    def now(self) -> datetime:
        """To the millisecond, as it is kept."""
        return whole_ms(self.clock.now())

    def _at(self, request: UUID, session: str, counter: int, step: "_Step[Answer]") -> Answer:
        """A deed of whoever is signed in at the counter."""
        place, now = self._counter(counter), self.now()
        with self.store.write() as tx:
            clerk = staff_deeds.signed_in(tx, session, counter=counter, now=now)
            here = Here(clerk=clerk, counter=place, view=rows.get_counter(tx, counter), policy=self.policy)
            turn = Turn(tx=tx, request=request, at=now, station=self.station, actor=clerk.code)
            said = {"counter": counter, "staff": clerk.code}
            return once(turn, step.deed, said, step.answers, lambda: step.do(turn, here))

    def _counter(self, number: int) -> Counter:
        try:
            return self.catalogue.counter(number)
        except KeyError:
            raise QueueRefused("unknown-counter", counter=number) from None


def _issue(turn: Turn, hall: LocalHall, wish: Wish) -> Ticket:
    service, series = _offered(hall, wish.service, turn.at)
    day = turn.at.astimezone(hall.catalogue.zone).date()
    if rows.count_issue(turn.tx, day, service.code) > (service.day_limit or float("inf")):
        raise QueueRefused("limit-reached", limit=service.day_limit or 0)
    waiting = rows.move_line(turn.tx, service.code, 1)
    ticket = Ticket(
        visit=uuid7(turn.at, hall.entropy(10)), leg=uuid7(turn.at, hall.entropy(10)), hall=hall.catalogue.hall, day=day, series=series,
        number=rows.take_number(turn.tx, hall.catalogue.hall, day, series, hall.policy), service=service.code,
        language=wish.language, taken_at=turn.at, ahead=waiting - 1,
    )  # fmt: skip
    stub = Stub(station=hall.station, audience=wish.audience, due=due_at(turn.at, policy=hall.policy))
    rows.add_ticket(turn.tx, ticket, stub)
    _tell_issued(turn, ticket, stub, waiting)
    return ticket


def _offered(hall: LocalHall, code: str, now: datetime) -> tuple[Service, str]:
    """The service and its series, if tickets are given for it now. Raises QueueRefused unknown-service or closed."""
    service = next((service for service in hall.catalogue.services if service.code == code), None)
    if service is None or service.series is None:
        raise QueueRefused("unknown-service", service=code)
    if not is_open(service.opening, now, hall.catalogue.zone):
        opens = opens_at(service.opening, now, hall.catalogue.zone)
        raise QueueRefused("closed", **({"opens_at": opens.isoformat()} if opens else {}))
    return service, service.series


def _tell_issued(turn: Turn, ticket: Ticket, stub: Stub, waiting: int) -> None:
    facts: dict[str, Datum] = {
        "after": LegState.WAITING, "day": ticket.day.isoformat(), "series": ticket.series, "number": ticket.number,
        "audience": stub.audience, "due": stub.due.isoformat(),
    }  # fmt: skip
    turn.tell_of(rows.get_leg(turn.tx, ticket.leg), "issued", facts, w=waiting, lang=ticket.language)
    turn.note(AuditEvent.TICKET_TAKEN, leg=str(ticket.leg), label=ticket.label, service=ticket.service)
