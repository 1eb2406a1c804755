"""How many wrong codes did a station send in a row? So that nobody can try them all."""

from datetime import datetime

from sqlalchemy import Connection, select

from kiosk.store.portable import insert
from kiosk.store.tables import guess


def guesses(tx: Connection, station: str) -> tuple[int, datetime] | None:
    """How many, and when the last; None if there was none."""
    row = tx.execute(select(guess.c["count"], guess.c.at).where(guess.c.station == station)).first()
    return (row[0], row[1]) if row else None


def put(tx: Connection, station: str, count: int, at: datetime) -> None:
    row = insert(tx, guess).values(station=station, count=count, at=at)
    tx.execute(row.on_conflict_do_update(index_elements=["station"], set_={"count": count, "at": at}))
