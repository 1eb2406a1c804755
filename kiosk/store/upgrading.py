"""How does an older database become a new one? By Alembic, in one transaction, after a copy."""

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from kiosk.model.audit import AuditEvent
from kiosk.store import audit
from kiosk.store.engine import engine_for
from kiosk.store.opening import APPLICATION_ID, refuse_newer, revision_of
from kiosk.store.sound import copy_database


def upgrade(path: Path, migrations: str, now: datetime) -> None:
    """Raises NewerDatabase before anything is changed. migrations: where the revisions are, as Alembic says it."""
    config = Config()
    config.set_main_option("script_location", migrations)
    scripts = ScriptDirectory.from_config(config)
    current, newest = revision_of(path), str(scripts.get_current_head())
    refuse_newer(path, current, {script.revision for script in scripts.walk_revisions()})
    if current == newest:
        return
    if current is not None:
        copy_database(path, path.with_name(f"{path.name}.before-{current}"))
    engine = engine_for(path, writing=True, migrating=True)
    try:
        _run(engine, config, newest, AuditEvent.DATABASE_CREATED if current is None else AuditEvent.DATABASE_UPGRADED, now)
    finally:
        engine.dispose()


def _run(engine: Engine, config: Config, newest: str, event: AuditEvent, now: datetime) -> None:
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, newest)
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None, "the upgrade broke a reference"
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        audit.append(connection, now, event, "system", revision=newest)
