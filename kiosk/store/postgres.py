"""How does SQLAlchemy talk to PostgreSQL here? Our session settings, one writer at a time, no values in error texts."""

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from kiosk.config.database import DatabaseServer
from kiosk.model.errors import KioskError
from kiosk.store.errors import DatabaseAway, DatabaseBusy, DiskFull, NoRights

OLDEST_SERVER = 16
PROGRAM = "service-hall-kiosk"
"""Under which name our sessions stand in pg_stat_activity."""

LOCK_WAIT_MS = 10_000
"""So long a writer waits for those before it, as with a file."""

_WRITER = text("SELECT pg_advisory_xact_lock(1212238924, 1)")
"""1212238924: "HALL". It is taken before anything is read, so a deed sees all that earlier deeds have done."""

_SESSION = (
    "synchronous_commit=on",
    "idle_in_transaction_session_timeout=30000",
    "tcp_keepalives_idle=10",
    "tcp_keepalives_interval=3",
    "tcp_keepalives_count=3",
)
"""A commit is on the server's disk when it returns; a hub that hangs or was cut off does not hold the others up for long."""

_READING = ("default_transaction_isolation=repeatable\\ read", "default_transaction_read_only=on")
_LINE: dict[str, str | int] = {
    "connect_timeout": 3,
    "client_encoding": "UTF8",
    "target_session_attrs": "primary",
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}

_POOL: dict[str, Any] = {"poolclass": QueuePool, "max_overflow": 0, "pool_timeout": LOCK_WAIT_MS / 1000, "pool_pre_ping": True}
"""A session that the server has ended meanwhile is made anew before it is used. Any: keyword options of SQLAlchemy."""

_BUSY = frozenset({"40001", "40P01", "55P03", "57014", "25P03"})
"""serialization_failure, deadlock_detected, lock_not_available, query_canceled, idle_in_transaction_session_timeout."""


def engine_for_server(server: DatabaseServer, *, writing: bool, opening: bool = False) -> Engine:
    """A pool of sessions, whose transactions begin with the writer's lock or cannot write.

    opening: one session, which waits for the lock as long as it takes and is not counted as a program at work. No values stand in
    its error texts; so none may be put into SQL text.
    """
    own = () if opening else (f"lock_timeout={LOCK_WAIT_MS}",)
    settings = (*_SESSION, *own, *(() if writing else _READING))
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: _connect(server, settings, f"{PROGRAM} opening" if opening else PROGRAM),
        hide_parameters=True,
        use_native_hstore=False,
        **({"poolclass": NullPool} if opening else {**_POOL, "pool_size": 1 if writing else 4}),
    )
    event.listen(engine, "handle_error", _hide_values)
    if writing:
        event.listen(engine, "begin", _take_the_writers_lock)
    return engine


def told(fault: DBAPIError, name: str) -> KioskError | None:
    """What a person can do something about; None: our own fault. name: of the database."""
    code = getattr(fault.orig, "sqlstate", None) or ""
    if code in _BUSY:
        return DatabaseBusy(f"{name} is held by another program", database=name)
    if code == "53100":
        return DiskFull("the disk of the database server is full")
    if code == "42501":
        return NoRights(f"the user of {name} may not do that", database=name)
    if fault.connection_invalidated or isinstance(fault.orig, psycopg.OperationalError):
        return DatabaseAway(f"{name} does not answer", database=name)
    return None


def reason_of(fault: DBAPIError) -> str:
    """What libpq said when nobody was let in: names of hosts, users and databases, but no password."""
    return " ".join(str(fault.orig).split())


def _connect(server: DatabaseServer, settings: tuple[str, ...], program: str) -> psycopg.Connection:
    """Each time anew, so that a changed password counts. What stands in the URL goes before what we would say."""
    try:
        password = server.password()
    except OSError as fault:
        raise psycopg.OperationalError(f"the file of the password cannot be read: {fault.strerror}") from None
    said = conninfo_to_dict(server.url)
    options = " ".join([str(said.pop("options", "")), *(f"-c {setting}" for setting in settings)])
    secret = {} if password is None else {"password": password}
    whole: dict[str, Any] = {**_LINE, **said, **secret, "options": options.strip(), "application_name": program}  # Any: as psycopg has it
    return psycopg.connect(make_conninfo(**whole))


def _take_the_writers_lock(connection: Connection) -> None:
    connection.execute(_WRITER)


def _hide_values(context: ExceptionContext) -> None:
    """PostgreSQL quotes rows and values in what it says besides its code ("Failing row contains ...")."""
    theirs = context.original_exception
    if not isinstance(theirs, psycopg.Error) or not theirs.sqlstate:
        return
    where = " ".join(filter(None, (theirs.diag.table_name, theirs.diag.column_name, theirs.diag.constraint_name)))
    theirs.args = (f"{theirs.sqlstate} {where}".strip(),)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (f"({type(theirs).__name__}) {theirs.args[0]}",)
