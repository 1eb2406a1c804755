"""What is a value, and how does one kind become another? (XPath 1.0, 3 and 4; the dialect's own rules in `compare`)"""

import math
from collections.abc import Callable
from decimal import Decimal
from zoneinfo import ZoneInfo

import regex

from kiosk.forms.errors import XPathEvaluationError
from kiosk.forms.nodes import Node
from kiosk.forms.xpath.dates import EPOCH, XPathDate, XPathDateTime, looks_like_day, midnight, parse_iso

NodeSet = list[Node]
"""Nodes in document order, each once."""

Atomic = str | float | bool | XPathDate | XPathDateTime
Value = str | float | bool | XPathDate | XPathDateTime | NodeSet

NAN = math.nan
MOST_PAIRS = 1_000_000
"""Pairs of nodes that one comparison may look at."""

_NUMBER = regex.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)")


def text_to_number(text: str) -> float:
    """Optional minus, digits, point, blanks around; everything else is NaN."""
    text = text.strip(" \t\r\n")
    return float(text) if text.isascii() and _NUMBER.fullmatch(text) else NAN


def node_to_number(text: str, zone: ZoneInfo) -> float:
    """As text_to_number, but a node's text may be a date, too."""
    number = text_to_number(text)
    if number != number and looks_like_day(text):  # noqa: PLR0124 - the quickest test for NaN
        found = parse_iso(text, zone)
        return found.number() if found is not None else NAN
    return number


def number_to_text(number: float) -> str:
    """Without exponent; whole numbers without a point."""
    if number == (whole := number // 1) and abs(number) < 1e15:
        return str(int(whole))
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def to_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return value[0].value() if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_to_text(value)
    return value.text()


def to_number(value: Value, zone: ZoneInfo) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, list):
        return node_to_number(value[0].value(), zone) if value else NAN
    if isinstance(value, str):
        return text_to_number(value)
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    return value.number()


def to_boolean(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0.0 and value == value  # noqa: PLR0124 - the quickest test for NaN
    if isinstance(value, (list, str)):
        return bool(value)
    return True


# -- comparison -------------------------------------------------------------------------------------------------------

Relation = Callable[[float, float], bool]


def equal(left: Value, right: Value, zone: ZoneInfo) -> bool:
    """`=`"""
    if isinstance(left, list):
        return _any_equal(left, right, zone, wanted=True)
    if isinstance(right, list):
        return _any_equal(right, left, zone, wanted=True)
    return _atoms_equal(left, right, zone)


def unequal(left: Value, right: Value, zone: ZoneInfo) -> bool:
    """`!=`, which between node-sets is not the opposite of `=`."""
    if isinstance(left, list):
        return _any_equal(left, right, zone, wanted=False)
    if isinstance(right, list):
        return _any_equal(right, left, zone, wanted=False)
    return not _atoms_equal(left, right, zone)


def _any_equal(nodes: NodeSet, other: Value, zone: ZoneInfo, *, wanted: bool) -> bool:
    if isinstance(other, bool):
        return (bool(nodes) == other) is wanted
    if isinstance(other, list):
        here, there = {node.value() for node in nodes}, {node.value() for node in other}
        return not here.isdisjoint(there) if wanted else bool(here and there) and len(here | there) > 1
    if isinstance(other, str):
        return any((node.value() == other) is wanted for node in nodes)
    return any(_atoms_equal(node.value(), other, zone) is wanted for node in nodes)


def _atoms_equal(left: Atomic, right: Atomic, zone: ZoneInfo) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return _related(left, right, zone, _same)


def _same(left: float, right: float) -> bool:
    return left == right


def related(left: Value, right: Value, zone: ZoneInfo, relation: Relation) -> bool:
    """`<`, `<=`, `>`, `>=`: true for some pair of nodes."""
    if isinstance(left, list):
        if isinstance(right, bool):
            return any(relation(to_number(node.value(), zone), float(right)) for node in left)
        if isinstance(right, list) and len(left) * len(right) > MOST_PAIRS:
            raise XPathEvaluationError("too many nodes to compare")
        return any(related(node.value(), right, zone, relation) for node in left)
    if isinstance(right, list):
        if isinstance(left, bool):
            return any(relation(float(left), to_number(node.value(), zone)) for node in right)
        return any(_related(left, node.value(), zone, relation) for node in right)
    return _related(left, right, zone, relation)


def _related(left: Atomic, right: Atomic, zone: ZoneInfo, relation: Relation) -> bool:
    first, second = temporal(left, zone), temporal(right, zone)
    if first is None or second is None or type(first) is type(second):
        return relation(
            first.number() if first is not None else to_number(left, zone),
            second.number() if second is not None else to_number(right, zone),
        )
    return relation(_instant(first, zone), _instant(second, zone))


def temporal(value: Atomic, zone: ZoneInfo) -> XPathDate | XPathDateTime | None:
    """The day or moment that a value is or spells out."""
    if isinstance(value, (XPathDate, XPathDateTime)):
        return value
    return parse_iso(value, zone) if isinstance(value, str) and looks_like_day(value) else None


def _instant(value: XPathDate | XPathDateTime, zone: ZoneInfo) -> float:
    at = value.at if isinstance(value, XPathDateTime) else midnight(value.day, zone)
    return (at - EPOCH).total_seconds()
