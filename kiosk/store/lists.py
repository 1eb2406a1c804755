"""Who waits for these services, is on hold, or was absent? One page of each, whatever the length of the line."""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Integer, Select, bindparam, or_, select, text

from kiosk.model.hall import Leg, LegState
from kiosk.store import queue
from kiosk.store.tables import event, leg, submission, visit

_WAITING = text("leg.state = 'waiting' AND leg.open_at IS NULL")
_KEPT = text("leg.open_at IS NOT NULL")
_HELD = text("leg.state = 'on_hold'")
_ABSENT = text("leg.state = 'no_show'")
"""The very words of the partial indexes leg_waiting, leg_kept, leg_held and leg_absent."""

_LABEL = re.compile(r"([A-Z]\d{1,3}-|\D{0,8})(\d{1,6})")


def first_waiting(tx: Connection, services: Collection[str], limit: int) -> tuple[Leg, ...]:
    """By due time; reads `limit` places of each service from leg_waiting, and as many rows."""
    places = [tuple(row) for service in services for row in tx.execute(_first(), {"of_service": service, "most": limit})]
    first = [place[-1] for place in sorted(places)[:limit]]
    found = {one.id: one for one in queue.read_legs(tx, _some(), {"ids": first})} if first else {}
    return tuple(found[leg_id] for leg_id in first)


@cache
def _first() -> Select[Any]:  # Any: SQLAlchemy's type of a row of many columns
    order = (leg.c.due, leg.c.arrived_at, leg.c.id)
    return select(*order).where(leg.c.service == bindparam("of_service"), _WAITING).order_by(*order).limit(bindparam("most", type_=Integer))


@cache
def _some() -> Select[Any]:
    return queue.select_legs().where(leg.c.id.in_(bindparam("ids", expanding=True)))


def kept(tx: Connection, services: Collection[str], pins: Collection[str], limit: int) -> tuple[Leg, ...]:
    """Who waits for these pins alone, or is booked for later, by that time (leg_kept)."""
    return queue.read_legs(tx, _kept(), {"services": list(services), "pins": list(pins), "most": limit})


@cache
def _kept() -> Select[Any]:
    booked = leg.c.pin.is_(None) & leg.c.service.in_(bindparam("services", expanding=True))
    own = or_(booked, leg.c.pin.in_(bindparam("pins", expanding=True)))
    query = queue.select_legs().where(_KEPT, leg.c.state == LegState.WAITING, own).order_by(leg.c.open_at, leg.c.id)
    return query.limit(bindparam("most", type_=Integer))


def held(tx: Connection, services: Collection[str], limit: int) -> tuple[Leg, ...]:
    """By arrival (leg_held)."""
    return queue.read_legs(tx, _held(), {"services": list(services), "most": limit})


@cache
def _held() -> Select[Any]:
    query = queue.select_legs().where(_HELD, leg.c.service.in_(bindparam("services", expanding=True)))
    return query.order_by(leg.c.arrived_at, leg.c.id).limit(bindparam("most", type_=Integer))


def absent(tx: Connection, services: Collection[str], since: datetime, limit: int) -> tuple[Leg, ...]:
    """The last first (leg_absent)."""
    return queue.read_legs(tx, _absent(), {"services": list(services), "since": since, "most": limit})


@cache
def _absent() -> Select[Any]:
    query = queue.select_legs().where(_ABSENT, leg.c.service.in_(bindparam("services", expanding=True)))
    late = query.where(leg.c.ended_at >= bindparam("since")).order_by(leg.c.ended_at.desc(), leg.c.id)
    return late.limit(bindparam("most", type_=Integer))


def by_number(tx: Connection, said: str, *, hall: str, day: date, series: Sequence[str]) -> tuple[Leg, ...]:
    """Tickets of the day that are called so, each with the leg that is under way or the last. series: tried where none is said."""
    match = _LABEL.fullmatch("".join(said.split()).upper())
    if match is None:
        return ()
    tried = [match[1]] if match[1] else list(series)
    where = (visit.c.hall == hall, visit.c.day == day, visit.c.series.in_(tried), visit.c.number == int(match[2]))
    found = (queue.present_leg(tx, visit_id) for visit_id in tx.scalars(select(visit.c.id).where(*where).order_by(visit.c.series)))
    return tuple(one for one in found if one is not None)


def done_before(tx: Connection, now: Leg) -> tuple[str, ...]:
    """Services of the visit that are behind this leg, in order (leg_of_visit)."""
    over = (LegState.COMPLETED, LegState.TRANSFERRED)
    query = select(leg.c.service).where(leg.c.visit == now.visit, leg.c.id != now.id, leg.c.state.in_(over)).order_by(leg.c.ended_at)
    return tuple(tx.scalars(query))


def why_called(tx: Connection, called: Leg) -> tuple[tuple[str, ...], int]:
    """The codes of the call that brought this leg to a counter, and how many it passed; () if it came without one (event_by_time)."""
    query = select(event.c.facts).where(event.c.at == called.called_at, event.c.leg == called.id, event.c.kind == "called")
    facts = tx.scalar(query.limit(1)) or {}
    return tuple(facts.get("why", ())), int(facts.get("passed", 0))


def submission_of(tx: Connection, visit_id: UUID) -> UUID | None:
    """What was filed last with this ticket (submission_by_visit), else what was filed before it and has come."""
    query = select(submission.c.id).where(submission.c.visit == visit_id).order_by(submission.c.filed_at.desc()).limit(1)
    before = select(submission.c.id).join(visit, visit.c.submission == submission.c.id).where(visit.c.id == visit_id)
    found: UUID | None = tx.scalar(query) or tx.scalar(before)
    return found
