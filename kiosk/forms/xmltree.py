"""How does XML come in, safely? lxml parses, we copy into light nodes; nothing else is trusted to a parser.

A DOCTYPE is refused, entities and the network are off, and size, depth and number of nodes have limits.
"""

from dataclasses import dataclass

from lxml import etree

from kiosk.forms.errors import FormDefinitionError, Problem
from kiosk.forms.nodes import ATTRIBUTE as ATTRIBUTE_KIND
from kiosk.forms.nodes import COMMENT, DOCUMENT, ELEMENT, INSTRUCTION, TEXT, Node, number_nodes, plain_name

Element = etree._Element  # lxml has no public name for the type


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The most that is read of one document. text: characters in one piece of it; nodes: with attributes."""

    size_bytes: int = 32 * 1024 * 1024
    depth: int = 128
    nodes: int = 1_000_000
    text: int = 200_000


def refused(code: str, message: str) -> FormDefinitionError:
    return FormDefinitionError((Problem(code=code, message=message),))


def parse_xml(data: bytes, limits: Limits = Limits()) -> Element:
    """The root element; raises FormDefinitionError for what is not XML, not safe or too large."""
    if len(data) > limits.size_bytes:
        raise refused("forms.xml.size", "the document is too large")
    if data.count(b"=") > limits.nodes:
        raise refused("forms.xml.nodes", "the document has too many attributes")
    if b"<!DOCTYPE" in data:
        raise refused("forms.xml.doctype", "a document type is not allowed")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_blank_text=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise refused("forms.xml.syntax", f"not well-formed XML: {_where(fault)}") from None
    info = root.getroottree().docinfo
    if info is None or info.internalDTD is not None or info.externalDTD is not None:
        raise refused("forms.xml.doctype", "a document type is not allowed")
    _check_shape(root, limits)
    return root


def _where(fault: Exception) -> str:
    """Line and column only: the text of the fault may quote the document."""
    position = getattr(fault, "position", None)
    return f"line {position[0]}, column {position[1]}" if position else "unreadable"


def _check_shape(root: Element, limits: Limits) -> None:
    count, depth = 0, 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "end":
            continue
        count += 1
        if depth > limits.depth:
            raise refused("forms.xml.depth", "the document is nested too deeply")
        if count > limits.nodes:
            raise refused("forms.xml.nodes", "the document has too many nodes")
        if len(element.text or "") > limits.text or len(element.tail or "") > limits.text:
            raise refused("forms.xml.text", "a text in the document is too long")


def local(element: Element) -> str:
    """The local name; blank for a comment or instruction."""
    tag = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    tag = element.tag
    return (etree.QName(tag).namespace or "") if isinstance(tag, str) else ""


def to_document(root: Element, *, mixed: bool = False) -> Node:
    """A document node with a copy of everything below `root`.

    mixed: keep every piece of text, comments and instructions as nodes; else a leaf holds its text, and blanks between
    elements are dropped.
    """
    document = Node(DOCUMENT)
    default = root.nsmap.get(None) or ""
    document.append(to_node(root, default, mixed=mixed))
    number_nodes(document)
    return document


def to_node(element: Element, default: str, *, mixed: bool = False) -> Node:
    """default: the namespace of unprefixed names in expressions."""
    name, uri = local(element), namespace(element)
    prefix = element.prefix or ""
    node = Node(ELEMENT, name, uri, prefix, plain=plain_name(name, uri, prefix, default))
    _copy_attributes(element, node)
    if mixed:
        node.declared = {key or "": value for key, value in element.nsmap.items()}
        _copy_mixed(element, node, default)
        return node
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            node.append(to_node(child, default))
        parts.append(child.tail or "")
    if not node.children:
        node.text = "".join(parts)
    elif any(part.strip() for part in parts):
        return to_node(element, default, mixed=True)
    return node


def _copy_mixed(element: Element, node: Node, default: str) -> None:
    _add_text(node, element.text)
    for child in element:
        if isinstance(child.tag, str):
            node.append(to_node(child, default, mixed=True))
        elif child.tag is etree.Comment:
            node.append(Node(COMMENT, text=child.text or ""))
        elif child.tag is etree.ProcessingInstruction:
            target = getattr(child, "target", "")
            node.append(Node(INSTRUCTION, str(target), text=child.text or ""))
        _add_text(node, child.tail)


def _add_text(node: Node, text: str | None) -> None:
    if text:
        node.append(Node(TEXT, text=text))


def _copy_attributes(element: Element, node: Node) -> None:
    for key, value in element.attrib.items():
        name = etree.QName(str(key))
        uri = name.namespace or ""
        prefix = next((p for p, u in element.nsmap.items() if u == uri and p), "") if uri else ""
        attribute = Node(ATTRIBUTE_KIND, name.localname, uri, prefix, str(value), plain="" if uri else name.localname)
        attribute.parent = node
        node.attributes.append(attribute)
