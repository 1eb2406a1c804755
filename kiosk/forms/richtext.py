"""How do a form's words look? Their Markdown and small HTML as runs of text, for screen, paper and speech.

Sources: XLSForm, 'Styling prompts' (emphasis, strong, headings, lists, links, span). Nothing is executed or fetched; what is
no markup stays as it is written.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

LONGEST_TEXT = 20_000
"""Characters of one label that are shown; nobody reads more on a terminal."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """Words of one look. heading: 1 to 6, or 0; lines are parted by line feeds in the text."""

    text: str
    strong: bool = False
    emphasis: bool = False
    heading: int = 0


def runs(source: str) -> tuple[TextRun, ...]:
    """What the words of a label, hint or message look like; neighbours differ in their look."""
    found: list[TextRun] = []
    for run in _Reader(source[:LONGEST_TEXT]).read():
        if found and _look(found[-1]) == _look(run):
            found.append(TextRun(found.pop().text + run.text, run.strong, run.emphasis, run.heading))
        else:
            found.append(run)
    return _trimmed(found)


def plain(source: str) -> str:
    """The words alone, for places that show no look, and for speech."""
    if not _MARKS.search(source):
        return _without_gaps(source.strip())
    return "".join(run.text for run in runs(source))


def escaped(text: str) -> str:
    """A citizen's words within a form's: they are never markup."""
    return str(_ESCAPABLE.sub(r"\\\g<0>", text))


def styled(parts: Sequence[TextRun]) -> str:
    """For Qt's StyledText: b, i and br only, everything else escaped."""
    return "".join(_tagged(run) for run in parts)


_MARKS = regex.compile(r"[\\&<*_\[#]|^\s*[-+]\s", regex.MULTILINE)
_ESCAPABLE = regex.compile(r"[\\`*_{}\[\]()#+\-.!<>&~|]")
_TOKEN = regex.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!<>&~|])"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<comment><!--)"
    r"|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<rest>(?:\s[^<>]*)?)/?>"
    r"|(?P<link>!?)\[(?P<words>[^\[\]\n]*)\]\((?P<target>(?:[^()\s]++|\([^()\s]*+\))*+)\)"
    r"|(?P<mark>\*\*|__|\*|_)"
    r"|(?P<line>\n)"
)
_BLOCK = regex.compile(r"[ \t]*(?:(?P<heading>#{1,6})[ \t]+|(?P<bullet>[-*+])[ \t]+)")
_GAP = regex.compile(r"\n{3,}")
_HREF = regex.compile(r"href\s*=\s*[\"']?(?P<target>[^\s\"'>]+)")
_SAFE = ("http://", "https://", "mailto:", "tel:")
_STRONG, _EMPHASIS = frozenset({"b", "strong"}), frozenset({"i", "em", "u"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKS = frozenset({"br", "p", "div", "ul", "ol", "tr", "hr", "table", "blockquote", "pre"})
_DROPPED = frozenset({"script", "style"})
_PASSED = frozenset({"span", "font", "img", "small", "big", "sub", "sup", "tbody", "thead", "td", "th", "code", "center", "s", "del"})
_KNOWN = _STRONG | _EMPHASIS | _BREAKS | _DROPPED | _PASSED | frozenset(_HEADINGS) | {"a", "li"}


def _look(run: TextRun) -> tuple[bool, bool, int]:
    return run.strong, run.emphasis, run.heading


def _tagged(run: TextRun) -> str:
    text = html.escape(run.text).replace("\n", "<br>")
    if run.strong or run.heading:
        text = f"<b>{text}</b>"
    return f"<i>{text}</i>" if run.emphasis else text


def _trimmed(found: list[TextRun]) -> tuple[TextRun, ...]:
    """Without blank beginnings and ends, and never with two blank lines."""
    text = "".join(run.text for run in found)
    skip, keep = len(text) - len(text.lstrip()), len(text.strip())
    made: list[TextRun] = []
    for run in found:
        piece = run.text[skip : skip + keep] if keep > 0 else ""
        skip, keep = max(0, skip - len(run.text)), keep - len(piece)
        if piece:
            made.append(TextRun(_without_gaps(piece), run.strong, run.emphasis, run.heading))
    return tuple(made)


def _without_gaps(text: str) -> str:
    return str(_GAP.sub("\n\n", text))


@dataclass(slots=True)
class _Piece:
    """Text, or a mark that may yet turn out to be text. turns: what it switches on or off."""

    text: str
    turns: str = ""
    level: int = 0


class _Reader:
    """Reads one text: into pieces first, where marks find their partners, then into runs."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[_Piece] = []
        self._open: list[tuple[str, int]] = []
        self._targets: list[str] = []

    def read(self) -> Iterator[TextRun]:
        at = self._block(0)
        while (token := _TOKEN.search(self._source, at)) is not None:
            self._words(self._source[at : token.start()])
            at = self._token(token)
        self._words(self._source[at:])
        return self._runs()

    def _words(self, text: str) -> None:
        if text:
            self._pieces.append(_Piece(text))

    def _token(self, token: "regex.Match[str]") -> int:
        """Gives the place after it."""
        end = token.end()
        if token["escaped"] is not None:
            self._words(token["escaped"])
        elif token["entity"] is not None:
            self._words(html.unescape(token["entity"]).replace("\xa0", " "))
        elif token["comment"] is not None:
            return self._after("-->", end)
        elif token["tag"] is not None:
            return self._tag(token)
        elif token["words"] is not None:
            self._words(_link(token["words"], token["target"] if not token["link"] else ""))
        elif token["line"] is not None:
            return self._line(end)
        else:
            return self._mark(token["mark"], token.start())
        return end

    def _after(self, ending: str, at: int) -> int:
        found = self._source.find(ending, at)
        return found + len(ending) if found >= 0 else len(self._source)

    # -- lines --------------------------------------------------------------------------------------------------------

    def _line(self, at: int) -> int:
        self._open.clear()
        self._pieces.append(_Piece("\n", "line"))
        return self._block(at)

    def _block(self, at: int) -> int:
        found = _BLOCK.match(self._source, at)
        if found is None:
            return at
        if found["heading"]:
            self._pieces.append(_Piece("", "heading", len(found["heading"])))
        else:
            self._words("• ")
        return int(found.end())

    # -- emphasis -----------------------------------------------------------------------------------------------------

    def _mark(self, mark: str, start: int) -> int:
        """A mark closes one that is open, or opens where a word begins; else it is text."""
        if self._open and self._open[-1][0] == mark[0] and self._source[start : start + 3] == mark[0] * 3:
            mark = mark[0]
        end = start + len(mark)
        before, after = self._source[start - 1 : start], self._source[end : end + 1]
        inside = mark[0] == "_" and before.isalnum() and after.isalnum()
        partner = next((place for place, (known, _) in enumerate(self._open) if known == mark), None)
        self._pieces.append(_Piece(mark))
        if partner is not None and before.strip() and not inside:
            turns = "strong" if len(mark) == 2 else "emphasis"
            self._pieces[self._open[partner][1]] = _Piece("", turns, 1)
            self._pieces[-1] = _Piece("", turns, -1)
            del self._open[partner:]
        elif after.strip() and not inside and not (mark[0] == "_" and before.isalnum()):
            self._open.append((mark, len(self._pieces) - 1))
        return end

    # -- tags ---------------------------------------------------------------------------------------------------------

    def _tag(self, token: "regex.Match[str]") -> int:
        name, closing, end = token["tag"].lower(), bool(token["close"]), int(token.end())
        if name not in _KNOWN:
            self._words(token[0])
        elif name in _DROPPED:
            return end if closing else self._after(">", self._after(f"</{name}", end))
        elif name in _STRONG or name in _EMPHASIS:
            self._pieces.append(_Piece("", "strong" if name in _STRONG else "emphasis", -1 if closing else 1))
        elif name in _HEADINGS:
            self._pieces.append(_Piece("\n", "line"))
            if not closing:
                self._pieces.append(_Piece("", "heading", _HEADINGS[name]))
        elif name in _BREAKS:
            self._pieces.append(_Piece("\n", "line" if name == "br" else "break"))
        elif name == "li" and not closing:
            self._pieces.append(_Piece("\n", "break"))
            self._words("• ")
        elif name == "a":
            self._anchor(token["rest"], closing=closing)
        return end

    def _anchor(self, rest: str, *, closing: bool) -> None:
        if not closing:
            found = _HREF.search(rest)
            self._targets.append(found["target"] if found else "")
        elif self._targets:
            self._words(_link("", self._targets.pop()))

    # -- runs ---------------------------------------------------------------------------------------------------------

    def _runs(self) -> Iterator[TextRun]:
        depth, heading, fresh = {"strong": 0, "emphasis": 0}, 0, True
        for piece in self._pieces:
            if piece.turns in depth:
                depth[piece.turns] = max(0, depth[piece.turns] + piece.level)
            elif piece.turns == "heading":
                heading = piece.level
            elif piece.turns:
                heading = 0
            if piece.text and not (piece.turns == "break" and fresh):
                yield TextRun(piece.text, depth["strong"] > 0, depth["emphasis"] > 0, heading)
                fresh = piece.text.endswith("\n")


def _link(words: str, target: str) -> str:
    """A link is shown, not followed: its words, and where it leads if that says more."""
    target = html.unescape(target)
    if not target.startswith(_SAFE) or target.partition(":")[2].lstrip("/") in words:
        return words
    return f"{words} ({target})"
