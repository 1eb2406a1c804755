"""Which functions are there? A library by namespace URI; a function builds its own code, so it can be lazy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.forms.xpath.code import Code, Kind, as_boolean, as_nodes, as_number, as_text
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.syntax import FunctionCall

if TYPE_CHECKING:
    from kiosk.forms.xpath.compiler import Compiler

Build = Callable[["Compiler", FunctionCall], Code]
Plain = Callable[..., Any]  # the letters of a signature say what it takes, `kind` what it gives


@dataclass(frozen=True, slots=True)
class FunctionDef:
    """most: None = any number of arguments; volatile: another value at another time."""

    name: str
    least: int
    most: int | None
    build: Build
    volatile: bool = False


class FunctionLibrary:
    """Functions by (URI, name); "" is the URI of names without a prefix."""

    def __init__(self, functions: Mapping[tuple[str, str], FunctionDef] | None = None) -> None:
        self._functions = dict(functions or {})

    def get(self, uri: str, name: str) -> FunctionDef | None:
        return self._functions.get((uri, name))

    def add(self, uri: str, function: FunctionDef) -> None:
        self._functions[uri, function.name] = function

    def names(self) -> frozenset[str]:
        return frozenset(name for _, name in self._functions)


_CONVERSIONS: dict[str, Callable[[Code], Callable[[Context], Any]]] = {
    "s": as_text,
    "n": as_number,
    "b": as_boolean,
    "N": as_nodes,
    "v": lambda code: code.run,
}


def plain(function: Plain, takes: str, kind: Kind, *, context: bool = False) -> Build:
    """Code of an ordinary function: all arguments first, then the call.

    takes: a letter for each argument: s text, n number, b boolean, N node-set, v any value; the last one counts for all
    further arguments. context: the function wants the context before its arguments.
    """

    def build(compiler: "Compiler", call: FunctionCall) -> Code:
        codes = [compiler.compile(argument) for argument in call.arguments]
        values = [_CONVERSIONS[takes[min(i, len(takes) - 1)]](code) for i, code in enumerate(codes)]
        return Code(_runner(function, values, context), kind)

    return build


def _runner(function: Plain, values: list[Callable[[Context], Any]], context: bool) -> Callable[[Context], Any]:
    if context:
        return lambda c: function(c, *[value(c) for value in values])
    match values:
        case []:
            return lambda c: function()
        case [a]:
            return lambda c: function(a(c))
        case [a, b]:
            return lambda c: function(a(c), b(c))
        case [a, b, d]:
            return lambda c: function(a(c), b(c), d(c))
    return lambda c: function(*[value(c) for value in values])
