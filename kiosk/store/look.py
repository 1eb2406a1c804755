"""How is a database looked at without changing anything on the disk? For `kiosk check`, also beside a running program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Connection, create_engine, func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from kiosk.config.database import DatabaseServer
from kiosk.store.engine import check_sqlite
from kiosk.store.errors import ForeignFile, OlderDatabase
from kiosk.store.migrations import REVISIONS
from kiosk.store.opening import APPLICATION_ID, refuse_newer


@contextmanager
def look_at(place: Path | DatabaseServer) -> Iterator[Connection]:
    """One view of a database; makes no lock, log or other file, and never upgrades.

    Raises ForeignFile (also for a damaged file), NewerDatabase, OlderDatabase (revision "none": it is yet to be made) and OldSqlite,
    OldServer, DatabaseAway, NoRights.
    """
    if isinstance(place, Path):
        with _look_at_file(place) as tx:
            yield tx
        return
    from kiosk.store.server import look_at_server  # noqa: PLC0415 - stations need no PostgreSQL driver

    with look_at_server(place) as tx:
        yield tx


def refuse_if_used(place: Path | DatabaseServer) -> None:
    """Raises DatabaseInUse while a program is at work at a server's database; a file says so itself when it is opened."""
    if isinstance(place, Path):
        return
    from kiosk.store import server  # noqa: PLC0415 - stations need no PostgreSQL driver

    server.refuse_if_used(place)


def keeps_what_it_says(tx: Connection) -> bool:
    """Whether a power cut leaves what was committed; a file of ours always does."""
    if tx.dialect.name != "postgresql":
        return True
    return all(tx.scalar(select(func.current_setting(name))) == "on" for name in ("fsync", "full_page_writes"))


@contextmanager
def _look_at_file(path: Path) -> Iterator[Connection]:
    if not path.exists():
        raise OlderDatabase(f"{path.name} is not made yet", database=path.name, revision="none")
    check_sqlite()
    log = path.with_name(f"{path.name}-wal")
    how = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"  # immutable: even a reader would make a log
    uri = f"{path.absolute().as_uri()}?{how}"
    engine = create_engine("sqlite+pysqlite://", module=sqlite, poolclass=NullPool, creator=lambda: sqlite.connect(uri, uri=True))
    try:
        with engine.connect() as connection:
            _refuse(path, connection)
            yield connection
    except DatabaseError as fault:
        raise ForeignFile(f"{path.name} is not a whole database", database=path.name) from fault
    finally:
        engine.dispose()


def _refuse(path: Path, connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise ForeignFile(f"{path.name} belongs to another program", database=path.name)
    current = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    refuse_newer(path.name, current, REVISIONS)
    if current != REVISIONS[-1]:
        raise OlderDatabase(f"{path.name} is not up to date yet", database=path.name, revision=current)
