import pytest

from kiosk.forms import FormDef
from kiosk.forms.xpath.analysis import contextualize, reads
from kiosk.forms.xpath.parser import parse
from tests.kiosk.forms.examples import a_form

FORM = """
| survey | | | |
| | type | name | label |
| | integer | n | N |
| | begin group | g | G |
| | text | a | A |
| | end group | | |
| | begin repeat | person | P |
| | integer | age | Age |
| | text | nick | Nick |
| | begin repeat | pet | Pet |
| | text | pet_name | Name |
| | end repeat | | |
| | end repeat | | |
"""


@pytest.fixture(scope="module")
def form() -> FormDef:
    return a_form(FORM)


@pytest.mark.parametrize(
    ("base", "source", "same_as"),
    [
        ("/data/person/age", "/data/person/nick", "current()/../nick"),
        ("/data/person/age", "count(/data/person)", "count(/data/person)"),
        ("/data/person/age", "sum(/data/person/age)", "sum(current()/../age)"),
        ("/data/person/age", "/data/person[position() = 1]/nick", "/data/person[position() = 1]/nick"),
        ("/data/person/pet/pet_name", "/data/person/nick", "current()/../../nick"),
        ("/data/person/pet/pet_name", "/data/person/pet/pet_name", "current()/../pet_name"),
        ("/data/n", "/data/person/nick", "/data/person/nick"),
        ("/data/person/age", "indexed-repeat(/data/person/age, /data/person, 1)", "indexed-repeat(/data/person/age, /data/person, 1)"),
        ("/data/person/age", "instance('x')/root/item[k = /data/person/nick]", "instance('x')/root/item[k = current()/../nick]"),
    ],
)
def test_an_absolute_path_starts_from_the_present_row(form: FormDef, base: str, source: str, same_as: str) -> None:
    assert contextualize(parse(source), form.nodes[base]) == parse(same_as)


@pytest.mark.parametrize(
    ("base", "source", "values", "rows"),
    [
        ("/data/n", ". + ../g/a", {"/data/n", "/data/g/a"}, set()),
        ("/data/n", "sum(/data/person/age)", {"/data/person/age"}, {"/data/person"}),
        ("/data/person/age", "../nick", {"/data/person/nick"}, set()),
        ("/data/person/age", "position(..)", {"/data/person"}, {"/data/person"}),
        (
            "/data/person/age",
            "indexed-repeat(/data/person/nick, /data/person, ../age)",
            {"/data/person/age", "/data/person/nick"},
            {"/data/person"},
        ),
        ("/data/n", "count(//pet_name)", {"/data/person/pet/pet_name"}, {"/data/person", "/data/person/pet"}),
        ("/data/n", "/data/*/a", {"/data/g/a"}, set()),
        ("/data/n", "once(. + /data/g/a)", {"/data/g/a"}, set()),
        ("/data/n", "instance('x')/root/item[name = current()/../g/a]/label", {"/data/g/a"}, set()),
    ],
)
def test_what_an_expression_reads_is_known(form: FormDef, base: str, source: str, values: set[str], rows: set[str]) -> None:
    found = reads(parse(source), form.nodes[base], form.root)

    assert {place.node.path for place in found.values if place.node} == values
    assert {place.node.path for place in found.rows if place.node} >= rows


def test_a_read_within_a_row_is_tied_to_that_row(form: FormDef) -> None:
    inside = reads(parse("../nick"), form.nodes["/data/person/age"], form.root)
    outside = reads(parse("/data/person/nick"), form.nodes["/data/n"], form.root)

    assert [place.anchor.path for place in inside.values if place.anchor] == ["/data/person"]
    assert [place.anchor for place in outside.values] == [None]
