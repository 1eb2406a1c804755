"""How is each block drawn on a PDF page? Flowables that know their height before they are drawn."""

from collections.abc import Sequence

import segno
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from printing.document import Bullet
from printing.lines import Lines
from printing.styles import PaperSize, Style

QUIET = 4
"""Modules of white on each side of a QR code (ISO/IEC 18004)."""


class Line(Flowable):
    """A rule over the whole width."""

    def __init__(self, width_pt: float = 0.8) -> None:
        super().__init__()
        self._pen = width_pt

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self._pen
        return width, self._pen

    def draw(self) -> None:
        self.canv.setLineWidth(self._pen)
        self.canv.line(0, self._pen / 2, self.width, self._pen / 2)


class Code(Flowable):
    """A QR code in pure black with its quiet zone, ECC M; one path, so that no renderer shows seams."""

    def __init__(self, content: str, module_mm: float, *, alone: bool) -> None:
        super().__init__()
        self.rows = qr_rows(content)
        self._module = module_mm * mm
        self._alone = alone

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        side = (len(self.rows) + 2 * QUIET) * self._module
        self.width, self.height = width if self._alone else side, side
        return self.width, self.height

    def draw(self) -> None:
        left = (self.width - self.height) / 2 if self._alone else 0
        top = self.height - QUIET * self._module
        path = self.canv.beginPath()
        for number, row in enumerate(self.rows):
            for start, length in runs(row):
                x, y = left + (QUIET + start) * self._module, top - (number + 1) * self._module
                path.rect(x, y, length * self._module, self._module)
        self.canv.drawPath(path, stroke=0, fill=1)


def qr_rows(content: str) -> tuple[bytes, ...]:
    """The modules of the code, row by row, 1 = black, without a quiet zone."""
    return tuple(bytes(row) for row in segno.make(content, error="m", micro=False, boost_error=False).matrix)


def runs(row: bytes) -> list[tuple[int, int]]:
    """Where black begins and how long it goes on."""
    found: list[tuple[int, int]] = []
    for place, module in enumerate(row):
        if module and found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif module:
            found.append((place, 1))
    return found


class Band(Flowable):
    """White words on black over the whole width."""

    def __init__(self, words: str, style: Style) -> None:
        super().__init__()
        self._words = Lines(words, style)
        self._pad = 1.6 * mm

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        _, inner = self._words.wrap(width, height)
        self.width, self.height = width, inner + 2 * self._pad
        return width, self.height

    def draw(self) -> None:
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self._words.drawOn(self.canv, 0, self._pad)


class Rows(Flowable):
    """Names at the left, values at the right of the widest name; both wrap."""

    def __init__(self, rows: Sequence[tuple[str, str]], names: Style, values: Style, size: PaperSize) -> None:
        super().__init__()
        widest = max(stringWidth(name, names.font, names.size) for name, _ in rows)
        self._column = min(widest + 1, size.column_mm * mm)
        self._gap = 4 * mm
        self._air = 1.1 * mm
        self._rows = [(Lines(name, names), Lines(value, values)) for name, value in rows]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        rest = width - self._column - self._gap
        sizes = [(name.wrap(self._column, height)[1], value.wrap(rest, height)[1]) for name, value in self._rows]
        self._heights = [max(pair) for pair in sizes]
        self.width, self.height = width, sum(self._heights) + self._air * (len(sizes) - 1)
        return width, self.height

    def draw(self) -> None:
        top = self.height
        for (name, value), height in zip(self._rows, self._heights, strict=True):
            name.drawOn(self.canv, 0, top - name.height)
            value.drawOn(self.canv, self._column + self._gap, top - value.height)
            top -= height + self._air


class Item(Flowable):
    """One row of a list: a number, a box to tick or a dot, then the words and a note below them."""

    def __init__(self, bullet: Bullet, number: int, words: Lines, note: Lines | None) -> None:
        super().__init__()
        self._bullet, self._number = bullet, number
        self._parts = [part for part in (words, note) if part is not None]
        self._style, self._baseline = words.style, words.baseline
        self._indent = self._style.size * 1.75

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        heights = [part.wrap(width - self._indent, height)[1] for part in self._parts]
        self.width, self.height = width, sum(heights)
        return width, self.height

    def draw(self) -> None:
        top = self.height
        for part in self._parts:
            part.drawOn(self.canv, self._indent, top - part.height)
            top -= part.height
        self._draw_bullet(self.height - self._baseline)

    def _draw_bullet(self, baseline: float) -> None:
        em = self._style.size
        match self._bullet:
            case Bullet.BOX:
                self.canv.setLineWidth(0.9)
                self.canv.rect(0.6, baseline - 0.06 * em, 0.92 * em, 0.92 * em)
            case Bullet.DOT:
                self.canv.circle(0.35 * em, baseline + 0.36 * em, 0.16 * em, stroke=0, fill=1)
            case Bullet.NUMBER:
                self.canv.setFont(self._style.font, em)
                self.canv.drawString(0, baseline, f"{self._number}.")


class Pair(Flowable):
    """Blocks at the left, a code and its caption at the right, both from the same top.

    overhang_mm: so far the code's white border reaches into the margin, and its black stands flush with the rules.
    """

    def __init__(self, left: Sequence[tuple[float, Flowable, float]], right: Sequence[Flowable], *, overhang_mm: float) -> None:
        super().__init__()
        self._left, self._right, self._gap, self._overhang = left, right, 6 * mm, overhang_mm * mm

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        sizes = [self._right[0].wrap(width, height)]
        sizes += [part.wrap(sizes[0][0], height) for part in self._right[1:]]
        self._right_width = sizes[0][0]
        rest = width + self._overhang - self._right_width - self._gap
        self._left_heights = [part.wrap(rest, height)[1] for _, part, _ in self._left]
        left = sum(self._left_heights) + sum(above + below for above, _, below in self._left)
        self.width, self.height = width, max(left, sum(size[1] for size in sizes))
        return width, self.height

    def draw(self) -> None:
        top = self.height
        for (above, part, below), height in zip(self._left, self._left_heights, strict=True):
            part.drawOn(self.canv, 0, top - above - height)
            top -= above + height + below
        top = self.height
        for part in self._right:
            part.drawOn(self.canv, self.width + self._overhang - self._right_width, top - part.height)
            top -= part.height
