"""May this workbook be published? The one gate: sizes, conversion, loading, rules, a rehearsal, and another engine's opinion."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.forms.errors import Problem
from kiosk.forms.xlsform.lint import Ruler, Subject, lint
from kiosk.forms.xlsform.reading import Reading, read
from kiosk.forms.xlsform.rehearsal import BUDGET_S, FILLINGS, Rehearsal, rehearse
from kiosk.forms.xlsform.trial import Surroundings
from kiosk.forms.xlsform.validate import Opinion, second_opinion

Tell = Callable[[str], None]
"""Hears what is being done, for people who wait."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Under which terms a workbook is examined. budget_s: for the rehearsal; opinion: whether another engine is asked."""

    around: Surroundings
    ruler: Ruler
    fillings: int = FILLINGS
    budget_s: float = BUDGET_S
    opinion: bool = True


@dataclass(frozen=True, kw_only=True)
class Examination:
    """problems: errors first, then as they stand in the workbook; rehearsal, opinion: None where mistakes forbid them."""

    path: Path
    reading: Reading
    problems: tuple[Problem, ...]
    rehearsal: Rehearsal | None = None
    opinion: Opinion | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def examine(path: Path, terms: Terms, tell: Tell = lambda doing: None) -> Examination:
    """Everything that is to be said about a workbook; it may be published if there is no error."""
    tell("reading")
    reading = read(path)
    found = list(reading.problems)
    form, rehearsal, opinion = reading.form, None, None
    if form is not None:
        tell("rules")
        found += lint(Subject(form=form, sheets=reading.sheets, media=reading.media, ruler=terms.ruler))
    if form is not None and not any(problem.severity == "error" for problem in reading.problems):
        rehearsal = rehearse(
            form, reading.sheets, around=terms.around, fillings=terms.fillings, budget_s=terms.budget_s,
            tell=lambda number: tell(f"filling {number} of {terms.fillings}"),
        )  # fmt: skip
        found += rehearsal.problems
        if terms.opinion:
            tell("ODK Validate")
            opinion = second_opinion(reading.xml, reading.media, reading.sheets)
            found += opinion.problems
    return Examination(path=path, reading=reading, problems=_ordered(found), rehearsal=rehearsal, opinion=opinion)


def _ordered(problems: list[Problem]) -> tuple[Problem, ...]:
    """Without repetitions; an error of a cell makes a warning of the same code there idle."""
    errors = {(problem.code, problem.cell) for problem in problems if problem.severity == "error"}
    kept = [each for each in problems if each.severity == "error" or each.cell is None or (each.code, each.cell) not in errors]
    return tuple(sorted(dict.fromkeys(kept), key=_place))


def _place(problem: Problem) -> tuple[bool, int, int, str]:
    cell = problem.cell
    sheets = ("survey", "choices", "settings")
    sheet = sheets.index(cell.sheet) if cell is not None and cell.sheet in sheets else len(sheets)
    return problem.severity == "warning", sheet, cell.row if cell is not None else 0, problem.code
