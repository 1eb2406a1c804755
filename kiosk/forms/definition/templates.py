"""What does a new row of a repeat look like? Templates are taken out of the instance before anybody fills it in."""

from dataclasses import dataclass, field

from kiosk.forms.definition.model import ModelNode
from kiosk.forms.nodes import JAVAROSA, Node


@dataclass(slots=True)
class Patterns:
    """new: a new row of each repeat, by its path; given: the rows that the form itself writes out, in their order."""

    new: dict[str, Node] = field(default_factory=dict)
    given: dict[str, list[Node]] = field(default_factory=dict)


def take_templates(root: Node) -> Patterns:
    """The patterns of all repeats; `root` keeps the rows that a session begins with.

    A repeat with jr:template begins with the other rows that are there; without one its first row is the pattern. Where rows
    cannot be added by hand and there is none, it begins with one.
    """
    found = Patterns()
    _take(root, found)
    return found


def _take(node: Node, found: Patterns) -> None:
    for child in list(node.children):
        model = child.definition
        if not isinstance(model, ModelNode):
            continue
        _take(child, found)
        if model.repeat is None:
            continue
        if _is_template(child):
            child.attributes = [each for each in child.attributes if each.namespace != JAVAROSA]
            found.new[model.path] = copy_node(child)
            _drop_or_keep(node, child, model)
        else:
            found.new.setdefault(model.path, copy_node(child))
            if model.innermost is model and model.parent is not None and model.parent.innermost is None:
                found.given.setdefault(model.path, []).append(copy_node(child))


def _is_template(node: Node) -> bool:
    return node.attribute("template", JAVAROSA) is not None


def _drop_or_keep(parent: Node, child: Node, model: ModelNode) -> None:
    alone = sum(1 for each in parent.children if each.definition is model) == 1
    if not (alone and model.repeat is not None and model.repeat.fixed and model.repeat.count is None):
        parent.remove(child)


def copy_node(node: Node) -> Node:
    """A copy of a node and all below it, with its definitions; it belongs to nobody yet."""
    made = Node(node.kind, node.name, node.namespace, node.prefix, node.text, node.plain)
    made.definition, made.declared = node.definition, node.declared
    for attribute in node.attributes:
        copied = copy_node(attribute)
        copied.parent = made
        made.attributes.append(copied)
    for child in node.children:
        copied = copy_node(child)
        copied.parent = made
        made.children.append(copied)
    return made
