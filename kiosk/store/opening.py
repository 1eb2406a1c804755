"""Is this our database, and of which revision? Brought up to date in one transaction, after a copy."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Engine

from kiosk.model.audit import AuditEvent
from kiosk.store import audit
from kiosk.store.engine import engine_for
from kiosk.store.errors import ForeignFile, NewerDatabase, OlderDatabase
from kiosk.store.sound import copy_database

MIGRATIONS = "kiosk.store:migrations"

APPLICATION_ID = 0x48414C4C
""""HALL", in the header of each of our files."""


def bring_up_to_date(path: Path, *, now: datetime, migrations: str = MIGRATIONS) -> None:
    """Raises ForeignFile and NewerDatabase, before anything is changed. migrations: where the revisions are, as Alembic says it."""
    refuse_foreign_file(path)
    engine = engine_for(path, writing=True, migrating=True)
    try:
        _upgrade(path, engine, _config(migrations), now)
    finally:
        engine.dispose()


def refuse_unless_current(path: Path) -> None:
    """For those who join a running program: raises ForeignFile, NewerDatabase or OlderDatabase."""
    refuse_foreign_file(path)
    engine = engine_for(path, writing=False)
    try:
        current = _revision(engine)
    finally:
        engine.dispose()
    scripts = ScriptDirectory.from_config(_config(MIGRATIONS))
    _refuse_newer(path, current, scripts)
    if current != scripts.get_current_head():
        raise OlderDatabase(f"{path.name} is not up to date yet", file=path.name, revision=current or "none")


def refuse_foreign_file(path: Path) -> None:
    """Over a plain connection: our pragmas would switch a stranger's file to WAL. Raises ForeignFile."""
    if not path.exists() or path.stat().st_size == 0:
        return
    try:
        with closing(sqlite.connect(str(path))) as plain:
            (application,) = plain.execute("PRAGMA application_id").fetchone()
            (tables,) = plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite.DatabaseError as fault:
        raise ForeignFile(f"{path.name} is not a database", file=path.name) from fault
    if application != APPLICATION_ID and (application, tables) != (0, 0):
        raise ForeignFile(f"{path.name} belongs to another program", file=path.name)


def _config(migrations: str) -> Config:
    config = Config()
    config.set_main_option("script_location", migrations)
    return config


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(path: Path, current: str | None, scripts: ScriptDirectory) -> None:
    if current not in {None, *(script.revision for script in scripts.walk_revisions())}:
        message = f"{path.name} was written by a newer version of this program"
        raise NewerDatabase(message, file=path.name, revision=str(current))


def _upgrade(path: Path, engine: Engine, config: Config, now: datetime) -> None:
    scripts = ScriptDirectory.from_config(config)
    current, newest = _revision(engine), str(scripts.get_current_head())
    _refuse_newer(path, current, scripts)
    if current == newest:
        return
    if current is not None:
        copy_database(path, path.with_name(f"{path.name}.before-{current}"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, newest)
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None, "the upgrade broke a reference"
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        event = AuditEvent.DATABASE_CREATED if current is None else AuditEvent.DATABASE_UPGRADED
        audit.append(connection, now, event, "system", revision=newest)
