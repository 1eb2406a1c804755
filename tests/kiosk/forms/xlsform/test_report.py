import re
from pathlib import Path

from lxml import html

from kiosk.forms.xlsform.gate import Terms, examine
from kiosk.forms.xlsform.report import report
from tests.kiosk.forms.examples import AROUND, NOW, WORKBOOKS, a_ruler, written

TERMS = Terms(around=AROUND, ruler=a_ruler(), fillings=2, opinion=False)


def page(path: Path) -> tuple[str, str]:
    """The file as it is, and its words."""
    text = report(examine(path, TERMS), now=NOW)
    return text, " ".join(" ".join(str(part) for part in html.fromstring(text.encode()).itertext()).split())


def test_the_report_needs_nothing_else() -> None:
    text, _ = page(WORKBOOKS[0])

    assert "<script" not in text
    assert not re.search(r"""(href|src)\s*=|url\(|@import""", text)
    assert set(re.findall(r"https?://[^\"\s<]*", text)) <= {"http://www.w3.org/2000/svg"}


def test_it_tells_what_the_form_is_in_both_languages() -> None:
    _, words = page(next(path for path in WORKBOOKS if path.stem == "elderly_allowance"))

    for expected in (
        "高龄津贴申领 / Apply for the allowance for the very old", "This form can be published.", "中文 (zh), English (en)",
        "谁在办理？", "Who is filling this in?", "only if same_addr='no'", "2 random visits", "questions were reached",
    ):  # fmt: skip
        assert expected in words


def test_it_lists_every_mistake_with_its_cell_and_cannot_be_broken_by_words(tmp_path: Path) -> None:
    head = "| survey | | | | |\n| | type | name | label | calculation |\n"
    text, words = page(written(tmp_path, head + "| | text | a | <b>&bold</b> | |\n| | calculate | c | | nothing(1) |"))

    assert "This form cannot be published: 1 mistake(s)." in words
    assert "survey, row 3, column calculation" in words
    assert "<b>&bold</b>" in words
    assert "<b>" not in text


def test_a_file_that_is_no_form_has_a_report_too(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"nothing")

    assert "not readable as a workbook" in page(tmp_path / "x.xlsx")[1]
