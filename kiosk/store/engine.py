"""How does SQLAlchemy talk to SQLite here? Our own SQLite, our pragmas, our BEGIN."""

from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from kiosk.store.errors import OldSqlite

OLDEST_SQLITE = (3, 51, 3)
"""From 3.7.0 to 3.51.2 two connections that write and checkpoint at one instant can corrupt a WAL database."""

SQLITE: tuple[int, ...] = sqlite.sqlite_version_info
"""The version that this program runs on."""

PRAGMAS = (
    "busy_timeout=10000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "wal_autocheckpoint=1000",
    "journal_size_limit=4194304",
)


class HallSqlite(SQLiteDialect_pysqlite):
    """Begins with our words; a listener for that would make every single statement look for listeners."""

    supports_statement_cache = True
    words = "BEGIN"

    def do_begin(self, dbapi_connection: Any) -> None:  # Any: the driver has no types
        dbapi_connection.execute(self.words)


registry.register("sqlite.hall", __name__, HallSqlite.__name__)


def check_sqlite(version: tuple[int, ...] = sqlite.sqlite_version_info) -> None:
    """Raises OldSqlite."""
    if version < OLDEST_SQLITE:
        found, needed = (".".join(map(str, numbers)) for numbers in (version, OLDEST_SQLITE))
        raise OldSqlite(f"SQLite {found} may corrupt the database; {needed} or newer is needed", found=found, needed=needed)


def engine_for(path: Path, *, writing: bool, migrating: bool = False) -> Engine:
    """A pool of one connection that begins with the write lock, or of four that cannot write.

    Raises OldSqlite. No values stand in its error texts; so none may be put into SQL text.
    """
    check_sqlite()
    engine = create_engine(
        URL.create("sqlite+hall", database=str(path)),
        module=sqlite,
        hide_parameters=True,
        pool_size=1 if writing else 4,
        max_overflow=0,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    own = [*(["foreign_keys=OFF"] if migrating else []), *([] if writing else ["query_only=ON"])]

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite.Connection, _record: object) -> None:
        answers = {pragma: connection.execute(f"PRAGMA {pragma}").fetchall() for pragma in (*PRAGMAS, *own)}
        if answers["journal_mode=WAL"] != [("wal",)]:
            raise OldSqlite(f"{path.name} cannot be kept in WAL mode on this disk")

    assert isinstance(engine.dialect, HallSqlite)
    engine.dialect.words = "BEGIN IMMEDIATE" if writing else "BEGIN"
    return engine
