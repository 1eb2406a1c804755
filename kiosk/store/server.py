"""How is a database kept at a PostgreSQL server? Any number of programs share it; its files, copies and room are the server's."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from kiosk.config.database import DatabaseServer
from kiosk.model.errors import KioskError
from kiosk.store import postgres
from kiosk.store.errors import DatabaseAway, DatabaseInUse, ForeignFile, NoCopyHere, NoRights, OlderDatabase, OldServer
from kiosk.store.migrations import REVISIONS
from kiosk.store.opening import MIGRATIONS, refuse_newer
from kiosk.store.postgres import OLDEST_SERVER, PROGRAM, engine_for_server

_OURS = frozenset({"alembic_version", "meta", "tally", "audit", "submission", "outbox", "leg", "deed"})
"""Nobody else has all of these."""

_NAMES = text(
    "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(current_schema()) AND relkind IN ('r', 'p', 'v', 'm', 'f')"
    " AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')"
)
_FIT = text(
    "SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding,"
    " coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create"
)
_AT_WORK = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = :program")


class Server:
    """A database at a server that this program uses."""

    was_clean = True
    """The server mends itself after a crash."""

    is_alone = False
    has_room = True

    def __init__(self, server: DatabaseServer) -> None:
        """Programs use `open`."""
        self.name = server.name
        self.writer = engine_for_server(server, writing=True)
        self.reader = engine_for_server(server, writing=False)

    @classmethod
    def open(cls, server: DatabaseServer, *, now: datetime, shared: bool) -> Self:
        """As Store.open says."""
        bring_up_to_date(server, now=now, shared=shared)
        return cls(server)

    @property
    def is_writing(self) -> bool:
        return False

    def write(self) -> AbstractContextManager[Connection]:
        """One transaction each: the server itself joins commits."""
        return self.writer.begin()

    def told(self, fault: DBAPIError) -> KioskError | None:
        return postgres.told(fault, self.name)

    def checkpoint(self) -> bool:
        return True

    def check(self) -> bool:
        return True

    def copy_to(self, target: Path) -> None:
        raise NoCopyHere(f"{self.name} is copied by pg_dump, not to {target.name}", database=self.name)

    def drop_copies(self, before: datetime) -> None:
        """There are none of ours."""

    def make_room(self) -> None:
        """There is no reserve."""

    def renew_reserve(self) -> bool:
        return True

    def close(self) -> None:
        self.reader.dispose()
        self.writer.dispose()


def bring_up_to_date(server: DatabaseServer, *, now: datetime, shared: bool = False, migrations: str = MIGRATIONS) -> None:
    """One program at a time; whoever waited finds it done. migrations: where the revisions are, as Alembic says it.

    Raises DatabaseAway, OldServer, NoRights, ForeignFile, NewerDatabase, and DatabaseInUse where an older program is still at work.
    shared: only fill an empty one; raises OlderDatabase for an older one.
    """
    with _session(server, writing=True) as tx:
        current = _revision(tx, server.name)
        if migrations == MIGRATIONS and current == REVISIONS[-1]:
            return
        from kiosk.store.upgrading import Scripts  # noqa: PLC0415 - Alembic takes a tenth of a second, and is seldom needed

        scripts = Scripts(migrations)
        refuse_newer(server.name, current, scripts.known)
        if current == scripts.newest:
            return
        if current is not None and shared:
            raise _older(server.name, current)
        if current is not None and tx.scalar(_AT_WORK, {"program": PROGRAM}):
            raise DatabaseInUse(f"{server.name} is still used by a program of the older version.", database=server.name)
        scripts.run(tx, current, now)


def refuse_if_used(server: DatabaseServer) -> None:
    """Raises DatabaseInUse while a program of ours is at work in it; and what `look_at_server` raises."""
    with look_at_server(server) as tx:
        if tx.scalar(_AT_WORK, {"program": PROGRAM}):
            raise DatabaseInUse(f"{server.name} is still used by a program.", database=server.name)


@contextmanager
def look_at_server(server: DatabaseServer) -> Iterator[Connection]:
    """One view of a database that is up to date; nothing can be written through it.

    Raises DatabaseAway, OldServer, NoRights, ForeignFile, NewerDatabase and OlderDatabase (revision "none": it is still empty).
    """
    with _session(server, writing=False) as tx:
        current = _revision(tx, server.name)
        refuse_newer(server.name, current, REVISIONS)
        if current != REVISIONS[-1]:
            raise _older(server.name, current)
        yield tx


def _older(name: str, current: str | None) -> OlderDatabase:
    return OlderDatabase(f"{name} is not up to date yet", database=name, revision=current or "none")


@contextmanager
def _session(server: DatabaseServer, *, writing: bool) -> Iterator[Connection]:
    """One transaction in a session of its own."""
    engine = engine_for_server(server, writing=writing, opening=True)
    try:
        with engine.begin() as tx:
            yield tx
    except DBAPIError as fault:
        told = postgres.told(fault, server.name)
        if isinstance(told, DatabaseAway):
            told.facts["reason"] = postgres.reason_of(fault)
        if told is None:
            raise
        raise told from None
    finally:
        engine.dispose()


def _revision(tx: Connection, name: str) -> str | None:
    """None: it is empty, and we may make our tables in it. Raises OldServer, ForeignFile and NoRights."""
    fit = tx.execute(_FIT).one()
    if fit.version < OLDEST_SERVER or fit.encoding != "UTF8":
        needed = f"PostgreSQL {OLDEST_SERVER} with UTF8"
        raise OldServer(f"{name} is not fit for this program", database=name, found=f"{fit.version} with {fit.encoding}", needed=needed)
    names = frozenset(tx.scalars(_NAMES))
    if names >= _OURS:
        return str(tx.scalar(text("SELECT version_num FROM alembic_version")))
    if names:
        raise ForeignFile(f"{name} belongs to another program", database=name)
    if not fit.may_create:
        raise NoRights(f"the user of {name} may not make tables in it", database=name)
    return None
