"""Nodes, instances and names (XPath 1.0, 4.1; ODK XForms, 'Repeat functions', 'Node set functions')."""

from typing import TYPE_CHECKING

from kiosk.forms.errors import XPathEvaluationError
from kiosk.forms.nodes import ELEMENT, Node
from kiosk.forms.xpath.axes import in_document_order
from kiosk.forms.xpath.code import Code, as_text
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.functions.texts import all_texts
from kiosk.forms.xpath.library import FunctionDef, plain
from kiosk.forms.xpath.syntax import FunctionCall
from kiosk.forms.xpath.values import NAN, NodeSet, Value

if TYPE_CHECKING:
    from kiosk.forms.xpath.compiler import Compiler


def last(c: Context) -> float:
    return float(c.size)


def position(c: Context, *sets: NodeSet) -> float:
    """The place in the predicate, or of a node among its siblings of the same name."""
    if not sets:
        return float(c.position)
    return place_of(sets[0][0]) if sets[0] else NAN


def place_of(node: Node) -> float:
    if node.parent is None:
        return 1.0
    place = 1.0
    for sibling in node.parent.children:
        if sibling is node:
            break
        if sibling.name == node.name and sibling.namespace == node.namespace and sibling.relevant:
            place += 1
    return place


def count(nodes: NodeSet) -> float:
    return float(len(nodes))


def count_non_empty(nodes: NodeSet) -> float:
    return float(sum(1 for node in nodes if node.value() != ""))


def by_id(c: Context, value: Value) -> NodeSet:
    wanted = {word for text in all_texts(value) for word in text.split()}
    top = c.node.root()
    found = [node for node in top.walk() if node.kind == ELEMENT and (mark := node.attribute("id")) and mark.text in wanted]
    return in_document_order(found)


def _first(c: Context, sets: tuple[NodeSet, ...]) -> Node | None:
    if not sets:
        return c.node
    return sets[0][0] if sets[0] else None


def local_name(c: Context, *sets: NodeSet) -> str:
    node = _first(c, sets)
    return node.name if node is not None else ""


def namespace_uri(c: Context, *sets: NodeSet) -> str:
    node = _first(c, sets)
    return node.namespace if node is not None else ""


def name(c: Context, *sets: NodeSet) -> str:
    node = _first(c, sets)
    return node.qualified() if node is not None else ""


def _current(compiler: "Compiler", call: FunctionCall) -> Code:
    return Code(lambda c: [c.current], "nodes", first=lambda c: c.current)


def instance(c: Context, identity: str) -> NodeSet:
    found = c.env.instance(identity)
    if found is None:
        raise XPathEvaluationError("there is no such instance")
    return [found.root]


def pulldata(c: Context, identity: str, want: str, key: str, value: str) -> str:
    """instance('x')/root/item[key = value]/want, the first match or blank."""
    found = c.env.instance(identity)
    if found is None:
        return ""
    items = found.find(("root", "item"), key, value)
    if items is None:
        every = [item for top in found.root.by_name("root") for item in top.by_name("item")]
        items = [item for item in every if any(child.value() == value for child in item.by_name(key))]
    for item in items:
        for child in item.by_name(want):
            return child.value()
    return ""


def _itext(compiler: "Compiler", call: FunctionCall) -> Code:
    identity = as_text(compiler.compile(call.arguments[0]))

    def first(c: Context) -> Node | None:
        values = c.env.itext(identity(c))
        return values[0] if values else None

    return Code(lambda c: c.env.itext(identity(c)), "nodes", first=first)


def choice_name(c: Context, value: str, path: str) -> str:
    return c.env.choice_label(value, path, c)


FUNCTIONS = [
    FunctionDef("last", 0, 0, plain(last, "v", "number", context=True)),
    FunctionDef("position", 0, 1, plain(position, "N", "number", context=True)),
    FunctionDef("count", 1, 1, plain(count, "N", "number")),
    FunctionDef("count-non-empty", 1, 1, plain(count_non_empty, "N", "number")),
    FunctionDef("id", 1, 1, plain(by_id, "v", "nodes", context=True)),
    FunctionDef("local-name", 0, 1, plain(local_name, "N", "string", context=True)),
    FunctionDef("namespace-uri", 0, 1, plain(namespace_uri, "N", "string", context=True)),
    FunctionDef("name", 0, 1, plain(name, "N", "string", context=True)),
    FunctionDef("current", 0, 0, _current),
    FunctionDef("instance", 1, 1, plain(instance, "s", "nodes", context=True)),
    FunctionDef("pulldata", 4, 4, plain(pulldata, "s", "string", context=True)),
]

JAVAROSA_FUNCTIONS = [
    FunctionDef("itext", 1, 1, _itext),
    FunctionDef("choice-name", 2, 2, plain(choice_name, "s", "string", context=True)),
]
