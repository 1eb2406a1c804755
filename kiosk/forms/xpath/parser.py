"""What does an expression mean? Text to syntax by recursive descent (XPath 1.0, chapters 2 and 3)."""

from functools import lru_cache
from typing import cast, get_args

from kiosk.forms.errors import XPathSyntaxError
from kiosk.forms.xpath.lexer import Token, tokens
from kiosk.forms.xpath.syntax import (
    DESCENDANT_OR_SELF,
    PARENT,
    SELF,
    Axis,
    BinaryExpr,
    Expr,
    FilterExpr,
    FunctionCall,
    KindTest,
    Literal,
    NameTest,
    Negation,
    Number,
    PathExpr,
    Step,
)

DEEPEST = 120
"""Levels of nesting; a form that needs more cannot be reviewed, and must not exhaust the stack."""

_STRENGTH = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
LONGEST_CHAIN = 250
"""Sums and the like are nested as deeply as they are long; `and`, `or` and `|` are not."""

_ANY_ORDER = frozenset({"and", "or"})
_KINDS = frozenset({"node", "text", "comment", "processing-instruction"})
_AXES = frozenset(get_args(Axis))


@lru_cache(maxsize=8192)
def parse(source: str) -> Expr:
    """The syntax of one expression; raises XPathSyntaxError with the position. Remembered: forms repeat themselves."""
    return _Parser(source).whole()


def _joined(operands: list[Expr], operator: Token) -> Expr:
    """A tree over operands in their order, as flat as can be."""
    if len(operands) == 1:
        return operands[0]
    middle = (len(operands) + 1) // 2
    return BinaryExpr(operator.text, _joined(operands[:middle], operator), _joined(operands[middle:], operator), operator.at)


class _Parser:
    def __init__(self, source: str) -> None:
        self._tokens = tokens(source)
        self._index = 0
        self._depth = 0

    def whole(self) -> Expr:
        expr = self._binary(1)
        if self._peek.kind != "end":
            raise XPathSyntaxError("something is left over", self._peek.at)
        return expr

    # -- operators ----------------------------------------------------------------------------------------------------

    def _binary(self, weakest: int) -> Expr:
        self._depth += 1
        if self._depth > DEEPEST:
            raise XPathSyntaxError("nested too deeply", self._peek.at)
        operands, last, links = [self._unary()], Token("end", "", 0), 0
        while (strength := self._strength()) >= weakest:
            operator, links = self._take(), links + 1
            right = self._binary(strength + 1)
            if operator.text in _ANY_ORDER and operator.text == last.text:
                operands.append(right)
                continue
            operands, last = [_joined(operands, last), right], operator
            if links > LONGEST_CHAIN and operator.text not in _ANY_ORDER:
                raise XPathSyntaxError("too many operators in a row", operator.at)
        self._depth -= 1
        return _joined(operands, last)

    def _strength(self) -> int:
        token = self._peek
        return _STRENGTH.get(token.text, 0) if token.kind in {"operator", "symbol"} else 0

    def _unary(self) -> Expr:
        signs: list[int] = []
        while self._at_symbol("-"):
            signs.append(self._take().at)
        if len(signs) > DEEPEST:
            raise XPathSyntaxError("nested too deeply", signs[0])
        expr = self._union()
        for at in reversed(signs):
            expr = Negation(expr, at)
        return expr

    def _union(self) -> Expr:
        operands, bar = [self._path()], Token("symbol", "|", self._peek.at)
        while self._at_symbol("|"):
            self._take()
            operands.append(self._path())
        return _joined(operands, bar)

    # -- paths --------------------------------------------------------------------------------------------------------

    def _path(self) -> Expr:
        at = self._peek.at
        if self._at_symbol("/"):
            self._take()
            steps = self._steps() if self._begins_step() else ()
            return PathExpr(True, None, steps, at)
        if self._at_symbol("//"):
            self._take()
            return PathExpr(True, None, (DESCENDANT_OR_SELF, *self._steps()), at)
        if self._begins_step():
            return PathExpr(False, None, self._steps(), at)
        return self._filter()

    def _filter(self) -> Expr:
        at = self._peek.at
        primary = self._primary()
        predicates = self._predicates()
        if predicates:
            primary = FilterExpr(primary, predicates, at)
        if self._at_symbol("/"):
            self._take()
            return PathExpr(False, primary, self._steps(), at)
        if self._at_symbol("//"):
            self._take()
            return PathExpr(False, primary, (DESCENDANT_OR_SELF, *self._steps()), at)
        return primary

    def _begins_step(self) -> bool:
        token = self._peek
        if token.kind == "symbol":
            return token.text in {".", "..", "@"}
        if token.kind != "name":
            return False
        following = self._tokens[self._index + 1]
        is_call = following.kind == "symbol" and following.text == "("
        return not is_call or token.text in _KINDS

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self._peek.kind == "symbol" and self._peek.text in {"/", "//"}:
            if self._take().text == "//":
                steps.append(DESCENDANT_OR_SELF)
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        token = self._peek
        if self._at_symbol("."):
            self._take()
            return SELF
        if self._at_symbol(".."):
            self._take()
            return PARENT
        axis: Axis = "child"
        if self._at_symbol("@"):
            self._take()
            axis = "attribute"
        elif token.kind == "name" and self._symbol_follows("::"):
            if token.text not in _AXES:
                raise XPathSyntaxError("an unknown axis", token.at)
            axis = cast(Axis, token.text)  # checked in the line above
            self._index += 2
        return Step(axis, self._node_test(), self._predicates(), token.at)

    def _node_test(self) -> NameTest | KindTest:
        token = self._take()
        if token.kind != "name":
            raise XPathSyntaxError("a name is missing", token.at)
        if token.text in _KINDS and self._at_symbol("("):
            self._take()
            named = token.text == "processing-instruction" and self._peek.kind == "literal"
            target = self._take().text if named else ""
            self._expect(")")
            return KindTest(token.text, target)
        prefix, _, local = token.text.rpartition(":")
        return NameTest(prefix, local)

    def _predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self._at_symbol("["):
            self._take()
            found.append(self._binary(1))
            self._expect("]")
        return tuple(found)

    # -- the rest -----------------------------------------------------------------------------------------------------

    def _primary(self) -> Expr:
        token = self._take()
        if token.kind == "literal":
            return Literal(token.text, token.at)
        if token.kind == "number":
            return Number(float(token.text), token.at)
        if token.kind == "symbol" and token.text == "(":
            inner = self._binary(1)
            self._expect(")")
            return inner
        if token.kind == "name" and self._at_symbol("("):
            return self._call(token)
        raise XPathSyntaxError("an expression is missing", token.at)

    def _call(self, token: Token) -> FunctionCall:
        self._take()
        arguments: list[Expr] = []
        if not self._at_symbol(")"):
            arguments.append(self._binary(1))
            while self._at_symbol(","):
                self._take()
                arguments.append(self._binary(1))
        self._expect(")")
        prefix, _, name = token.text.rpartition(":")
        if name == "*":
            raise XPathSyntaxError("a function needs a name", token.at)
        return FunctionCall(prefix, name, tuple(arguments), token.at)

    @property
    def _peek(self) -> Token:
        return self._tokens[self._index]

    def _take(self) -> Token:
        token = self._tokens[self._index]
        if token.kind != "end":
            self._index += 1
        return token

    def _at_symbol(self, text: str) -> bool:
        token = self._tokens[self._index]
        return token.kind == "symbol" and token.text == text

    def _symbol_follows(self, text: str) -> bool:
        following = self._tokens[self._index + 1]
        return following.kind == "symbol" and following.text == text

    def _expect(self, text: str) -> None:
        token = self._take()
        if token.kind != "symbol" or token.text != text:
            raise XPathSyntaxError(f"'{text}' is missing", token.at)
