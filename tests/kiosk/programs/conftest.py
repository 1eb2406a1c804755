"""Programs change the place of their process; here the process is pytest's, so it is put back."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.programs.cli import main
from kiosk.programs.demo_hall import make_ready
from tests.builders import NINE

Say = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall of the demonstration, made once: its forms and their publisher's key serve every other hall of these tests."""
    return make_ready(tmp_path_factory.mktemp("published") / "hall", now=NINE).root


@pytest.fixture
def forms_there(published: Path, tmp_path: Path) -> Path:
    """The folder of a hall in which only the forms are there already."""
    root = tmp_path / "hall"
    for name in ("forms", "publisher"):
        shutil.copytree(published / name, root / name)
    return root


@pytest.fixture(autouse=True)
def place() -> Iterator[None]:
    """A tool that was run in this process has moved its folders; the next test is at home again."""
    environment, folder, bytecode = dict(os.environ), tempfile.tempdir, sys.dont_write_bytecode
    yield
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir, sys.dont_write_bytecode = folder, bytecode


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run one command; its exit status and what it printed."""

    def run(*words: object) -> tuple[int, str]:
        capsys.readouterr()
        status = main([str(word) for word in words])
        told = capsys.readouterr()
        return status, told.out + told.err

    return run
