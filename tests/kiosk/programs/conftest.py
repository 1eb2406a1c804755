"""Programs change the place of their process; here the process is pytest's, so it is put back."""

import os
import sys
import tempfile
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def place() -> Iterator[None]:
    environment, folder, bytecode = dict(os.environ), tempfile.tempdir, sys.dont_write_bytecode
    yield
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir, sys.dont_write_bytecode = folder, bytecode
