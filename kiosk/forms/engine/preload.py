"""What does the terminal fill in by itself? (ODK XForms, 'Preload attributes')"""

from datetime import datetime
from uuid import UUID

from kiosk.forms.definition.model import ModelNode
from kiosk.forms.engine.state import State, tree_nodes
from kiosk.forms.nodes import Node
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
    """The instanceID of a new instance, or of a draft that has none yet."""
    node = identity_node(state.root)
    if node is not None:
        node.text = node.text or f"uuid:{identity}"


def identity_node(root: Node) -> Node | None:
    for meta in root.children:
        if meta.name == "meta":
            return next((child for child in meta.children if child.name == "instanceID"), None)
    return None
