"""Truth and choice between values (XPath 1.0, 4.3; ODK XForms, 'Boolean functions')."""

import math
from typing import TYPE_CHECKING

from kiosk.forms.xpath.code import Code, Kind, as_boolean, constant
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.library import FunctionDef, plain
from kiosk.forms.xpath.syntax import FunctionCall
from kiosk.forms.xpath.values import Value, to_text

if TYPE_CHECKING:
    from kiosk.forms.xpath.compiler import Compiler


def _true(compiler: "Compiler", call: FunctionCall) -> Code:
    return constant(True)


def _false(compiler: "Compiler", call: FunctionCall) -> Code:
    return constant(False)


def from_string(value: Value) -> bool:
    return to_text(value) in {"true", "1"}


def _if(compiler: "Compiler", call: FunctionCall) -> Code:
    """Only the branch that is taken is evaluated."""
    test, yes, no = (compiler.compile(argument) for argument in call.arguments)
    condition, then, otherwise = as_boolean(test), yes.run, no.run
    if test.constant:
        return yes if condition(Context.__new__(Context)) else no
    kind: Kind = yes.kind if yes.kind == no.kind else "any"
    return Code(lambda c: then(c) if condition(c) else otherwise(c), kind)


def blank(value: Value) -> bool:
    """NaN counts as blank."""
    return math.isnan(value) if isinstance(value, float) else to_text(value) == ""


def _coalesce(compiler: "Compiler", call: FunctionCall) -> Code:
    first, second = (compiler.compile(argument).run for argument in call.arguments)

    def run(c: Context) -> Value:
        for each in (first, second):
            value: Value = each(c)
            if not blank(value):
                return value
        return ""

    return Code(run, "any")


def _once(compiler: "Compiler", call: FunctionCall) -> Code:
    """The node's present value, if it has one."""
    inner = compiler.compile(call.arguments[0]).run

    def run(c: Context) -> Value:
        present = c.node.value()
        value: Value = inner(c) if present == "" else present
        return value

    return Code(run, "any")


FUNCTIONS = [
    FunctionDef("true", 0, 0, _true),
    FunctionDef("false", 0, 0, _false),
    FunctionDef("boolean", 1, 1, plain(bool, "b", "boolean")),
    FunctionDef("not", 1, 1, plain(lambda value: not value, "b", "boolean")),
    FunctionDef("boolean-from-string", 1, 1, plain(from_string, "v", "boolean")),
    FunctionDef("if", 3, 3, _if),
    FunctionDef("coalesce", 2, 2, _coalesce),
    FunctionDef("once", 1, 1, _once),
]
