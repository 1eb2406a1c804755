"""Expressions on any document, for the recorded cases that need no form."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lxml import etree

from kiosk.forms.nodes import XFORMS, Node
from kiosk.forms.xmltree import to_document
from kiosk.forms.xpath.compiler import Static, compile_expression
from kiosk.forms.xpath.context import Context, Environment
from kiosk.forms.xpath.values import Value, to_boolean, to_number, to_text


class _DocumentInstance:
    """A secondary instance of a document that is no form: its <instance> element."""

    def __init__(self, root: Node) -> None:
        self.root = root

    def find(self, path: tuple[str, ...], column: str, text: str) -> list[Node] | None:
        return None


def evaluate(
    expr: str,
    xml: str | None,
    *,
    context: str,
    root: str,
    namespaces: Mapping[str, str],
    lang: str | None,
    now_ms: int,
    tz: str,
    want: str,
) -> object:
    document = _document(xml or "<root/>")
    env = Environment(
        now=lambda: datetime.fromtimestamp(now_ms / 1000, UTC),
        zone=ZoneInfo(tz),
        entropy=lambda n: bytes(range(7, 7 + n)),
        root=_find(document, root),
        instance=lambda identity: _instance(document, identity),
        itext=lambda identity: _itext(document, identity, lang),
    )
    node = _find(document, context)
    compiled = compile_expression(expr, Static(namespaces=namespaces, base=_base(node, env.root)))
    value = compiled.evaluate(Context(node, env))
    return _wanted(value, want, env)


def _wanted(value: Value, want: str, env: Environment) -> object:
    match want:
        case "boolean":
            return to_boolean(value)
        case "number":
            return to_number(value, env.zone)
        case "nodeset":
            assert isinstance(value, list)
            return [node.value() for node in value]
    return to_text(value)


def _document(xml: str) -> Node:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(xml.encode(), parser)
    return to_document(root, mixed=True)


def _find(document: Node, path: str) -> Node:
    if path == "/":
        return document
    value = compile_expression(path, Static()).evaluate(_plain(document))
    assert isinstance(value, list)
    return value[0]


def _plain(document: Node) -> Context:
    env = Environment(now=lambda: datetime.now(UTC), zone=ZoneInfo("UTC"), entropy=bytes, root=document)
    return Context(document, env)


def _base(node: Node, root: Node) -> tuple[str, ...]:
    names: list[str] = []
    while node is not root and node.parent is not None:
        names.append(node.name)
        node = node.parent
    return tuple(reversed(names))


def _elements(node: Node, name: str) -> list[Node]:
    return [each for each in node.walk() if each.kind == 1 and each.name == name and each.namespace in {XFORMS, ""}]


def _instance(document: Node, identity: str) -> _DocumentInstance | None:
    for node in _elements(document, "instance"):
        mark = node.attribute("id")
        if mark is not None and mark.text == identity:
            return _DocumentInstance(node)
    return None


def _itext(document: Node, identity: str, lang: str | None) -> list[Node]:
    translations = _elements(document, "translation")
    if not translations:
        return []
    chosen = next((t for t in translations if t.attribute("default") is not None), translations[0])
    for each in translations:
        mark = each.attribute("lang")
        if lang is not None and mark is not None and mark.text == lang:
            chosen = each
    for text in _elements(chosen, "text"):
        mark = text.attribute("id")
        if mark is not None and mark.text == identity:
            return [child for child in text.children if child.kind == 1 and child.name == "value"]
    return []
