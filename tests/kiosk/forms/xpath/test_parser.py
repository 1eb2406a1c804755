import pytest

from kiosk.forms.errors import XPathSyntaxError
from kiosk.forms.xpath.lexer import tokens
from kiosk.forms.xpath.parser import DEEPEST, parse
from kiosk.forms.xpath.syntax import BinaryExpr, FunctionCall, Literal, NameTest, Negation, Number, PathExpr, Step


def names(*steps: str) -> tuple[Step, ...]:
    return tuple(Step("child", NameTest("", step)) for step in steps)


@pytest.mark.parametrize(
    ("source", "meaning"),
    [
        ("1div-2", BinaryExpr("div", Number(1.0), Negation(Number(2.0)))),
        ("1and1", BinaryExpr("and", Number(1.0), Number(1.0))),
        ("2 mod1", BinaryExpr("mod", Number(2.0), Number(1.0))),
        ("div div div", BinaryExpr("div", PathExpr(False, None, names("div")), PathExpr(False, None, names("div")))),
        ("* * *", BinaryExpr("*", PathExpr(False, None, names("*")), PathExpr(False, None, names("*")))),
        ("1 + 2 * 3", BinaryExpr("+", Number(1.0), BinaryExpr("*", Number(2.0), Number(3.0)))),
        ("1 - 2 - 3", BinaryExpr("-", BinaryExpr("-", Number(1.0), Number(2.0)), Number(3.0))),
        ("a-b", PathExpr(False, None, names("a-b"))),
        ("/a/b", PathExpr(True, None, names("a", "b"))),
        ("f('x')/a", PathExpr(False, FunctionCall("", "f", (Literal("x"),)), names("a"))),
        ("姓名 = '王'", BinaryExpr("=", PathExpr(False, None, names("姓名")), Literal("王"))),
    ],
)
def test_an_expression_means_what_xpath_says(source: str, meaning: object) -> None:
    assert parse(source) == meaning


@pytest.mark.parametrize("source", ["", "1e3", "a And b", "$x", "(1", "a[", "f(1,", "a::b", "1 +", "'x", "a b", "f:*()"])
def test_what_is_no_expression_is_refused_with_its_place(source: str) -> None:
    with pytest.raises(XPathSyntaxError) as caught:
        parse(source)

    assert 0 <= caught.value.position <= len(source)


def test_nesting_has_a_limit_so_that_no_form_exhausts_the_stack() -> None:
    with pytest.raises(XPathSyntaxError, match="deeply"):
        parse("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1))


def test_an_expression_has_a_longest_length() -> None:
    with pytest.raises(XPathSyntaxError, match="long"):
        tokens("1 + " * 60_000 + "1")


def test_every_token_knows_where_it_stands() -> None:
    assert [(token.text, token.at) for token in tokens(" a = 'b' ")] == [("a", 1), ("=", 3), ("b", 5), ("", 9)]
