"""How wide is the paper, and how large is each kind of text on it? Points for type, millimetres for all else."""

from collections.abc import Mapping
from dataclasses import dataclass

from printing.document import Role
from printing.fonts import BOLD, REGULAR


@dataclass(frozen=True)
class Face:
    """One style of text: size and leading in points, air above and below in millimetres.

    one_line: shrinks until it fits; two_lines: shrinks a little if it would take more.
    """

    size: float
    leading: float
    bold: bool = False
    centred: bool = False
    above_mm: float = 0.0
    below_mm: float = 0.0
    one_line: bool = False
    two_lines: bool = False


@dataclass(frozen=True, kw_only=True)
class PaperSize:
    """height_mm: None = as long as the text is (a roll). column_mm: the widest name of a name-and-value row."""

    name: str
    width_mm: float
    height_mm: float | None
    margin_mm: float
    column_mm: float
    faces: Mapping[Role, Face]

    @property
    def inner_mm(self) -> float:
        return self.width_mm - 2 * self.margin_mm


_ROLL = {
    Role.HALL: Face(12.5, 17, bold=True, centred=True, below_mm=1.0),
    Role.TITLE: Face(17, 23, bold=True, centred=True, above_mm=1.0, below_mm=1.5, two_lines=True),
    Role.NUMBER: Face(74, 78, bold=True, centred=True, one_line=True),
    Role.REFERENCE: Face(21, 27, bold=True, centred=True, below_mm=1.5, one_line=True),
    Role.HEADING: Face(12.5, 18, bold=True, above_mm=2.0, below_mm=0.8),
    Role.BODY: Face(11.5, 16.5, below_mm=1.0),
    Role.LABEL: Face(11.5, 16, centred=True, above_mm=1.0),
    Role.NOTE: Face(10, 14.5, below_mm=0.8),
}
_SHEET = {
    Role.HALL: Face(12, 17, bold=True, below_mm=1.5),
    Role.TITLE: Face(25, 33, bold=True, above_mm=5.0, below_mm=4.0, two_lines=True),
    Role.NUMBER: Face(74, 80, bold=True, below_mm=4.0, one_line=True),
    Role.REFERENCE: Face(25, 32, bold=True, below_mm=4.0, one_line=True),
    Role.HEADING: Face(14, 20, bold=True, above_mm=4.0, below_mm=1.5),
    Role.BODY: Face(11.5, 18, below_mm=1.5),
    Role.LABEL: Face(11.5, 16, above_mm=1.0),
    Role.NOTE: Face(10, 15, below_mm=1.0),
}

ROLL_80 = PaperSize(name="roll80", width_mm=80, height_mm=None, margin_mm=4, column_mm=27, faces=_ROLL)
A4 = PaperSize(name="a4", width_mm=210, height_mm=297, margin_mm=24, column_mm=42, faces=_SHEET)
SIZES = {size.name: size for size in (ROLL_80, A4)}


@dataclass(frozen=True, kw_only=True)
class Style:
    """How one text is set: font by its name at reportlab, sizes in points."""

    font: str
    size: float
    leading: float
    centred: bool = False
    inverse: bool = False


def style(
    size: PaperSize, role: Role, *, bold: bool | None = None, centred: bool | None = None, inverse: bool = False, scale: float = 1.0
) -> Style:
    """The style of a role on this paper; scale: of the role's own size."""
    face = size.faces[role]
    return Style(
        font=BOLD if (face.bold if bold is None else bold) else REGULAR,
        size=face.size * scale,
        leading=face.leading * scale,
        centred=face.centred if centred is None else centred,
        inverse=inverse,
    )
