"""What does this database know about itself? A few small facts."""

from datetime import datetime

from sqlalchemy import Connection, select

from kiosk.store.portable import insert
from kiosk.store.tables import meta

CLEAN = "clean"
LAST_SEEN = "last_seen"


def get(tx: Connection, name: str) -> str | None:
    value: str | None = tx.scalar(select(meta.c.value).where(meta.c.name == name))
    return value


def put(tx: Connection, name: str, value: str) -> None:
    row = insert(tx, meta).values(name=name, value=value)
    tx.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def floor(tx: Connection, now: datetime) -> datetime:
    """`now`, or the latest time ever noted if the clock was set back since."""
    seen = get(tx, LAST_SEEN)
    return now if seen is None else max(now, datetime.fromisoformat(seen))


def note_time(tx: Connection, now: datetime) -> datetime:
    """As `floor`, and remember it."""
    latest = floor(tx, now)
    put(tx, LAST_SEEN, latest.isoformat())
    return latest
