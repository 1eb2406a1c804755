"""Where may this program write? Everything that a library would keep elsewhere is pointed into the data folder."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

from kiosk.store.errors import NoFolder

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/fontconfig</cachedir></fontconfig>
"""
"""No folder of the machine's own fonts: windows draw with the faces that we bring, on every machine alike."""


def stay_in(data: Path) -> None:
    """Point caches, configuration and temporary files of this process and its children below `data`. Call it before Qt.

    Raises NoFolder.
    """
    cookie = Path(os.environ.get("HOME", "/")) / ".Xauthority"
    if "XAUTHORITY" not in os.environ and cookie.exists():
        os.environ["XAUTHORITY"] = str(cookie)
    with usable(data):
        os.environ.update(environment(data))
    tempfile.tempdir = str(data / "tmp")


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """What the machine says of this folder inside the block becomes a NoFolder."""
    try:
        yield
    except OSError as fault:
        raise NoFolder(path=str(folder), reason=fault.strerror or "unknown") from fault


def environment(data: Path) -> Mapping[str, str]:
    """The variables that keep libraries inside `data`; makes the folders that they name."""
    data = data.absolute()
    home, cache, temporary = data / "home", data / "cache", data / "tmp"
    fonts = data / "cache" / "fonts.conf"
    for folder in (home, cache, temporary):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fonts.write_text(FONTS_CONF.format(folder=escape(str(cache))), encoding="utf-8")
    return {
        "FONTCONFIG_FILE": str(fonts),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(cache),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local"),
        "XDG_STATE_HOME": str(home / ".state"),
        "TMPDIR": str(temporary),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QML_DISABLE_DISK_CACHE": "1",
    }
