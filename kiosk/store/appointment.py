"""Which appointments are known, and which leg is each? The code itself is nowhere, only its mark."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, delete, select, text, update
from sqlalchemy import insert as insert_into

from kiosk.model.hall import LegState, Ticket
from kiosk.store.portable import insert
from kiosk.store.tables import appointment, leg, visit

FILE = "file"
"""The source of what came in a file."""

_BOOKED = text("leg.state = 'booked'")
"""The very words of the partial index leg_booked."""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """A slot that somebody has. hall: of another hall, else blank; leg: None until its day is near."""

    mark: str
    source: str
    hall: str
    service: str
    slot: datetime
    language: str
    leg: UUID | None = None
    cancelled_at: datetime | None = None


def find(tx: Connection, mark: str) -> Appointment | None:
    row = tx.execute(select(appointment).where(appointment.c.mark == mark)).mappings().first()
    return Appointment(**row) if row else None


def put(tx: Connection, one: Appointment) -> None:
    """As it is said now, whatever was known."""
    row = insert(tx, appointment).values(**vars(one))
    tx.execute(row.on_conflict_do_update(index_elements=["mark"], set_={name: row.excluded[name] for name in vars(one) if name != "mark"}))


def set_leg(tx: Connection, mark: str, leg_id: UUID) -> None:
    tx.execute(update(appointment).where(appointment.c.mark == mark).values(leg=leg_id))


def between(tx: Connection, source: str, first: datetime, end: datetime) -> tuple[Appointment, ...]:
    """Of this source with a slot in that span, not cancelled (appointment_by_slot)."""
    where = (appointment.c.slot >= first, appointment.c.slot < end, appointment.c.source == source, appointment.c.cancelled_at.is_(None))
    return tuple(Appointment(**row) for row in tx.execute(select(appointment).where(*where)).mappings())


def without_leg(tx: Connection, first: datetime, end: datetime, limit: int) -> tuple[Appointment, ...]:
    """Of this hall with a slot in that span, and not in the queue yet, by slot (appointment_by_slot)."""
    where = (appointment.c.slot >= first, appointment.c.slot < end, appointment.c.leg.is_(None), appointment.c.hall == "")
    query = select(appointment).where(*where, appointment.c.cancelled_at.is_(None)).order_by(appointment.c.slot, appointment.c.mark)
    return tuple(Appointment(**row) for row in tx.execute(query.limit(limit)).mappings())


def forget(tx: Connection, before: datetime) -> int:
    """Slots before then; the legs stay."""
    return tx.execute(delete(appointment).where(appointment.c.slot < before)).rowcount


# -- their visits and legs --------------------------------------------------------------------------------------------


def add_visit(tx: Connection, visit_id: UUID, values: Mapping[str, Any]) -> None:  # Any: columns of a visit
    """A visit that nobody has begun: it has no number yet."""
    tx.execute(insert_into(visit), {"id": visit_id, "state": "booked", "number": None, **values})


def add_leg(tx: Connection, leg_id: UUID, visit_id: UUID, values: Mapping[str, Any]) -> None:  # Any: columns of a leg
    tx.execute(insert_into(leg), {"id": leg_id, "visit": visit_id, "state": LegState.BOOKED, **values})


def begin_visit(tx: Connection, visit_id: UUID, values: Mapping[str, Any]) -> None:  # Any: columns of a visit
    """The citizen is here: number, day, station, language."""
    tx.execute(update(visit).where(visit.c.id == visit_id).values(state="open", **values))


def not_come(tx: Connection, before: datetime, limit: int) -> tuple[UUID, ...]:
    """Booked legs with a slot before then (leg_booked)."""
    query = select(leg.c.id).where(_BOOKED, leg.c.arrived_at < before).order_by(leg.c.arrived_at).limit(limit)
    return tuple(tx.execute(query).scalars())


def ticket_of(tx: Connection, leg_id: UUID, **told: Any) -> Ticket:  # Any: what is not in the rows
    """The ticket of a leg whose visit has begun."""
    query = select(visit, leg.c.service).join(leg, leg.c.visit == visit.c.id).where(leg.c.id == leg_id)
    row: RowMapping = tx.execute(query).mappings().one()
    same = {name: row[name] for name in ("hall", "day", "series", "number", "language", "taken_at", "service")}
    return Ticket(visit=row["id"], leg=leg_id, **same, **told)


def known(tx: Connection, marks: Collection[str]) -> Mapping[str, Appointment]:
    """Those of them that are known, by mark."""
    found: dict[str, Appointment] = {}
    wanted = sorted(marks)
    for start in range(0, len(wanted), 500):
        some = select(appointment).where(appointment.c.mark.in_(wanted[start : start + 500]))
        found |= {row["mark"]: Appointment(**row) for row in tx.execute(some).mappings()}
    return found
