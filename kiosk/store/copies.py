"""Is this copy whole, and how does it take the place of the database? The file of before is moved aside, never deleted."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from kiosk.store.errors import DatabaseInUse
from kiosk.store.lock import FileLock
from kiosk.store.sound import copy_database


def is_whole(copy: Path) -> bool:
    """Whether SQLite finds nothing wrong with it; nothing is changed or made beside it."""
    try:
        with closing(sqlite.connect(f"{copy.absolute().as_uri()}?immutable=1", uri=True)) as plain:
            return bool(plain.execute("PRAGMA quick_check").fetchall() == [("ok",)] and plain.execute("PRAGMA application_id").fetchone())
    except sqlite.DatabaseError:
        return False


def put_back(copy: Path, database: Path, *, now: datetime) -> Path | None:
    """Gives where the database of before is now, if there was one. Raises DatabaseInUse while a program has it open."""
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(database.with_name(f"{database.name}.lock"))
    if not lock.take():
        raise DatabaseInUse(f"{database.name} is open in another program", database=database.name)
    try:
        kept = _set_aside(database, now)
        copy_database(copy, database)
        return kept
    finally:
        lock.release()


def _set_aside(database: Path, now: datetime) -> Path | None:
    """With its log, which belongs to it and to no other file."""
    kept = database.with_name(f"{database.name}.replaced-{now:%Y%m%d-%H%M%S}")
    for suffix in ("-wal", "-shm", ""):
        file = database.with_name(database.name + suffix)
        if file.exists():
            file.rename(kept.with_name(kept.name + suffix))
    return kept if kept.exists() else None
