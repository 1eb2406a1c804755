"""How is a database looked at without changing anything on the disk? For `kiosk check`, also beside a running program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from kiosk.store.engine import check_sqlite
from kiosk.store.errors import ForeignFile, OlderDatabase
from kiosk.store.migrations import REVISIONS
from kiosk.store.opening import APPLICATION_ID, refuse_newer


@contextmanager
def look_at(path: Path) -> Iterator[Connection]:
    """One view of a database that exists; makes no lock, log or other file, and never upgrades.

    Raises ForeignFile (also for a damaged file), NewerDatabase, OlderDatabase and OldSqlite.
    """
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
        raise ForeignFile(f"{path.name} is not a whole database", file=path.name) from fault
    finally:
        engine.dispose()


def _refuse(path: Path, connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise ForeignFile(f"{path.name} belongs to another program", file=path.name)
    current = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    refuse_newer(path, current, REVISIONS)
    if current != REVISIONS[-1]:
        raise OlderDatabase(f"{path.name} is not up to date yet", file=path.name, revision=current)
