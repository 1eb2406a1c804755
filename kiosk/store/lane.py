"""Which legs are in whose lane (at the hub), and which does this console hold (at a counter)?"""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, bindparam, delete, func, select, update
from sqlalchemy import insert as insert_into

from kiosk.model.away import Kept
from kiosk.model.hall import OPEN_STATES, CounterState, CounterView, Leg, LegState
from kiosk.store import queue, staff
from kiosk.store.portable import insert
from kiosk.store.staff import Person
from kiosk.store.tables import console, device, kept, lane, leg, visit

NOBODY = ""
"""The lane of legs that are not settled after a restore: some console may hold them."""

_KEPT = TypeAdapter(Kept)

# -- at the hub -------------------------------------------------------------------------------------------------------


def station_of(tx: Connection, leg_id: UUID) -> str | None:
    """Whose lane the leg is in; None: anybody may call it."""
    station: str | None = tx.scalar(_station_of(), {"of_leg": leg_id})
    return station


@cache
def _station_of() -> Select[Any]:
    return select(lane.c.station).where(lane.c.leg == bindparam("of_leg"))


def held_by(tx: Connection, station: str) -> frozenset[UUID]:
    return frozenset(tx.scalars(select(lane.c.leg).where(lane.c.station == station)))


def give(tx: Connection, station: str, legs: Iterable[UUID]) -> None:
    rows = [{"leg": one, "station": station} for one in legs]
    if rows:
        tx.execute(insert_into(lane), rows)


def settle(tx: Connection, station: str, legs: Collection[UUID]) -> None:
    """After a restore: what this console holds is in its lane."""
    for one in legs:
        row = insert(tx, lane).values(leg=one, station=station)
        mine = row.on_conflict_do_update(index_elements=["leg"], set_={"station": station}, where=lane.c.station == NOBODY)
        tx.execute(mine)


def free(tx: Connection, station: str, legs: Collection[UUID] | None = None) -> int:
    """Anybody may call them from now on. legs: None for the whole lane."""
    some = () if legs is None else (lane.c.leg.in_(sorted(legs)),)
    return tx.execute(delete(lane).where(lane.c.station == station, *some)).rowcount


def waiting_line(tx: Connection, service: str, limit: int) -> tuple[tuple[Leg, str | None], ...]:
    """The first by due of those that wait for the service, each with whose lane it is in (leg_waiting)."""
    found = queue.first_of(tx, service, limit)
    holders = tx.execute(select(lane.c.leg, lane.c.station).where(lane.c.leg.in_([one.id for one in found])))
    stations = {row.leg: row.station for row in holders}
    return tuple((one, stations.get(one.id)) for one in found)


def kept_of(tx: Connection, legs: Collection[UUID]) -> tuple[Kept, ...]:
    """What a console needs to know of them."""
    columns = (leg.c.id.label("leg"), visit.c.series, visit.c.number, visit.c.day, leg.c.service, visit.c.language, leg.c.arrived_at)
    query = select(*columns, leg.c.due).join(visit).where(leg.c.id.in_(sorted(legs)))
    return tuple(Kept(**row, label=f"{row['series']}{row['number']:03d}") for row in tx.execute(query).mappings())


def still_waiting(tx: Connection, legs: Collection[UUID]) -> frozenset[UUID]:
    waits = (leg.c.id.in_(sorted(legs)), leg.c.state == LegState.WAITING, leg.c.open_at.is_(None))
    return frozenset(tx.scalars(select(leg.c.id).where(*waits)))


def open_desks(tx: Connection) -> tuple[tuple[CounterView, Person], ...]:
    """Every counter where somebody is at work, with the clerk."""
    at_work = [view for view, _ in queue.counters(tx) if view.state not in {CounterState.CLOSED, CounterState.PAUSED}]
    people = {person.code: person for person in staff.people(tx)}
    return tuple((view, people[view.staff]) for view in at_work if view.staff in people)


def turn_of(tx: Connection, station: str) -> int:
    """Of the last exchange with the console; 0 if there was none."""
    return int(tx.scalar(select(console.c.turn).where(console.c.station == station)) or 0)


def heard(tx: Connection, station: str, *, counter: int, turn: int, epoch: str, at: datetime) -> None:
    values = {"counter": counter, "turn": turn, "epoch": epoch, "heard_at": at}
    row = insert(tx, console).values(station=station, **values)
    tx.execute(row.on_conflict_do_update(index_elements=["station"], set_=values))


def stations_at(tx: Connection, counter: int) -> tuple[str, ...]:
    """The consoles that have last spoken for this counter."""
    return tuple(tx.scalars(select(console.c.station).where(console.c.counter == counter).order_by(console.c.station)))


def counter_at(tx: Connection, station: str) -> int:
    """For which counter the console has last spoken; 0 if it never did."""
    return int(tx.scalar(select(console.c.counter).where(console.c.station == station)) or 0)


def epoch_at(tx: Connection, station: str) -> str | None:
    """In which the console has last spoken; None if it never did."""
    epoch: str | None = tx.scalar(select(console.c.epoch).where(console.c.station == station))
    return epoch


def unheard(tx: Connection, epoch: str) -> tuple[str, ...]:
    """Consoles that have not spoken in this epoch, without those that were locked out."""
    locked = select(device.c.id).where(device.c.revoked_at.is_not(None))
    query = select(console.c.station).where(console.c.epoch != epoch, console.c.station.not_in(locked)).order_by(console.c.station)
    return tuple(tx.scalars(query))


def all_heard(tx: Connection, epoch: str) -> None:
    """A person says that nobody need be waited for."""
    tx.execute(update(console).values(epoch=epoch))


def unsettle(tx: Connection) -> None:
    """After a restore: where there are consoles, every leg that may be called again may be in the lane of any."""
    tx.execute(delete(lane))
    if tx.scalar(select(func.count()).select_from(console)):
        callable_ = select(leg.c.id).where(leg.c.state.in_((*OPEN_STATES, LegState.NO_SHOW)))
        give(tx, NOBODY, tuple(tx.scalars(callable_)))


# -- at a counter -----------------------------------------------------------------------------------------------------


def keep(tx: Connection, more: Iterable[Kept]) -> None:
    for one in more:
        row = insert(tx, kept).values(leg=one.leg, facts=_KEPT.dump_python(one, mode="json"))
        tx.execute(row.on_conflict_do_nothing(index_elements=["leg"]))


def all_kept(tx: Connection) -> tuple[Kept, ...]:
    """Smallest due first; ties by arrival, then id."""
    found = (_KEPT.validate_python(facts) for facts in tx.scalars(select(kept.c.facts)))
    return tuple(sorted(found, key=lambda one: (one.due, one.arrived_at, one.leg)))


def let_go(tx: Connection, legs: Collection[UUID]) -> None:
    if legs:
        tx.execute(delete(kept).where(kept.c.leg.in_(sorted(legs))))


def drop_kept(tx: Connection) -> None:
    tx.execute(delete(kept))

