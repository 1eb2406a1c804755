"""Where is the data that comes with the programs, and the data that set-up builds from packages?"""

import sys
from importlib.resources import files
from pathlib import Path


def folder(name: str = "") -> Path:
    """A folder (or file) of packaged data: "forms", "catalogue", "i18n" ...; read only."""
    return Path(str(files(__name__))) / name


def prepared() -> Path:
    """The folder that `python -m resources.prepare` fills: fonts, icons, compiled translations. May not exist yet."""
    return Path(sys.prefix) / "share" / "service-hall-kiosk"
