"""What stands on a paper, in which order? Blocks of words and codes, without fonts, sizes or places: renderers know those."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a text is for; each renderer has one style for each role."""

    HALL = "hall"
    TITLE = "title"
    NUMBER = "number"
    REFERENCE = "reference"
    HEADING = "heading"
    BODY = "body"
    LABEL = "label"
    NOTE = "note"


class Bullet(StrEnum):
    NUMBER = "number"
    BOX = "box"
    DOT = "dot"


@dataclass(frozen=True)
class Text:
    """One paragraph, as plain words: nothing in it is markup."""

    words: str
    role: Role = Role.BODY


@dataclass(frozen=True)
class Mark:
    """Something nobody may overlook: white on black over the whole width."""

    words: str


@dataclass(frozen=True)
class KeyValues:
    """Names and values below one another."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Items:
    """A list: steps to take, papers to bring (with a box to tick). rows: words, and a note under them or blank."""

    rows: tuple[tuple[str, str], ...]
    bullet: Bullet = Bullet.DOT


@dataclass(frozen=True)
class Rule:
    """A line from edge to edge."""


@dataclass(frozen=True)
class Space:
    height_mm: float


@dataclass(frozen=True)
class QR:
    """A code to scan. module_mm: width of one module, as wide as fits and never below 0.5; caption: under it."""

    content: str
    module_mm: float = 0.5
    caption: str = ""


@dataclass(frozen=True)
class Beside:
    """A block with a code at its right where the paper is wide, below it on a roll."""

    left: tuple["Text | KeyValues | Items | Space", ...]
    right: QR


Block = Text | Mark | KeyValues | Items | Rule | Space | QR | Beside


@dataclass(frozen=True, kw_only=True)
class Document:
    """One paper. title: for the file's own data, no personal words; language: BCP 47."""

    title: str
    language: str
    blocks: tuple[Block, ...]
