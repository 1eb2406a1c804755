"""Are all files there that a form names, and are they of a size that a terminal can show?"""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.forms.errors import Cell, Problem
from kiosk.forms.xlsform.lint.subject import Subject

LARGEST_PICTURE = 8 * 1024 * 1024
"""Bytes of a picture, sound or film; lists have the limit of loading."""

_REFUSED = {
    "forms.bind.missing": "name",
    "forms.bind.type": "type",
    "forms.media.missing": "type",
    "forms.itext": "label",
}
"""Warnings of loading that forbid publishing, and the column that each is about."""


def rules(subject: Subject) -> Iterator[Problem]:
    yield from _loading(subject)
    yield from _identity(subject)
    yield from _media(subject)


def _loading(subject: Subject) -> Iterator[Problem]:
    """What may be loaded in the field, but not be published anew."""
    for problem in subject.form.problems:
        part = _REFUSED.get(problem.code)
        if part is None:
            continue
        cell = _naming(subject, problem.message.split()[2]) if problem.code == "forms.media.missing" else None
        message = f"{problem.message}; {_todo(problem.code)}"
        yield subject.sheets.placed(replace(problem, severity="error", message=message, part=problem.part or part, cell=cell))


def _todo(code: str) -> str:
    match code:
        case "forms.media.missing":
            return "put it into the folder `<workbook>-media` beside the workbook"
        case "forms.bind.type":
            return "use a type of question that XLSForm knows"
        case _:
            return "correct the name"


def _naming(subject: Subject, file: str) -> Cell | None:
    """The first cell of the survey that names a file, with or without its ending."""
    survey, stem = subject.sheets.survey, file.rpartition(".")[0]
    for wanted in (file, f"'{stem}'"):
        for number, row in survey.numbered():
            for column in survey.columns:
                if wanted in str(row.get(column.header) or ""):
                    return Cell(sheet="survey", row=number, column=column.header, letter=column.letter)
    return None


def _identity(subject: Subject) -> Iterator[Problem]:
    """The folder of a published form is named by its id and version."""
    for part, value in (("form_id", subject.form.form_id), ("version", subject.form.version)):
        cell = subject.sheets.settings.cell(2, part)
        if not value:
            yield Problem(code=f"forms.{part}", message=f"the form has no {part}; write one into the settings sheet", cell=cell)
        elif value.startswith(".") or any(letter in value for letter in "/\\:\0"):
            yield Problem(code=f"forms.{part}", message=f"the {part} may not begin with a dot or hold / \\ or :", cell=cell)


def _media(subject: Subject) -> Iterator[Problem]:
    for name, data in subject.media.items():
        if len(data) > LARGEST_PICTURE and name.rpartition(".")[2].lower() not in {"csv", "xml", "geojson", "json"}:
            message = f"the file {name} is larger than {LARGEST_PICTURE // 1024**2} MB; make it smaller"
            yield Problem(code="forms.media.size", message=message, cell=_naming(subject, name))
    told: set[str] = set()
    for texts in subject.form.itext.texts.values():
        for forms in texts.values():
            for kind, raw in forms.items():
                source = "".join(part for part in raw if isinstance(part, str))
                name = source.rpartition("/")[2]
                if kind in {"image", "big-image", "audio", "video"} and name not in {*subject.media, *told, "-", ""}:
                    told.add(name)
                    message = f"the file {name} is missing; {_todo('forms.media.missing')}"
                    yield Problem(code="forms.media.missing", message=message, cell=_naming_anywhere(subject, name))


def _naming_anywhere(subject: Subject, file: str) -> Cell | None:
    found = _naming(subject, file)
    if found is not None:
        return found
    choices = subject.sheets.choices
    for number, row in choices.numbered():
        for column in choices.columns:
            if row.get(column.header) == file:
                return Cell(sheet="choices", row=number, column=column.header, letter=column.letter)
    return None
