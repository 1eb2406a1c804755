"""What whole-process tests stand on: a hall in a folder, its hub and central system as real processes on 127.0.0.1."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.kiosk.programs.conftest import place
from tests.whole.hall import WholeHall

__all__ = ["hall", "place"]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[WholeHall]:
    with WholeHall(tmp_path / "hall", now=datetime.now(UTC)) as made:
        yield made
