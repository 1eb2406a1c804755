"""What does a form look like from above? One SVG: what is asked in reading order, with its groups, pages, branches and repeats.

Lines flow from column to column like a newspaper, so that a long form stays legible. What is asked under a condition hangs on an
amber bar with the condition above it; groups stand in grey frames, pages in white ones, repeats in blue ones with a second edge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from kiosk.forms.definition.model import FormDef
from kiosk.forms.xlsform.shape import Piece, shape_of
from kiosk.forms.xlsform.sheets import Sheets

COLUMN, GAP, MARGIN, HEAD = 400, 36, 28, 84
LINE, CONDITION, HEADING, SPACE = 23, 19, 29, 9
"""Heights of a question, of a condition, of the heading of a frame, and of the room at its end."""

INSET = 13
ASPECT = 1.5
BREAK_FROM = 0.72
"""A column may end so far above its foot to end between two frames."""

LEAST_HEIGHT = 640
TAG = 54

TAGS = {
    "text": "text", "integer": "number", "decimal": "number", "date": "date", "time": "time", "datetime": "when",
    "select_one": "one of", "select_multiple": "some of", "rank": "order", "range": "scale", "note": "note",
    "acknowledge": "agree", "image": "picture", "signature": "sign", "file": "file", "unsupported": "staff",
}  # fmt: skip
"""How a question is answered, in a word that fits its tag."""

_STYLE = (
    'text{font-family:"Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;font-size:13px;fill:#12202e}'
    ".h{font-weight:bold;font-size:13.5px}.c{font-size:12px;fill:#533a00}.n{font-size:11px;fill:#5b6875}"
    ".t{font-size:10.5px;fill:#3d4a57;text-anchor:middle}.r{fill:#8b1414;font-weight:bold}.big{font-size:22px;font-weight:bold}"
    ".group{fill:#efede6;stroke:#8a929b}.page{fill:#ffffff;stroke:#5b6875}.repeat{fill:#e2ecf6;stroke:#0b3f70;stroke-width:1.6}"
    ".tag{fill:#e9e7e0}.tag-note{fill:none;stroke:#b9b5aa}.bar{fill:#d99a1c}.flow{fill:none;stroke:#8a929b;stroke-width:1.4}"
)


@dataclass(frozen=True, kw_only=True)
class _Line:
    """inside: the frames and branches that it stands in, outermost first; each is (its number, kind).

    around: the innermost frame, None outside of all.
    """

    kind: str
    height: float
    piece: Piece
    inside: tuple[tuple[int, str], ...]
    around: Piece | None = None

    @property
    def keeps(self) -> bool:
        """Whether the next line must stand below it in the same column."""
        return self.kind in {"condition", "heading"}


def map_of(form: FormDef, sheets: Sheets) -> str:
    """A whole SVG document."""
    columns = _columns(list(_lines(shape_of(form, sheets), (), _Numbers())))
    height = max((sum(line.height for line in column) for column in columns), default=0.0)
    width = len(columns) * (COLUMN + GAP) - GAP + 2 * MARGIN
    total = height + HEAD + MARGIN
    parts = [_title(form, width)]
    for place, column in enumerate(columns):
        parts.append(_column(column, MARGIN + place * (COLUMN + GAP), last=place == len(columns) - 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {total:.0f}" width="{width:.0f}" height="{total:.0f}" '
        f'role="img"><title>{escape(form.title or form.form_id)}</title><style>{_STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#f5f4f0"/>{"".join(parts)}</svg>\n'
    )


# -- from pieces to lines ---------------------------------------------------------------------------------------------


class _Numbers:
    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        self._last += 1
        return self._last


def _lines(pieces: Sequence[Piece], inside: tuple[tuple[int, str], ...], numbers: _Numbers, around: Piece | None = None) -> Iterator[_Line]:
    before = ""
    for piece in pieces:
        here = inside
        if before == "question" and piece.kind != "question":
            yield _Line(kind="gap", height=SPACE, piece=piece, inside=inside, around=around)
        before = piece.kind
        if piece.condition:
            here = (*here, (numbers.next(), "branch"))
            yield _Line(kind="condition", height=CONDITION, piece=piece, inside=here, around=around)
        if piece.kind == "question":
            yield _Line(kind="question", height=LINE, piece=piece, inside=here, around=around)
            continue
        framed = (*here, (numbers.next(), piece.kind))
        yield _Line(kind="heading", height=HEADING, piece=piece, inside=framed)
        yield from _lines(piece.children, framed, numbers, piece)
        yield _Line(kind="end", height=SPACE, piece=piece, inside=framed, around=around)
        yield _Line(kind="gap", height=SPACE, piece=piece, inside=inside, around=around)


def _columns(lines: list[_Line]) -> list[list[_Line]]:
    """Such columns as make a picture that is wider than high, no higher than they must be."""
    whole = sum(line.height for line in lines)
    count = max(1, round((ASPECT * whole / COLUMN) ** 0.5))
    target = max(LEAST_HEIGHT, whole / count)
    while len(columns := _broken(lines, target)) > count:
        target *= 1.03
    return columns


def _broken(lines: list[_Line], target: float) -> list[list[_Line]]:
    columns: list[list[_Line]] = []
    while lines:
        fitting = _fitting(lines, target)
        columns.append(lines[:fitting])
        lines = _continued(lines[fitting:])
    return columns


def _fitting(lines: list[_Line], target: float) -> int:
    """How many lines go into one column: in its last part, broken at the place that stands in the fewest frames."""
    used, most = 0.0, len(lines)
    shallowest, best = len(lines), 0
    for place, line in enumerate(lines):
        used += line.height
        if used > target:
            most = place
            break
        fresh = place and not lines[place - 1].keeps and line.kind not in {"end", "gap"}
        depth = len(line.inside) - (line.kind in {"condition", "heading"})
        if fresh and used > BREAK_FROM * target and depth <= shallowest:
            shallowest, best = depth, place
    return most if most == len(lines) else best or max(1, most)


def _continued(lines: list[_Line]) -> list[_Line]:
    """What goes on in the next column begins with the name of the frame that it stands in."""
    while lines and lines[0].kind == "gap":
        lines = lines[1:]
    if lines and lines[0].kind not in {"condition", "heading"} and lines[0].around is not None:
        again = _Line(kind="again", height=LINE, piece=lines[0].around, inside=lines[0].inside, around=lines[0].around)
        return [again, *lines]
    return lines


# -- drawing ----------------------------------------------------------------------------------------------------------


def _title(form: FormDef, width: float) -> str:
    facts = f"{form.form_id} · version {form.version} · {len(form.questions)} questions and notes"
    key = [("group", "group"), ("page", "one page"), ("repeat", "repeat")]
    drawn = [_text(MARGIN, 40, form.title or form.form_id, "big", width - 2 * MARGIN, 22), _text(MARGIN, 64, facts, "n", width, 11)]
    x = MARGIN + _width(facts, 11) + 40
    for kind, word in key:
        drawn.append(f'<rect class="{kind}" x="{x:.0f}" y="53" width="18" height="13" rx="3"/>{_text(x + 24, 64, word, "n", 90, 11)}')
        x += 44 + _width(word, 11)
    drawn.append(f'<rect class="bar" x="{x:.0f}" y="53" width="4" height="13"/>{_text(x + 10, 64, "only if", "c", 90, 12)}')
    x += 72
    drawn.append(f'<text class="r" x="{x:.0f}" y="64">*</text>{_text(x + 12, 64, "must be answered", "n", 140, 11)}')
    return "".join(drawn)


def _column(lines: list[_Line], x: float, *, last: bool) -> str:
    tops: list[float] = []
    y = float(HEAD)
    for line in lines:
        tops.append(y)
        y += line.height
    drawn = [*_frames(lines, tops, x)]
    drawn += [_line(line, top, x) for line, top in zip(lines, tops, strict=True)]
    if not last:
        edge = x + COLUMN
        drawn.append(f'<path class="flow" d="M{edge + 8:.0f} {y - 6:.0f}h{GAP - 20}m-5 -4l5 4l-5 4"/>')
    return "".join(drawn)


def _frames(lines: list[_Line], tops: list[float], x: float) -> Iterator[str]:
    """Outermost first; each covers the lines of this column that stand in it."""
    spans: dict[int, tuple[int, str, float, float]] = {}
    for line, top in zip(lines, tops, strict=True):
        for depth, (number, kind) in enumerate(line.inside):
            start = spans[number][2] if number in spans else top
            spans[number] = (depth, kind, start, top + line.height)
    for depth, kind, top, bottom in sorted(spans.values()):
        left, right = x + depth * INSET, x + COLUMN - depth * 4
        height = bottom - top
        if kind == "branch":
            yield f'<rect class="bar" x="{left:.0f}" y="{top + 2:.0f}" width="4" height="{height - 4:.0f}" rx="2"/>'
            continue
        if kind == "repeat":
            yield f'<rect class="repeat" x="{left + 4:.0f}" y="{top + 5:.0f}" width="{right - left:.0f}" height="{height - 6:.0f}" rx="7"/>'
        yield f'<rect class="{kind}" x="{left:.0f}" y="{top + 1:.0f}" width="{right - left:.0f}" height="{height - 6:.0f}" rx="7"/>'


def _line(line: _Line, top: float, x: float) -> str:
    left = x + len(line.inside) * INSET
    right = x + COLUMN - len(line.inside) * 4 - 8
    piece = line.piece
    match line.kind:
        case "condition":
            return _hinted(piece, _text(left, top + 14, f"if {piece.condition}", "c", right - left, 12))
        case "heading":
            words = {"repeat": f"↻ {piece.what}", "page": "", "group": ""}[piece.kind]
            used = _width(words, 11) + 10 if words else 0.0
            label = _text(left, top + 19, piece.label, "h", right - left - used, 13.5)
            return _hinted(piece, label + (_ended(right, top + 19, words) if words else ""))
        case "again":
            return _text(left, top + 16, f"… {piece.label}", "n", right - left, 11)
        case "question":
            return _hinted(piece, _question(piece, left, right, top))
    return ""


def _question(piece: Piece, left: float, right: float, top: float) -> str:
    tag = TAGS.get(piece.what, piece.what)
    kind = "tag-note" if piece.what == "note" else "tag"
    start = left + TAG + 8
    room = right - start - (12 if piece.required else 0)
    name = piece.name if _width(piece.label, 13) + _width(piece.name, 11) + 14 < room and piece.name != piece.label else ""
    label = escape(_cut(piece.label, room, 13)) + ('<tspan class="r"> *</tspan>' if piece.required else "")
    return (
        f'<rect class="{kind}" x="{left:.0f}" y="{top + 4:.0f}" width="{TAG}" height="16" rx="8"/>'
        f'<text class="t" x="{left + TAG / 2:.0f}" y="{top + 15.5:.1f}">{escape(tag)}</text>'
        f'<text x="{start:.0f}" y="{top + 16:.0f}">{label}</text>' + (_ended(right, top + 16, name) if name else "")
    )


def _hinted(piece: Piece, drawn: str) -> str:
    """The whole of what was cut appears under a pointer."""
    words = " / ".join(label for label in piece.labels.values() if label)
    rest = "".join(f"\n{word}" for word in (piece.path, f"if {piece.condition}" if piece.condition else "", piece.what) if word)
    return f"<g><title>{escape(words + rest)}</title>{drawn}</g>"


def _text(x: float, y: float, words: str, style: str, room: float, size: float) -> str:  # noqa: PLR0917 - what SVG wants
    return f'<text class="{style}" x="{x:.0f}" y="{y:.0f}">{escape(_cut(words, room, size))}</text>'


def _ended(right: float, y: float, words: str) -> str:
    return f'<text class="n" text-anchor="end" x="{right:.0f}" y="{y:.0f}">{escape(words)}</text>'


def _cut(words: str, room: float, size: float) -> str:
    if _width(words, size) <= room:
        return words
    while words and _width(words, size) > room - size:
        words = words[:-1]
    return f"{words.rstrip()}…"


def _width(words: str, size: float) -> float:
    """About: a Chinese letter is as wide as it is high, others a little over half of that."""
    return sum(size if east_asian_width(letter) in "WF" else size * (0.66 if letter.isupper() else 0.56) for letter in words)
