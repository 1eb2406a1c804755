"""What can a terminal do by itself while the hub is away? Give tickets from its lease, and tell the hub of them afterwards."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from kiosk.actions.shelf import Shelf
from kiosk.actions.ticket import offered, opens_fact, order_for, paper_of
from kiosk.actions.turn import Turn, once
from kiosk.clock import Clock
from kiosk.model.audit import AuditEvent
from kiosk.model.away import HandedTicket
from kiosk.model.canonical import canonical_json, whole_ms
from kiosk.model.catalogue import Audience, Catalogue
from kiosk.model.hall import Deed, QueueRefused, Ticket
from kiosk.model.ids import uuid7
from kiosk.model.lease import own_series
from kiosk.model.opening import calendar_of, reopens_at
from kiosk.model.parcel import HUB, Parcel, ParcelKind
from kiosk.store import lease, outbox, spool
from kiosk.store import queue as rows
from kiosk.store.database import Store, Transaction
from kiosk.store.tally import next_number

_TICKET = TypeAdapter(Ticket)
_HANDED = TypeAdapter(HandedTicket)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a citizen takes a ticket for."""

    service: str
    language: str
    audience: str
    priority: str | None = None
    submission: UUID | None = None


def said(station: str, wish: Wish) -> dict[str, str | None]:
    """What a touch at a terminal says; under the same request the same, or it is refused."""
    return {"station": station, **{name: value for name, value in vars(wish).items() if name != "submission"}}


@dataclass(frozen=True, kw_only=True)
class TicketDesk:
    """What a terminal gives tickets with. offset: how far the hub's clock is ahead of ours, as far as is known."""

    store: Store
    shelf: Shelf
    station: str
    clock: Clock
    entropy: Callable[[int], bytes] = field(repr=False)
    offset: Callable[[], timedelta] = timedelta

    @property
    def catalogue(self) -> Catalogue:
        return self.shelf.catalogue

    def now(self) -> datetime:
        return whole_ms(self.clock.now())

    def new_id(self) -> UUID:
        return uuid7(self.now(), self.entropy(10))


def given_here(desk: TicketDesk, request: UUID) -> Ticket | None:
    """The ticket that this terminal has given for this request, if it had to."""
    with desk.store.read() as tx:
        known = rows.answer_of(tx, request)
    return None if known is None else _TICKET.validate_python(known[1]["answer"])


def issue(desk: TicketDesk, request: UUID, wish: Wish) -> Ticket:
    """ONE commit: the number, the ticket for the hub, the paper. Raises QueueRefused unknown-service, closed, limit-reached, id-reused.

    The day's limit counts what this terminal has given by itself.
    """
    now = desk.now()
    with desk.store.write() as tx:
        turn = Turn(tx=tx, request=request, at=now, station=desk.station, actor="citizen")
        return once(turn, Deed.TAKE_TICKET, said(desk.station, wish), _TICKET, lambda: _issue(turn, desk, wish))


def keep(desk: TicketDesk, request: UUID, wish: Wish, ticket: Ticket) -> None:
    """A ticket that the hub has given: its paper, and a note of it that is offered again if the hub is put back from a copy."""
    now = desk.now()
    with desk.store.write() as tx:
        if spool.find(tx, paper_of(ticket.leg)) is None:
            _owe(tx, desk, handed_of(ticket, request, wish), ticket, now)
            outbox.settle_at_once(tx, ticket.visit, HUB, now=now)


def handed_of(ticket: Ticket, request: UUID, wish: Wish, offset: timedelta = timedelta(0)) -> HandedTicket:
    return HandedTicket(
        id=ticket.visit, leg=ticket.leg, request=request, hall=ticket.hall, day=ticket.day, series=ticket.series, number=ticket.number,
        service=ticket.service, language=ticket.language, audience=wish.audience, created=ticket.taken_at,
        offset_ms=offset // timedelta(milliseconds=1), priority=wish.priority,
    )  # fmt: skip


def ticket_parcel(handed: HandedTicket) -> Parcel:
    return parcel_of(handed.id, ParcelKind.TICKET, _HANDED.dump_python(handed, mode="json", exclude_none=True))


def parcel_of(parcel: UUID, kind: ParcelKind, words: dict[str, Any]) -> Parcel:  # Any: JSON
    body = canonical_json({"kind": kind, **words}).encode()
    return Parcel(id=parcel, kind=kind, destination=HUB, body=body, sha256=hashlib.sha256(body).hexdigest())


def _issue(turn: Turn, desk: TicketDesk, wish: Wish) -> Ticket:
    service, letter = offered(desk.catalogue, wish.service, turn.at)
    day = turn.at.astimezone(desk.catalogue.zone).date()
    if rows.count_issue(turn.tx, day, service.code) > (service.day_limit or float("inf")):
        again = reopens_at(service.opening, turn.at, desk.catalogue.zone, calendar_of(desk.catalogue))
        raise QueueRefused("limit-reached", limit=service.day_limit or 0, **opens_fact(again))
    series, number = _number(turn.tx, desk, day, letter)
    ticket = Ticket(
        visit=desk.new_id(), leg=desk.new_id(), hall=desk.catalogue.hall, day=day, series=series, number=number, service=service.code,
        language=wish.language, taken_at=turn.at, ahead=0, counted=False, priority=wish.priority,
    )  # fmt: skip
    handed = handed_of(ticket, turn.request, Wish(**{**vars(wish), "audience": str(Audience(wish.audience))}), desk.offset())
    _owe(turn.tx, desk, handed, ticket, turn.at)
    turn.note(AuditEvent.TICKET_TAKEN, leg=str(ticket.leg), label=ticket.label, service=ticket.service)
    return ticket


def _number(tx: Transaction, desk: TicketDesk, day: date, letter: str) -> tuple[str, int]:
    """Of a block, or else under the terminal's own name, which no other has."""
    number = lease.take(tx, day, letter)
    if number is not None:
        return letter, number
    return own_series(desk.station), next_number(tx, f"own {day.isoformat()}")


def _owe(tx: Transaction, desk: TicketDesk, handed: HandedTicket, ticket: Ticket, now: datetime) -> None:
    outbox.put(tx, ticket_parcel(handed), now=now)
    spool.put(tx, order_for(ticket, desk.catalogue, paper=desk.new_id()), now=now)

