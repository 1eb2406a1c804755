from pathlib import Path

import pytest

from kiosk.forms.errors import Problem
from kiosk.forms.xlsform.reading import read
from kiosk.forms.xlsform.rehearsal import FILLINGS, Rehearsal, rehearse
from tests.kiosk.forms.examples import AROUND, WORKBOOKS, workbook, written

HEAD = "| survey | | | | | | |\n| | type | name | label | relevant | constraint | required |\n"
LIST = "\n| choices | | | |\n| | list_name | name | label |\n| | yn | yes | Yes |\n| | yn | no | No |\n"


def rehearsal(folder: Path, tables: str, *, fillings: int = 20, budget_s: float = 60.0) -> Rehearsal:
    found = read(written(folder, tables))
    assert found.form is not None, found.problems
    return rehearse(found.form, found.sheets, around=AROUND, fillings=fillings, budget_s=budget_s)


def said(problems: tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    return [(problem.severity, problem.code, str(problem.cell)) for problem in problems]


def test_a_form_in_order_is_filled_in_every_time(tmp_path: Path) -> None:
    found = rehearsal(tmp_path, HEAD + "| | select_one yn | a | A | | | yes |\n| | text | b | B | ${a} = 'yes' | | |" + LIST)

    assert (found.begun, found.finished, found.problems) == (20, 20, ())
    assert found.whole
    assert found.coverage.questions == {"/small/a", "/small/b"} or found.coverage.questions == {"/data/a", "/data/b"}


def test_an_expression_that_fails_in_a_visit_is_an_error(tmp_path: Path) -> None:
    found = rehearsal(tmp_path, HEAD + "| | text | a | A | | date(concat('x', .)) > 1 | yes |")

    assert said(found.problems)[:1] == [("error", "forms.expression", "survey, row 2, column constraint")]


def test_an_expression_that_fails_at_once_is_an_error(tmp_path: Path) -> None:
    tables = "| survey | | | | |\n| | type | name | label | calculation |\n| | note | n | N | |\n| | calculate | c | | date('1983-09-31') |"

    assert said(rehearsal(tmp_path, tables, fillings=1).problems) == [("error", "forms.expression", "survey, row 3, column calculation")]


def test_a_question_that_no_visit_reaches_is_a_warning(tmp_path: Path) -> None:
    found = rehearsal(tmp_path, HEAD + "| | select_one yn | a | A | | | |\n| | text | b | B | ${a} = 'perhaps' | | |" + LIST)

    assert said(found.problems) == [("warning", "forms.trial.question", "survey, row 3, column relevant")]


def test_a_choice_that_no_visit_chooses_is_a_warning(tmp_path: Path) -> None:
    tables = "| survey | | | | |\n| | type | name | label | choice_filter |\n| | select_one yn | a | A | name != 'no' |" + LIST

    assert said(rehearsal(tmp_path, tables).problems) == [("warning", "forms.trial.choice", "choices, row 3, column name")]


def test_a_question_that_takes_no_answer_is_a_warning(tmp_path: Path) -> None:
    found = rehearsal(tmp_path, HEAD + "| | integer | a | A | | . > 5 and . < 3 | yes |", fillings=2)

    assert found.finished == 0
    assert said(found.problems) == [("warning", "forms.trial.stuck", "survey, row 2, column constraint")]


def test_what_only_an_answer_on_the_same_page_shows_is_reached(tmp_path: Path) -> None:
    tables = "| survey | | | | | |\n| | type | name | label | relevant | appearance |\n| | begin group | g | G | | field-list |\n"
    tables += "| | select_one yn | a | A | | |\n| | text | b | B | ${a} = 'yes' | |\n| | end group | | | | |"

    assert rehearsal(tmp_path, tables + LIST).problems == ()


def test_it_ends_when_its_time_is_up(tmp_path: Path) -> None:
    found = rehearsal(tmp_path, HEAD + "| | text | a | A | | | yes |", fillings=100_000, budget_s=0.2)

    assert 0 < found.begun < 100_000
    assert not found.whole
    assert found.seconds < 5


def test_the_same_visits_are_made_every_time() -> None:
    book = workbook(WORKBOOKS[2])
    one, other = (rehearse(book.form, book.sheets, around=AROUND, fillings=3) for _ in range(2))

    assert (one.answers, one.coverage) == (other.answers, other.coverage)


@pytest.mark.whole
@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: str(path.stem))
def test_all_fillings_of_a_demonstration_form_end_well(path: Path) -> None:
    book = workbook(path)
    found = rehearse(book.form, book.sheets, around=AROUND, budget_s=600)

    assert (found.begun, found.finished, found.problems) == (FILLINGS, FILLINGS, ())
