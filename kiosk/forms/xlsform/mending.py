"""How can the rest of a workbook still be read? What was named is taken out of a copy that nobody keeps."""

from typing import Any

from kiosk.forms.errors import Problem
from kiosk.forms.xlsform.sheets import FIRST_ROW, Row, Sheets

_NEEDED = frozenset({"type", "name", "label"})
_VALUES = {"calculate": "''", "constraint": "true()", "relevant": "true()", "required": "", "readonly": "", "jr:count": "1"}


def mend(book: dict[str, Any], sheets: Sheets, problem: Problem) -> bool:  # Any: pyxform's own tables
    """Whether the copy lacks the mistake now."""
    cell = problem.cell
    if cell is None or cell.row < FIRST_ROW or cell.row - FIRST_ROW >= len(book.get(cell.sheet) or ()):
        return False
    row: Row = book[cell.sheet][cell.row - FIRST_ROW]
    if cell.sheet == "choices":
        book[cell.sheet][cell.row - FIRST_ROW] = {}
        return True
    if cell.sheet != "survey":
        return row.pop(cell.column, None) is not None
    part = next((column.part for column in sheets.survey.columns if column.header == cell.column), "")
    if part in _NEEDED or not row.get(cell.column):
        return _mend_row(book, sheets, cell.row)
    row.pop(cell.column)
    if part in _VALUES and sheets.survey.value(row, "type") == "calculate":
        row[cell.column] = _VALUES[part]
    return True


def _mend_row(book: dict[str, Any], sheets: Sheets, number: int) -> bool:
    """A question becomes a note of the same name; the beginning of a group gets what it lacks; an end that ends nothing goes."""
    survey = sheets.survey
    row: Row = book["survey"][number - FIRST_ROW]
    kind = survey.value(row, "type").lower()
    if kind.startswith("end "):
        book["survey"][number - FIRST_ROW] = {}
        return True
    begins = kind.startswith("begin")
    if begins and survey.value(row, "name"):
        closing = [each for each in book["survey"] if survey.value(each, "type").lower() == kind.replace("begin", "end", 1)]
        opening = [each for each in book["survey"] if survey.value(each, "type").lower() == kind]
        if len(opening) <= len(closing):
            return False
        book["survey"].append({_header(sheets, "type"): kind.replace("begin", "end", 1)})
        return True
    name = _name(survey.value(row, "name"), number, book)
    made: Row = {_header(sheets, "type"): kind if begins else "note", _header(sheets, "name"): name}
    made |= dict.fromkeys(_labels(book, sheets), "?")
    book["survey"][number - FIRST_ROW] = made
    return True


def _header(sheets: Sheets, part: str) -> str:
    column = sheets.survey.column(part)
    return column.header if column is not None else part


def _labels(book: dict[str, Any], sheets: Sheets) -> list[str]:
    """Every column of labels; one is added where there is none."""
    found = [column.header for column in sheets.survey.columns if column.part == "label"]
    if not found:
        book["survey_header"] = [{**each, "label": None} for each in book["survey_header"]]
    return found or ["label"]


def _name(written: str, number: int, book: dict[str, Any]) -> str:
    """The name itself while it can be one and stands once, so that others still find it."""
    times = sum(written in row.values() for row in book["survey"])
    return written if written.isidentifier() and times == 1 else f"row_{number}"
