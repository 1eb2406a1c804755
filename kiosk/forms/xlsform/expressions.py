"""Which expressions does a form have, and what stands inside one? For rules that look at how something is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.forms.definition.itext import TextDef
from kiosk.forms.definition.model import FormDef, ModelNode
from kiosk.forms.xpath.compiler import CompiledExpression
from kiosk.forms.xpath.syntax import BinaryExpr, Expr, FilterExpr, FunctionCall, Literal, Negation, Number, PathExpr

BINDS = ("calculate", "relevant", "constraint", "required", "readonly")


@dataclass(frozen=True)
class Written:
    """An expression at its node. part: as in `Problem.part`."""

    node: ModelNode
    part: str
    expression: CompiledExpression

    @property
    def syntax(self) -> Expr:
        return self.expression.syntax


def expressions_of(form: FormDef) -> Iterator[Written]:
    """Every expression that somebody wrote, in the order of the form; one in a text once for each language."""
    for node in form.nodes.values():
        for part in BINDS:
            expression = getattr(node.bind, part)
            if expression is not None:
                yield Written(node, part, expression)
        yield from _in_text(node, "constraint_message", node.bind.constraint_message)
        yield from _in_text(node, "required_message", node.bind.required_message)
    for question in form.questions:
        if question.itemset is not None:
            yield Written(question.node, "itemset", question.itemset.nodeset)
        yield from _in_text(question.node, "label", question.label)
        yield from _in_text(question.node, "hint", question.hint)
    for repeat in form.repeats:
        if repeat.count is not None:
            yield Written(repeat.node, "jr:count", repeat.count)
    for action in form.actions:
        if action.value is not None:
            yield Written(action.target_node or form.root, "action", action.value)


def _in_text(node: ModelNode, part: str, text: TextDef | None) -> Iterator[Written]:
    for compiled in text.by_language.values() if text is not None else ():
        for each in compiled.parts:
            if isinstance(each, CompiledExpression):
                yield Written(node, part, each)


def inside(expr: Expr) -> Iterator[Expr]:
    """An expression and everything that stands in it, outermost first."""
    yield expr
    for each in _children(expr):
        yield from inside(each)


def _children(expr: Expr) -> Iterator[Expr]:
    match expr:
        case Negation(operand):
            yield operand
        case BinaryExpr(_, left, right):
            yield from (left, right)
        case FunctionCall(_, _, arguments):
            yield from arguments
        case FilterExpr(primary, predicates):
            yield from (primary, *predicates)
        case PathExpr(_, start, steps):
            if start is not None:
                yield start
            for step in steps:
                yield from step.predicates


def literals(expr: Expr) -> Iterator[Literal | Number]:
    """Every literal of an expression."""
    return (each for each in inside(expr) if isinstance(each, Literal | Number))


def calls(expr: Expr) -> Iterator[FunctionCall]:
    return (each for each in inside(expr) if isinstance(each, FunctionCall))


def patterns(expr: Expr) -> Iterator[str]:
    """The patterns of all regex() calls."""
    for call in calls(expr):
        match call:
            case FunctionCall("", "regex", (_, Literal(pattern))):
                yield pattern
