"""How is one item of a long list found without reading the list? By an index on the column that is asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.forms.xpath.code import Code, as_nodes
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.paths import filter_code, names_of
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
from kiosk.forms.xpath.values import NodeSet, Value

if TYPE_CHECKING:
    from kiosk.forms.xpath.compiler import Compiler

_PLACE = frozenset({"position", "last"})


def indexed_items(compiler: "Compiler", path: PathExpr) -> Code | None:
    """Code for `instance('x')/names.../item[column = value and ...]...`; None if the path is another."""
    start = path.start
    if not (isinstance(start, FunctionCall) and start.name == "instance" and not start.prefix and len(start.arguments) == 1):
        return None
    at = next((i for i, step in enumerate(path.steps) if step.predicates), None)
    if at is None or not isinstance(start.arguments[0], Literal):
        return None
    names = names_of([*path.steps[:at], Step(path.steps[at].axis, path.steps[at].test)])
    if names is None or names[0]:
        return None
    found = _split(path.steps[at].predicates[0])
    if found is None:
        return None
    column, value, rest = found
    lookup = _lookup(compiler, start.arguments[0].value, names[1], column, value)
    return _finish(compiler, path, at, lookup, rest)


def _finish(compiler: "Compiler", path: PathExpr, at: int, lookup: Callable[[Context], NodeSet | None], rest: list[Expr]) -> Code:
    """What the index gives is filtered by the rest; without an index the path is walked as it is written."""
    step = path.steps[at]
    others = [filter_code(compiler.compile(each)) for each in (*rest, *step.predicates[1:])]
    inner = compiler.compile(PathExpr(False, None, path.steps[at + 1 :])) if path.steps[at + 1 :] else None
    slow = as_nodes(compiler.walk(path))

    def run(c: Context) -> NodeSet:
        nodes = lookup(c)
        if nodes is None:
            return slow(c)
        for keep in others:
            nodes = keep(c, nodes)
        if inner is None:
            return nodes
        found: NodeSet = []
        below = Context(c.node, c.env, c.current)
        for node in nodes:
            below.node = node
            found.extend(inner.run(below))
        return found

    return Code(run, "nodes")


def _lookup(compiler: "Compiler", identity: str, names: tuple[str, ...], column: str, value: Expr) -> Callable[[Context], NodeSet | None]:
    wanted = compiler.compile(value).run

    def find(c: Context) -> NodeSet | None:
        instance = c.env.instance(identity)
        if instance is None:
            return None
        found: Value = wanted(c)
        if isinstance(found, str):
            return instance.find(names, column, found)
        if isinstance(found, list) and len(found) == 1:
            return instance.find(names, column, found[0].value())
        return [] if isinstance(found, list) and not found else None

    return find


def _split(predicate: Expr) -> tuple[str, Expr, list[Expr]] | None:
    """column, value, what else must hold."""
    if isinstance(predicate, BinaryExpr) and predicate.operator == "and":
        for one, other in ((predicate.left, predicate.right), (predicate.right, predicate.left)):
            found = _split(one)
            if found is not None and not _reads_place(other):
                return found[0], found[1], [*found[2], BinaryExpr("and", other, FunctionCall("", "true", ()))]
        return None
    if not (isinstance(predicate, BinaryExpr) and predicate.operator == "="):
        return None
    for column, value in ((predicate.left, predicate.right), (predicate.right, predicate.left)):
        match column:
            case PathExpr(absolute=False, start=None, steps=(Step(axis="child", test=NameTest(prefix="", local=name), predicates=()),)):
                if name != "*" and not reads_context(value):
                    return name, value, []
    return None


def _reads_place(expr: Expr) -> bool:
    match expr:
        case FunctionCall(_, name, arguments):
            return (name in _PLACE and not arguments) or any(_reads_place(each) for each in arguments)
        case BinaryExpr(_, left, right):
            return _reads_place(left) or _reads_place(right)
        case Negation(operand):
            return _reads_place(operand)
    return False


def reads_context(expr: Expr) -> bool:
    """Does the value depend on the predicate's own node or place?"""
    match expr:
        case Literal() | Number():
            return False
        case Negation(operand):
            return reads_context(operand)
        case BinaryExpr(_, left, right):
            return reads_context(left) or reads_context(right)
        case FunctionCall(_, name, arguments):
            reads_own = not arguments and name not in {"current", "today", "now", "true", "false", "pi"}
            return reads_own or any(reads_context(each) for each in arguments)
        case FilterExpr(primary, _):
            return reads_context(primary)
        case PathExpr(absolute, start, _):
            return not absolute and (start is None or reads_context(start))
