"""How is a database kept in a file of this machine? SQLite, one program at a time, a reserve for the full disk, copies beside it."""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from kiosk.model.errors import KioskError
from kiosk.store import meta
from kiosk.store.engine import PRAGMAS, check_sqlite, engine_for
from kiosk.store.errors import DatabaseBusy, DatabaseInUse, DiskFull
from kiosk.store.lock import FileLock
from kiosk.store.opening import bring_up_to_date, refuse_unless_current
from kiosk.store.reserve import Reserve
from kiosk.store.sound import copy_database, is_sound
from kiosk.store.together import Together

_CHECKPOINT_WAIT_MS = 200


class File:
    """A database file that this program has open."""

    def __init__(self, path: Path, lock: FileLock, reserve: Reserve) -> None:
        """Programs use `open`."""
        self.path = path
        self.name = path.name
        self.was_clean = True
        self.writer = engine_for(path, writing=True)
        self.reader = engine_for(path, writing=False)
        self._together = Together(self.writer)
        self._lock = lock
        self._reserve = reserve
        self._sound: bool | None = None  # None: nobody has checked

    @classmethod
    def open(cls, path: Path, *, now: datetime, shared: bool, reserve_bytes: int) -> Self:
        """As Store.open says."""
        check_sqlite()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f"{path.name}.lock"))
        alone = lock.take()
        if not alone and not shared:
            raise DatabaseInUse(f"{path.name} is open in another program", database=path.name)
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
        file = cls(path, lock, reserve)
        with file.writer.begin() as tx:
            file.was_clean = meta.get(tx, meta.CLEAN) != "0"
            meta.put(tx, meta.CLEAN, "0")
        return file

    @property
    def is_alone(self) -> bool:
        return self._lock.is_held

    @property
    def has_room(self) -> bool:
        return self._reserve.is_whole

    def write(self) -> AbstractContextManager[Connection]:
        """Writers on several threads at once share one commit."""
        return self._together.write()

    @property
    def is_writing(self) -> bool:
        return self._together.is_writing

    def together(self, *, at_once: bool) -> AbstractContextManager[None]:
        return self._together.several(at_once=at_once)

    def told(self, fault: DBAPIError) -> KioskError | None:
        """What a person can do something about; room is made at once. None: our own fault."""
        name = str(getattr(fault.orig, "sqlite_errorname", ""))
        if name.startswith("SQLITE_BUSY"):
            return DatabaseBusy(f"{self.name} is held by another program", database=self.name)
        if name != "SQLITE_FULL":
            return None
        self.make_room()
        return DiskFull("the disk is full")

    def checkpoint(self) -> bool:
        return _checkpoint(self.writer)

    def check(self) -> bool:
        self._sound = is_sound(self.path, self.reader)
        return self._sound

    def copy_to(self, target: Path) -> None:
        copy_database(self.path, target)

    def drop_copies(self, before: datetime) -> None:
        for copy in self.path.parent.glob(f"{self.name}.before-*"):
            if copy.stat().st_mtime < before.timestamp():
                copy.unlink()

    def make_room(self) -> None:
        self._reserve.give_up()
        self.checkpoint()

    def renew_reserve(self) -> bool:
        return self._reserve.renew()

    def close(self) -> None:
        if self._lock.is_held and self._sound is not False:
            with self.writer.begin() as tx:
                meta.put(tx, meta.CLEAN, "1" if self.was_clean or self._sound else "0")
            self.checkpoint()
        self.reader.dispose()
        self.writer.dispose()
        self._lock.release()


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
