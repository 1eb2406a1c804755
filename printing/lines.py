"""Where does a line end? Between words, and between any two Han characters where punctuation allows it.

Words are drawn as they are. reportlab's own Paragraph would take them for markup (an <img> for a file to print), leaves "（" at the
end of a line and lets "。" hang into the margin.
"""

import re
from collections.abc import Iterator

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from printing.styles import Style

NOT_FIRST = frozenset("、。，．：；！？）》」』】〕〉”’…～·,.;:!?)]}%℃々ー")
NOT_LAST = frozenset("（《「『【〔〈“‘([{¥￥№")
_PIECE = re.compile(r" +|\d+[年月日时分秒人个号元天]|[^ \u2e80-\uffff\U00020000-\U0003ffff]+|.", re.DOTALL)
ASCENT, DESCENT = 0.88, 0.12
"""Of the em, for Han characters: the box that is centred in a line."""


def pieces(words: str) -> Iterator[str]:
    """The parts between which a line may end; together they are `words`. A blank is a piece of its own."""
    held = ""
    for piece in _PIECE.findall(words):
        if held and not _may_part(held[-1], piece[0]):
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _may_part(before: str, after: str) -> bool:
    return before not in NOT_LAST and after not in NOT_FIRST


def break_lines(words: str, width: float, font: str, size: float) -> list[str]:
    """Lines no wider than `width` points, filled one after the other; what is wider by itself is cut anywhere."""
    lines, line, used = [], "", 0.0
    for piece in pieces(words):
        for part in _cut(piece, width, font, size):
            wide = stringWidth(part, font, size)
            if line and used + wide > width and not part.isspace():
                lines.append(line.rstrip(" "))
                line, used = "", 0.0
            if line or not part.isspace():
                line, used = line + part, used + wide
    return [*lines, line.rstrip(" ")] if line else lines or [""]


def _cut(piece: str, width: float, font: str, size: float) -> Iterator[str]:
    while len(piece) > 1 and stringWidth(piece, font, size) > width:
        fits = next(count for count in range(len(piece) - 1, 0, -1) if count == 1 or stringWidth(piece[:count], font, size) <= width)
        yield piece[:fits]
        piece = piece[fits:]
    yield piece


def even_lines(words: str, width: float, font: str, size: float) -> list[str]:
    """As few lines as `break_lines`, and those of about one width: for centred text."""
    best = break_lines(words, width, font, size)
    for share in range(19, 9, -1):
        narrower = break_lines(words, width * share / 20, font, size)
        if len(narrower) > len(best):
            break
        best = narrower
    return best


class Lines(Flowable):
    """One paragraph in one style."""

    def __init__(self, words: str, style: Style) -> None:
        super().__init__()
        self.style = style
        self._words = "".join(character if character.isprintable() else " " for character in words)

    @property
    def baseline(self) -> float:
        """From the top to the first baseline, in points."""
        return (self.style.leading + (ASCENT - DESCENT) * self.style.size) / 2

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        breaking = even_lines if self.style.centred else break_lines
        self.lines = breaking(self._words, width, self.style.font, self.style.size)
        self.width, self.height = width, len(self.lines) * self.style.leading
        return width, self.height

    def draw(self) -> None:
        self.canv.setFont(self.style.font, self.style.size)
        self.canv.setFillGray(1 if self.style.inverse else 0)
        for number, line in enumerate(self.lines):
            y = self.height - self.baseline - number * self.style.leading
            if self.style.centred:
                self.canv.drawCentredString(self.width / 2, y, line)
            else:
                self.canv.drawString(0, y, line)
