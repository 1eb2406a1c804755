"""How does a workbook become a form that stations fill in? Checked, tried, then put into a bundle."""

from pathlib import Path

from kiosk.forms.bundle import write_bundle
from kiosk.forms.errors import FormDefinitionError, Problem
from kiosk.forms.xlsform.convert import Workbook, placed, read_workbook

STRICT = frozenset({"forms.bind.missing", "forms.bind.type", "forms.media.missing", "forms.itext"})
"""Warnings of loading that forbid publishing."""


def publish(path: Path, folder: Path) -> Path:
    """The bundle of a workbook in `folder`. Raises FormDefinitionError with every mistake; then nothing is written."""
    workbook = read_workbook(path)
    problems = mistakes(workbook)
    if problems:
        raise FormDefinitionError(problems)
    return write_bundle(workbook.form, workbook.xml, workbook.media, folder)


def mistakes(workbook: Workbook) -> tuple[Problem, ...]:
    """What may be loaded in the field, but not be published anew."""
    found = [problem for problem in workbook.form.problems if problem.code in STRICT]
    if not workbook.form.version:
        found.append(Problem(code="forms.version", message="the form has no version", place="settings"))
    return tuple(placed(problem, workbook.rows) for problem in found)
