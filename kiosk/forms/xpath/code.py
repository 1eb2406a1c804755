"""What does the compiler make of a piece of syntax? A closure with the kind of its result, and its conversions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from kiosk.forms.errors import XPathEvaluationError
from kiosk.forms.nodes import Node
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.values import NAN, NodeSet, Value, node_to_number, number_to_text, text_to_number, to_boolean, to_number, to_text

Kind = Literal["boolean", "number", "string", "nodes", "any"]
Run = Callable[[Context], Any]  # a kind tells the type; five typed variants of each conversion would say no more
Texts = Callable[[Context], str]
Numbers = Callable[[Context], float]
Truths = Callable[[Context], bool]


@dataclass(slots=True)
class Code:
    """run: gives a value of `kind`; first: of a node-set only its first node, without making a list."""

    run: Run
    kind: Kind
    constant: bool = False
    first: Callable[[Context], Node | None] | None = None


def constant(value: Value) -> Code:
    kind: Kind = "any"
    if isinstance(value, bool):
        kind = "boolean"
    elif isinstance(value, float):
        kind = "number"
    elif isinstance(value, str):
        kind = "string"
    return Code(lambda c: value, kind, constant=True)


def failing(message: str) -> Code:
    """Code of an expression that can never work; it may stand where it is never reached."""

    def run(context: Context) -> Value:
        raise XPathEvaluationError(message)

    return Code(run, "any")


def as_text(code: Code) -> Texts:
    run, first = code.run, code.first
    if code.kind == "string":
        return run
    if first is not None:

        def text_of_first(c: Context) -> str:
            node = first(c)
            if node is None:
                return ""
            return node.value() if node.children else node.text

        return text_of_first
    if code.kind == "number":
        return lambda c: number_to_text(run(c))
    return lambda c: to_text(run(c))


def as_number(code: Code) -> Numbers:
    run, first = code.run, code.first
    if code.kind == "number":
        return run
    if first is not None:

        def number_of_first(c: Context) -> float:
            node = first(c)
            if node is None:
                return NAN
            text = node.value() if node.children else node.text
            return node_to_number(text, c.env.zone) if text else NAN

        return number_of_first
    if code.kind == "string":
        return lambda c: text_to_number(run(c))
    return lambda c: to_number(run(c), c.env.zone)


def as_boolean(code: Code) -> Truths:
    run, first = code.run, code.first
    if code.kind == "boolean":
        return run
    if first is not None:
        return lambda c: first(c) is not None
    return lambda c: to_boolean(run(c))


def as_nodes(code: Code) -> Callable[[Context], NodeSet]:
    run = code.run
    if code.kind == "nodes":
        return run

    def nodes(c: Context) -> NodeSet:
        value = run(c)
        if not isinstance(value, list):
            raise XPathEvaluationError("a node-set is wanted here")
        return value

    return nodes
