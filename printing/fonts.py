"""Which faces are on paper, and are they there? Knows nothing of reportlab, which takes a tenth of a second to import."""

from pathlib import Path

from kiosk.model.errors import KioskError
from kiosk.model.paper import PrintReason
from resources import prepared

REGULAR, BOLD = "SC", "SC-Bold"
FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}


class FontsMissing(KioskError):
    """Set-up did not run to its end: `python -m resources.prepare`."""

    code = PrintReason.FONTS


def home() -> Path:
    return prepared() / "fonts"


def are_there() -> bool:
    return all((home() / name).is_file() for name in FILES.values())
