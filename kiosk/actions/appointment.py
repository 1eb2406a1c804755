"""How does an appointment become a ticket? Taken over from a list, booked when its day is near, checked in, or given up (C4, M9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import TypeAdapter

from kiosk.actions import guess
from kiosk.actions.leg import Facts, Step, leg_facts, move
from kiosk.actions.rating import rating_code
from kiosk.actions.ticket import opens_fact
from kiosk.actions.turn import Turn, once
from kiosk.model.appointment import NOT_COME_AFTER, Arrival, Booking, Timing, clean_code, timing
from kiosk.model.audit import AuditEvent
from kiosk.model.catalogue import Audience, Service
from kiosk.model.hall import OPEN_STATES, Deed, Leg, LegState, QueueRefused
from kiosk.model.ids import uuid7
from kiosk.model.opening import calendar_of, is_open, opens_at
from kiosk.model.queue import due_at, not_before
from kiosk.security.marks import mark
from kiosk.store import appointment as rows
from kiosk.store import meta, queue
from kiosk.store.appointment import Appointment
from kiosk.store.database import Store, Transaction

if TYPE_CHECKING:
    from kiosk.actions.queue import LocalHall

_ARRIVAL = TypeAdapter(Arrival)
DAYS_AHEAD = 1
"""So many days beyond today are in the queue already: a morning without the centre is like any other."""
KEPT = timedelta(days=2)
AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a list has changed. left_alone: those that it changes too late, because the citizen is here or was given up."""

    added: int = 0
    changed: int = 0
    cancelled: int = 0
    left_alone: int = 0


def code_mark(key: bytes, code: str) -> str:
    """By which a code is known. key: of this hub."""
    return mark(key, "hall-appointment-1", code.encode())


# -- lists ------------------------------------------------------------------------------------------------------------


def take_over(hall: LocalHall, bookings: Iterable[Booking], source: str, *, whole_days: bool = False) -> Taken:
    """The whole list or nothing. whole_days: what the list lacks on its own days is cancelled, as far as it came from there."""
    said = {code_mark(hall.pepper, one.code): one for one in bookings}
    now, ends = hall.now(), list[str]()
    with hall.store.write() as tx:
        known = rows.known(tx, said)
        gone = [one for one in _on_the_days_of(tx, hall, said.values(), source) if one.mark not in said] if whole_days else []
        for key, booking in said.items():
            ends.append(_take(_turn(hall, tx, now), known.get(key), booking, _row(key, booking, source)))
        ends += [_cancel(_turn(hall, tx, now), one) for one in gone]
        taken = Taken(**{name: ends.count(name) for name in ("added", "changed", "cancelled", "left_alone")})
        if taken != Taken():
            _turn(hall, tx, now).note(AuditEvent.APPOINTMENTS_TAKEN, source=source, **vars(taken))
    return taken


def keep(hall: LocalHall) -> int:
    """One round of the hub: who is near is in the queue, whom nobody has seen for an hour is let go. Gives how many; call again until 0."""
    now = hall.now()
    first, end = now - NOT_COME_AFTER, _begin_of(hall, _day(hall, now) + timedelta(days=DAYS_AHEAD + 1))
    with hall.store.write() as tx:
        near = rows.without_leg(tx, first, end, AT_ONCE)
        offered = {service.code for service in hall.catalogue.services if service.has_ticket}
        for one in near:
            turn = _turn(hall, tx, now)
            _book(turn, hall, one) if one.service in offered else _cancel(turn, one)
        absent = rows.not_come(tx, first, AT_ONCE)
        for leg_id in absent:
            _give_up(_turn(hall, tx, now), queue.get_leg(tx, leg_id))
        rows.forget(tx, now - KEPT)
    return len(near) + len(absent)


def _row(key: str, said: Booking, source: str) -> Appointment:
    same = {name: getattr(said, name) for name in ("hall", "service", "slot", "language")}
    return Appointment(mark=key, source=source, **same)


def _take(turn: Turn, known: Appointment | None, said: Booking, row: Appointment) -> str:
    """Which of the counts of Taken it is; blank: it is as it was."""
    if said.cancelled:
        return _cancel(turn, known) if known is not None and known.cancelled_at is None else ""
    if known is not None and replace(known, leg=None, source=row.source) == row:
        return ""
    if known is not None and not _withdrawn(turn, known):
        return "left_alone"
    rows.put(turn.tx, row)
    return "added" if known is None else "changed"


def _cancel(turn: Turn, known: Appointment) -> str:
    if not _withdrawn(turn, known):
        return "left_alone"
    rows.put(turn.tx, replace(known, leg=None, cancelled_at=turn.at))
    return "cancelled"


def _withdrawn(turn: Turn, known: Appointment) -> bool:
    """Out of the queue, unless the citizen is here already or was given up."""
    if known.leg is None:
        return True
    leg = queue.get_leg(turn.tx, known.leg)
    if leg.state is not LegState.BOOKED:
        return leg.state is LegState.CANCELLED
    move(turn, leg, Deed.CANCEL, Step(kind="moved", visit=("closed", ()), columns={"ended_at": turn.at, "reason": "centre"}))
    return True


def _on_the_days_of(tx: Transaction, hall: LocalHall, said: Iterable[Booking], source: str) -> list[Appointment]:
    days = sorted({_day(hall, one.slot) for one in said})
    spans = ((_begin_of(hall, day), _begin_of(hall, day + timedelta(days=1))) for day in days)
    return [one for first, end in spans for one in rows.between(tx, source, first, end)]


def _book(turn: Turn, hall: LocalHall, one: Appointment) -> Leg:
    """A visit without a number, and its leg, booked."""
    service = _service(hall, one.service)
    visit_id, leg_id = uuid7(turn.at, hall.entropy(10)), uuid7(turn.at, hall.entropy(10))
    day = _day(hall, one.slot)
    visit = {
        "hall": hall.catalogue.hall, "day": day, "series": service.series, "station": turn.station,
        "language": one.language, "audience": Audience.PERSON, "taken_at": turn.at,
    }  # fmt: skip
    rows.add_visit(turn.tx, visit_id, visit)
    due = due_at(one.slot, booked_for=one.slot, policy=hall.policy)
    rows.add_leg(turn.tx, leg_id, visit_id, {"service": one.service, "arrived_at": one.slot, "due": due, "booked_for": one.slot})
    rows.set_leg(turn.tx, one.mark, leg_id)
    leg = queue.get_leg(turn.tx, leg_id)
    said = {**visit, "state": "booked", "todo": [], "number": None, "day": day.isoformat(), "taken_at": turn.at.isoformat()}
    turn.tell_of(leg, "booked", {"deed": Deed.BOOK, "leg": leg_facts(leg), "visit": said})
    return leg


def _give_up(turn: Turn, leg: Leg) -> None:
    step = Step(kind="moved", visit=("closed", ()), columns={"ended_at": turn.at, "absences": leg.absences + 1})
    move(turn, leg, Deed.NOT_COME, step)
    turn.note(AuditEvent.TICKET_NOT_COME, leg=str(leg.id), service=leg.service)


def cursor(store: Store, source: str) -> int:
    """How far the news of this central system were taken over."""
    with store.read() as tx:
        return int(meta.get(tx, f"appointments {source}") or 0)


def set_cursor(store: Store, source: str, seq: int) -> None:
    with store.write() as tx:
        meta.put(tx, f"appointments {source}", str(seq))


# -- check-in ---------------------------------------------------------------------------------------------------------


def check_in(hall: LocalHall, request: UUID, *, code: str, language: str | None) -> Arrival:
    """At a terminal; see kiosk.model.appointment.Reception. Wrong codes are counted, and after some of them everybody waits."""
    key = _key(hall, code)
    pace = _pace(hall, key)
    with hall.store.write() as tx:
        turn = _turn(hall, tx, hall.now(), request=request, actor="citizen")
        refusal = guess.must_wait(tx, hall.station, turn.at)
        found = rows.find(tx, key) if refusal is None else None
        if found is not None:
            said = {"station": hall.station, "code": key}
            return once(turn, Deed.CHECK_IN, said, _ARRIVAL, lambda: _arrive(turn, hall, found, language, pace))
        refusal = refusal or guess.was_wrong(tx, hall.station, turn.at)
    raise refusal


def check_in_at_counter(turn: Turn, hall: LocalHall, code: str | None) -> Arrival:
    """A clerk does it for somebody; nobody counts wrong codes of theirs."""
    found = rows.find(turn.tx, _key(hall, code or ""))
    if found is None:
        raise QueueRefused("unknown-code")
    return _arrive(turn, hall, found, None, None)


def _arrive(turn: Turn, hall: LocalHall, found: Appointment, language: str | None, pace: Any) -> Arrival:  # Any: of Insight.outlook
    _refuse_elsewhere(turn, hall, found)
    leg = queue.get_leg(turn.tx, found.leg) if found.leg else _book(turn, hall, found)
    if leg.state is LegState.BOOKED:
        return _begin(turn, hall, found, leg, language=language or found.language, pace=pace)
    present = queue.present_leg(turn.tx, leg.visit) or leg
    if present.label and present.state in OPEN_STATES:
        return _again(turn, hall, found, present)
    if leg.state is LegState.CANCELLED:
        raise QueueRefused("cancelled")
    if not leg.label:
        raise QueueRefused("too-late", slot=found.slot.isoformat())
    raise QueueRefused("wrong-state", state=present.state)


def _refuse_elsewhere(turn: Turn, hall: LocalHall, found: Appointment) -> None:
    """Raises QueueRefused: wrong-hall, cancelled, wrong-day, closed (also between two openings, but not before that of the slot)."""
    if found.hall:
        raise QueueRefused("wrong-hall", hall=found.hall)
    if found.cancelled_at is not None:
        raise QueueRefused("cancelled")
    if _day(hall, found.slot) != _day(hall, turn.at):
        raise QueueRefused("wrong-day", slot=found.slot.isoformat())
    opening, zone, calendar = _service(hall, found.service).opening, hall.catalogue.zone, calendar_of(hall.catalogue)
    before_it = turn.at <= found.slot + hall.policy.late_after and is_open(opening, found.slot, zone, calendar)
    if not before_it and not is_open(opening, turn.at, zone, calendar):
        raise QueueRefused("closed", **opens_fact(opens_at(opening, turn.at, zone, calendar)))


def _begin(
    turn: Turn, hall: LocalHall, found: Appointment, leg: Leg, *, language: str, pace: Any  # Any: of Insight.outlook
) -> Arrival:
    """A number and a place: that of the slot for those in time, that of everybody for those who are late."""
    came = timing(turn.at, found.slot, policy=hall.policy)
    due = due_at(turn.at, booked_for=found.slot, policy=hall.policy)
    ahead = queue.ahead_of(turn.tx, leg.service, (due, turn.at, leg.id))
    visit = _number(turn, hall, leg, language)
    numbered = queue.get_leg(turn.tx, leg.id)
    step = Step(
        kind="issued", notes={"visit": visit, "slot": found.slot.isoformat()}, said={"lang": language, "b": 1},
        columns={
            "arrived_at": turn.at, "due": due, "booked_for": None if came is Timing.LATE else found.slot,
            "open_at": not_before(turn.at, found.slot, policy=hall.policy),
        },
    )  # fmt: skip
    move(turn, numbered, Deed.CHECK_IN, step)
    minutes = int((turn.at - found.slot) // timedelta(minutes=1))
    turn.note(AuditEvent.TICKET_CHECKED_IN, leg=str(leg.id), label=numbered.label, service=leg.service, minutes=minutes)
    told = _told(hall, leg.service, ahead, None if came is Timing.EARLY else pace)
    ticket = rows.ticket_of(turn.tx, leg.id, ahead=ahead, **_own(turn, hall, leg), **told)
    return Arrival(ticket=ticket, slot=found.slot, timing=came)


def _number(turn: Turn, hall: LocalHall, leg: Leg, language: str) -> Facts:
    """The visit begins: it gets its number. Gives the whole visit as it stands in the event."""
    day, series = _day(hall, turn.at), _service(hall, leg.service).series or ""
    number = queue.take_number(turn.tx, hall.catalogue.hall, day, series, hall.policy)
    visit = {"day": day, "series": series, "number": number, "station": turn.station, "language": language, "taken_at": turn.at}
    rows.begin_visit(turn.tx, leg.visit, visit)
    same = {"id": str(leg.visit), "state": "open", "todo": [], "hall": hall.catalogue.hall, "audience": Audience.PERSON}
    return {**visit, **same, "day": day.isoformat(), "taken_at": turn.at.isoformat()}


def _again(turn: Turn, hall: LocalHall, found: Appointment, leg: Leg) -> Arrival:
    """The same number; the place as it is now."""
    waits = leg.state is LegState.WAITING
    ahead = queue.ahead_of(turn.tx, leg.service, (leg.due, leg.arrived_at, leg.id)) if waits else 0
    came = Timing.LATE if leg.booked_for is None else Timing.EARLY if leg.open_at and not leg.pin else Timing.ON_TIME
    ticket = rows.ticket_of(turn.tx, leg.id, ahead=ahead, **_own(turn, hall, leg))
    return Arrival(ticket=ticket, slot=found.slot, timing=came, again=True)


def _own(turn: Turn, hall: LocalHall, leg: Leg) -> Mapping[str, Any]:  # Any: fields of a ticket
    """What only the holder of the ticket knows."""
    return {"link": hall.link(leg.visit, turn.at), "rating_code": rating_code(hall.pepper, leg.visit)}


def _told(hall: LocalHall, service: str, ahead: int, pace: Any) -> Mapping[str, Any]:  # Any: of Insight.outlook
    """The waiting time, where one can be told."""
    outlook = hall.insight.outlook(service, ahead + 1, *pace) if hall.insight and pace else None
    said = outlook.told if outlook else None
    return {"wait_min": (said.low_min, said.high_min), "about": outlook.about} if outlook and said else {}


def _pace(hall: LocalHall, key: str) -> Any:  # Any: of Insight.outlook
    """Of the line, read before the transaction begins."""
    with hall.store.read() as tx:
        found = rows.find(tx, key)
    return hall.insight.pace(found.service, hall.now()) if found and hall.insight and not found.hall else None


def _service(hall: LocalHall, code: str) -> Service:
    """Raises QueueRefused unknown-service: the catalogue has changed since."""
    found = next((service for service in hall.catalogue.services if service.code == code and service.has_ticket), None)
    if found is None:
        raise QueueRefused("unknown-service", service=code)
    return found


def _key(hall: LocalHall, code: str) -> str:
    """Of what was typed; of no code at all, a mark that no appointment has."""
    return code_mark(hall.pepper, clean_code(code) or "")


def _turn(hall: LocalHall, tx: Transaction, now: datetime, *, request: UUID | None = None, actor: str = "system") -> Turn:
    return Turn(tx=tx, request=request or uuid7(now, hall.entropy(10)), at=now, station=hall.station, actor=actor)


def _day(hall: LocalHall, moment: datetime) -> date:
    return moment.astimezone(hall.catalogue.zone).date()


def _begin_of(hall: LocalHall, day: date) -> datetime:
    return datetime.combine(day, time.min, hall.catalogue.zone)
