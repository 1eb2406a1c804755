import itertools
from pathlib import Path

import pytest
from lxml import etree

from kiosk.forms.xlsform.map import map_of
from kiosk.forms.xlsform.reading import read
from kiosk.forms.xlsform.shape import Piece, shape_of
from tests.benchmarks.forms import a_workbook_of_groups
from tests.kiosk.forms.examples import WORKBOOKS, workbook, written

TABLES = """
| survey | | | | | | | | |
| | type | name | label::zh | label::en | relevant | required | appearance | repeat_count |
| | select_one yn | q | 问题 | Question | | yes | | |
| | begin group | g | 一组 | A group | ${q} = 'yes' | | field-list | |
| | text | a | 甲 | A | | ${q} = 'yes' | | |
| | note | n | 您选了 ${q} | You chose ${q} | ${a} != '' | | | |
| | end group | | | | | | | |
| | begin repeat | r | 成员 | Members | | | | count-selected(${q}) |
| | integer | age | 年龄 | Age | | | | |
| | end repeat | | | | | | | |
| choices | | | | |
| | list_name | name | label::zh | label::en |
| | yn | yes | 是 | Yes |
"""
SVG = "{http://www.w3.org/2000/svg}"


def pieces(folder: Path) -> tuple[Piece, ...]:
    found = read(written(folder, TABLES))
    assert found.form is not None, found.problems
    return shape_of(found.form, found.sheets)


def drawn(svg: str) -> tuple[etree._Element, list[tuple[float, float, str]]]:
    """The document, and its texts with their places."""
    root = etree.fromstring(svg.encode())
    written = {each: "".join(str(part) for part in each.itertext()) for each in root.iter(f"{SVG}text")}
    texts = [(float(each.get("x", "0")), float(each.get("y", "0")), text) for each, text in written.items()]
    return root, texts


def test_a_form_is_groups_pages_repeats_and_questions_as_the_author_wrote_them(tmp_path: Path) -> None:
    question, page, repeat = pieces(tmp_path)

    assert (question.kind, question.row, question.label, question.choices, question.required) == ("question", 2, "问题", "yn", "true()")
    assert (page.kind, page.condition, [child.name for child in page.children]) == ("page", "q = 'yes'", ["a", "n"])
    assert (page.children[1].condition, dict(page.children[1].labels)) == ("a != ''", {"zh": "您选了 ‹q›", "en": "You chose ‹q›"})
    assert (repeat.kind, repeat.what, repeat.children[0].what) == ("repeat", "as many rows as count-selected(q)", "integer")


def test_the_picture_says_every_group_branch_and_repeat(tmp_path: Path) -> None:
    found = read(written(tmp_path, TABLES))
    assert found.form is not None
    root, texts = drawn(map_of(found.form, found.sheets))
    words = {text for _, _, text in texts}

    assert {"问题 *", "一组", "if q = 'yes'", "甲 *", "if a != ''", "成员", "↻ as many rows as count-selected(q)", "年龄"} <= words
    for kind in ("page", "repeat", "bar"):
        assert sum(each.get("class") == kind for each in root.iter()) >= 2


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: str(path.stem))
def test_the_maps_of_the_demonstration_forms_leave_nothing_out(path: Path) -> None:
    book = workbook(path)
    root, texts = drawn(map_of(book.form, book.sheets))
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    tags = sum((each.get("class") or "").startswith("tag") for each in root.iter())

    assert tags == len(book.form.questions)
    assert all(0 <= x <= width and 0 <= y <= height for x, y, _ in texts)


def test_a_form_of_four_hundred_and_eighty_two_questions_stays_in_order(tmp_path: Path) -> None:
    """Nothing lies upon another, and the picture is wider than high."""
    found = read(a_workbook_of_groups(tmp_path / "large.xlsx", 30))
    assert found.form is not None
    root, texts = drawn(map_of(found.form, found.sheets))
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    labels = sorted((x // 436, y) for x, y, text in texts if text.startswith(("Amount", "Name", "if ", "Part")))

    assert 1 < width / height < 2.2
    assert all(one[0] != other[0] or other[1] - one[1] > 15 for one, other in itertools.pairwise(labels))
    assert sum((each.get("class") or "").startswith("tag") for each in root.iter()) == 482
