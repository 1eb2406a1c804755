"""Lists of choices, and counting what applies (ODK XForms, 'Select functions', 'Checklists')."""

import math
from hashlib import sha256

from kiosk.forms.errors import XPathEvaluationError
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.functions.numbers import numbers
from kiosk.forms.xpath.library import FunctionDef, plain
from kiosk.forms.xpath.values import NodeSet, Value, to_boolean, to_number, to_text

_MODULUS = 2_147_483_647


def selected(listed: str, value: str) -> bool:
    value = value.strip()
    return value in listed.split() if value else not listed.strip()


def selected_at(listed: str, index: float) -> str:
    """Counts from 0; blank outside."""
    parts = listed.split()
    return parts[int(index)] if 0 <= index < len(parts) else ""


def count_selected(listed: str) -> float:
    return float(len(listed.split()))


def _truths(*values: Value) -> list[bool]:
    found: list[bool] = []
    for value in values:
        found.extend([node.value() != "" for node in value] if isinstance(value, list) else [to_boolean(value)])
    return found


def _within(amount: float, least: float, most: float) -> bool:
    """-1 stands for no bound."""
    return (least == -1 or amount >= least) and (most == -1 or amount <= most)


def checklist(c: Context, least: Value, most: Value, *values: Value) -> bool:
    low, high = numbers(c, least)[0], numbers(c, most)[0]
    return _within(float(sum(_truths(*values))), low, high)


def weighted_checklist(c: Context, least: Value, most: Value, *pairs: Value) -> bool:
    low, high = numbers(c, least)[0], numbers(c, most)[0]
    weight = 0.0
    if len(pairs) % 2:
        raise XPathEvaluationError("weighted-checklist() wants pairs of value and weight")
    for value, weights in zip(pairs[::2], pairs[1::2], strict=True):
        truths, heavy = _truths(value), numbers(c, weights)
        if len(heavy) == 1:
            heavy = heavy * len(truths)
        weight += math.fsum(each for true, each in zip(truths, heavy, strict=False) if true)
    return _within(weight, low, high)


def _seed(text: str, number: float) -> float:
    """Words are a seed by their hash, as JavaRosa and web-forms have it; blank is 0."""
    if math.isfinite(number):
        return math.fmod(number, _MODULUS)
    words = int.from_bytes(sha256(text.encode()).digest()[:8], signed=True) if text and text != "NaN" else 0
    return math.copysign(abs(words) % _MODULUS, words)


def randomize(c: Context, nodes: NodeSet, *seeds: Value) -> NodeSet:
    """Fisher and Yates with the minimal standard generator of Park and Miller."""
    state = _seed(to_text(seeds[0]).strip(), to_number(seeds[0], c.env.zone)) if seeds else float(c.env.shuffle % _MODULUS)
    if state <= 0:
        state += _MODULUS - 1
    out = list(nodes)
    for i in range(len(nodes)):
        state = math.fmod(state * 16807, _MODULUS)
        j = math.floor((state - 1) / (_MODULUS - 1) * (i + 1))
        out[i] = out[j]
        out[j] = nodes[i]
    return out


FUNCTIONS = [
    FunctionDef("selected", 2, 2, plain(selected, "s", "boolean")),
    FunctionDef("is-selected", 2, 2, plain(selected, "s", "boolean")),
    FunctionDef("selected-at", 2, 2, plain(selected_at, "sn", "string")),
    FunctionDef("count-selected", 1, 1, plain(count_selected, "s", "number")),
    FunctionDef("checklist", 2, None, plain(checklist, "v", "boolean", context=True)),
    FunctionDef("weighted-checklist", 2, None, plain(weighted_checklist, "v", "boolean", context=True)),
    FunctionDef("randomize", 1, 2, plain(randomize, "Nv", "nodes", context=True), volatile=False),
]
