"""Lists of choices, and counting what applies (ODK XForms, 'Select functions', 'Checklists')."""

import math

from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.functions.numbers import numbers
from kiosk.forms.xpath.library import FunctionDef, plain
from kiosk.forms.xpath.values import NodeSet, Value, to_boolean

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
    for value, weights in zip(pairs[::2], pairs[1::2], strict=False):
        truths, heavy = _truths(value), numbers(c, weights)
        if len(heavy) == 1:
            heavy = heavy * len(truths)
        weight += math.fsum(each for true, each in zip(truths, heavy, strict=False) if true)
    return _within(weight, low, high)


def randomize(c: Context, nodes: NodeSet, *seeds: Value) -> NodeSet:
    """Fisher and Yates with the minimal standard generator of Park and Miller."""
    if seeds:
        seed = numbers(c, seeds[0])[0]
        state = math.fmod(seed, _MODULUS) if math.isfinite(seed) else 0.0
    else:
        state = float(c.env.shuffle % _MODULUS)
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
    FunctionDef("selected-at", 2, 2, plain(selected_at, "sn", "string")),
    FunctionDef("count-selected", 1, 1, plain(count_selected, "s", "number")),
    FunctionDef("checklist", 3, None, plain(checklist, "v", "boolean", context=True)),
    FunctionDef("weighted-checklist", 4, None, plain(weighted_checklist, "v", "boolean", context=True)),
    FunctionDef("randomize", 1, 2, plain(randomize, "Nv", "nodes", context=True), volatile=False),
]
