"""Where does what pyxform says belong? Its sentences name rows, sheets, columns or names; each becomes a cell."""

import regex
from pyxform.errors import PyXFormError

from kiosk.forms.errors import Cell, Problem
from kiosk.forms.xlsform.sheets import FIRST_ROW, Sheet, Sheets

_ROW = regex.compile(r"\[row : ([\d, ]+)\]\s*|\b[Rr]ow (?:number )?(\d+)")
_SHEET = regex.compile(r"'(survey|choices|settings|entities|external_choices)'|\b(survey|choices|settings) sheet", regex.IGNORECASE)
_COLUMN = regex.compile(r"the '([^']+)' value|column '([^']+)'|under the ([\w ]+) column")
_QUOTED = regex.compile(r"'([^']*)'|\"([^\"]*)\"|\(([^()]*)\)")


def problem_of(fault: PyXFormError, sheets: Sheets) -> Problem:
    """pyxform's refusal, with the cell that it is about."""
    text = str(fault)
    return Problem(code="forms.workbook", message=_sentence(text), cell=_cell(text, sheets))


def warning_of(text: str, sheets: Sheets) -> Problem:
    return Problem(severity="warning", code="forms.workbook", message=_sentence(text), cell=_cell(text, sheets))


def _sentence(text: str) -> str:
    """Without the row, which stands before it, and without addresses, which many machines cannot open."""
    return " ".join(regex.sub(r"\[row : [\d, ]+\]\s*|(, in which case [^.]* template )?(Learn more: )?https?://\S+", "", text).split())


def _cell(text: str, sheets: Sheets) -> Cell:
    if "should be a choices sheet" in text:
        return sheets.survey.cell(_first_list(sheets.survey), "type")
    named = _SHEET.search(text)
    name = (named[1] or named[2]).lower() if named else "survey"
    sheet = {"survey": sheets.survey, "choices": sheets.choices, "settings": sheets.settings}.get(name, Sheet(name))
    row = _ROW.search(text)
    number = int((row[1] or row[2]).split(",")[0]) if row else _row_by_words(text, sheet, sheets)
    column = _COLUMN.search(text)
    if column is not None:
        return sheet.cell(number, _part(next(each for each in column.groups() if each), sheet))
    if number == 1 or "header" in text.lower():
        header = next((word for word in _quoted(text) if any(each.header == word for each in sheet.columns)), "")
        letter = next((each.letter for each in sheet.columns if each.header == header), "")
        return Cell(sheet=name, row=1, column=header, letter=letter)
    ends = number > 1 and sheet.value(sheet.rows[number - FIRST_ROW], "type").startswith("end ")
    return sheet.cell(number, "type" if ends else _guess(text) if number else "")


def _part(header: str, sheet: Sheet) -> str:
    """pyxform names a column by one of its names, perhaps with its language."""
    found = next((each.part for each in sheet.columns if each.header == header or each.part == header.lower()), None)
    return found or header.lower().partition("::")[0]


def _guess(text: str) -> str:
    """What a sentence without a column is about."""
    lower = text.lower()
    for words, part in (("type", "type"), ("no name", "name"), ("no label", "label"), ("label", "label"), ("name", "name")):
        if words in lower:
            return part
    return "type"


def _row_by_words(text: str, sheet: Sheet, sheets: Sheets) -> int:
    """The first row whose name, list or type is quoted; the header line for a sentence about headers; 0 for none."""
    if "header" in text.lower():
        return 1
    quoted = _quoted(text)
    for part in ("name", "type", "list_name"):
        for number, row in sheet.numbered():
            value = sheet.value(row, part)
            if value and (value in quoted or (part == "type" and value.split()[-1] in quoted)):
                return number
    if "included" in text:
        return next((number for number, row in sheet.numbered() if sheet.value(row, "type").startswith("include")), 0)
    return 0


def _first_list(survey: Sheet) -> int:
    """The first question that chooses from a list of the workbook."""
    kinds = ((number, survey.value(row, "type")) for number, row in survey.numbered())
    return next((number for number, kind in kinds if kind.startswith(("select", "rank")) and "from_file" not in kind), 0)


def _quoted(text: str) -> list[str]:
    return [next(each for each in found if each) for found in _QUOTED.findall(text) if any(found)]
