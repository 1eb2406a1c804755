"""How does an older database become a new one? By Alembic, in one transaction; a file after a copy."""

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from kiosk.model.audit import AuditEvent
from kiosk.store import audit
from kiosk.store.engine import engine_for
from kiosk.store.opening import APPLICATION_ID, refuse_newer, revision_of
from kiosk.store.sound import copy_database


class Scripts:
    """The revisions at `migrations`, which is a place as Alembic says it."""

    def __init__(self, migrations: str) -> None:
        self._config = Config()
        self._config.set_main_option("script_location", migrations)
        found = ScriptDirectory.from_config(self._config)
        self.newest = str(found.get_current_head())
        self.known = frozenset(script.revision for script in found.walk_revisions())

    def run(self, connection: Connection, current: str | None, now: datetime) -> None:
        """In the transaction of the connection; current: the revision before, None for a new database."""
        self._config.attributes["connection"] = connection
        command.upgrade(self._config, self.newest)
        event = AuditEvent.DATABASE_CREATED if current is None else AuditEvent.DATABASE_UPGRADED
        audit.append(connection, now, event, "system", revision=self.newest)


def upgrade(path: Path, migrations: str, now: datetime) -> None:
    """Raises NewerDatabase before anything is changed."""
    scripts = Scripts(migrations)
    current = revision_of(path)
    refuse_newer(path.name, current, scripts.known)
    if current == scripts.newest:
        return
    if current is not None:
        copy_database(path, path.with_name(f"{path.name}.before-{current}"))
    engine = engine_for(path, writing=True, migrating=True)
    try:
        with engine.begin() as connection:
            scripts.run(connection, current, now)
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None, "the upgrade broke a reference"
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    finally:
        engine.dispose()
