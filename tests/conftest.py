"""What every test may have: a clock that stands still, a database of its own. Nothing of Qt is imported here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from kiosk.store.database import Store
from tests.builders import NINE, FakeClock

settings.register_profile("hall", derandomize=True, database=None, deadline=None)
settings.load_profile("hall")
"""The same examples in every run; a longer search is made by hand."""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A real database file."""
    with Store.open(tmp_path / "hall.db", now=NINE) as opened:
        yield opened
