"""What follows from a change? A queue of triggers by rank, one entry for each node that may have to change."""

import heapq
from collections.abc import Callable

from kiosk.forms.codecs import stored
from kiosk.forms.definition.model import Dependent, ModelNode, Trigger
from kiosk.forms.engine.state import State, tree_nodes
from kiosk.forms.errors import EXPRESSION_FAULTS, XPathEvaluationError
from kiosk.forms.nodes import Node
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.values import to_boolean, to_number

MOST_STEPS = 200_000
"""Evaluations in one settlement, some seconds; a form that needs more would never come to rest."""

AdjustRows = Callable[[Node, ModelNode, float], None]
"""The parent, the repeat, and how many rows its count says."""


class Recompute:
    """changed_sources: nodes with somebody listening for xforms-value-changed, in the order of their changes."""

    def __init__(self, state: State, *, adjust_rows: AdjustRows, settle_choice: Callable[[Node], None]) -> None:
        self._state = state
        self._adjust_rows = adjust_rows
        self._settle_choice = settle_choice
        self._heap: list[tuple[int, int, Trigger, Node]] = []
        self._queued: set[tuple[int, int]] = set()
        self._serial = 0
        self._context = Context(state.document, state.env)
        self.listened: frozenset[ModelNode] = frozenset()
        self.changed_sources: dict[int, Node] = {}

    # -- what happened ------------------------------------------------------------------------------------------------

    def everything(self) -> None:
        """All expressions of the form are due, as at the beginning."""
        for node in tree_nodes(self._state.root):
            self._due(node)

    def changed(self, node: Node) -> None:
        """The text of a node is another."""
        state, model = self._state, node.definition
        state.revision += 1
        state.changes.nodes[id(node)] = node
        assert isinstance(model, ModelNode)
        if model in self.listened:
            self.changed_sources[id(node)] = node
        for dependent in model.dependents:
            self._notify(dependent, node)

    def entered(self, row: Node) -> None:
        """A row is new."""
        above = row.parent.relevant if row.parent is not None else True
        for node in tree_nodes(row):
            node.relevant = above
            self._due(node)
        self.reordered(row)

    def reordered(self, row: Node) -> None:
        """Rows of this repeat came or went."""
        self._state.touch(row)
        assert isinstance(row.definition, ModelNode)
        for dependent in row.definition.structural:
            self._notify(dependent, row)

    def _due(self, node: Node) -> None:
        model = node.definition
        if isinstance(model, ModelNode):
            for trigger in model.triggers:
                self._push(trigger, node)
            for child in model.children:
                if child.count is not None:
                    self._push(child.count, node)

    def _notify(self, dependent: Dependent, origin: Node) -> None:
        if dependent.single:
            trigger = dependent.trigger
            target = trigger.node if trigger.kind != "count" else dependent.route[-1]
            node = self._state.singles[target.index]
            if node is not None:
                self._push(trigger, node)
            return
        for node in self._targets(dependent, origin):
            self._push(dependent.trigger, node)

    def _targets(self, dependent: Dependent, origin: Node) -> list[Node]:
        anchor = dependent.anchor
        start: Node | None = self._state.document
        if anchor is not None:
            start = origin
            while start is not None and start.definition is not anchor:
                start = start.parent
            if start is None:
                return []
        assert start is not None
        nodes = [start]
        for step in dependent.route:
            if step.attribute:
                nodes = [each for node in nodes for each in node.attributes if each.definition is step]
            elif step.plain:
                nodes = [each for node in nodes for each in node.by_name(step.plain)]
            else:
                nodes = [each for node in nodes for each in node.children if each.definition is step]
        return nodes

    def _push(self, trigger: Trigger, node: Node) -> None:
        key = (trigger.rank, id(node))
        if key not in self._queued:
            self._queued.add(key)
            self._serial += 1
            heapq.heappush(self._heap, (trigger.rank, self._serial, trigger, node))

    # -- what follows -------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Run what is due until nothing is."""
        steps = 0
        while self._heap:
            rank, _, trigger, node = heapq.heappop(self._heap)
            self._queued.discard((rank, id(node)))
            steps += 1
            if steps > MOST_STEPS:
                self._give_up()
                self._failed(trigger, node, XPathEvaluationError("the form does not come to rest"))
            if trigger.kind == "calculate":
                self._calculate(trigger, node)
            elif trigger.kind == "relevant":
                self._relevance(trigger, node)
            elif trigger.kind == "choices":
                self._settle_choice(node)
            else:
                self._count(trigger, node)

    def _calculate(self, trigger: Trigger, node: Node) -> None:
        if not node.relevant:
            return
        context, state = self._context, self._state
        context.node = context.current = node
        try:
            text = stored(trigger.node.bind.type, trigger.expression.code.run(context), state.env.zone)
        except EXPRESSION_FAULTS as fault:
            text = self._failed(trigger, node, fault)
        if text != node.text or node.hidden is not None:
            node.text, node.hidden = text, None
            self.changed(node)
            if trigger.node.control is not None:
                self._settle_choice(node)

    def _failed(self, trigger: Trigger, node: Node, fault: Exception) -> str:
        if self._state.strict:
            self._give_up()
            raise fault
        self._state.fault(node, trigger.expression.source, trigger.kind, fault)
        return ""

    def _give_up(self) -> None:
        self._heap.clear()
        self._queued.clear()

    def _relevance(self, trigger: Trigger, node: Node) -> None:
        context = self._context
        context.node = context.current = node
        try:
            own = to_boolean(trigger.expression.code.run(context))
        except EXPRESSION_FAULTS as fault:
            own = bool(self._failed(trigger, node, fault))
        node.own_relevant = own
        above = node.parent.relevant if node.parent is not None else True
        if (own and above) is not node.relevant:
            self._spread(node, own and above)

    def _spread(self, node: Node, relevant: bool) -> None:
        """Relevance is inherited; everything that appears or disappears is a change."""
        node.relevant = relevant
        state, model = self._state, node.definition
        if not isinstance(model, ModelNode):
            for child in node.children:
                child.relevant = relevant
            return
        state.revision += 1
        state.changes.nodes[id(node)] = node
        if relevant:
            self._due(node)
            if model.count is not None and node.parent is not None:
                self._push(model.count, node.parent)
        for dependent in model.dependents:
            self._notify(dependent, node)
        for dependent in model.structural:
            self._notify(dependent, node)
        for attribute in node.attributes:
            if attribute.definition is not None and attribute.relevant is not (relevant and attribute.own_relevant):
                self._spread(attribute, relevant and attribute.own_relevant)
        for child in node.children:
            if child.relevant is not (relevant and child.own_relevant):
                self._spread(child, relevant and child.own_relevant)

    def _count(self, trigger: Trigger, parent: Node) -> None:
        """Once for all rows under a parent, seen from where a row would stand."""
        if not parent.relevant:
            return
        context = self._context
        context.node = context.current = self._state.stand_in(parent, trigger.node)
        try:
            wanted = to_number(trigger.expression.code.run(context), self._state.env.zone)
        except EXPRESSION_FAULTS as fault:
            self._failed(trigger, parent, fault)
            wanted = 0.0
        self._adjust_rows(parent, trigger.node, wanted)
