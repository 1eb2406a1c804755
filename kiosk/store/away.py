"""What of the time without the hub has come in already, and which visit has this number?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, update
from sqlalchemy import insert as insert_into

from kiosk.model.hall import Leg
from kiosk.store import queue
from kiosk.store.tables import taken_in, visit

UNKNOWN = ""
"""The audience of a visit of which only the number is known: a counter has served it before its terminal told of it."""


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A visit by its number. is_known: its terminal or the hub has told of it."""

    id: UUID
    is_known: bool


def seen(tx: Connection, item: UUID) -> tuple[str, int] | None:
    """Digest and number of what came in under this id."""
    row = tx.execute(select(taken_in.c.digest, taken_in.c.seq).where(taken_in.c.id == item)).first()
    return (row[0], row[1]) if row else None


def note(tx: Connection, item: UUID, digest: str, seq: int) -> None:
    tx.execute(insert_into(taken_in).values(id=item, digest=digest, seq=seq))


def visit_with(tx: Connection, hall: str, day: date, series: str, number: int) -> Numbered | None:
    where = (visit.c.hall == hall, visit.c.day == day, visit.c.series == series, visit.c.number == number)
    row = tx.execute(select(visit.c.id, visit.c.audience).where(*where)).first()
    return Numbered(id=row.id, is_known=row.audience != UNKNOWN) if row else None


def complete(tx: Connection, visit_id: UUID, columns: Mapping[str, Any]) -> None:
    """What its terminal knows of a visit. Any: columns of a visit."""
    tx.execute(update(visit).where(visit.c.id == visit_id).values(**columns))


def present(tx: Connection, visit_id: UUID) -> Leg:
    leg = queue.present_leg(tx, visit_id)
    assert leg is not None, "a visit has a leg"
    return leg
