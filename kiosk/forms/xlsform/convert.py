"""What does a workbook say? XLSForm to XForm by pyxform, every mistake with its sheet and row."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import regex
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import get_xlsform
from pyxform.xls2xform import convert

from kiosk.forms.definition.model import FormDef
from kiosk.forms.definition.parser import parse_form
from kiosk.forms.errors import FormDefinitionError, Problem
from kiosk.forms.xmltree import refused

LARGEST_BYTES = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 2_000
_ROW = regex.compile(r"\[row : (\d+)\]\s*")
_SHEET = regex.compile(r"'(survey|choices|settings|entities|external_choices)'")
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, OSError, zipfile.BadZipFile)
"""What pyxform and its readers raise for a file that is no workbook; the conversion reports it."""
_PARTS = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A workbook without mistakes. media: files beside it, by name; rows: row in the survey by path of the node."""

    form: FormDef
    xml: bytes = field(repr=False)
    media: Mapping[str, bytes] = field(repr=False)
    rows: Mapping[str, int]
    warnings: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        return self.form.form_id

    @property
    def version(self) -> str:
        return self.form.version


def read_workbook(path: Path) -> Workbook:
    """Convert and load; raises FormDefinitionError with every problem. Media stand in the folder `<name>-media` beside it."""
    check_size(path)
    rows = _rows(path)
    said: list[str] = []
    try:
        xml = convert(str(path), warnings=said, validate=False).xform.encode()
    except PyXFormError as fault:
        raise FormDefinitionError((_problem(str(fault), "error"),)) from None
    except _BROKEN as fault:
        raise refused("forms.workbook", f"not readable as a workbook ({type(fault).__name__})") from None
    media = _media(path.with_name(f"{path.stem}-media"))
    try:
        form = parse_form(xml, media)
    except FormDefinitionError as fault:
        raise FormDefinitionError(tuple(placed(problem, rows) for problem in fault.problems)) from None
    warnings = (*(_problem(text, "warning") for text in said), *(placed(problem, rows) for problem in form.problems))
    return Workbook(form=form, xml=xml, media=media, rows=rows, warnings=warnings)


def check_size(path: Path) -> None:
    """A workbook is a ZIP: look at what it would unpack to before anybody does."""
    try:
        size = path.stat().st_size
    except OSError:
        raise refused("forms.workbook", "the workbook is missing") from None
    if size > LARGEST_BYTES:
        raise refused("forms.workbook.size", "the workbook is too large")
    if path.suffix.lower() not in _PARTS:
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        raise refused("forms.workbook", "not readable as a workbook") from None
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise refused("forms.workbook.size", "the workbook unpacks to too much")


def _rows(path: Path) -> dict[str, int]:
    """Row of the survey sheet by the names of groups and questions, outermost first."""
    try:
        survey = get_xlsform(str(path)).survey or []
    except (PyXFormError, *_BROKEN):
        return {}
    found: dict[str, int] = {}
    open_groups: list[str] = []
    for number, row in enumerate(survey, 2):
        kind, name = str(row.get("type") or "").strip().lower(), str(row.get("name") or "").strip()
        if kind.startswith("end"):
            del open_groups[-1:]
            continue
        if name:
            found["/".join([*open_groups, name])] = number
        if kind.startswith("begin"):
            open_groups.append(name)
    return found


def placed(problem: Problem, rows: Mapping[str, int]) -> Problem:
    """The same problem, with the row of the survey that its node came from."""
    names = problem.reference.strip("/").partition("/")[2]
    row = rows.get(names)
    if row is None:
        return problem
    place = f"survey, row {row}" + (f" ({problem.place})" if problem.place else "")
    return replace(problem, place=place)


def _problem(text: str, severity: str) -> Problem:
    row, sheet = _ROW.search(text), _SHEET.search(text)
    place = (sheet[1] if sheet else "survey") + (f", row {row[1]}" if row else "") if row or sheet else ""
    words = " ".join(_ROW.sub("", text).split())
    return Problem(severity="warning" if severity == "warning" else "error", code="forms.workbook", message=words, place=place)


def _media(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
