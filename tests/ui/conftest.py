"""Windows in tests: offscreen, drawn by the processor, with our fonts and no others. Set before anything of Qt is imported."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

_FONTS = Path(tempfile.mkdtemp(prefix="no-fonts-"))
(_FONTS / "fonts.conf").write_text(
    f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{_FONTS}/none</dir>'
    f"<cachedir>{_FONTS}/cache</cachedir></fontconfig>",
    encoding="utf-8",
)
os.environ |= {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
    "LC_ALL": "C.UTF-8",
    "FONTCONFIG_FILE": str(_FONTS / "fonts.conf"),
}

import pytest  # noqa: E402
from PySide6.QtGui import QGuiApplication  # noqa: E402

import ui.bridge.board  # noqa: E402
import ui.bridge.counter  # noqa: E402
import ui.bridge.terminal  # noqa: E402, F401 - every module with QML types comes before the first engine
from tests.builders import FakeClock  # noqa: E402
from tests.ui.terminal import Rig  # noqa: E402
from ui.app import prepare_qt  # noqa: E402


@pytest.fixture(scope="session")
def qapp() -> QGuiApplication:
    return prepare_qt()


@pytest.fixture
def rig(qapp: QGuiApplication, tmp_path: Path, clock: FakeClock) -> Iterator[Rig]:
    """A terminal on a real database, with nothing opened yet."""
    made = Rig(tmp_path, clock)
    yield made
    made.close()
