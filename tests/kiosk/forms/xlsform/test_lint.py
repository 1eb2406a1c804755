"""Each rule of publishing, in a workbook of its own: what breaks it, and what keeps it."""

from pathlib import Path

import pytest

from kiosk.forms.errors import Problem
from kiosk.forms.xlsform.lint import Subject, lint
from kiosk.forms.xlsform.lint.expressions import broken
from kiosk.forms.xlsform.reading import read
from tests.kiosk.forms.examples import a_ruler, written

HEAD = "| survey | | | | | | | |\n| | type | name | label | calculation | constraint | required | appearance |\n"
HALL = "| survey | | | | | | | | |\n| | type | name | label | " + " | ".join(
    f"bind::hall:{name}" for name in ("pii", "reuse", "dept", "defer", "max", "block")
)


def problems(folder: Path, tables: str) -> list[Problem]:
    """What the rules say of a workbook that can be loaded."""
    found = read(written(folder, tables))
    assert found.form is not None, found.problems
    return list(lint(Subject(form=found.form, sheets=found.sheets, media=found.media, ruler=a_ruler())))


def said(folder: Path, tables: str) -> list[tuple[str, str, str]]:
    return [(problem.severity, problem.code, str(problem.cell)) for problem in problems(folder, tables)]


def test_a_form_in_order_is_passed_over_in_silence(tmp_path: Path) -> None:
    assert said(tmp_path, HEAD + "| | text | a | What happened? | | | yes | |") == []


# -- errors -----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert said(tmp_path, HEAD + "| | select_one_from_file towns.csv | t | Town | | | | |") == [
        ("error", "forms.media.missing", "survey, row 2, column type")
    ]


def test_a_picture_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    tables = "| survey | | | | |\n| | type | name | label | media::image |\n| | note | n | N | house.png |"

    assert said(tmp_path, tables) == [("error", "forms.media.missing", "survey, row 2, column media::image")]


def test_a_picture_of_a_choice_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    tables = "| survey | | | |\n| | type | name | label |\n| | select_one l | q | Q |\n"
    tables += "| choices | | | | |\n| | list_name | name | label | image |\n| | l | a | A | a.png |"

    assert said(tmp_path, tables) == [("error", "forms.media.missing", "choices, row 2, column image")]


def test_a_picture_that_is_too_large_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "small-media").mkdir()
    with (tmp_path / "small-media" / "house.png").open("wb") as file:
        file.truncate(9 * 1024 * 1024)
    tables = "| survey | | | | |\n| | type | name | label | media::image |\n| | note | n | N | house.png |"

    assert said(tmp_path, tables) == [("error", "forms.media.size", "survey, row 2, column media::image")]


def test_an_unknown_type_of_a_bind_is_an_error(tmp_path: Path) -> None:
    tables = "| survey | | | | |\n| | type | name | label | bind::type |\n| | text | a | A | nonsense |"

    assert ("error", "forms.bind.type", "survey, row 2, column type") in said(tmp_path, tables)


def test_a_version_must_be_there_and_name_a_folder(tmp_path: Path) -> None:
    tables = "| survey | | | |\n| | type | name | label |\n| | text | a | A |\n"
    without = read(written(tmp_path, tables, settings="| settings | |\n| | form_id |\n| | small |"))
    outside = read(written(tmp_path, tables, settings="| settings | | |\n| | form_id | version |\n| | ../small | 1 |"))

    for found, cell in ((without, "settings, row 2"), (outside, "settings, row 2, column form_id")):
        assert found.form is not None
        [problem] = lint(Subject(form=found.form, sheets=found.sheets, ruler=a_ruler()))
        assert (problem.severity, str(problem.cell)) == ("error", cell)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("| | text | a | 甲 | | 提示 | Hint |", "survey, row 2, column label::en"),
        ("| | text | a | 甲 | A | 提示 | |", "survey, row 2, column hint::en"),
        ("| | text | a | | A | | |", "survey, row 2, column label::zh"),
    ],
)
def test_a_translation_that_is_missing_is_an_error(tmp_path: Path, row: str, cell: str) -> None:
    head = "| survey | | | | | | |\n| | type | name | label::zh | label::en | hint::zh | hint::en |\n"

    assert said(tmp_path, head + row) == [("error", "forms.translation", cell)]


def test_a_column_for_one_language_only_lacks_the_others(tmp_path: Path) -> None:
    tables = "| survey | | | | | |\n| | type | name | label::zh | label::en | hint::zh |\n| | text | a | 甲 | A | 提示 |"

    assert said(tmp_path, tables) == [("error", "forms.translation", "survey, row 2, column hint::en")]


def test_a_choice_without_its_translation_is_an_error(tmp_path: Path) -> None:
    tables = "| survey | | | | |\n| | type | name | label::zh | label::en |\n| | select_one l | q | 问 | Q |\n"
    tables += "| choices | | | | |\n| | list_name | name | label::zh | label::en |\n| | l | a | 甲 | |"

    assert ("error", "forms.translation", "choices, row 2, column label::en") in said(tmp_path, tables)


def test_a_value_that_stands_twice_in_a_list_is_an_error(tmp_path: Path) -> None:
    tables = "| survey | | | |\n| | type | name | label |\n| | select_one l | q | Q |\n"
    tables += "| choices | | | |\n| | list_name | name | label |\n| | l | a | A |\n| | l | a | A too |\n"
    settings = "| settings | | | |\n| | form_id | version | allow_choice_duplicates |\n| | small | 1 | yes |"
    found = read(written(tmp_path, tables, settings=settings))
    assert found.form is not None
    [problem] = lint(Subject(form=found.form, sheets=found.sheets, ruler=a_ruler()))

    assert (problem.severity, problem.code, str(problem.cell)) == ("error", "forms.choices.double", "choices, row 3, column name")


def test_a_value_that_stands_twice_in_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "small-media").mkdir()
    (tmp_path / "small-media" / "towns.csv").write_text("name,label\na,A\na,B\n", "utf8")

    assert said(tmp_path, HEAD + "| | select_one_from_file towns.csv | t | Town | | | | |") == [
        ("error", "forms.choices.double", "survey, row 2, column type")
    ]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("| | text | a | A | secret | | | | | |", "pii"),
        ("| | text | a | A | | Person ID | | | | |", "reuse"),
        ("| | text | a | A | | | Tax Office | | | |", "dept"),
        ("| | text | a | A | | | | later | | |", "defer"),
        ("| | text | a | A | | | | | 5 | |", "max"),
        ("| | begin repeat | r | R | | | | | many | |\n| | text | a | A | | | | | | |\n| | end repeat | | | | | | | | |", "max"),
        ("| | text | a | A | | | | | | yes |", "block"),
        ("| | note | a | A | | | | | | no |", "block"),
    ],
)
def test_what_the_hall_does_not_understand_is_an_error(tmp_path: Path, row: str, name: str) -> None:
    assert said(tmp_path, f"{HALL} |\n{row}") == [("error", "forms.hall", f"survey, row 2, column bind::hall:{name}")]


def test_what_the_hall_understands_is_none(tmp_path: Path) -> None:
    rows = "| | text | a | A | personal | person.name | tax | yes | | |\n| | begin repeat | r | R | | | | | 5 | |\n"
    rows += "| | text | b | B | sensitive | | | | | |\n| | end repeat | | | | | | | | |\n| | note | n | N | | | | | | yes |"

    assert said(tmp_path, f"{HALL} |\n{rows}") == []


def test_an_unknown_attribute_of_the_hall_is_an_error(tmp_path: Path) -> None:
    tables = "| survey | | | | |\n| | type | name | label | bind::hall:colour |\n| | text | a | A | red |"

    assert said(tmp_path, tables) == [("error", "forms.hall", "survey, row 2, column bind::hall:colour")]


@pytest.mark.parametrize("pattern", ["^(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "^(?:.*?){9}z$", "(", "[a"])
def test_a_pattern_that_hangs_or_cannot_be_read_is_an_error(pattern: str, tmp_path: Path) -> None:
    cell = pattern.replace("|", r"\|")

    assert said(tmp_path, HEAD + f"| | text | a | A | | regex(., '{cell}') | | |") == [
        ("error", "forms.regex", "survey, row 2, column constraint")
    ]


@pytest.mark.parametrize("pattern", ["^1[3-9][0-9]{9}$", "^[1-9][0-9]{5}(19|20)[0-9]{2}[0-9X]$", r"^\d+\.\d{2}$", "^(?=.*[0-9]).+$"])
def test_an_honest_pattern_is_none(pattern: str) -> None:
    assert broken(pattern) == ""


# -- warnings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("substring(${a}, 1, 2)", "substring()"),
        ("floor(2.5)", "floor()"),
        ("name(..)", "name()"),
        ("count(../a | ../a)", "union |"),
        ("count(//a)", "//"),
        ("count(../a/text())", "text()"),
    ],
)
def test_what_collect_does_not_know_is_a_warning(tmp_path: Path, expression: str, what: str) -> None:
    cells = expression.replace("|", r"\|")
    found = problems(tmp_path, HEAD + f"| | text | a | A | | | yes | |\n| | calculate | b | | {cells} | | | |")

    assert [(each.severity, each.code, str(each.cell)) for each in found] == [
        ("warning", "forms.portable", "survey, row 3, column calculation")
    ]
    assert what in found[0].message


def test_what_web_forms_does_not_know_is_a_warning(tmp_path: Path) -> None:
    rows = "| | image | s | Sign | | | yes | signature |\n| | barcode | c | Code | | | yes | |"

    assert said(tmp_path, HEAD + rows) == [
        ("warning", "forms.portable", "survey, row 2, column appearance"),
        ("warning", "forms.portable", "survey, row 3, column type"),
    ]


@pytest.mark.parametrize("pattern", ["[0-9]{3}", "^[0-9]{3}", "[0-9]{3}$"])
def test_a_pattern_that_is_not_anchored_is_a_warning(tmp_path: Path, pattern: str) -> None:
    assert said(tmp_path, HEAD + f"| | text | a | A | | regex(., '{pattern}') | | |") == [
        ("warning", "forms.regex.anchor", "survey, row 2, column constraint")
    ]


@pytest.mark.parametrize("call", ["sum(${n})", "max(${n}, 3)", "min(1, ${n})"])
def test_adding_up_an_optional_question_is_a_warning(tmp_path: Path, call: str) -> None:
    rows = "| | integer | n | How many? | | | {} | |\n| | calculate | t | | {} | | | |"

    assert said(tmp_path, HEAD + rows.format("", call)) == [("warning", "forms.blank", "survey, row 3, column calculation")]
    assert said(tmp_path, HEAD + rows.format("yes", call)) == []
    assert said(tmp_path, HEAD + rows.format("", call.replace("${n}", "coalesce(${n}, 0)"))) == []


@pytest.mark.parametrize("clock", ["today()", "now()"])
def test_a_stored_calculation_that_asks_the_clock_is_a_warning(tmp_path: Path, clock: str) -> None:
    rows = "| | text | a | A | | | yes | |\n| | calculate | d | | {} | | | |"

    assert said(tmp_path, HEAD + rows.format(f"{clock} + 15")) == [("warning", "forms.clock", "survey, row 3, column calculation")]
    assert said(tmp_path, HEAD + rows.format(f"once({clock})")) == []


@pytest.mark.parametrize("label", ["您的手机号码", "身份证号", "Your full name", "Home address", "E-mail"])
def test_personal_data_that_is_not_marked_is_a_warning(tmp_path: Path, label: str) -> None:
    row = f"| | text | a | {label} |"

    assert said(tmp_path, f"{HALL} |\n{row} | | | | | |") == [("warning", "forms.pii", "survey, row 2, column label")]
    assert said(tmp_path, f"{HALL} |\n{row} personal | | | | | |") == []


@pytest.mark.parametrize("label", ["What is it about?", "企业名称", "Number of employees", "The name of the company"])
def test_other_data_is_none(tmp_path: Path, label: str) -> None:
    assert said(tmp_path, HEAD + f"| | text | a | {label} | | | | |") == []


@pytest.mark.parametrize("kind", ["text", "acknowledge"])
def test_a_label_that_is_too_long_for_the_largest_text_is_a_warning(tmp_path: Path, kind: str) -> None:
    row = "| | {} | a | {} | | | | |"

    assert said(tmp_path, HEAD + row.format(kind, "请如实说明情况。" * 40)) == [("warning", "forms.length", "survey, row 2, column label")]
    assert said(tmp_path, HEAD + row.format(kind, "请如实说明情况。" * 5)) == []


def test_a_choice_that_is_too_long_and_a_word_that_is_too_wide_are_warnings(tmp_path: Path) -> None:
    tables = "| survey | | | |\n| | type | name | label |\n| | select_one l | q | " + "Verwaltungs" * 6 + " |\n"
    tables += f"| choices | | | |\n| | list_name | name | label |\n| | l | a | {'a long choice ' * 12} |"

    assert said(tmp_path, tables) == [
        ("warning", "forms.length", "survey, row 2, column label"),
        ("warning", "forms.length", "choices, row 2, column label"),
    ]
