"""What do rules look at? The form, the sheets that it was written in, its files, and a ruler for its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from kiosk.forms.definition.model import FormDef
from kiosk.forms.errors import Cell, Problem, Severity
from kiosk.forms.xlsform.sheets import Sheets

Role = Literal["label", "statement", "hint", "choice"]


class Ruler(Protocol):
    """How much room words take on the page of a terminal, in its largest text."""

    def lines(self, text: str, role: Role) -> int:
        """The lines that a text is broken into."""
        ...

    def most_lines(self, role: Role) -> int:
        """The lines that such a text may have."""
        ...

    def too_wide(self, text: str, role: Role) -> str:
        """The first word that is wider than a line, blank if there is none."""
        ...


@dataclass(frozen=True, kw_only=True)
class Subject:
    form: FormDef
    sheets: Sheets
    media: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    ruler: Ruler

    def problem(
        self, code: str, message: str, reference: str, part: str = "", *, severity: Severity = "error", cell: Cell | None = None
    ) -> Problem:
        """A problem of a node, placed."""
        found = Problem(severity=severity, code=code, message=message, reference=reference, part=part, cell=cell)
        return self.sheets.placed(found)

    def warning(self, code: str, message: str, reference: str, part: str = "") -> Problem:
        return self.problem(code, message, reference, part, severity="warning")
