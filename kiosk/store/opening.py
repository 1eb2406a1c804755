"""Is this our database, and of which revision? Refused, taken as it is, or brought up to date (kiosk.store.upgrading)."""

from collections.abc import Collection
from contextlib import closing
from datetime import datetime
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from kiosk.store.errors import ForeignFile, NewerDatabase, OlderDatabase
from kiosk.store.migrations import REVISIONS

MIGRATIONS = "kiosk.store:migrations"

APPLICATION_ID = 0x48414C4C
""""HALL", in the header of each of our files."""


def bring_up_to_date(path: Path, *, now: datetime, migrations: str = MIGRATIONS) -> None:
    """Raises ForeignFile and NewerDatabase, before anything is changed. migrations: where the revisions are, as Alembic says it."""
    refuse_foreign_file(path)
    if migrations == MIGRATIONS and revision_of(path) == REVISIONS[-1]:
        return
    from kiosk.store.upgrading import upgrade  # noqa: PLC0415 - Alembic takes a tenth of a second, and is seldom needed

    upgrade(path, migrations, now)


def refuse_unless_current(path: Path) -> None:
    """For those who join a running program: raises ForeignFile, NewerDatabase or OlderDatabase."""
    refuse_foreign_file(path)
    current = revision_of(path)
    refuse_newer(path.name, current, REVISIONS)
    if current != REVISIONS[-1]:
        raise OlderDatabase(f"{path.name} is not up to date yet", database=path.name, revision=current or "none")


def revision_of(path: Path) -> str | None:
    """None for a file that is not there, or has no tables yet."""
    if not path.exists():
        return None
    with closing(sqlite.connect(str(path))) as plain:
        if plain.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone() is None:
            return None
        row = plain.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


def refuse_newer(name: str, current: str | None, known: Collection[str]) -> None:
    """Raises NewerDatabase for a revision that is not among the known ones."""
    if current is not None and current not in known:
        raise NewerDatabase(f"{name} was written by a newer version of this program", database=name, revision=current)


def refuse_foreign_file(path: Path) -> None:
    """Over a plain connection: our pragmas would switch a stranger's file to WAL. Raises ForeignFile."""
    if not path.exists() or path.stat().st_size == 0:
        return
    try:
        with closing(sqlite.connect(str(path))) as plain:
            (application,) = plain.execute("PRAGMA application_id").fetchone()
            (tables,) = plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite.DatabaseError as fault:
        raise ForeignFile(f"{path.name} is not a database", database=path.name) from fault
    if application != APPLICATION_ID and (application, tables) != (0, 0):
        raise ForeignFile(f"{path.name} belongs to another program", database=path.name)
