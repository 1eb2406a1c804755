"""Which words does an expression consist of? (XPath 1.0, 3.7, and what forms in the field add to it)"""

from dataclasses import dataclass
from typing import Literal

import regex

from kiosk.forms.errors import XPathSyntaxError

Kind = Literal["number", "literal", "name", "operator", "symbol", "end"]

MOST_CHARACTERS = 200_000

_SPACE = regex.compile(r"[ \t\r\n]+")
_NUMBER = regex.compile(r"\d+(?:\.\d*)?|\.\d+")
_LITERAL = regex.compile(r"\"[^\"]*\"|'[^']*'")
_START = r"[\p{L}\p{Nl}_]"
_PART = r"[\p{L}\p{Nl}\p{Nd}\p{M}\p{Pc}_.\-·]"
_NCNAME = rf"{_START}{_PART}*"
_NAME = regex.compile(rf"{_NCNAME}(?::(?!:)(?:{_NCNAME}|\*))?|\*")
_WORD_OPERATOR = regex.compile(r"(?:and|or|div|mod)(?!\p{L})")
_SYMBOL = regex.compile(r"::|//|\.\.|!=|<=|>=|[()\[\].@,/|+\-=<>]")
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
    at, length = 0, len(source)
    while at < length:
        space = _SPACE.match(source, at)
        if space is not None:
            at = space.end()
            continue
        token, at = _next(source, at, _operator_expected(found))
        found.append(token)
    found.append(Token("end", "", length))
    return found


def _operator_expected(found: list[Token]) -> bool:
    if not found:
        return False
    last = found[-1]
    return last.kind != "operator" and not (last.kind == "symbol" and last.text in _BEFORE_OPERAND)


def _next(source: str, at: int, operator_expected: bool) -> tuple[Token, int]:
    match = _LITERAL.match(source, at)
    if match is not None:
        return Token("literal", match[0][1:-1], at), match.end()
    match = _NUMBER.match(source, at)
    if match is not None:
        return Token("number", match[0], at), match.end()
    if operator_expected:
        match = _WORD_OPERATOR.match(source, at)
        if match is not None:
            return Token("operator", match[0], at), match.end()
        if source[at] == "*":
            return Token("operator", "*", at), at + 1
    match = _NAME.match(source, at)
    if match is not None:
        if operator_expected:
            raise XPathSyntaxError("an operator is missing", at)
        return Token("name", match[0], at), match.end()
    match = _SYMBOL.match(source, at)
    if match is None:
        raise XPathSyntaxError("an unknown character", at)
    return Token("symbol", match[0], at), match.end()
