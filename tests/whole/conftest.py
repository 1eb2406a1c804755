"""What whole-process tests stand on: a hall in a folder, its hub and central system as real processes on 127.0.0.1."""

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.whole.hall import WholeHall


@pytest.fixture(autouse=True)
def place() -> Iterator[None]:
    """A tool that was run in this process has moved its folders; the next test is at home again."""
    environment, folder, bytecode = dict(os.environ), tempfile.tempdir, sys.dont_write_bytecode
    yield
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir, sys.dont_write_bytecode = folder, bytecode


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[WholeHall]:
    with WholeHall(tmp_path / "hall", now=datetime.now(UTC)) as made:
        yield made
