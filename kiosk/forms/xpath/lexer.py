"""Which words does an expression consist of? (XPath 1.0, 3.7, and what forms in the field add to it)"""

from dataclasses import dataclass
from typing import Literal

import regex

from kiosk.forms.errors import XPathSyntaxError

Kind = Literal["number", "literal", "name", "operator", "symbol", "end"]

MOST_CHARACTERS = 200_000

_SPACES = " \t\r\n"
_START = r"[\p{L}\p{Nl}_]"
_PART = r"[\p{L}\p{Nl}\p{Nd}\p{M}\p{Pc}_.\-·]"
_NCNAME = rf"{_START}{_PART}*"
_OPERATOR = regex.compile(r"(?:and|or|div|mod)(?!\p{L})|\*")
_TOKEN = regex.compile(
    r"(\"[^\"]*\"|'[^']*')"
    r"|(\d+(?:\.\d*)?|\.\d+)"
    rf"|({_NCNAME}(?::(?!:)(?:{_NCNAME}|\*))?|\*)"
    r"|(::|//|\.\.|!=|<=|>=|[()\[\].@,/|+\-=<>])"
)
_GROUPS: tuple[Kind, ...] = ("end", "literal", "number", "name", "symbol")
_OPERATORS = frozenset({"/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">="})
_BEFORE_OPERAND = frozenset({"@", "::", "(", "[", ","}) | _OPERATORS


@dataclass(frozen=True, slots=True)
class Token:
    """text of a literal stands without its quotes."""

    kind: Kind
    text: str
    at: int


def tokens(source: str) -> list[Token]:
    """All tokens, with an "end" as the last."""
    if len(source) > MOST_CHARACTERS:
        raise XPathSyntaxError("the expression is too long", MOST_CHARACTERS)
    found: list[Token] = []
    at, length = _after_space(source, 0), len(source)
    while at < length:
        token, at = _next(source, at, _operator_expected(found))
        found.append(token)
        at = _after_space(source, at)
    found.append(Token("end", "", length))
    return found


def _after_space(source: str, at: int) -> int:
    while at < len(source) and source[at] in _SPACES:
        at += 1
    return at


def _operator_expected(found: list[Token]) -> bool:
    if not found:
        return False
    last = found[-1]
    return last.kind != "operator" and not (last.kind == "symbol" and last.text in _BEFORE_OPERAND)


def _next(source: str, at: int, operator_expected: bool) -> tuple[Token, int]:
    if operator_expected:
        match = _OPERATOR.match(source, at)
        if match is not None:
            return Token("operator", match[0], at), match.end()
    match = _TOKEN.match(source, at)
    if match is None:
        raise XPathSyntaxError("an unknown character", at)
    kind = _GROUPS[match.lastindex or 0]
    if operator_expected and kind == "name":
        raise XPathSyntaxError("an operator is missing", at)
    text = match[0][1:-1] if kind == "literal" else match[0]
    return Token(kind, text, at), match.end()
