"""What do the form's own events do? (ODK XForms, 'Actions', 'Events')"""

from collections.abc import Callable

from kiosk.forms.codecs import stored
from kiosk.forms.definition.model import ActionDef, ModelNode
from kiosk.forms.engine.state import State, tree_nodes
from kiosk.forms.errors import XPathEvaluationError
from kiosk.forms.nodes import Node

Put = Callable[[Node, str], None]


class Actions:
    """put: how a value comes into a node, with all that follows from it."""

    def __init__(self, state: State, put: Put) -> None:
        self._state = state
        self._put = put
        self._of_value: dict[ModelNode, list[ActionDef]] = {}
        self._of_row: dict[ModelNode, list[ActionDef]] = {}
        for action in state.form.actions:
            if action.owner is None:
                continue
            if "xforms-value-changed" in action.events:
                self._of_value.setdefault(action.owner, []).append(action)
            if action.events & {"odk-new-repeat", "jr-insert"}:
                repeat = action.owner.innermost
                if repeat is not None:
                    self._of_row.setdefault(repeat, []).append(action)

    @property
    def listened(self) -> frozenset[ModelNode]:
        return frozenset(self._of_value)

    def form_event(self, *events: str) -> None:
        """An event of the whole form; actions inside a repeat run in each of its rows."""
        wanted = frozenset(events)
        for action in self._state.form.actions:
            if action.events & wanted:
                for context in self._contexts(action):
                    self._run(action, context)

    def new_row(self, row: Node) -> None:
        model = row.definition
        for action in self._of_row.get(model, ()) if isinstance(model, ModelNode) else ():
            context = next((node for node in tree_nodes(row) if node.definition is action.owner), row)
            self._run(action, context)

    def value_changed(self, node: Node) -> None:
        model = node.definition
        for action in self._of_value.get(model, ()) if isinstance(model, ModelNode) else ():
            self._run(action, node)

    def _contexts(self, action: ActionDef) -> list[Node]:
        if action.owner is None:
            return [self._state.root]
        return [node for node in tree_nodes(self._state.root) if node.definition is action.owner]

    def _run(self, action: ActionDef, context: Node) -> None:
        state = self._state
        found = state.evaluate(action.target, context, what="action")
        if not isinstance(found, list) or not found:
            return
        if len(found) > 1:
            fault = XPathEvaluationError("an action must pick one row")
            if state.strict:
                raise fault
            state.fault(context, action.target.source, "action", fault)
            return
        target = found[0]
        model = target.definition
        kind = model.bind.type if isinstance(model, ModelNode) else "string"
        value = "" if action.value is None else state.evaluate(action.value, target, what="action")
        self._put(target, stored(kind, value, state.env.zone))
