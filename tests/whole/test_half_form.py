"""A terminal that dies in the middle of a form leaves nothing of it that can be read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.whole.hall import WholeHall

pytestmark = pytest.mark.whole
CANARY = "欧阳金丝雀"
TYPED_WITHIN_S = 60


def test_a_terminal_that_is_killed_in_mid_form_leaves_nothing_readable(hall: WholeHall) -> None:
    hall.start("hub")
    with subprocess.Popen(
        [sys.executable, "-B", "-m", "tests.whole.half_form", str(hall.demo.settings("terminal")), CANARY],
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        text=True,
    ) as person:
        assert person.stdout is not None
        assert person.stdout.readline().strip() == "typed", "the form could not be begun"
        person.kill()
        person.wait(TYPED_WITHIN_S)
    assert _readable(hall.demo.root) == []

    hall.start("terminal", QT_QPA_PLATFORM="offscreen")
    assert hall.stop("terminal") == 0
    assert _readable(hall.demo.root) == []


def _readable(root: Path) -> list[str]:
    """Files below the hall's folder that hold the canary: database, log, spool, caches and temporary files."""
    spelled = [CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode("utf-16-be"), CANARY.encode("unicode_escape")]
    files = [file for file in root.rglob("*") if file.is_file()]
    assert len(files) > 20
    return [str(file) for file in files if any(word in file.read_bytes() for word in spelled)]
