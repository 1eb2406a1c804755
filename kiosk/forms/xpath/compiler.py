"""How does syntax become something that runs? One closure per node, with constants folded and kinds known ahead."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kiosk.forms.errors import FormError, Problem
from kiosk.forms.nodes import Node
from kiosk.forms.xpath.axes import LEVEL, in_document_order, test_of
from kiosk.forms.xpath.code import Code, as_boolean, as_nodes, as_number, as_text, constant, failing
from kiosk.forms.xpath.context import Context, Environment
from kiosk.forms.xpath.functions import LIBRARY
from kiosk.forms.xpath.indexes import indexed_items
from kiosk.forms.xpath.library import FunctionDef, FunctionLibrary
from kiosk.forms.xpath.parser import parse
from kiosk.forms.xpath.paths import RELATIONS, StepCode, filter_code, general_path, names_of, plain_path, shortened, step_code
from kiosk.forms.xpath.syntax import (
    BinaryExpr,
    Expr,
    FilterExpr,
    FunctionCall,
    Literal,
    NameTest,
    Negation,
    Number,
    PathExpr,
    Step,
)
from kiosk.forms.xpath.values import NodeSet, Value, equal, related, unequal

Rewrite = Callable[[Expr], Expr]


@dataclass(slots=True)
class Static:
    """What is known before anything runs. base: names from the root to the node that the expression belongs to.

    rewrite: makes absolute paths start from the present repeat instance; reference: where to report problems.
    """

    namespaces: Mapping[str, str] = field(default_factory=dict)
    library: FunctionLibrary = field(default_factory=lambda: LIBRARY)
    base: tuple[str, ...] | None = None
    rewrite: Rewrite | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class CompiledExpression:
    """An expression, ready to run on any instance of its form. text: gives its value as text."""

    source: str
    syntax: Expr
    code: Code
    text: Callable[[Context], str]
    problems: tuple[Problem, ...]
    volatile: bool

    def evaluate(self, context: Context) -> Value:
        value: Value = self.code.run(context)
        return value

    def text_at(self, context: Context) -> str:
        return self.text(context)


def compile_expression(source: str, static: Static) -> CompiledExpression:
    """Raises XPathSyntaxError; everything else that is wrong comes back as problems."""
    syntax = parse(source)
    if static.rewrite is not None:
        syntax = static.rewrite(syntax)
    compiler = Compiler(static, source)
    code = compiler.compile(syntax)
    return CompiledExpression(source, syntax, code, as_text(code), tuple(compiler.problems), compiler.volatile)


class Compiler:
    """One expression on its way; functions build their code through it."""

    def __init__(self, static: Static, source: str = "") -> None:
        self.static = static
        self.source = source
        self.problems: list[Problem] = []
        self.volatile = False

    def compile(self, expr: Expr) -> Code:
        match expr:
            case Literal(value):
                return constant(value)
            case Number(value):
                return constant(value)
            case Negation(operand):
                return self._negation(operand)
            case BinaryExpr():
                return self._binary(expr)
            case FunctionCall():
                return self._call(expr)
            case FilterExpr(primary, predicates):
                return self._filter(primary, predicates)
            case PathExpr():
                return self._path(expr)

    def problem(self, code: str, message: str, at: int) -> Code:
        """Report it, and go on with code that fails when it is reached."""
        place = f"character {at + 1} of {self.source[:80]}" if self.source else ""
        self.problems.append(Problem(code=code, message=message, reference=self.static.reference, place=place))
        return failing(message)

    # -- operators ----------------------------------------------------------------------------------------------------

    def _negation(self, operand: Expr) -> Code:
        number = as_number(code := self.compile(operand))
        return self._folded(Code(lambda c: -number(c), "number"), code)

    def _binary(self, expr: BinaryExpr) -> Code:
        left, right = self.compile(expr.left), self.compile(expr.right)
        if expr.operator == "|":
            first, second = as_nodes(left), as_nodes(right)
            return Code(lambda c: in_document_order([*first(c), *second(c)]), "nodes")
        return self._folded(_operation(expr.operator, left, right), left, right)

    def _folded(self, code: Code, *parts: Code) -> Code:
        if not all(part.constant for part in parts):
            return code
        try:
            return constant(code.run(_nowhere()))
        except (FormError, AttributeError):
            return code

    # -- functions ----------------------------------------------------------------------------------------------------

    def _call(self, call: FunctionCall) -> Code:
        function = self.function(call)
        if function is None:
            return self.problem("forms.function", f"unknown function {call.prefix + ':' if call.prefix else ''}{call.name}()", call.at)
        given = len(call.arguments)
        if given < function.least or (function.most is not None and given > function.most):
            return self.problem("forms.arguments", f"{call.name}() does not take {given} arguments", call.at)
        self.volatile = self.volatile or function.volatile
        return function.build(self, call)

    def function(self, call: FunctionCall) -> FunctionDef | None:
        """Found by the URI of its prefix, never by the prefix itself."""
        uri = self.static.namespaces.get(call.prefix) if call.prefix else ""
        return None if uri is None else self.static.library.get(uri, call.name)

    # -- paths --------------------------------------------------------------------------------------------------------

    def _filter(self, primary: Expr, predicates: tuple[Expr, ...]) -> Code:
        nodes = as_nodes(self.compile(primary))
        filters = [filter_code(self.compile(predicate)) for predicate in predicates]

        def run(c: Context) -> NodeSet:
            found = nodes(c)
            for keep in filters:
                found = keep(c, found)
            return found

        return Code(run, "nodes")

    def _path(self, path: PathExpr) -> Code:
        return indexed_items(self, path) or self.walk(path)

    def walk(self, path: PathExpr) -> Code:
        """A path as it is written, without an index."""
        named = names_of(path.steps)
        start = self._single_start(path)
        if named is not None and start is not None:
            return plain_path(start, *named)
        steps = self._steps(path, level=start is not None or _on_one_level(path.start))
        if start is not None:
            single = start
            return general_path(lambda c: [single(c)], steps)
        assert path.start is not None
        return general_path(as_nodes(self.compile(path.start)), steps)

    def _single_start(self, path: PathExpr) -> Callable[[Context], Node] | None:
        if path.absolute:
            return lambda c: c.env.root
        if path.start is None:
            return lambda c: c.node
        if isinstance(path.start, FunctionCall) and path.start.name == "current" and not path.start.prefix and not path.start.arguments:
            return lambda c: c.current
        return None

    def _steps(self, path: PathExpr, *, level: bool) -> list[StepCode]:
        found: list[StepCode] = []
        for step in shortened(path.steps):
            found.append(self._step(step, level=level))
            level = level and step.axis in LEVEL
        return found

    def _step(self, step: Step, *, level: bool) -> StepCode:
        uri = ""
        if isinstance(step.test, NameTest) and step.test.prefix:
            found = self.static.namespaces.get(step.test.prefix)
            if found is None:
                fail = as_nodes(self.problem("forms.prefix", f"unknown prefix {step.test.prefix}", step.at))
                return lambda c, nodes: fail(c)
            uri = found
        return step_code(step, test_of(step.axis, step.test, uri), [self.compile(each) for each in step.predicates], level=level)


def _on_one_level(start: Expr | None) -> bool:
    """What these give stands beside each other; randomize() must keep the order that it gave."""
    return isinstance(start, FunctionCall) and start.name in {"instance", "current", "randomize"} and not start.prefix


def _nowhere() -> Context:
    """Constants need no node; whatever asks for one is no constant."""
    nothing = Node(0)
    environment = object.__new__(Environment)
    return Context(nothing, environment)


def _operation(operator: str, left: Code, right: Code) -> Code:
    match operator:
        case "or":
            first, second = as_boolean(left), as_boolean(right)
            return Code(lambda c: first(c) or second(c), "boolean")
        case "and":
            first, second = as_boolean(left), as_boolean(right)
            return Code(lambda c: first(c) and second(c), "boolean")
        case "=":
            return _equality(left, right)
        case "!=":
            a, b = left.run, right.run
            return Code(lambda c: unequal(a(c), b(c), c.env.zone), "boolean")
        case "<" | "<=" | ">" | ">=":
            return _relation(operator, left, right)
    return _arithmetic(operator, left, right)


def _equality(left: Code, right: Code) -> Code:
    """Most often a path against a text: then the only node's text decides."""
    if left.constant and left.kind == "string" and right.first is not None:
        left, right = right, left
    a, b = left.run, right.run
    if right.constant and right.kind == "string" and left.first is not None:
        wanted: str = b(_nowhere())

        def same_text(c: Context) -> bool:
            nodes: NodeSet = a(c)
            if len(nodes) == 1:
                node = nodes[0]
                return (node.value() if node.children else node.text) == wanted
            return any(node.value() == wanted for node in nodes)

        return Code(same_text, "boolean")
    return Code(lambda c: equal(a(c), b(c), c.env.zone), "boolean")


def _relation(operator: str, left: Code, right: Code) -> Code:
    a, b, relation = left.run, right.run, RELATIONS[operator]
    if left.kind == "number" and right.kind == "number":
        return Code(lambda c: relation(a(c), b(c)), "boolean")
    return Code(lambda c: related(a(c), b(c), c.env.zone, relation), "boolean")


def _arithmetic(operator: str, left: Code, right: Code) -> Code:
    a, b = as_number(left), as_number(right)
    match operator:
        case "+":
            return Code(lambda c: a(c) + b(c), "number")
        case "-":
            return Code(lambda c: a(c) - b(c), "number")
        case "*":
            return Code(lambda c: a(c) * b(c), "number")
        case "div":
            return Code(lambda c: divide(a(c), b(c)), "number")
    return Code(lambda c: remainder(a(c), b(c)), "number")


def divide(a: float, b: float) -> float:
    """IEEE 754, where Python would raise."""
    if b != 0.0:
        return a / b
    if a == 0.0 or math.isnan(a):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def remainder(a: float, b: float) -> float:
    """The sign is that of the dividend."""
    if b == 0.0 or math.isinf(a) or math.isnan(a) or math.isnan(b):
        return math.nan
    return math.fmod(a, b)
