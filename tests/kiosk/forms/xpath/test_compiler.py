import pytest

from kiosk.forms.nodes import JAVAROSA
from kiosk.forms.xpath.compiler import Static, compile_expression
from kiosk.forms.xpath.functions import LIBRARY


def problems(source: str) -> list[str]:
    return [problem.code for problem in compile_expression(source, Static(namespaces={"jr": JAVAROSA})).problems]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("nothing()", "forms.function"),
        ("fn:itext('a')", "forms.function"),
        ("itext('a')", "forms.function"),
        ("substr('a')", "forms.arguments"),
        ("true(1)", "forms.arguments"),
        ("p:name = 1", "forms.prefix"),
        ("indexed-repeat(1, /a, 1)", "forms.indexed-repeat"),
        ("indexed-repeat(/a/b, /a, 1, /b)", "forms.arguments"),
    ],
)
def test_a_mistake_is_a_problem_and_stops_nothing(source: str, code: str) -> None:
    assert problems(source) == [code]


def test_a_function_is_found_by_the_uri_of_its_prefix() -> None:
    assert problems("jr:itext('a')") == []
    assert compile_expression("x:itext('a')", Static(namespaces={"x": JAVAROSA})).problems == ()


def test_constants_are_worked_out_ahead() -> None:
    assert compile_expression("1 + 2 * 3", Static()).code.constant
    assert not compile_expression("1 + today()", Static()).code.constant


def test_what_changes_by_itself_is_known() -> None:
    assert compile_expression("today() > .", Static()).volatile
    assert not compile_expression(". > 3", Static()).volatile


def test_the_library_has_what_forms_in_the_field_use() -> None:
    assert {"selected", "count-selected", "pulldata", "indexed-repeat", "once", "coalesce", "format-date"} <= LIBRARY.names()
