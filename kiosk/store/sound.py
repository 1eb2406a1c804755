"""Is the file whole, and where is a copy? Checks after a crash, and copies that are whole or not there."""

import os
from contextlib import closing
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

_PIECE = 4 * 1024 * 1024


def is_sound(path: Path, reader: Engine) -> bool:
    """Read from front to back first: page by page from a cold disk the check takes ten times as long."""
    with path.open("rb") as file:
        while file.read(_PIECE):
            pass
    try:
        with reader.begin() as tx:
            return bool(tx.exec_driver_sql("PRAGMA quick_check").scalars().all() == ["ok"])
    except DatabaseError:
        return False


def copy_database(source: Path, target: Path) -> None:
    """By SQLite's backup into `.part`, then onto the disk, then renamed; the source may be in use."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite.connect(str(source))) as old, closing(sqlite.connect(str(part))) as new:
        old.backup(new)
    for suffix in ("-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
    _sync(part)
    part.rename(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
