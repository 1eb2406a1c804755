"""What does a workbook say? XLSForm to XForm by pyxform, every mistake with its sheet, row and column.

pyxform and the loading of forms stop at what they cannot understand. So that an author sees all mistakes at once, what was
named is taken out of a copy, and the rest is read again.
"""

import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import get_xlsform
from pyxform.xls2xform import convert

from kiosk.forms.definition.model import FormDef
from kiosk.forms.definition.parser import parse_form
from kiosk.forms.errors import Cell, FormDefinitionError, Problem
from kiosk.forms.xlsform.faults import problem_of, warning_of
from kiosk.forms.xlsform.mending import mend
from kiosk.forms.xlsform.sheets import FIRST_ROW, Sheets, raw_headers, sheets_of
from kiosk.forms.xlsform.sizes import DEEPEST, MOST_ROWS, check_size
from kiosk.forms.xmltree import refused

BUDGET_S = 15.0
"""So long a workbook is read again for further mistakes."""

_BROKEN = (ValueError, LookupError, TypeError, AttributeError, OSError, zipfile.BadZipFile)
"""What pyxform and its readers raise for a file that is no workbook; the conversion reports it."""

Book = dict[str, Any]  # pyxform's own tables: lists of rows by the name of the sheet


@dataclass(frozen=True, kw_only=True)
class Reading:
    """form: None if too little was left to be read; with errors among the problems it lacks what was wrong.

    media: files beside the workbook, by name.
    """

    form: FormDef | None
    xml: bytes = field(repr=False, default=b"")
    media: Mapping[str, bytes] = field(repr=False, default_factory=dict)
    sheets: Sheets = field(repr=False, default_factory=Sheets)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A workbook that can be loaded. media: files beside it, by name."""

    form: FormDef
    xml: bytes = field(repr=False)
    media: Mapping[str, bytes] = field(repr=False)
    sheets: Sheets = field(repr=False)
    warnings: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        return self.form.form_id

    @property
    def version(self) -> str:
        return self.form.version


def read_workbook(path: Path) -> Workbook:
    """Convert and load; raises FormDefinitionError with every problem. Media stand in the folder `<name>-media` beside it."""
    found = read(path)
    errors = tuple(problem for problem in found.problems if problem.severity == "error")
    if errors or found.form is None:
        raise FormDefinitionError(errors)
    return Workbook(form=found.form, xml=found.xml, media=found.media, sheets=found.sheets, warnings=found.problems)


def read(path: Path) -> Reading:
    """As much of a workbook as can be read, and every problem that stands in the way of the rest."""
    try:
        check_size(path)
        book = _book(path)
    except FormDefinitionError as fault:
        return Reading(form=None, problems=fault.problems)
    return _Reader(path, book).read()


def _book(path: Path) -> Book:
    try:
        read = get_xlsform(str(path))
        book = {each.name: getattr(read, each.name) for each in fields(read)}
    except PyXFormError as fault:
        raise FormDefinitionError((_of_headers(path, str(fault)),)) from None
    except _BROKEN as fault:
        raise refused("forms.workbook", f"not readable as a workbook ({type(fault).__name__}); save it again as .xlsx") from None
    if not any(book.get("survey") or []):
        raise refused("forms.workbook.survey", "the workbook has no sheet `survey` with questions in it")
    for sheet, most in MOST_ROWS.items():
        if len(book.get(sheet) or ()) > most:
            raise FormDefinitionError((_too_long(sheet, most),))
    deep = _too_deep(book)
    if deep is not None:
        raise FormDefinitionError((deep,))
    return book


def _copied(book: Book) -> Book:
    """With rows of its own: they are changed by pyxform, and to mend."""
    return {
        name: [dict(row) if isinstance(row, dict) else row for row in rows] if isinstance(rows, list) else rows
        for name, rows in book.items()
    }


def _too_deep(book: Book) -> Problem | None:
    depth = 0
    for number, row in enumerate(book["survey"], FIRST_ROW):
        kind = str(row.get("type") or "").strip().lower()
        depth += kind.startswith("begin") - kind.startswith("end ")
        if depth > DEEPEST:
            message = f"groups stand in each other more than {DEEPEST} deep; lay them side by side"
            return Problem(code="forms.workbook.size", message=message, cell=Cell(sheet="survey", row=number, column="type"))
    return None


def _too_long(sheet: str, most: int) -> Problem:
    todo = "put the list into a CSV file and choose from it with `select_one_from_file`" if sheet == "choices" else "divide the form"
    message = f"the sheet has more than {most} rows; {todo}"
    return Problem(code="forms.workbook.size", message=message, cell=Cell(sheet=sheet))


def _of_headers(path: Path, text: str) -> Problem:
    """pyxform refuses a header that stands twice before it says where."""
    header = text.rpartition(": ")[2].strip()
    for sheet, headers in raw_headers(path).items() if "header" in text else ():
        if headers.count(header) > 1:
            cell = Cell(sheet=sheet, row=1, column=header)
            return Problem(code="forms.workbook", message=f"the column {header} stands twice; remove or rename one", cell=cell)
    return Problem(code="forms.workbook", message=text)


class _Reader:
    def __init__(self, path: Path, book: Book) -> None:
        self._path, self._book = path, book
        self._sheets = sheets_of(_copied(book), path)
        self._media = media_of(path.with_name(f"{path.stem}-media"))
        self._xml = b""
        self._said: list[str] = []
        self._found: list[Problem] = []

    def read(self) -> Reading:
        until = time.monotonic() + BUDGET_S
        form = self._attempt()
        while not isinstance(form, FormDef) and self._mended(form) and time.monotonic() < until:
            form = self._attempt()
        done = form if isinstance(form, FormDef) else None
        said = [warning_of(text, self._sheets) for text in self._said] if done is not None else []
        loaded = [self._sheets.placed(problem) for problem in done.problems] if done is not None else []
        problems = tuple(dict.fromkeys([*self._found, *self._new(said), *self._new(loaded)]))
        return Reading(form=done, xml=self._xml, media=self._media, sheets=self._sheets, problems=problems)

    def _attempt(self) -> FormDef | tuple[Problem, ...]:
        """The form, or why there is none yet."""
        self._said = []
        try:
            self._xml = convert(_copied(self._book), warnings=self._said, validate=False, form_name=None).xform.encode()
            return parse_form(self._xml, self._media)
        except PyXFormError as fault:
            return (problem_of(fault, self._sheets),)
        except FormDefinitionError as fault:
            return tuple(self._sheets.placed(problem) for problem in fault.problems)
        except _BROKEN as fault:
            return (Problem(code="forms.workbook", message=f"pyxform cannot convert the workbook ({type(fault).__name__})"),)

    def _mended(self, problems: tuple[Problem, ...]) -> bool:
        """Whether something new was found and all of it could be taken out of the copy."""
        new = self._new(list(problems))
        self._found += new
        mended = [mend(self._book, self._sheets, problem) for problem in new]
        return bool(new) and all(mended)

    def _new(self, problems: list[Problem]) -> list[Problem]:
        """What does not stand in a row that something was said about before."""
        told = {_line(problem) for problem in self._found}
        return [problem for problem in problems if _line(problem) not in told]


def _line(problem: Problem) -> object:
    """The row that a problem stands in, or the problem itself where it has none."""
    return (problem.cell.sheet, problem.cell.row) if problem.cell is not None else replace(problem, severity="error")


def media_of(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
