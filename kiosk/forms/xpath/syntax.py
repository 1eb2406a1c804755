"""What does an expression consist of? Frozen nodes; `at` is the place in the text, in characters from 0."""

from dataclasses import dataclass, field
from typing import Literal as OneOf

Axis = OneOf[
    "ancestor",
    "ancestor-or-self",
    "attribute",
    "child",
    "descendant",
    "descendant-or-self",
    "following",
    "following-sibling",
    "namespace",
    "parent",
    "preceding",
    "preceding-sibling",
    "self",
]


@dataclass(frozen=True, slots=True)
class NameTest:
    """prefix: as written, "" for none; local: "*" for any."""

    prefix: str
    local: str


@dataclass(frozen=True, slots=True)
class KindTest:
    """node(), text(), comment(), processing-instruction('target')."""

    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Literal:
    value: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    operand: "Expr"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class BinaryExpr:
    """operator: or and = != < <= > >= + - * div mod |"""

    operator: str
    left: "Expr"
    right: "Expr"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class FunctionCall:
    prefix: str
    name: str
    arguments: "tuple[Expr, ...]"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    axis: Axis
    test: NameTest | KindTest
    predicates: "tuple[Expr, ...]" = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class FilterExpr:
    primary: "Expr"
    predicates: "tuple[Expr, ...]"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class PathExpr:
    """Steps from the root (absolute), from what `start` gives, or from the context node (neither)."""

    absolute: bool
    start: "Expr | None"
    steps: tuple[Step, ...]
    at: int = field(default=0, compare=False)


Expr = Literal | Number | Negation | BinaryExpr | FunctionCall | FilterExpr | PathExpr

ANY_NODE = KindTest("node")
SELF = Step("self", ANY_NODE)
PARENT = Step("parent", ANY_NODE)
DESCENDANT_OR_SELF = Step("descendant-or-self", ANY_NODE)
