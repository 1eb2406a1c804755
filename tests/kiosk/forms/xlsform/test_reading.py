from pathlib import Path

import openpyxl
import pytest

from kiosk.forms import FormDefinitionError
from kiosk.forms.errors import Cell
from kiosk.forms.xlsform.reading import Reading, read, read_workbook
from tests.kiosk.forms.examples import WORKBOOKS, written


def cells(found: Reading) -> list[str]:
    return [str(problem.cell) for problem in found.problems if problem.severity == "error"]


def spreadsheet(folder: Path, *rows: list[str | None]) -> Path:
    book = openpyxl.Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in rows:
        survey.append(row)
    book.save(folder / "small.xlsx")
    return folder / "small.xlsx"


def test_all_mistakes_are_told_at_once_each_with_its_cell(tmp_path: Path) -> None:
    found = read(
        written(
            tmp_path,
            """
| survey | | | | | |
| | type | name | label | calculation | relevant |
| | text | a | A | | |
| | text | | No name | | |
| | txt | c | Not a type | | |
| | calculate | d | | nothing(1) | |
| | text | e | E | | ${nobody} = 1 |
| | text | a | A again | | |
| | select_one missing | f | F | | |
| | calculate | g | | ${a} + | |
""",
        )
    )

    assert sorted(cells(found)) == sorted(
        [
            "survey, row 3, column name",
            "survey, row 4, column type",
            "survey, row 5, column calculation",
            "survey, row 6, column relevant",
            "survey, row 7, column name",
            "survey, row 8, column type",
            "survey, row 9, column calculation",
        ]
    )
    assert found.form is not None


def test_a_cell_of_a_spreadsheet_has_its_letter(tmp_path: Path) -> None:
    path = spreadsheet(
        tmp_path, ["type", "name", "label", None, "calculation"], ["note", "a", "A"], ["calculate", "b", None, None, "nothing(1)"]
    )

    [problem] = read(path).problems[:1]
    assert problem.cell == Cell(sheet="survey", row=3, column="calculation", letter="E")
    assert str(problem.cell) == "survey, row 3, column calculation (E3)"


def test_choices_and_settings_are_named_too(tmp_path: Path) -> None:
    found = read(
        written(
            tmp_path,
            """
| survey | | | |
| | type | name | label |
| | select_one yn | q | Q |
| choices | | | |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | | No name |
""",
        )
    )

    assert cells(found) == ["choices, row 3, column name"]


def test_a_circle_is_told_at_a_calculation_in_it(tmp_path: Path) -> None:
    found = read(
        written(
            tmp_path,
            """
| survey | | | | |
| | type | name | label | calculation |
| | note | n | N | |
| | calculate | a | | ${b} + 1 |
| | calculate | b | | ${a} + 1 |
""",
        )
    )

    assert cells(found)[:1] == ["survey, row 3, column calculation"]
    assert found.problems[0].code == "forms.cycle"


def test_a_header_that_stands_twice_is_named(tmp_path: Path) -> None:
    [problem] = read(spreadsheet(tmp_path, ["type", "name", "label", "label"], ["note", "a", "A", "A"])).problems

    assert str(problem) == "survey, row 1, column label: the column label stands twice; remove or rename one"


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ("| | begin group | g | G |\n| | text | a | A |", "survey, row 2, column name"),
        ("| | text | a | A |\n| | end group | | |", "survey, row 3, column type"),
        ("| | begin group | | G |\n| | text | a | A |\n| | end group | | |", "survey, row 2, column name"),
        ("| | include | x | X |", "survey, row 2, column type"),
        ("| | text | a b | A |", "survey, row 2, column name"),
        ("| | text | a | |", "survey, row 2, column label"),
    ],
)
def test_what_pyxform_refuses_has_a_row(tmp_path: Path, rows: str, cell: str) -> None:
    assert cells(read(written(tmp_path, f"| survey | | | |\n| | type | name | label |\n{rows}")))[:1] == [cell]


def test_a_sheet_with_too_many_rows_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"| | text | a{number} | A |\n" for number in range(10_001))
    [problem] = read(written(tmp_path, f"| survey | | | |\n| | type | name | label |\n{rows}")).problems

    assert str(problem) == "survey: the sheet has more than 10000 rows; divide the form"


def test_groups_that_are_nested_too_deeply_are_refused_at_their_row(tmp_path: Path) -> None:
    rows = "".join(f"| | begin group | g{number} | G |\n" for number in range(300)) + "| | end group | | |\n" * 300
    [problem] = read(written(tmp_path, f"| survey | | | |\n| | type | name | label |\n{rows}")).problems

    assert str(problem.cell) == "survey, row 42, column type"


def test_a_workbook_without_questions_is_refused(tmp_path: Path) -> None:
    [problem] = read(written(tmp_path, "")).problems

    assert problem.code == "forms.workbook.survey"


def test_media_stand_in_a_folder_beside_the_workbook(tmp_path: Path) -> None:
    path = written(tmp_path, "| survey | | | |\n| | type | name | label |\n| | select_one_from_file towns.csv | t | T |")
    (tmp_path / "small-media").mkdir()
    (tmp_path / "small-media" / "towns.csv").write_text("name,label\na,A\n", "utf8")

    assert list(read_workbook(path).media) == ["towns.csv"]


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)

    with pytest.raises(FormDefinitionError):
        read_workbook(tmp_path / "x.xlsx")


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: str(path.stem))
def test_every_question_of_the_demonstration_forms_is_found_in_its_row(path: Path) -> None:
    found = read(path)
    assert found.form is not None

    assert all(found.sheets.row_of(question.node.path) for question in found.form.questions)
    assert not [problem for problem in found.problems if problem.severity == "error"]
