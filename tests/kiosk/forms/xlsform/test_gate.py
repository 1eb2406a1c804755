from pathlib import Path

import pytest

from kiosk.forms.xlsform.gate import Examination, Terms, examine
from tests.kiosk.forms.examples import AROUND, WORKBOOKS, a_ruler, written

OF_FEW_FILLINGS = ("forms.trial.question", "forms.trial.choice")
"""Warnings that go away when all fillings are made."""

TERMS = Terms(around=AROUND, ruler=a_ruler(), fillings=3, opinion=False)
HEAD = "| survey | | | | |\n| | type | name | label | calculation |\n"


def examined(folder: Path, tables: str) -> Examination:
    return examine(written(folder, tables), TERMS)


def test_a_form_in_order_passes(tmp_path: Path) -> None:
    found = examined(tmp_path, HEAD + "| | text | a | A | |")

    assert found.problems == ()
    assert found.rehearsal is not None
    assert found.rehearsal.finished == 3


def test_errors_of_every_kind_stand_first_and_in_the_order_of_the_sheet(tmp_path: Path) -> None:
    found = examined(
        tmp_path, "| survey | | | | |\n| | type | name | label::zh | label::en |\n| | text | a | 电话 | |\n| | text | | 乙 | B |"
    )

    assert [(problem.severity, problem.code, str(problem.cell)) for problem in found.problems] == [
        ("error", "forms.translation", "survey, row 2, column label::en"),
        ("error", "forms.workbook", "survey, row 3, column name"),
        ("warning", "forms.pii", "survey, row 2, column label::zh"),
    ]
    assert found.rehearsal is None


def test_an_error_of_the_rehearsal_is_an_error_of_the_form(tmp_path: Path) -> None:
    found = examined(tmp_path, HEAD + "| | note | n | N | |\n| | calculate | c | | date('nonsense') |")

    assert [problem.code for problem in found.errors] == ["forms.expression"]


def test_people_who_wait_hear_what_is_done(tmp_path: Path) -> None:
    heard: list[str] = []
    examine(written(tmp_path, HEAD + "| | text | a | A | |"), TERMS, heard.append)

    assert heard == ["reading", "rules", "filling 1 of 3", "filling 2 of 3", "filling 3 of 3"]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: str(path.stem))
def test_the_workbooks_of_the_demonstration_hall_pass(path: Path) -> None:
    found = examine(path, Terms(around=AROUND, ruler=a_ruler(), fillings=4, opinion=False))

    assert found.errors == ()
    assert {problem.code for problem in found.warnings} <= {"forms.portable", *OF_FEW_FILLINGS}
