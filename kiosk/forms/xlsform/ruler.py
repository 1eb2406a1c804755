"""How wide are words? By the advances of the very faces that terminals draw with; no window is needed for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import regex
from fontTools.ttLib import TTFont

from kiosk.forms.xlsform.lint.subject import Role

LINE = 1.45
"""Height of a line over the size of the letters (Noto Sans SC)."""

_WIDE = r"\p{Han}\p{Hiragana}\p{Katakana}，。、：；？！“”（）《》"
_PIECES = regex.compile(rf"\s+|[{_WIDE}]|[^\s{_WIDE}]+")


@dataclass(frozen=True, kw_only=True)
class PageRoom:
    """The page of a terminal in its largest text, in millimetres. sizes: of the letters (em) by role; choice_mm: for a choice's words."""

    width_mm: float
    height_mm: float
    choice_mm: float
    sizes: Mapping[Role, float]


@dataclass(frozen=True)
class FontRuler:
    """faces: the regular and the bold one."""

    room: PageRoom
    regular: Path
    bold: Path

    def lines(self, text: str, role: Role) -> int:
        return sum(self._lines_of(paragraph, role) for paragraph in text.split("\n")) if text.strip() else 0

    def most_lines(self, role: Role) -> int:
        """A question leaves half of the page to its answers, a statement may fill it; a choice stays something one takes in at a glance."""
        if role == "choice":
            return 4
        height = self.room.height_mm if role == "statement" else self.room.height_mm / 2
        return int(height / (self.room.sizes[role] * LINE))

    def too_wide(self, text: str, role: Role) -> str:
        width = self._width(role)
        return next((word for word in text.split() for piece in pieces(word) if self._advance(piece, role) > width), "")

    def _lines_of(self, paragraph: str, role: Role) -> int:
        count, used, width = 1, 0.0, self._width(role)
        for piece in pieces(paragraph):
            advance = self._advance(piece, role)
            if used + advance > width and not piece.isspace() and used:
                count, used = count + 1, 0.0
            used += advance if used or not piece.isspace() else 0.0
        return count

    def _width(self, role: Role) -> float:
        return self.room.choice_mm if role == "choice" else self.room.width_mm

    def _advance(self, piece: str, role: Role) -> float:
        face = self._bold if role == "label" else self._regular
        return sum(face.advance(letter) for letter in piece) * self.room.sizes[role]

    @cached_property
    def _regular(self) -> "_Face":
        return _Face(self.regular)

    @cached_property
    def _bold(self) -> "_Face":
        return _Face(self.bold)


class _Face:
    """Advances of one face, in parts of its em; a letter that it lacks counts as a full em."""

    def __init__(self, path: Path) -> None:
        with TTFont(path, lazy=True) as font:
            em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
            self._advances = {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}

    def advance(self, letter: str) -> float:
        return float(self._advances.get(ord(letter), 1.0))


def pieces(text: str) -> Iterator[str]:
    """Where a line may be broken: at blanks, and beside every Han letter."""
    return (found[0] for found in _PIECES.finditer(text))
