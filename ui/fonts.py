"""Which letters do all windows draw with? Only the prepared faces, never the host's."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from kiosk.model.errors import KioskError

FACES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


class NoFonts(KioskError):
    code = "fonts.missing"


def load(folder: Path) -> QFont:
    """The application font, after its faces are registered with Qt; raises NoFonts if a face is not there."""
    families: list[str] = []
    for face in FACES:
        number = QFontDatabase.addApplicationFont(str(folder / face))
        if number < 0:
            raise NoFonts(f"{folder / face} is missing or no font: run `python -m resources.prepare`")
        families += QFontDatabase.applicationFontFamilies(number)
    font = QFont()
    font.setFamilies(list(dict.fromkeys(families)))
    return font


def missing(font: QFont, characters: str) -> str:
    """The characters among these that the font cannot draw."""
    metrics = QFontMetrics(font)
    return "".join(dict.fromkeys(c for c in characters if not metrics.inFontUcs4(ord(c))))
