"""What every test may have: a clock that stands still, a database of its own. Nothing of Qt is imported here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.database import Store
from tests.builders import NINE, FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A real database file."""
    with Store.open(tmp_path / "hall.db", now=NINE) as opened:
        yield opened
