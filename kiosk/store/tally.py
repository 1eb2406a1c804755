"""What is the next number? Rises by one, without a gap: taken in the transaction that uses it."""

from functools import cache

from sqlalchemy import Connection, Executable, bindparam, select

from kiosk.store import prepared
from kiosk.store.portable import insert_for
from kiosk.store.tables import tally


def next_number(tx: Connection, name: str) -> int:
    """1 first. On PostgreSQL whoever comes second waits for the first to commit, so no reader can see a gap."""
    return int(prepared.value(tx, _counted(tx.dialect.name), {"name": name}))


def last_number(tx: Connection, name: str) -> int:
    """0 if none was taken yet."""
    return int(tx.scalar(select(tally.c.last).where(tally.c.name == name)) or 0)


def skip(tx: Connection, name: str, by: int) -> int:
    """Leave out so many numbers, which may have been taken after the copy that this database was; gives the last that is left out."""
    last = last_number(tx, name) + by
    row = insert_for(tx.dialect.name, tally).values(name=name, last=last)
    tx.execute(row.on_conflict_do_update(index_elements=["name"], set_={"last": last}))
    return last


@cache
def _counted(dialect: str) -> Executable:
    row = insert_for(dialect, tally).values(name=bindparam("name"), last=1)
    return row.on_conflict_do_update(index_elements=["name"], set_={"last": tally.c.last + 1}).returning(tally.c.last)
