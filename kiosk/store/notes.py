"""What did a colleague want the next clerk to know? Words of staff: in the row of the visit alone, and gone soon after its end."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, exists, select, text, update

from kiosk.store.tables import leg, visit

_NOTED = text("visit.note <> ''")
"""The very words of the partial index visit_noted: with bound values SQLite would not use it."""
_NOTE = select(visit.c.note).where(visit.c.id == bindparam("of_visit"))


def leave(tx: Connection, visit_id: UUID, words: str) -> None:
    """After those that are there already; the same words stand there once."""
    known = note_of(tx, visit_id).split("\n")
    lines = [line for line in (*known, words) if line]
    tx.execute(update(visit).where(visit.c.id == visit_id).values(note="\n".join(dict.fromkeys(lines))))


def note_of(tx: Connection, visit_id: UUID) -> str:
    """Blank if nobody left one."""
    return str(tx.scalar(_NOTE, {"of_visit": visit_id}) or "")


def drop(tx: Connection, visit_id: UUID) -> None:
    tx.execute(update(visit).where(visit.c.id == visit_id, _NOTED).values(note=""))


def drop_old(tx: Connection, before: datetime) -> int:
    """Those of visits that were over before then; gives how many (visit_noted)."""
    lately = exists().where(leg.c.visit == visit.c.id, leg.c.ended_at >= before)
    return tx.execute(update(visit).where(_NOTED, visit.c.state == "closed", ~lately).values(note="")).rowcount
