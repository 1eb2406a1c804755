"""What every test may have: a clock that stands still, a database of its own. Nothing of Qt is imported here."""

import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

from kiosk.store.database import Store
from tests.builders import NINE, FakeClock
from tests.postgres import Databases, NewPlace, PostgresServer

settings.register_profile("hall", derandomize=True, database=None, deadline=None)
settings.load_profile("hall")
"""The same examples in every run; a longer search is made by hand."""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """A PostgreSQL server of this run, or the one at HALL_TEST_DSN (postgresql://USER@HOST/postgres, a user who may make databases)."""
    with ExitStack() as stack:
        dsn = os.environ.get("HALL_TEST_DSN")
        if dsn is None:
            server = PostgresServer()
            stack.callback(server.remove)
            server.start()
            dsn = server.server("postgres").url
        found = Databases(dsn)
        stack.callback(found.close)
        yield found


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A server that only this test uses, and may stop."""
    server = PostgresServer()
    server.start()
    yield server
    server.remove()


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """A real database file, for tests that look into it."""
    with Store.open(tmp_path / "hall.db", now=NINE) as opened:
        yield opened


@pytest.fixture
def server_store(databases: Databases) -> Iterator[Store]:
    """A database at a real server, for tests that ask it for what a file has not."""
    with databases.a_database() as place, Store.open(place, now=NINE) as opened:
        yield opened


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.whole)])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewPlace]:
    """Where one more database may be, once in a file and once at a server (make test-all): every test that asks runs on both."""
    count = itertools.count(1)
    if request.param == "file":
        yield lambda: tmp_path / f"hall{next(count)}"
        return
    databases: Databases = request.getfixturevalue("databases")
    with ExitStack() as stack:
        yield lambda: stack.enter_context(databases.a_database())


@pytest.fixture
def store(new_place: NewPlace) -> Iterator[Store]:
    """A real database of either kind."""
    with Store.open(new_place(), now=NINE) as opened:
        yield opened
