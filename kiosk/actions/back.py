"""The hub is back: what did stations do meanwhile? Each ticket and each deed once; a fact is never undone, a number never changes."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from kiosk.actions.away import Wish, said
from kiosk.actions.day import end_day
from kiosk.actions.leg import FREE, Facts, Step, begin, move
from kiosk.actions.queue import LocalHall, tell_issued
from kiosk.actions.turn import Turn, mark_of
from kiosk.model.audit import AuditEvent
from kiosk.model.away import REACHED, HandedDeed, HandedTicket, corrected, goes_forward
from kiosk.model.canonical import canonical_json
from kiosk.model.hall import CounterState, CounterView, Deed, Leg, LegState, QueueRefused, Ticket
from kiosk.model.ids import uuid7
from kiosk.model.queue import due_at
from kiosk.model.submission import Accepted, Conflict, Duplicate, Inboxed, Rejected
from kiosk.store import away, lane, meta
from kiosk.store import queue as rows
from kiosk.store.queue import Stub
from kiosk.store.tally import next_number

_NOT_CALLED = frozenset({LegState.WAITING, LegState.ON_HOLD})
_SERVED = frozenset({LegState.SERVING, LegState.COMPLETED})

Item = Mapping[str, Any]  # Any: JSON of another machine
LONGEST_WORD = 64
LARGEST_NUMBER = 10**9
_YEARS = range(2000, 2200)

_TICKET = TypeAdapter(Ticket)
_HANDED_TICKET = TypeAdapter(HandedTicket)
_HANDED_DEED = TypeAdapter(HandedDeed)
Word = TypeVar("Word")


def accept_ticket(hall: LocalHall, item: Item) -> Inboxed:
    """A ticket that a terminal gave by itself, or that this hub gave and has lost since."""
    handed = _parsed(_HANDED_TICKET, item)
    if handed is None or handed.hall != hall.catalogue.hall:
        return Rejected("malformed")
    ended = _once(hall, handed.id, item, lambda turn: _take_ticket(turn, hall, handed))
    if handed.day < hall.now().astimezone(hall.catalogue.zone).date():
        end_day(hall)
    return ended


def accept_deed(hall: LocalHall, item: Item) -> Inboxed:
    """How far a counter came with one citizen while it had no hub, or before this hub was put back from a copy."""
    handed = _parsed(_HANDED_DEED, item)
    if handed is None:
        return Rejected("malformed")
    return _once(hall, handed.id, item, lambda turn: _take_deed(turn, hall, handed))


def _once(hall: LocalHall, item_id: UUID, item: Item, take: Callable[[Turn], str | None]) -> Inboxed:
    """take: gives why it cannot be taken, or None."""
    digest = hashlib.sha256(canonical_json(item).encode()).hexdigest()
    now = hall.now()
    with hall.store.write() as tx:
        known = away.seen(tx, item_id)
        if known is not None:
            return Duplicate(known[1]) if known[0] == digest else Conflict()
        refusal = take(Turn(tx=tx, request=item_id, at=now, station=hall.station, actor="system"))
        if refusal is not None:
            return Rejected(refusal)
        seq = next_number(tx, "inbox")
        away.note(tx, item_id, digest, seq)
    return Accepted(seq)


# -- tickets ----------------------------------------------------------------------------------------------------------


def _take_ticket(turn: Turn, hall: LocalHall, handed: HandedTicket) -> str | None:
    numbered = away.visit_with(turn.tx, handed.hall, handed.day, handed.series, handed.number)
    if numbered is not None and numbered.is_known:
        return None if numbered.id == handed.id else "number-taken"
    arrival = _instead_of_the_first(turn, hall, handed, corrected(handed.created, handed.offset_ms, turn.at))
    ticket = _ticket(handed, arrival)
    _remember(turn, hall, handed, ticket)
    due = due_at(arrival, _credit(hall, handed.priority), policy=hall.policy)
    stub = Stub(station=hall.station, audience=handed.audience, due=due, priority=handed.priority)
    if numbered is not None:
        _complete(turn, numbered.id, ticket, stub)
    else:
        rows.count_issue(turn.tx, handed.day, handed.service)
        waiting = rows.move_line(turn.tx, handed.service, 1)
        rows.add_ticket(turn.tx, ticket, stub)
        tell_issued(turn, ticket, stub, waiting, {"handed_in": True})
        if lane.unheard(turn.tx, meta.get(turn.tx, meta.EPOCH) or meta.FIRST_EPOCH):
            lane.give(turn.tx, lane.NOBODY, [ticket.leg])
    strange = handed.service not in {service.code for service in hall.catalogue.services}
    turn.note(AuditEvent.TICKET_HANDED_IN, leg=str(ticket.leg), label=ticket.label, service=handed.service, strange=int(strange))
    return None


def _ticket(handed: HandedTicket, arrival: datetime) -> Ticket:
    return Ticket(
        visit=handed.id, leg=handed.leg, hall=handed.hall, day=handed.day, series=handed.series, number=handed.number,
        service=handed.service, language=handed.language, taken_at=arrival, ahead=0, counted=False,
    )  # fmt: skip


def _credit(hall: LocalHall, priority: str | None) -> timedelta:
    """A class that the hall does not have gives none."""
    try:
        return hall.policy.credit(priority)
    except QueueRefused:
        return timedelta(0)


def _instead_of_the_first(turn: Turn, hall: LocalHall, handed: HandedTicket, arrival: datetime) -> datetime:
    """The answer of the hub was lost and the terminal gave this number too: the one on the paper counts, the other one goes.

    Gives the arrival of the citizen: that of the first.
    """
    known = rows.answer_of(turn.tx, handed.request)
    first = None if known is None else _TICKET.validate_python(known[1]["answer"])
    leg = None if first is None or first.visit == handed.id else rows.find_leg(turn.tx, first.leg)
    if first is None or leg is None:
        return arrival
    if leg.state is LegState.WAITING:
        stay = rows.get_visit(turn.tx, leg.visit)
        columns = {"ended_at": turn.at, "reason": "duplicate", **FREE}
        move(turn, leg, Deed.CANCEL, Step(kind="moved", visit=("closed", stay.todo), columns=columns))
        turn.note(AuditEvent.TICKET_CANCELLED, leg=str(leg.id), by="system", reason="duplicate")
    return min(first.taken_at, arrival)


def _remember(turn: Turn, hall: LocalHall, handed: HandedTicket, ticket: Ticket) -> None:
    """The touch that made it may still be on its way to the hub: it must not make another."""
    if rows.answer_of(turn.tx, handed.request) is None:
        wish = Wish(service=handed.service, language=handed.language, audience=handed.audience, priority=handed.priority)
        answer = {"answer": _TICKET.dump_python(ticket, mode="json")}
        rows.keep_answer(turn.tx, handed.request, mark_of(Deed.TAKE_TICKET, said(hall.station, wish)), answer, turn.at)


def _complete(turn: Turn, visit_id: UUID, ticket: Ticket, stub: Stub) -> None:
    """A counter has served this number already, from the paper: now it is known whose it was, and since when."""
    leg = away.present(turn.tx, visit_id)
    known = {"station": stub.station, "language": ticket.language, "audience": stub.audience, "taken_at": ticket.taken_at}
    away.complete(turn.tx, visit_id, known)
    columns = {"service": ticket.service, "arrived_at": ticket.taken_at, "due": stub.due, "priority": stub.priority}
    stay = rows.get_visit(turn.tx, visit_id)
    spelled = {**known, "taken_at": ticket.taken_at.isoformat()}
    step = Step(kind="moved", visit=(stay.state, stay.todo), columns=columns, notes={"told": spelled})
    move(turn, leg, Deed.HAND_IN, step, to=leg.state)


# -- deeds ------------------------------------------------------------------------------------------------------------


def _take_deed(turn: Turn, hall: LocalHall, handed: HandedDeed) -> str | None:
    turn = replace(turn, actor=handed.staff)
    leg = _leg_of(turn, hall, handed)
    _merge(turn, hall, handed, leg)
    turn.note(AuditEvent.DEED_HANDED_IN, leg=str(leg.id), label=leg.label, counter=handed.counter, done=handed.done)
    return None


def _leg_of(turn: Turn, hall: LocalHall, handed: HandedDeed) -> Leg:
    """By its id, or else by the number on the paper; a number that nobody has told of yet gets a visit of its own."""
    leg = rows.find_leg(turn.tx, handed.leg) if handed.leg else None
    if leg is not None:
        return leg
    numbered = away.visit_with(turn.tx, hall.catalogue.hall, handed.day, handed.series, handed.number)
    return away.present(turn.tx, numbered.id) if numbered is not None else _unheard_of(turn, hall, handed)


def _unheard_of(turn: Turn, hall: LocalHall, handed: HandedDeed) -> Leg:
    at = corrected(handed.called_at or handed.started_at or handed.made_at, handed.offset_ms, turn.at)
    new_id = uuid7(turn.at, hall.entropy(10))
    ticket = Ticket(
        visit=new_id, leg=handed.leg or uuid7(turn.at, hall.entropy(10)), hall=hall.catalogue.hall, day=handed.day, series=handed.series,
        number=handed.number, service=handed.service, language=hall.catalogue.languages[0], taken_at=at, ahead=0, counted=False,
    )  # fmt: skip
    stub = Stub(station=turn.station, audience=away.UNKNOWN, due=at)
    waiting = rows.move_line(turn.tx, ticket.service, 1)
    rows.add_ticket(turn.tx, ticket, stub)
    tell_issued(turn, ticket, stub, waiting, {"handed_in": True})
    return rows.get_leg(turn.tx, ticket.leg)


def _merge(turn: Turn, hall: LocalHall, handed: HandedDeed, leg: Leg) -> None:
    """Forward only. What another counter was first to do stays; both are in the record."""
    reached = REACHED[handed.done]
    theirs = leg.state not in _NOT_CALLED and leg.counter is not None and leg.counter != handed.counter
    if theirs:
        _note_doubled(turn, handed, leg)
    if not goes_forward(leg.state, reached) or (theirs and (leg.state is LegState.SERVING or reached not in _SERVED)):
        return
    desk = _their_desk(turn, leg)
    columns = {**_times(turn, handed, leg), "counter": handed.counter, "staff": handed.staff, "reason": None, "pool": None, **FREE}
    if reached is LegState.NO_SHOW:
        columns["absences"] = leg.absences + 1
    stay = rows.get_visit(turn.tx, leg.visit)
    following = uuid7(turn.at, hall.entropy(10)) if reached is LegState.COMPLETED and stay.todo else None
    over = reached in {LegState.COMPLETED, LegState.NO_SHOW} and following is None
    step = Step(
        kind="ended" if desk else "moved", desk=desk, visit=("closed" if over else "open", stay.todo[1:] if following else stay.todo),
        columns=columns, made=following, notes={"handed_in": handed.done},
    )  # fmt: skip
    move(turn, leg, Deed.HAND_IN, step, to=reached)
    if following is not None:
        begin(turn, following, leg, Deed.NEXT_SERVICE, service=stay.todo[0])


def _times(turn: Turn, handed: HandedDeed, leg: Leg) -> Facts:
    def at(claim: datetime | None) -> datetime | None:
        return None if claim is None else max(leg.arrived_at, corrected(claim, handed.offset_ms, turn.at))

    called = at(handed.called_at or handed.started_at) or leg.called_at
    return {
        "called_at": called, "announced_at": called, "calls": max(leg.calls, 1), "started_at": at(handed.started_at),
        "ended_at": at(handed.ended_at),
    }  # fmt: skip


def _their_desk(turn: Turn, leg: Leg) -> tuple[CounterView, CounterView] | None:
    """A counter that has the leg before it is free again: the citizen is or was elsewhere."""
    if leg.counter is None or leg.state not in {LegState.CALLED, LegState.SERVING}:
        return None
    view = rows.get_counter(turn.tx, leg.counter)
    if view.leg != leg.id:
        return None
    return view, CounterView(number=view.number, state=CounterState.AVAILABLE, staff=view.staff, pausing=view.pausing)


def _note_doubled(turn: Turn, handed: HandedDeed, leg: Leg) -> None:
    """Two counters had one citizen: after a take-over, or a copy that was put back. Both are told by the feed."""
    facts: Facts = {"deed": Deed.HAND_IN, "handed_in": handed.done, "first": leg.counter}
    turn.tell_of(leg, "doubled", facts, c=handed.counter, first=leg.counter)
    turn.note(AuditEvent.TICKET_DOUBLED, leg=str(leg.id), first=leg.counter or 0, counter=handed.counter)


# -- what came in -----------------------------------------------------------------------------------------------------


def _parsed(adapter: TypeAdapter[Word], item: Item) -> Word | None:
    try:
        handed = adapter.validate_python({name: value for name, value in item.items() if name != "kind"})
    except ValidationError:
        return None
    return handed if all(map(_is_sane, vars(handed).values())) else None


def _is_sane(value: object) -> bool:
    """What a database can keep and a clock can show."""
    if isinstance(value, str):
        return 0 < len(value) <= LONGEST_WORD and value.isprintable()
    if isinstance(value, datetime):
        return value.tzinfo is not None and value.year in _YEARS
    return not isinstance(value, int) or abs(value) < LARGEST_NUMBER

