"""A field of one certain row of a repeat (ODK XForms, 'indexed-repeat')."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.forms.nodes import Node
from kiosk.forms.xpath.code import Code, as_number
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.library import FunctionDef
from kiosk.forms.xpath.paths import names_of
from kiosk.forms.xpath.syntax import Expr, FunctionCall, PathExpr
from kiosk.forms.xpath.values import NodeSet

if TYPE_CHECKING:
    from kiosk.forms.xpath.compiler import Compiler

Names = tuple[str, ...]


def absolute_names(expr: Expr, base: Names | None) -> Names | None:
    """The names from the root to what a path of plain names means, seen from `base`; None if it is no such path."""
    if not isinstance(expr, PathExpr):
        return None
    named = names_of(expr.steps)
    if named is None:
        return None
    up, names = named
    if expr.absolute:
        return names if up == 0 else None
    if expr.start is not None and not (isinstance(expr.start, FunctionCall) and expr.start.name == "current"):
        return None
    if base is None or up > len(base):
        return None
    return base[: len(base) - up] + names


def _indexed_repeat(compiler: "Compiler", call: FunctionCall) -> Code:
    base = compiler.static.base
    field = absolute_names(call.arguments[0], base)
    repeats = [absolute_names(each, base) for each in call.arguments[1::2]]
    indexes = [as_number(compiler.compile(each)) for each in call.arguments[2::2]]
    if len(call.arguments) % 2 == 0:
        return compiler.problem("forms.arguments", "indexed-repeat() wants a field and pairs of repeat and index", call.at)
    if field is None or any(each is None for each in repeats):
        return compiler.problem("forms.indexed-repeat", "indexed-repeat() wants plain paths", call.at)
    wanted = {names: index for names, index in zip(repeats, indexes, strict=True) if names is not None}
    return Code(lambda c: _walk(c, field, wanted), "nodes")


def _walk(c: Context, field: Names, wanted: dict[Names, Callable[[Context], float]]) -> NodeSet:
    nodes: NodeSet = [c.env.root]
    for depth in range(1, len(field) + 1):
        found = [[each for each in node.by_name(field[depth - 1]) if each.relevant] for node in nodes]
        index = wanted.get(field[:depth])
        nodes = [each for group in found for each in (group if index is None else _pick(group, index(c)))]
    return nodes


def _pick(rows: list[Node], index: float) -> list[Node]:
    """Below 1 is the first row, NaN none."""
    if math.isnan(index) or not rows:
        return []
    place = max(1, int(index)) if math.isfinite(index) else len(rows) + 1
    return [rows[place - 1]] if place <= len(rows) else []


FUNCTIONS = [FunctionDef("indexed-repeat", 3, None, _indexed_repeat)]
