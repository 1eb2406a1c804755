"""Is everything said in every language of the form?"""

from collections.abc import Iterator

from kiosk.forms.errors import Cell, Problem
from kiosk.forms.xlsform.lint.subject import Subject
from kiosk.forms.xlsform.sheets import FIRST_ROW, WORDS, Sheet

UNNAMED = "default"
"""What pyxform calls the language of columns without one."""


def rules(subject: Subject) -> Iterator[Problem]:
    sheets = subject.sheets
    written = {column.language for sheet in (sheets.survey, sheets.choices) for column in sheet.columns if column.part in WORDS}
    if not written - {""}:
        return
    default = next((sheets.settings.value(row, "default_language") for _, row in sheets.settings.numbered()), "") or UNNAMED
    languages = sorted({language or default for language in written})
    for sheet in (sheets.survey, sheets.choices):
        yield from _of_sheet(sheet, languages, default)


def _of_sheet(sheet: Sheet, languages: list[str], default: str) -> Iterator[Problem]:
    for part in WORDS:
        columns = [column for column in sheet.columns if column.part == part]
        for number, row in sheet.numbered() if columns else ():
            filled = {column.language or default for column in columns if str(row.get(column.header) or "").strip()}
            for language in languages if filled else ():
                if language not in filled:
                    yield _missing(sheet, number, part, language)


def _missing(sheet: Sheet, number: int, part: str, language: str) -> Problem:
    column = sheet.column(part, language)
    header = column.header if column is not None else f"{part}::{language}"
    cell = Cell(sheet=sheet.name, row=number, column=header, letter=column.letter if column is not None else "")
    name = sheet.value(sheet.rows[number - FIRST_ROW], "name")
    return Problem(code="forms.translation", message=f"the {part} of {name or 'this row'} is missing in {language}; write it", cell=cell)
