"""What is wrong with the answers? Required, constraints, and notes that block (`hall:block`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.forms import richtext
from kiosk.forms.definition.itext import TextDef
from kiosk.forms.definition.model import ModelNode
from kiosk.forms.engine.state import State, tree_nodes
from kiosk.forms.nodes import Node
from kiosk.forms.pages import Violation, ViolationKind
from kiosk.forms.xpath.values import to_boolean


@dataclass(frozen=True, slots=True)
class Verdict:
    node: Node
    kind: ViolationKind
    message: TextDef | None


def required(state: State, node: Node) -> bool:
    """Whether an answer must be given now."""
    model = node.definition
    if not isinstance(model, ModelNode) or model.bind.required is None:
        return False
    return to_boolean(state.evaluate(model.bind.required, node, what="required"))


def readonly(state: State, node: Node) -> bool:
    """Its own, or that of a group around it."""
    at: Node | None = node
    while at is not None:
        model = at.definition
        own = model.bind.readonly if isinstance(model, ModelNode) else None
        if own is not None and to_boolean(state.evaluate(own, at, what="readonly")):
            return True
        at = at.parent
    return False


def verdict(state: State, node: Node) -> Verdict | None:
    """What is wrong with one node; None if nothing is, or if it does not count now."""
    model = node.definition
    if not isinstance(model, ModelNode) or not node.relevant or node.children:
        return None
    bind = model.bind
    if not node.text:
        if model.repeat is None and required(state, node):
            return Verdict(node, "required", bind.required_message)
    elif bind.constraint is not None and not to_boolean(state.evaluate(bind.constraint, node, what="constraint")):
        return Verdict(node, "constraint", bind.constraint_message)
    if bind.hall.get("block") == "yes" and model.control is not None:
        return Verdict(node, "block", model.control.label)
    return None


def verdicts(state: State) -> Iterator[Verdict]:
    """Of all nodes, in document order."""
    for node in tree_nodes(state.root):
        found = verdict(state, node)
        if found is not None:
            yield found


def violation(state: State, found: Verdict) -> Violation:
    return Violation(ref=state.reference(found.node), kind=found.kind, message=richtext.plain(state.marked(found.message, found.node)))
