"""How does a document become a PDF? The same document gives the same bytes; all text is embedded and can be copied."""

from collections.abc import Iterator
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from printing.document import QR, Beside, Block, Document, Items, KeyValues, Mark, Role, Rule, Space, Text
from printing.faces import use_fonts
from printing.lines import Lines
from printing.shapes import QUIET, Band, Code, Item, Line, Pair, Rows
from printing.styles import PaperSize, style

Piece = tuple[float, Flowable, float]
"""Air above, what is drawn, air below; in points."""

ENDLESS = 1_000_000.0


def render(document: Document, size: PaperSize) -> bytes:
    """The paper as a PDF file: one page as long as needed on a roll, else as many pages as needed."""
    use_fonts()
    pieces = [piece for block in document.blocks for piece in _pieces(block, size)]
    for _, part, _ in pieces:
        part.wrap(size.inner_mm * mm, ENDLESS)
    out = BytesIO()
    height = size.height_mm * mm if size.height_mm else _length(pieces) + 2 * size.margin_mm * mm
    canvas = Canvas(out, pagesize=(size.width_mm * mm, height), invariant=1, pageCompression=1, lang=document.language)
    canvas.setTitle(document.title)
    canvas.setCreator("service-hall-kiosk")
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    _draw(canvas, pieces, size, height, document.title)
    canvas.save()
    return out.getvalue()


def _length(pieces: list[Piece]) -> float:
    return sum(above + part.height + below for above, part, below in pieces)


def _draw(canvas: Canvas, pieces: list[Piece], size: PaperSize, height: float, title: str) -> None:
    margin = size.margin_mm * mm
    pages = list(_pages(pieces, height - 2 * margin))
    for number, page in enumerate(pages, start=1):
        top = height - margin
        for above, part, below in page:
            part.drawOn(canvas, margin, top - above - part.height)
            top -= above + part.height + below
        if len(pages) > 1:
            foot = Lines(f"{title}  {number}/{len(pages)}", style(size, Role.NOTE))
            foot.wrapOn(canvas, size.inner_mm * mm, margin)
            foot.drawOn(canvas, margin, margin / 2)
        canvas.showPage()


def _pages(pieces: list[Piece], room: float) -> Iterator[list[Piece]]:
    """Pieces that fit below one another; no air at the head of a page."""
    page: list[Piece] = []
    used = 0.0
    for above, part, below in pieces:
        if page and used + above + part.height > room + 0.01:
            yield page
            page, used, above = [], 0.0, 0.0  # noqa: PLW2901
        page.append((above, part, below))
        used += above + part.height + below
    yield page


def _pieces(block: Block, size: PaperSize) -> Iterator[Piece]:
    match block:
        case Text(words, role):
            yield _text(words, role, size)
        case Mark(words):
            yield 0, Band(words, style(size, Role.HEADING, centred=True, inverse=True)), 2 * mm
        case Rule():
            yield 1.5 * mm, Line(), 1.5 * mm
        case Space(height_mm):
            yield 0, Spacer(1, height_mm * mm), 0
        case KeyValues(rows):
            yield 1 * mm, Rows(rows, style(size, Role.BODY), style(size, Role.BODY, bold=True), size), 1 * mm
        case Items():
            yield from _items(block, size)
        case QR():
            yield from ((0, part, 0) for part in _code(block, size, alone=True))
        case Beside(left, right):
            parts = [piece for part in left for piece in _pieces(part, size)]
            if size.height_mm is None:
                yield from [*parts, *_pieces(right, size)]
            else:
                yield 0, Pair(parts, _code(right, size, alone=False), overhang_mm=QUIET * right.module_mm), 2 * mm


def _text(words: str, role: Role, size: PaperSize) -> Piece:
    face, wanted, width = size.faces[role], style(size, role), size.inner_mm * mm
    length = stringWidth(words, wanted.font, wanted.size)
    if face.one_line and length > width:
        wanted = style(size, role, scale=0.99 * width / length)
    elif face.two_lines and length > 2 * width:
        wanted = style(size, role, scale=0.8)
    return face.above_mm * mm, Lines(words, wanted), face.below_mm * mm


def _items(block: Items, size: PaperSize) -> Iterator[Piece]:
    for number, (words, note) in enumerate(block.rows, start=1):
        below = Lines(note, style(size, Role.NOTE)) if note else None
        yield 0, Item(block.bullet, number, Lines(words, style(size, Role.BODY)), below), 1.2 * mm


def _code(block: QR, size: PaperSize, *, alone: bool) -> list[Flowable]:
    parts: list[Flowable] = [Code(block.content, block.module_mm, alone=alone)]
    if block.caption:
        parts.append(Lines(block.caption, style(size, Role.NOTE, centred=True)))
    return parts
