"""Which legs wait, which counter has which, and what was answered? Rows folded from the events, in the transaction of the deed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Executable, Integer, RowMapping, Select, Update, bindparam, case, delete, select, text, update
from sqlalchemy import insert as insert_into

from kiosk.model.queue import CounterState, CounterView, Leg, LegState, Policy, Ticket
from kiosk.store.portable import insert_for
from kiosk.store.tables import counter, deed, leg, line, number_series, visit
from kiosk.store.tally import next_number

_WAITING = text("leg.state = 'waiting'")
"""The very words of the partial index leg_waiting: with bound values SQLite would not use it."""

_ANSWER = select(deed.c.digest, deed.c.answer).where(deed.c.id == bindparam("request"))
_WAITING_FOR = select(line.c.waiting).where(line.c.service == bindparam("waited_for"))


@dataclass(frozen=True, kw_only=True)
class Stub:
    """What of a visit is not on the ticket."""

    station: str
    audience: str
    due: datetime


# -- what was answered ------------------------------------------------------------------------------------------------


def answer_of(tx: Connection, request: UUID) -> tuple[str, Mapping[str, Any]] | None:
    """The digest of the deed with this id, and its answer; None if it was not done."""
    row = tx.execute(_ANSWER, {"request": request}).first()
    return (row[0], row[1]) if row else None


def keep_answer(tx: Connection, request: UUID, digest: str, answer: Mapping[str, Any], at: datetime) -> None:
    tx.execute(insert_into(deed), {"id": request, "digest": digest, "answer": answer, "at": at})


def forget_answers(tx: Connection, before: datetime) -> int:
    return tx.execute(delete(deed).where(deed.c.at < before)).rowcount


# -- tickets ----------------------------------------------------------------------------------------------------------


def take_number(tx: Connection, hall: str, day: date, series: str, policy: Policy) -> int:
    """The next of the series: 1 first, never one twice, and none of those kept for stations without a hub."""
    values = {"hall": hall, "day": day, "series": series, "limit": policy.number_limit, "beyond": policy.number_beyond}
    return int(tx.execute(_numbered(tx.dialect.name), values).scalar_one())


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
    tx.execute(insert_into(visit), {"id": ticket.visit, "station": stub.station, "audience": stub.audience, "state": "open", **same})
    row = {"id": ticket.leg, "visit": ticket.visit, "service": ticket.service, "state": LegState.WAITING}
    tx.execute(insert_into(leg), {**row, "arrived_at": ticket.taken_at, "due": stub.due})


def move_line(tx: Connection, service: str, by: int) -> int:
    """One more or one less waits for the service; gives how many wait now."""
    return int(tx.execute(_moved(tx.dialect.name), {"service": service, "moved_by": by}).scalar_one())


@cache
def _moved(dialect: str) -> Executable:
    row = insert_for(dialect, line).values(service=bindparam("service"), waiting=bindparam("moved_by"))
    moved = row.on_conflict_do_update(index_elements=["service"], set_={"waiting": line.c.waiting + bindparam("moved_by")})
    return moved.returning(line.c.waiting)


def waiting_for(tx: Connection, service: str) -> int:
    return int(tx.scalar(_WAITING_FOR, {"waited_for": service}) or 0)


def waiting(tx: Connection) -> Mapping[str, int]:
    """How many wait, by service; every service that ever gave a ticket is there."""
    return {str(row.service): int(row.waiting) for row in tx.execute(select(line))}


# -- legs -------------------------------------------------------------------------------------------------------------


def heads(tx: Connection, services: Collection[str]) -> tuple[Leg, ...]:
    """The first of each of these lines; reads one row a line, however many wait (index leg_waiting)."""
    return tuple(_leg(row) for row in tx.execute(_heads(), {"services": sorted(services)}).mappings())


@cache
def _heads() -> Select[Any]:
    first = (
        select(leg.c.id).where(leg.c.service == line.c.service, _WAITING)
        .order_by(leg.c.due, leg.c.arrived_at, leg.c.id).limit(1).scalar_subquery()
    )  # fmt: skip
    ids = select(first).where(line.c.service.in_(bindparam("services", expanding=True)), line.c.waiting > 0)
    return _legs().where(leg.c.id.in_(ids))


def get_leg(tx: Connection, leg_id: UUID) -> Leg:
    """Raises NoResultFound for an id that is none of ours."""
    return _leg(tx.execute(_one_leg(), {"leg_id": leg_id}).mappings().one())


def left_over(tx: Connection, before: datetime, limit: int) -> tuple[Leg, ...]:
    """Legs that still wait though they came before then, by due time."""
    query = _legs().where(_WAITING, leg.c.arrived_at < before).order_by(leg.c.due).limit(limit)
    return tuple(_leg(row) for row in tx.execute(query).mappings())


def change_leg(tx: Connection, found: Leg, state: LegState, **changes: object) -> bool:
    """False (and nothing changed) if somebody changed the leg since `found` was read. changes: further columns."""
    told = {f"new_{name}": value for name, value in {"state": state, **changes}.items()}
    seen = {"of_leg": found.id, "was": found.state, "had": found.version}
    return tx.execute(_changed("state", *changes), {**seen, **told}).rowcount == 1


@cache
def _changed(*names: str) -> Update:
    where = (leg.c.id == bindparam("of_leg"), leg.c.state == bindparam("was"), leg.c.version == bindparam("had"))
    return update(leg).where(*where).values(version=leg.c.version + 1, **{name: bindparam(f"new_{name}") for name in names})


def close_visit(tx: Connection, visit_id: UUID) -> None:
    tx.execute(update(visit).where(visit.c.id == visit_id).values(state="closed"))


def _legs() -> Select[Any]:  # Any: SQLAlchemy's type of a row of many columns
    names = ("id", "visit", "service", "state", "arrived_at", "due", "counter", "called_at", "announced_at", "calls", "version")
    return select(*(leg.c[name] for name in names), visit.c.series, visit.c.number, visit.c.language).join(visit)


@cache
def _one_leg() -> Select[Any]:
    return _legs().where(leg.c.id == bindparam("leg_id"))


def _leg(row: RowMapping) -> Leg:
    values = dict(row)
    label = f"{values.pop('series')}{values.pop('number'):03d}"
    return Leg(**{**values, "state": LegState(values["state"])}, label=label)


# -- counters ---------------------------------------------------------------------------------------------------------


def get_counter(tx: Connection, number: int) -> CounterView:
    """A counter that was never opened is closed."""
    row = tx.execute(_one_counter(), {"of_counter": number}).mappings().first()
    return _view(row) if row else CounterView(number=number, state=CounterState.CLOSED)


def counters(tx: Connection) -> tuple[tuple[CounterView, datetime], ...]:
    """Every counter that was ever opened, with the time of its last change, by number."""
    rows = tx.execute(_counters().order_by(counter.c.number)).mappings()
    return tuple((_view(row), row["since"]) for row in rows)


def set_counter(tx: Connection, number: int, state: CounterState, *, staff: str | None, leg_id: UUID | None, at: datetime) -> None:
    values = {"number": number, "state": state, "staff": staff, "leg": leg_id, "since": at}
    tx.execute(_set_counter(tx.dialect.name), values)


@cache
def _set_counter(dialect: str) -> Executable:
    columns = ("number", "state", "staff", "leg", "since")
    row = insert_for(dialect, counter).values({name: bindparam(name) for name in columns})
    return row.on_conflict_do_update(index_elements=["number"], set_={name: row.excluded[name] for name in columns[1:]})


def counter_of(tx: Connection, staff: str) -> int | None:
    """The counter that the clerk has open; None if there is none."""
    number: int | None = tx.scalar(select(counter.c.number).where(counter.c.staff == staff, counter.c.state != CounterState.CLOSED))
    return number


def _counters() -> Select[Any]:  # Any: SQLAlchemy's type of a row of many columns
    held = (leg.c.service, leg.c.called_at, leg.c.calls, visit.c.series, visit.c.number.label("ticket_number"))
    return select(counter, *held).outerjoin(leg, leg.c.id == counter.c.leg).outerjoin(visit, visit.c.id == leg.c.visit)


@cache
def _one_counter() -> Select[Any]:
    return _counters().where(counter.c.number == bindparam("of_counter"))


def _view(row: RowMapping) -> CounterView:
    view = CounterView(number=row["number"], state=CounterState(row["state"]), staff=row["staff"])
    if row["leg"] is None:
        return view
    label = f"{row['series']}{row['ticket_number']:03d}"
    same = {name: row[name] for name in ("leg", "service", "called_at", "calls")}
    return CounterView(number=view.number, state=view.state, staff=view.staff, label=label, **same)
