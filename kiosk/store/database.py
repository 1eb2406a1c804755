"""How is the database opened, read, written and closed? One writer, some readers, every commit on the disk when it returns."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from kiosk.store import meta
from kiosk.store.engine import OLDEST_SQLITE, PRAGMAS, check_sqlite, engine_for
from kiosk.store.errors import Damaged, DatabaseInUse, DiskFull
from kiosk.store.lock import FileLock
from kiosk.store.opening import bring_up_to_date, refuse_unless_current
from kiosk.store.reserve import Reserve
from kiosk.store.sound import copy_database, is_sound

__all__ = ["OLDEST_SQLITE", "PRAGMAS", "Store", "Transaction", "check_sqlite", "engine_for"]

Transaction: TypeAlias = Connection
"""What a deed works in, for those who may not name SQLAlchemy."""

_CHECKPOINT_WAIT_MS = 200


class Store:
    """One open database; any thread may read and write. Close it, or the next start takes it for a crash."""

    def __init__(self, path: Path, lock: FileLock, reserve: Reserve) -> None:
        """Programs use `open`."""
        self.path = path
        self.was_clean = True
        """False: the last program that had this database did not close it; `check` it before relying on it."""
        self._lock = lock
        self._reserve = reserve
        self._damaged = False
        self._checked = False
        self._writer = engine_for(path, writing=True)
        self._reader = engine_for(path, writing=False)

    @classmethod
    def open(cls, path: Path, *, now: datetime, shared: bool = False, reserve_bytes: int = 0) -> Self:
        """The database at `path`, made or brought up to date (after a copy `.before-<revision>`) if need be.

        Raises ForeignFile, NewerDatabase, OldSqlite or DatabaseInUse. shared: for one-shot tools, which join the program that has
        the database open. reserve_bytes: size of the file that is given up when the disk is full; 0 is none.
        """
        check_sqlite()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f"{path.name}.lock"))
        alone = lock.take()
        if not alone and not shared:
            raise DatabaseInUse(f"{path.name} is open in another program", file=path.name)
        try:
            return cls._open(path, lock, Reserve(path.with_name(f"{path.name}.reserve"), reserve_bytes), alone=alone, now=now)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _open(cls, path: Path, lock: FileLock, reserve: Reserve, *, alone: bool, now: datetime) -> Self:
        if not alone:
            refuse_unless_current(path)
            return cls(path, lock, reserve)
        bring_up_to_date(path, now=now)
        reserve.renew()
        store = cls(path, lock, reserve)
        with store.write() as tx:
            store.was_clean = meta.get(tx, meta.CLEAN) != "0"
            meta.put(tx, meta.CLEAN, "0")
        return store

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is on the disk when the block ends, or none of it if the block raises.

        Raises DiskFull, and Damaged once a check has failed.
        """
        if self._damaged:
            raise Damaged(f"{self.path.name} is damaged")
        try:
            with self._writer.begin() as tx:
                yield tx
        except OperationalError as fault:
            if getattr(fault.orig, "sqlite_errorname", "") != "SQLITE_FULL":
                raise
            self.make_room()
            raise DiskFull("the disk is full") from fault

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; nothing can be written through it."""
        with self._reader.begin() as tx:
            yield tx

    @property
    def is_alone(self) -> bool:
        """False for a one-shot tool that has joined a running program."""
        return self._lock.is_held

    def checkpoint(self) -> bool:
        """Move the log into the file and empty it, so that what was overwritten is gone; false: somebody reads, try again."""
        return _checkpoint(self._writer)

    def check(self) -> bool:
        """Read the whole file and check it; takes seconds for a large one. After false, nothing is written any more."""
        self._checked = is_sound(self.path, self._reader)
        self._damaged = not self._checked
        return self._checked

    def copy_to(self, target: Path) -> None:
        """A copy of this moment, whole or not there; programs may go on writing."""
        copy_database(self.path, target)

    def make_room(self) -> None:
        """Give up the reserve, so that the log fits into the file and old rows can be dropped."""
        self._reserve.give_up()
        self.checkpoint()

    def renew_reserve(self) -> bool:
        """Make the reserve anew; false: there is no room for it yet."""
        return self._reserve.renew()

    @property
    def has_room(self) -> bool:
        """Whether more may be taken in: false while the reserve is spent, or nearly nothing is free beside it."""
        return self._reserve.is_whole

    def close(self) -> None:
        """Empty the log, note the clean end, let go of the folder. After a crash that nobody has checked, the end is not clean."""
        if self._lock.is_held and not self._damaged:
            with self.write() as tx:
                meta.put(tx, meta.CLEAN, "1" if self.was_clean or self._checked else "0")
            self.checkpoint()
        self._reader.dispose()
        self._writer.dispose()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _checkpoint(writer: Engine) -> bool:
    raw = writer.raw_connection()  # inside a transaction of SQLAlchemy's it fails: "database table is locked"
    try:
        connection = raw.driver_connection
        assert connection is not None
        connection.execute(f"PRAGMA busy_timeout={_CHECKPOINT_WAIT_MS}").fetchall()
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        connection.execute(f"PRAGMA {PRAGMAS[0]}").fetchall()
        return bool(busy == 0)
    finally:
        raw.close()
