"""Arithmetic (XPath 1.0, 4.4; ODK XForms, 'Number functions')."""

import math
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal

from kiosk.forms.errors import XPathEvaluationError
from kiosk.forms.xpath.code import Code, constant
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.library import FunctionDef, plain
from kiosk.forms.xpath.values import NAN, Value, to_number


def number(c: Context, *values: Value) -> float:
    return to_number(values[0] if values else [c.node], c.env.zone)


def total(c: Context, values: Value) -> float:
    return _total(numbers(c, values)) if isinstance(values, list) else _wants_nodes()


def _total(found: list[float]) -> float:
    """Without loss where all are finite; else as IEEE 754 adds."""
    try:
        return math.fsum(found)
    except (ValueError, OverflowError):
        return sum(found)


def _wants_nodes() -> float:
    raise XPathEvaluationError("a node-set is wanted here")


def numbers(c: Context, *values: Value) -> list[float]:
    """Every node of a node-set counts, and every other value."""
    zone = c.env.zone
    return [each for value in values for each in _each(value, zone)]


def _each(value: Value, zone: object) -> list[float]:
    if isinstance(value, list):
        return [to_number([node], zone) for node in value]  # type: ignore[arg-type]
    return [to_number(value, zone)]  # type: ignore[arg-type]


def least(c: Context, *values: Value) -> float:
    found = numbers(c, *values)
    return NAN if not found or any(math.isnan(each) for each in found) else min(found)


def greatest(c: Context, *values: Value) -> float:
    found = numbers(c, *values)
    return NAN if not found or any(math.isnan(each) for each in found) else max(found)


def finite(function: Callable[[float], float]) -> Callable[[float], float]:
    """NaN and infinities pass through functions that would raise; zero keeps the sign."""
    return lambda n: n if math.isnan(n) or math.isinf(n) else function(n) or math.copysign(0.0, n)


def quiet(function: Callable[..., float]) -> Callable[..., float]:
    """NaN where there is no value, infinity where it is too large."""

    def run(*values: float) -> float:
        try:
            return float(function(*values))
        except ValueError:
            return NAN
        except OverflowError:
            return math.inf

    return run


def rounded(value: float, places: float = 0.0) -> float:
    """A half goes up; decimal arithmetic on the written digits."""
    if math.isnan(value) or math.isinf(value):
        return value
    if math.isnan(places) or abs(places) > 300:
        return NAN
    shift = Decimal(10) ** int(places)
    whole = (Decimal(repr(value)) * shift + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    return float(whole / shift) or math.copysign(0.0, value)


def logarithm(base: Callable[[float], float]) -> Callable[[float], float]:
    return lambda n: -math.inf if n == 0 else base(n)


def power(base: float, exponent: float) -> float:
    try:
        result = base**exponent
    except ZeroDivisionError:
        return math.inf
    return NAN if isinstance(result, complex) else result


def chance(c: Context) -> float:
    """0 <= x < 1"""
    return int.from_bytes(c.env.entropy(7)) / (1 << 56)


_ONE: dict[str, Callable[[float], float]] = {
    "floor": finite(lambda n: float(math.floor(n))),
    "ceiling": finite(lambda n: float(math.ceil(n))),
    "int": finite(lambda n: float(math.trunc(n))),
    "abs": abs,
    "sqrt": quiet(math.sqrt),
    "sin": quiet(math.sin),
    "cos": quiet(math.cos),
    "tan": quiet(math.tan),
    "asin": quiet(math.asin),
    "acos": quiet(math.acos),
    "atan": quiet(math.atan),
    "exp": quiet(math.exp),
    "exp10": quiet(lambda n: 10.0**n),
    "log": quiet(logarithm(math.log)),
    "log10": quiet(logarithm(math.log10)),
}


def _pi(compiler: object, call: object) -> Code:
    return constant(math.pi)


FUNCTIONS = [
    *(FunctionDef(name, 1, 1, plain(function, "n", "number")) for name, function in _ONE.items()),
    FunctionDef("number", 0, 1, plain(number, "v", "number", context=True)),
    FunctionDef("sum", 1, 1, plain(total, "v", "number", context=True)),
    FunctionDef("min", 1, None, plain(least, "v", "number", context=True)),
    FunctionDef("max", 1, None, plain(greatest, "v", "number", context=True)),
    FunctionDef("round", 1, 2, plain(rounded, "n", "number")),
    FunctionDef("pow", 2, 2, plain(quiet(power), "n", "number")),
    FunctionDef("atan2", 2, 2, plain(quiet(math.atan2), "n", "number")),
    FunctionDef("pi", 0, 0, _pi),
    FunctionDef("random", 0, 0, plain(chance, "v", "number", context=True), volatile=True),
]
