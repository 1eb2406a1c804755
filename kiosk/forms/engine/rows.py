"""How do rows of a repeat come and go? By hand, and by jr:count (ODK XForms, 'Repeats')."""

import math
from collections.abc import Callable

from kiosk.forms.definition.model import ModelNode, RepeatDef
from kiosk.forms.definition.templates import copy_node
from kiosk.forms.engine.recompute import Recompute
from kiosk.forms.engine.state import State
from kiosk.forms.errors import AnswerRefused
from kiosk.forms.nodes import Node
from kiosk.forms.xpath.values import to_boolean

MOST_ROWS = 1_000
"""Rows of one repeat; a typing mistake in a count must not fill the memory."""


MOST_NODES = 100_000
"""Nodes of one instance from which no row is added: rows within rows multiply."""


class Rows:
    """on_new: hears of each new row after it stands in the instance."""

    def __init__(self, state: State, on_new: Callable[[Node], None]) -> None:
        self._state = state
        self._on_new = on_new
        self.recompute: Recompute | None = None

    def relevant(self, parent: Node, repeat: ModelNode) -> bool:
        """Whether rows of this repeat count now; where there is none yet, whether one would."""
        rows = self._state.rows(parent, repeat)
        if rows:
            return any(row.relevant for row in rows)
        condition = repeat.bind.relevant
        if condition is None or not parent.relevant:
            return parent.relevant
        probe = copy_node(self._state.form.templates[repeat.path])
        probe.parent = parent
        return to_boolean(self._state.evaluate(condition, probe, what="relevant"))

    def can_add(self, parent: Node, repeat: ModelNode) -> bool:
        definition = self._by_hand(repeat)
        return definition is not None and len(self._state.rows(parent, repeat)) < _most(repeat) and self._state.size < MOST_NODES

    def can_remove(self, repeat: ModelNode) -> bool:
        return self._by_hand(repeat) is not None

    def add(self, parent: Node, repeat: ModelNode) -> Node:
        if not self.can_add(parent, repeat):
            raise AnswerRefused("no row can be added")
        return self._append(parent, repeat, self._state.form.templates[repeat.path])

    def remove(self, row: Node) -> None:
        repeat = row.definition
        if not isinstance(repeat, ModelNode) or not self.can_remove(repeat):
            raise AnswerRefused("this row cannot be removed")
        self._remove(row)

    def adjust(self, parent: Node, repeat: ModelNode, wanted: float) -> None:
        """As many rows as a count says: whole part, blank is none; from the end. A parent that was taken away itself has none."""
        if parent.root() is not self._state.document:
            return
        count = max(0, int(wanted)) if math.isfinite(wanted) else 0
        rows = self._state.rows(parent, repeat)
        if rows and not rows[0].own_relevant:
            return
        given = self._state.form.given.get(repeat.path, ())
        for place in range(len(rows), min(count, MOST_ROWS)):
            if self._state.size >= MOST_NODES:
                break
            pattern = given[place] if place < len(given) else self._state.form.templates[repeat.path]
            self._append(parent, repeat, pattern)
        for row in reversed(rows[count:]):
            self._remove(row)

    def _by_hand(self, repeat: ModelNode) -> RepeatDef | None:
        definition = repeat.repeat
        return definition if definition is not None and definition.count is None and not definition.fixed else None

    def _append(self, parent: Node, repeat: ModelNode, pattern: Node) -> Node:
        row = copy_node(pattern)
        self._state.size += sum(1 for _ in row.walk())
        rows = self._state.rows(parent, repeat)
        place = parent.children.index(rows[-1]) + 1 if rows else place_of(parent, repeat)
        parent.insert(place, row)
        if self.recompute is not None:
            self.recompute.entered(row)
        self._on_new(row)
        return row

    def _remove(self, row: Node) -> None:
        assert row.parent is not None
        parent = row.parent
        parent.remove(row)
        self._state.size -= sum(1 for _ in row.walk())
        if self.recompute is not None:
            row.parent = parent
            self.recompute.reordered(row)
            row.parent = None


def place_of(parent: Node, repeat: ModelNode) -> int:
    """Before the first node that comes after the repeat in the model."""
    for place, child in enumerate(parent.children):
        model = child.definition
        if isinstance(model, ModelNode) and model.index > repeat.index:
            return place
    return len(parent.children)


def _most(repeat: ModelNode) -> int:
    written = repeat.bind.hall.get("max", "")
    return min(MOST_ROWS, int(written)) if written.isdigit() else MOST_ROWS
