"""How is the database opened, read, written and closed? One writer at a time, some readers, every commit on the disk when it returns."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeAlias

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from kiosk.config.database import DatabaseServer
from kiosk.model.errors import KioskError
from kiosk.store.engine import OLDEST_SQLITE, PRAGMAS, check_sqlite, engine_for
from kiosk.store.errors import Damaged, DatabaseBusy
from kiosk.store.file import File

__all__ = ["OLDEST_SQLITE", "PRAGMAS", "Store", "Transaction", "check_sqlite", "engine_for"]

Transaction: TypeAlias = Connection
"""What a deed works in, for those who may not name SQLAlchemy."""


class Home(Protocol):
    """What a database stands on: a file (kiosk.store.file) or a server (kiosk.store.server). `Store` says what each does."""

    name: str
    was_clean: bool
    writer: Engine
    reader: Engine

    @property
    def is_alone(self) -> bool: ...
    @property
    def has_room(self) -> bool: ...
    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside `together`: then what goes wrong is told at its end."""
    def write(self) -> AbstractContextManager[Connection]: ...
    def told(self, fault: DBAPIError) -> KioskError | None:
        """What a person can do something about; None: our own fault."""
    def checkpoint(self) -> bool: ...
    def check(self) -> bool: ...
    def copy_to(self, target: Path) -> None: ...
    def drop_copies(self, before: datetime) -> None: ...
    def make_room(self) -> None: ...
    def renew_reserve(self) -> bool: ...
    def close(self) -> None: ...


class Store:
    """One open database; any thread may read and write. Close it, or the next start takes it for a crash."""

    def __init__(self, home: Home) -> None:
        """Programs use `open`."""
        self.was_clean = home.was_clean
        """False: the last program that had this database did not close it; `check` it before relying on it."""
        self._home = home
        self._damaged = False

    @classmethod
    def open(cls, place: Path | DatabaseServer, *, now: datetime, shared: bool = False, reserve_bytes: int = 0) -> Self:
        """The database at `place`, made or brought up to date (a file: after a copy `.before-<revision>`) if need be.

        Raises ForeignFile, NewerDatabase, DatabaseInUse; for a file OldSqlite; for a server OldServer, DatabaseAway, NoRights.
        shared: for one-shot tools, which join the program that has the database open. reserve_bytes: size of the file that is given
        up when the disk is full; 0 is none.
        """
        if isinstance(place, Path):
            return cls(File.open(place, now=now, shared=shared, reserve_bytes=reserve_bytes))
        from kiosk.store.server import Server  # noqa: PLC0415 - stations need no PostgreSQL driver

        return cls(Server.open(place, now=now, shared=shared))

    @property
    def name(self) -> str:
        """Of the file or database, for people."""
        return self._home.name

    @property
    def path(self) -> Path:
        """The file; asked only where there is one."""
        assert isinstance(self._home, File), "a database at a server has no file here"
        return self._home.path

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is on the disk when the block ends, or none of it if the block raises.

        Writers come one after another, also those of other programs. Raises DiskFull, DatabaseBusy, DatabaseAway (then it may be
        there all the same: ask again with the same id), and Damaged once a check has failed.
        """
        if self._damaged:
            raise Damaged(f"{self.name} is damaged")
        with nullcontext() if self._home.is_writing else self._telling(), self._home.write() as tx:
            yield tx

    @contextmanager
    def together(self, *, at_once: bool = False) -> Iterator[None]:
        """What this thread writes inside is on the disk when the block ends, by one commit: before that, tell nobody.

        If the block or the commit fails, nothing of it is, and the block raises as `write` does; a `write` inside lets what the database
        says pass. Asked only where `joins_commits`. at_once: raises NotAtOnce instead of waiting for other writers.
        """
        assert isinstance(self._home, File), "a server joins commits by itself"
        with self._telling(), self._home.together(at_once=at_once):
            yield

    @property
    def joins_commits(self) -> bool:
        """Whether several writes of one thread may share a commit here; a server does that among its sessions."""
        return isinstance(self._home, File)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; nothing can be written through it. Raises DatabaseBusy and DatabaseAway."""
        with self._telling(), self._home.reader.begin() as tx:
            yield tx

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What the database says becomes a sentence for people, if they can do something about it."""
        try:
            yield
        except NoConnection as fault:
            raise DatabaseBusy(f"{self.name} has too much to do", database=self.name) from fault
        except DBAPIError as fault:
            told = self._home.told(fault)
            if told is None:
                raise
            raise told from fault

    @property
    def is_alone(self) -> bool:
        """False for a one-shot tool that has joined a running program, and at a server, which anybody may join at any time."""
        return self._home.is_alone

    def checkpoint(self) -> bool:
        """Move the log into the file and empty it, so that what was overwritten is gone; false: somebody reads, try again.

        A server does that in its own time: there the seal protects.
        """
        return self._home.checkpoint()

    def check(self) -> bool:
        """Read the whole file and check it; takes seconds for a large one. After false, nothing is written any more.

        A server looks after its own files.
        """
        self._damaged = not self._home.check()
        return not self._damaged

    def copy_to(self, target: Path) -> None:
        """A copy of this moment, whole or not there; programs may go on writing. Raises NoCopyHere for a server."""
        self._home.copy_to(target)

    def drop_copies(self, before: datetime) -> None:
        """Those that upgrades left beside the file."""
        self._home.drop_copies(before)

    def make_room(self) -> None:
        """Give up the reserve, so that the log fits into the file and old rows can be dropped."""
        self._home.make_room()

    def renew_reserve(self) -> bool:
        """Make the reserve anew; false: there is no room for it yet."""
        return self._home.renew_reserve()

    @property
    def has_room(self) -> bool:
        """Whether more may be taken in: false while the reserve is spent, or nearly nothing is free beside it."""
        return self._home.has_room

    def close(self) -> None:
        """Empty the log, note the clean end, let go of the folder. After a crash that nobody has checked, the end is not clean."""
        self._home.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
