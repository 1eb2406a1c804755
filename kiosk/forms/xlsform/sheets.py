"""What stands where in a workbook? Its sheets by header, and the way from a node or a choice back to its cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kiosk.forms.errors import Cell, Problem

Row = dict[str, str]
FIRST_ROW = 2
"""Of the content; the headers stand in row 1."""

_PARTS = {
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "calculation": "calculate",
    "bind::calculate": "calculate",
    "bind::constraint": "constraint",
    "bind::required": "required",
    "read_only": "readonly",
    "bind::readonly": "readonly",
    "count": "jr:count",
    "repeat_count": "jr:count",
    "caption": "label",
    "constraining_message": "constraint_message",
    "bind::jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "bind::jr:requiredmsg": "required_message",
    "value": "name",
    "tag": "name",
    "command": "type",
    "list name": "list_name",
    "control::appearance": "appearance",
}
"""What a column is called by its other names."""

WORDS = ("label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "audio", "video", "big-image")
"""Columns that may stand once for each language."""

_WHERE = {
    "itemset": ("choice_filter", "type"),
    "value of an itemset": ("parameters", "type"),
    "label of an itemset": ("parameters", "type"),
    "action": ("trigger", "default", "calculate"),
    "count": ("jr:count",),
    "text": ("label", "hint"),
    "forms.cycle": ("calculate", "relevant"),
    "output": ("label", "hint", "constraint_message", "required_message", "guidance_hint"),
}
"""Where an author wrote what the engine names otherwise; by part of a node, or by code of a problem without one."""


@dataclass(frozen=True)
class Column:
    """part: what it says, "label"; language: as written behind it, blank for none."""

    header: str
    part: str
    language: str = ""
    letter: str = ""


@dataclass(frozen=True)
class Sheet:
    """rows: by header, as the author wrote them; a row's number is its index + 2."""

    name: str
    columns: tuple[Column, ...] = ()
    rows: Sequence[Row] = field(default=(), repr=False)

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """The rows that have something in them."""
        return ((number, row) for number, row in enumerate(self.rows, FIRST_ROW) if row)

    def column(self, part: str, language: str = "") -> Column | None:
        found = [each for each in self.columns if each.part == part]
        return next((each for each in found if each.language == language), found[0] if found and not language else None)

    def value(self, row: Mapping[str, str], part: str, language: str = "") -> str:
        column = self.column(part, language)
        return str(row.get(column.header) or "").strip() if column is not None else ""

    def cell(self, row: int = 0, part: str = "", language: str = "") -> Cell:
        column = self.column(part, language) if part else None
        if column is None:
            return Cell(sheet=self.name, row=row)
        return Cell(sheet=self.name, row=row, column=column.header, letter=column.letter)


@dataclass(frozen=True)
class Sheets:
    """The three sheets that forms are written in."""

    survey: Sheet = Sheet("survey")
    choices: Sheet = Sheet("choices")
    settings: Sheet = Sheet("settings")

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Row of the survey by the names of groups and questions, outermost first, joined by "/"."""
        found: dict[str, int] = {}
        groups: list[str] = []
        for number, row in self.survey.numbered():
            kind, name = self.survey.value(row, "type").lower(), self.survey.value(row, "name")
            if kind.startswith("end") and kind != "end":
                del groups[-1:]
                continue
            if name:
                found["/".join([*groups, name])] = number
            if kind.startswith("begin"):
                groups.append(name)
        return found

    @cached_property
    def lists(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """Rows of the choices by list and value; more than one where an author wrote a value twice."""
        found: dict[str, dict[str, list[int]]] = {}
        for number, row in self.choices.numbered():
            values = found.setdefault(self.choices.value(row, "list_name"), {})
            values.setdefault(self.choices.value(row, "name"), []).append(number)
        return found

    def row_of(self, reference: str) -> int:
        """The row of a node, or of the group that it was made for; 0 for none."""
        names = reference.strip("/").partition("/")[2].split("/")
        while names:
            row = self.rows.get("/".join(names))
            if row is not None:
                return row
            names.pop()
        return 0

    def list_of(self, reference: str) -> str:
        """The list that a question chooses from."""
        row = self.row_of(reference)
        words = self.survey.value(self.survey.rows[row - FIRST_ROW], "type").split() if row else []
        return words[1] if len(words) > 1 else ""

    def cell_of(self, reference: str, part: str = "") -> Cell | None:
        """Where the author wrote this part of a node."""
        if "/meta/" in reference or reference.endswith("/meta"):
            return self.settings.cell(FIRST_ROW, "instance_name")
        row = self.row_of(reference)
        if not row:
            return None
        written = self.survey.rows[row - FIRST_ROW]
        for each in (*_WHERE.get(part, ()), part):
            for column in self.survey.columns:
                if column.part == each and written.get(column.header):
                    return Cell(sheet="survey", row=row, column=column.header, letter=column.letter)
        return self.survey.cell(row, "name")

    def placed(self, problem: Problem) -> Problem:
        """The same problem, with its cell."""
        if problem.cell is not None or not problem.reference:
            return problem
        return replace(problem, cell=self.cell_of(problem.reference, problem.part or problem.code))


def sheets_of(book: Mapping[str, Any], path: Path) -> Sheets:  # Any: pyxform's own tables
    letters = _letters(path)

    def sheet(name: str) -> Sheet:
        rows = book.get(name) or []
        headers = [header for each in book.get(f"{name}_header") or [] for header in each]
        headers += [header for header in dict.fromkeys(key for row in rows for key in row) if header not in headers]
        return Sheet(name, tuple(_column(str(header), letters.get(name, {})) for header in headers), rows)

    return Sheets(sheet("survey"), sheet("choices"), sheet("settings"))


def _column(header: str, letters: Mapping[str, str]) -> Column:
    parts = [each.strip() for each in header.split("::")]
    if parts[0].lower() == "media":
        parts = parts[1:] or parts
    elif len(parts) == 1 and header.partition(":")[0].strip().lower() in WORDS:
        parts = [each.strip() for each in header.split(":", 1)]
    name = parts[0].lower().replace(" ", "_") if parts[0].lower() != "list name" else "list_name"
    if len(parts) > 1 and name not in WORDS:
        name = "::".join(parts).lower()
    return Column(header, _PARTS.get(name, name), parts[1] if len(parts) > 1 and name in WORDS else "", letters.get(header, ""))


def _letters(path: Path) -> dict[str, dict[str, str]]:
    """Letter of each header by sheet; only spreadsheets of the newer kind have them."""
    return {
        sheet: {header: get_column_letter(place) for place, header in enumerate(headers, 1) if header}
        for sheet, headers in raw_headers(path).items()
    }


def raw_headers(path: Path) -> dict[str, list[str]]:
    """The first row of each sheet, blanks and doubles as they are."""
    if path.suffix.lower() not in {".xlsx", ".xlsm"}:
        return {}
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return {
            sheet.title.lower(): [" ".join(str(cell.value or "").split()) for cell in next(sheet.iter_rows(max_row=1, max_col=200), ())]
            for sheet in book.worksheets
        }
    finally:
        book.close()
