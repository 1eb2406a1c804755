"""What does the terminal fill in by itself? (ODK XForms, 'Preload attributes')"""

from datetime import datetime
from uuid import UUID

from kiosk.forms.definition.model import ModelNode
from kiosk.forms.engine.state import State, tree_nodes
from kiosk.forms.nodes import OPENROSA, Node, plain_name
from kiosk.forms.xpath.dates import moment_text


def preload(state: State, *, identity: UUID, now: datetime, device: str) -> None:
    """At the beginning of a new instance."""
    local = now.astimezone(state.env.zone)
    for node in tree_nodes(state.root):
        model = node.definition
        if not isinstance(model, ModelNode) or not model.bind.preload:
            continue
        match model.bind.preload, model.bind.preload_params:
            case "uid", _:
                node.text = node.text or f"uuid:{identity}"
            case "timestamp", "start":
                node.text = moment_text(local)
            case "date", "today":
                node.text = local.date().isoformat()
            case "property", "deviceid":
                node.text = device


def stamp_end(state: State, now: datetime) -> None:
    """At the end."""
    for node in tree_nodes(state.root):
        model = node.definition
        if isinstance(model, ModelNode) and (model.bind.preload, model.bind.preload_params) == ("timestamp", "end"):
            node.text = moment_text(now.astimezone(state.env.zone))


def ensure_identity(state: State, identity: UUID) -> None:
    """Every submission has an instanceID; a form that has no place for it gets one in orx:meta."""
    node = identity_node(state.root)
    if node is not None:
        node.text = node.text or f"uuid:{identity}"
        return
    meta = next((child for child in state.root.children if child.name == "meta"), None)
    if meta is None:
        meta = Node(1, "meta", OPENROSA, "orx", plain=plain_name("meta", OPENROSA, "orx", ""))
        state.root.append(meta)
    made = Node(1, "instanceID", meta.namespace, meta.prefix, f"uuid:{identity}", "" if meta.prefix else "instanceID")
    meta.append(made)


def identity_node(root: Node) -> Node | None:
    for meta in root.children:
        if meta.name == "meta":
            return next((child for child in meta.children if child.name == "instanceID"), None)
    return None
