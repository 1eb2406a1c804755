"""Which legs wait, which counter has which, and what was answered? Rows folded from the events, in the transaction of the deed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Integer,
    Select,
    Update,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy import insert as insert_into
from sqlalchemy.exc import NoResultFound

from kiosk.model.hall import OPEN_STATES
from kiosk.model.queue import CounterState, CounterView, Leg, LegState, Line, Policy, Ticket
from kiosk.store import prepared
from kiosk.store.portable import insert_for
from kiosk.store.tables import counter, deed, lane, leg, line, number_series, visit
from kiosk.store.tally import next_number

_WAITING = text("leg.state = 'waiting' AND leg.open_at IS NULL")
"""The very words of the partial indexes leg_waiting and leg_earliest: with bound values SQLite would not use them."""
_KEPT = text("leg.open_at IS NOT NULL")
_PINNED = text("leg.pin IS NOT NULL")
_OPEN = text("leg.state IN ('waiting', 'on_hold')")
"""Likewise of leg_kept, leg_pinned and leg_open."""
_IN_ANOTHER_LANE = exists().where(lane.c.leg == leg.c.id, lane.c.station != bindparam("lane_of"))

_ANSWER = select(deed.c.digest, deed.c.answer).where(deed.c.id == bindparam("request"))
_KEEP, _ADD_VISIT, _ADD_LEG = insert_into(deed), insert_into(visit), insert_into(leg)
_WAITING_FOR = select(line.c.waiting).where(line.c.service == bindparam("waited_for"))


@dataclass(frozen=True, kw_only=True)
class Stub:
    """What of a visit is not on the ticket."""

    station: str
    audience: str
    due: datetime
    priority: str | None = None
    submission: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Stay:
    """A visit beyond its legs. todo: codes of further services, in order."""

    id: UUID
    state: str
    language: str
    audience: str
    todo: tuple[str, ...]


# -- what was answered ------------------------------------------------------------------------------------------------


def answer_of(tx: Connection, request: UUID) -> tuple[str, Mapping[str, Any]] | None:
    """The digest of the deed with this id, and its answer; None if it was not done."""
    found = prepared.row(tx, _ANSWER, {"request": request})
    return (found["digest"], found["answer"]) if found else None


def keep_answer(tx: Connection, request: UUID, digest: str, answer: Mapping[str, Any], at: datetime) -> None:
    prepared.do(tx, _KEEP, {"id": request, "digest": digest, "answer": answer, "at": at})


def forget_answers(tx: Connection, before: datetime) -> int:
    return tx.execute(delete(deed).where(deed.c.at < before)).rowcount


# -- tickets ----------------------------------------------------------------------------------------------------------


def take_number(tx: Connection, hall: str, day: date, series: str, policy: Policy) -> int:
    """The next of the series: 1 first, never one twice, and none of those kept for stations without a hub."""
    values = {"hall": hall, "day": day, "series": series, "limit": policy.number_limit, "beyond": policy.number_beyond}
    return int(prepared.value(tx, _numbered(tx.dialect.name), values))


def skip_numbers(tx: Connection, hall: str, day: date, series: str, *, above: int, by: int) -> None:
    """Leave out numbers of this day that may have been given after a copy: all up to the last known one, or `above`, plus `by`."""
    where = (number_series.c.hall == hall, number_series.c.day == day, number_series.c.series == series)
    last = max(int(tx.scalar(select(number_series.c.last).where(*where)) or 0), above) + by
    row = insert_for(tx.dialect.name, number_series).values(hall=hall, day=day, series=series, last=last)
    tx.execute(row.on_conflict_do_update(index_elements=["hall", "day", "series"], set_={"last": last}))


@cache
def _numbered(dialect: str) -> Executable:
    row = insert_for(dialect, number_series).values(hall=bindparam("hall"), day=bindparam("day"), series=bindparam("series"), last=1)
    follower = number_series.c.last + 1
    skipped = case((follower == bindparam("limit", type_=Integer), bindparam("beyond", type_=Integer)), else_=follower)
    counted = row.on_conflict_do_update(index_elements=["hall", "day", "series"], set_={"last": skipped})
    return counted.returning(number_series.c.last)


def count_issue(tx: Connection, day: date, service: str) -> int:
    """How many tickets the service has given today, this one among them."""
    return next_number(tx, f"issued {day.isoformat()} {service}")


def add_ticket(tx: Connection, ticket: Ticket, stub: Stub) -> None:
    """A visit and its first leg, waiting; `move_line` is called besides."""
    same = {name: getattr(ticket, name) for name in ("hall", "day", "series", "number", "language", "taken_at")}
    same |= {"station": stub.station, "audience": stub.audience, "submission": stub.submission}
    prepared.do(tx, _ADD_VISIT, {"id": ticket.visit, "state": "open", **same})
    row = {"id": ticket.leg, "visit": ticket.visit, "service": ticket.service, "state": LegState.WAITING}
    prepared.do(tx, _ADD_LEG, {**row, "arrived_at": ticket.taken_at, "due": stub.due, "priority": stub.priority})


def add_leg(tx: Connection, leg_id: UUID, came_from: Leg, **columns: object) -> Leg:
    """The next leg of a visit, with the place that the visit has: arrival, due, class and slot of the leg before."""
    same = {name: getattr(came_from, name) for name in ("visit", "arrived_at", "due", "priority", "booked_for")}
    tx.execute(insert_into(leg), {"id": leg_id, "origin": came_from.id, "state": LegState.WAITING, **same, **columns})
    return get_leg(tx, leg_id)


def get_visit(tx: Connection, visit_id: UUID) -> Stay:
    row = prepared.row(tx, _one_visit(), {"visit_id": visit_id})
    if row is None:
        raise NoResultFound
    return Stay(**{name: row[name] for name in ("id", "state", "language", "audience")}, todo=tuple(row["todo"].split()))


def count_visits(tx: Connection, hall: str, first: date, last: date) -> tuple[int, int]:
    """Visits of these days that have a number, and how many of them are open."""
    of_days = (visit.c.hall == hall, visit.c.day >= first, visit.c.day <= last, visit.c.number.is_not(None))
    found = tx.execute(select(func.count(), func.count(case((visit.c.state == "open", 1)))).where(*of_days)).one()
    return int(found[0]), int(found[1])


@cache
def _one_visit() -> Select[Any]:
    return select(visit).where(visit.c.id == bindparam("visit_id"))


def set_visit(tx: Connection, visit_id: UUID, *, state: str, todo: Sequence[str]) -> None:
    prepared.do(tx, _set_visit(), {"of_visit": visit_id, "its_state": state, "its_todo": " ".join(todo)})


@cache
def _set_visit() -> Update:
    return update(visit).where(visit.c.id == bindparam("of_visit")).values(state=bindparam("its_state"), todo=bindparam("its_todo"))


def move_line(tx: Connection, service: str, by: int) -> int:
    """One more or one less waits for the service; gives how many wait now."""
    return int(prepared.value(tx, _moved(tx.dialect.name), {"service": service, "moved_by": by}))


@cache
def _moved(dialect: str) -> Executable:
    row = insert_for(dialect, line).values(service=bindparam("service"), waiting=bindparam("moved_by"))
    moved = row.on_conflict_do_update(index_elements=["service"], set_={"waiting": line.c.waiting + bindparam("moved_by")})
    return moved.returning(line.c.waiting)


def waiting_for(tx: Connection, service: str) -> int:
    return int(prepared.value(tx, _WAITING_FOR, {"waited_for": service}) or 0)


def waiting(tx: Connection) -> Mapping[str, int]:
    """How many wait, by service; every service that ever gave a ticket is there."""
    return {str(row.service): int(row.waiting) for row in tx.execute(select(line))}


# -- legs -------------------------------------------------------------------------------------------------------------


def lines(tx: Connection, services: Collection[str], station: str) -> tuple[Line, ...]:
    """What may be called of each of these services from this station: nothing that is in the lane of another.

    Reads two rows a line, however many wait, and those that others hold before them (leg_waiting, leg_earliest).
    """
    found = prepared.rows(tx, _lines(len(services)), {**_numbered_names(services), "lane_of": station})
    legs = _by_id(tx, {row[name] for row in found for name in ("head", "earliest") if row[name] is not None})
    return tuple(
        Line(head=legs[row["head"]], earliest=legs[row["earliest"]], run=row["run"], helped=bool(row["helped"]))
        for row in found
        if row["head"] is not None
    )


def _numbered_names(values: Collection[object]) -> dict[str, object]:
    """For the parameters of `_one_of`."""
    return {f"one{number}": value for number, value in enumerate(values)}


def _one_of(column: ColumnElement[Any], count: int) -> ColumnElement[bool]:  # Any: a column's own type
    return column.in_([bindparam(f"one{number}", type_=column.type) for number in range(count)])


@cache
def _lines(count: int) -> Select[Any]:
    ids = select(leg.c.id).where(leg.c.service == line.c.service, _WAITING, ~_IN_ANOTHER_LANE).limit(1)
    head = ids.order_by(leg.c.due, leg.c.arrived_at, leg.c.id).scalar_subquery().label("head")
    earliest = ids.order_by(leg.c.arrived_at, leg.c.id).scalar_subquery().label("earliest")
    return select(line.c.run, line.c.helped, head, earliest).where(_one_of(line.c.service, count), line.c.waiting > 0)


def pinned(tx: Connection, pins: Collection[str], station: str) -> tuple[Leg, ...]:
    """Those that wait for one of these and are in no other console's lane, by due (leg_pinned)."""
    values = {**_numbered_names(pins), "lane_of": station}
    return tuple(_leg(row) for row in prepared.rows(tx, _pinned(len(pins)), values))


@cache
def _pinned(count: int) -> Select[Any]:
    waits = (_one_of(leg.c.pin, count), leg.c.state == LegState.WAITING)
    return _legs().where(_PINNED, *waits, ~_IN_ANOTHER_LANE).order_by(leg.c.due)


def kept_until(tx: Connection, moment: datetime, limit: int) -> tuple[Leg, ...]:
    """Legs whose time has come: to be open to everybody, or to wake (leg_kept)."""
    return tuple(_leg(row) for row in prepared.rows(tx, _kept(), {"moment": moment, "most": limit}))


@cache
def _kept() -> Select[Any]:
    return _legs().where(_KEPT, leg.c.open_at <= bindparam("moment")).order_by(leg.c.open_at).limit(bindparam("most", type_=Integer))


def pinned_to(tx: Connection, pin: str) -> tuple[Leg, ...]:
    """Waiting for or held by this clerk or counter (leg_pinned)."""
    return tuple(_leg(row) for row in tx.execute(_legs().where(_PINNED, leg.c.pin == pin)).mappings())


def place_of(tx: Connection, service: str, nth: int) -> Leg | None:
    """The nth by due of those that wait for the service, or the last if they are fewer; None if nobody waits."""
    found = first_of(tx, service, nth)
    return found[-1] if found else None


def first_of(tx: Connection, service: str, count: int) -> tuple[Leg, ...]:
    """The first by due of those that wait for the service."""
    query = _legs().where(leg.c.service == service, _WAITING).order_by(leg.c.due, leg.c.arrived_at, leg.c.id).limit(count)
    return tuple(_leg(row) for row in tx.execute(query).mappings())


def ahead_of(tx: Connection, service: str, place: tuple[datetime, datetime, UUID], *, classed: bool = False) -> int:
    """How many wait for the service before this due, arrival and id (leg_waiting). classed: only those with a class."""
    due, arrived_at, leg_id = place
    tie = and_(leg.c.due == due, or_(leg.c.arrived_at < arrived_at, and_(leg.c.arrived_at == arrived_at, leg.c.id < leg_id)))
    query = select(func.count()).select_from(leg).where(leg.c.service == service, _WAITING, leg.c.due <= due, or_(leg.c.due < due, tie))
    return int(tx.scalar(query.where(leg.c.priority.is_not(None)) if classed else query) or 0)


def present_leg(tx: Connection, visit_id: UUID) -> Leg | None:
    """The leg of a visit that is under way, or the last one; None for a visit that is none of ours (leg_of_visit)."""
    found = [_leg(row) for row in tx.execute(_legs().where(leg.c.visit == visit_id)).mappings()]
    under_way = [one for one in found if one.state in OPEN_STATES]
    return next(iter(under_way), None) or max(found, key=lambda one: (one.ended_at or one.arrived_at, one.id), default=None)


def set_run(tx: Connection, service: str, run: int) -> None:
    prepared.do(tx, _set_run(), {"of_service": service, "its_run": run})


@cache
def _set_run() -> Update:
    return update(line).where(line.c.service == bindparam("of_service")).values(run=bindparam("its_run"))


def set_helped(tx: Connection, service: str, helped: bool) -> None:
    tx.execute(update(line).where(line.c.service == service).values(helped=int(helped)))


def _by_id(tx: Connection, ids: Collection[UUID]) -> Mapping[UUID, Leg]:
    found = prepared.rows(tx, _some_legs(len(ids)), _numbered_names(ids)) if ids else ()
    return {row["id"]: _leg(row) for row in found}


@cache
def _some_legs(count: int) -> Select[Any]:
    return _legs().where(_one_of(leg.c.id, count))


def get_leg(tx: Connection, leg_id: UUID) -> Leg:
    """Raises NoResultFound for an id that is none of ours."""
    found = find_leg(tx, leg_id)
    if found is None:
        raise NoResultFound
    return found


def find_leg(tx: Connection, leg_id: UUID) -> Leg | None:
    row = prepared.row(tx, _one_leg(), {"leg_id": leg_id})
    return _leg(row) if row else None


def booked_next(tx: Connection, services: Collection[str], station: str) -> Leg | None:
    """Of those who are booked for later and here already: the first (leg_kept)."""
    query = _legs().where(_KEPT, leg.c.state == LegState.WAITING, leg.c.pin.is_(None), leg.c.service.in_(sorted(services)))
    query = query.where(~_IN_ANOTHER_LANE).order_by(leg.c.open_at).limit(1)
    row = tx.execute(query, {"lane_of": station}).mappings().first()
    return _leg(row) if row else None


def left_over(tx: Connection, before: datetime, limit: int) -> tuple[Leg, ...]:
    """Legs that wait or are on hold though they came before then, by arrival (leg_open)."""
    query = _legs().where(_OPEN, leg.c.arrived_at < before).order_by(leg.c.arrived_at).limit(limit)
    return tuple(_leg(row) for row in tx.execute(query).mappings())


def change_leg(tx: Connection, found: Leg, state: LegState, **changes: object) -> bool:
    """False (and nothing changed) if somebody changed the leg since `found` was read. changes: further columns."""
    told = {f"new_{name}": value for name, value in {"state": state, **changes}.items()}
    seen = {"of_leg": found.id, "was": found.state, "had": found.version}
    return prepared.do(tx, _changed("state", *changes), {**seen, **told}) == 1


@cache
def _changed(*names: str) -> Update:
    where = (leg.c.id == bindparam("of_leg"), leg.c.state == bindparam("was"), leg.c.version == bindparam("had"))
    return update(leg).where(*where).values(version=leg.c.version + 1, **{name: bindparam(f"new_{name}") for name in names})


def close_visit(tx: Connection, visit_id: UUID) -> None:
    tx.execute(update(visit).where(visit.c.id == visit_id).values(state="closed"))


def select_legs() -> Select[Any]:
    """Legs as `read_legs` wants them; narrow it down with where."""
    return _legs()


def read_legs(tx: Connection, query: Select[Any], values: Mapping[str, object]) -> tuple[Leg, ...]:
    return tuple(_leg(row) for row in tx.execute(query, values).mappings())


def _legs() -> Select[Any]:  # Any: SQLAlchemy's type of a row of many columns
    return select(*leg.c, visit.c.series, visit.c.number, visit.c.language).join(visit)


@cache
def _one_leg() -> Select[Any]:
    return _legs().where(leg.c.id == bindparam("leg_id"))


def _leg(row: Mapping[Any, Any]) -> Leg:  # Any: columns by name
    values = dict(row)
    series, number = values.pop("series"), values.pop("number")
    label = "" if number is None else f"{series}{number:03d}"
    return Leg(**{**values, "state": LegState(values["state"])}, label=label)


# -- counters ---------------------------------------------------------------------------------------------------------


def get_counter(tx: Connection, number: int) -> CounterView:
    """A counter that was never opened is closed."""
    row = prepared.row(tx, _one_counter(), {"of_counter": number})
    return _view(row) if row else CounterView(number=number, state=CounterState.CLOSED)


def counters(tx: Connection) -> tuple[tuple[CounterView, datetime], ...]:
    """Every counter that was ever opened, with the time of its last change, by number."""
    rows = tx.execute(_counters().order_by(counter.c.number)).mappings()
    return tuple((_view(row), row["since"]) for row in rows)


def set_counter(tx: Connection, view: CounterView, *, at: datetime, event: int | None) -> None:
    """As the view says. event: the seq of what was done here."""
    values = {"number": view.number, "state": view.state, "staff": view.staff, "leg": view.leg, "since": at, "wrap_until": view.wrap_until}
    prepared.do(tx, _set_counter(tx.dialect.name), {**values, "reason": view.reason, "pausing": view.pausing, "last_event": event})


@cache
def _set_counter(dialect: str) -> Executable:
    columns = ("number", "state", "staff", "leg", "since", "reason", "pausing", "wrap_until", "last_event")
    row = insert_for(dialect, counter).values({name: bindparam(name) for name in columns})
    return row.on_conflict_do_update(index_elements=["number"], set_={name: row.excluded[name] for name in columns[1:]})


def set_pausing(tx: Connection, number: int, reason: str | None) -> None:
    tx.execute(update(counter).where(counter.c.number == number).values(pausing=reason))


def set_services(tx: Connection, number: int, services: Collection[str] | None, *, at: datetime) -> None:
    """What the counter takes, whatever the catalogue says; None: what that says. A counter that was never open is closed."""
    codes = None if services is None else " ".join(sorted(services))
    row = insert_for(tx.dialect.name, counter).values(number=number, state=CounterState.CLOSED, since=at, services=codes)
    tx.execute(row.on_conflict_do_update(index_elements=["number"], set_={"services": codes}))


def wrapping(tx: Connection, moment: datetime) -> tuple[CounterView, ...]:
    """Counters whose time to wrap up is over by then; there are never more rows than counters."""
    rows = tx.execute(_counters().where(counter.c.wrap_until <= moment).order_by(counter.c.number)).mappings()
    return tuple(_view(row) for row in rows)


def end_wrap_up(tx: Connection, number: int, *, at: datetime) -> None:
    ended = {"state": CounterState.AVAILABLE, "wrap_until": None, "since": at}
    tx.execute(update(counter).where(counter.c.number == number).values(**ended))


def last_event(tx: Connection, number: int) -> int | None:
    """The seq of the last deed at this counter."""
    seq: int | None = tx.scalar(select(counter.c.last_event).where(counter.c.number == number))
    return seq


def counter_of(tx: Connection, staff: str) -> int | None:
    """The counter that the clerk has open; None if there is none."""
    number: int | None = tx.scalar(select(counter.c.number).where(counter.c.staff == staff, counter.c.state != CounterState.CLOSED))
    return number


def _counters() -> Select[Any]:  # Any: SQLAlchemy's type of a row of many columns
    held = (leg.c.service, leg.c.called_at, leg.c.calls, visit.c.series, visit.c.number.label("ticket_number"), visit.c.todo)
    return select(counter, *held).outerjoin(leg, leg.c.id == counter.c.leg).outerjoin(visit, visit.c.id == leg.c.visit)


@cache
def _one_counter() -> Select[Any]:
    return _counters().where(counter.c.number == bindparam("of_counter"))


def _view(row: Mapping[Any, Any]) -> CounterView:  # Any: columns by name
    own = {name: row[name] for name in ("number", "staff", "reason", "pausing", "wrap_until")}
    own["services"] = None if row["services"] is None else frozenset(row["services"].split())
    if row["leg"] is None:
        return CounterView(state=CounterState(row["state"]), **own)
    held = {name: row[name] for name in ("leg", "service", "called_at", "calls")}
    label = f"{row['series']}{row['ticket_number']:03d}"
    return CounterView(state=CounterState(row["state"]), label=label, todo=tuple(row["todo"].split()), **own, **held)
