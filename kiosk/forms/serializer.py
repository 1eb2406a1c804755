"""How does an instance leave? As submission XML without what is not relevant, or as a draft with everything."""

from typing import Any

from lxml import etree

from kiosk.forms.definition.model import FormDef, ModelNode
from kiosk.forms.definition.templates import copy_node
from kiosk.forms.engine.rows import place_of
from kiosk.forms.errors import DraftError, FormDefinitionError
from kiosk.forms.nodes import ELEMENT, JAVAROSA, OPENROSA, Node
from kiosk.forms.xmltree import Element, Limits, local, namespace, parse_xml

Names = dict[Any, str]
"""Prefix to URI; lxml's stubs do not know that None is the prefix of the default namespace."""

DRAFT_LIMITS = Limits(size_bytes=8 * 1024 * 1024, depth=64, nodes=200_000)


def submission_xml(root: Node) -> bytes:
    """UTF-8 with declaration; nodes that are not relevant are left out."""
    return _written(root, everything=False)


def draft_xml(root: Node) -> bytes:
    """As the submission, but complete: hidden answers are in it, too."""
    return _written(root, everything=True)


def _written(root: Node, *, everything: bool) -> bytes:
    names: Names = {None: root.namespace} if root.namespace and not root.prefix else {}
    for node in root.walk():
        if node.prefix and node.namespace:
            names[node.prefix] = node.namespace
    if any(node.namespace == OPENROSA for node in root.walk()):
        names.setdefault("orx", OPENROSA)
    return etree.tostring(_element(root, names, everything=everything), xml_declaration=True, encoding="UTF-8")


def _element(node: Node, names: Names, *, everything: bool) -> Element:
    made = etree.Element(_tag(node), nsmap=names)
    for attribute in node.attributes:
        if everything or attribute.relevant:
            made.set(_tag(attribute), attribute.text)
    for child in node.children:
        if child.kind == ELEMENT and (everything or child.relevant):
            made.append(_element(child, names, everything=everything))
    if not node.children:
        made.text = node.hidden if everything and node.hidden is not None else node.text or None
    return made


def _tag(node: Node) -> str:
    return f"{{{node.namespace}}}{node.name}" if node.namespace else node.name


# -- drafts -----------------------------------------------------------------------------------------------------------


def read_draft(form: FormDef, draft: bytes) -> Node:
    """The instance of a draft: what it leaves out is as the model has it. Raises DraftError for another form's draft."""
    try:
        element = parse_xml(draft, DRAFT_LIMITS)
    except FormDefinitionError as fault:
        raise DraftError(str(fault)) from None
    document = copy_node(form.template)
    root = document.children[0]
    if local(element) != root.name or namespace(element) != root.namespace:
        raise DraftError("the draft belongs to another form")
    mark = root.attribute("id")
    if mark is not None and element.get("id") not in {None, mark.text}:
        raise DraftError("the draft belongs to another form")
    _fill(form, root, element)
    return document


def _fill(form: FormDef, node: Node, element: Element) -> None:
    _fill_attributes(node, element)
    model = node.definition
    given: dict[tuple[str, str], list[Element]] = {}
    for child in element:
        if isinstance(child.tag, str):
            given.setdefault((local(child), namespace(child)), []).append(child)
    for child_model in model.children if isinstance(model, ModelNode) else ():
        if child_model.attribute:
            continue
        found = given.get((child_model.name, child_model.namespace), [])
        if child_model.repeat is not None:
            _fill_rows(form, node, child_model, found)
        elif found:
            for below in node.children:
                if below.definition is child_model:
                    _fill(form, below, found[0])
    if not node.children:
        node.text = element.text or ""


def _fill_attributes(node: Node, element: Element) -> None:
    for key, value in element.attrib.items():
        name = etree.QName(str(key))
        known = node.attribute(name.localname, name.namespace or "")
        if known is not None:
            known.text = str(value)
        elif name.namespace != JAVAROSA:
            made = Node(2, name.localname, name.namespace or "", "orx" if name.namespace == OPENROSA else "", str(value))
            made.parent = node
            node.attributes.append(made)


def _fill_rows(form: FormDef, parent: Node, repeat: ModelNode, elements: list[Element]) -> None:
    old = [child for child in parent.children if child.definition is repeat]
    for row in old:
        parent.remove(row)
    place = place_of(parent, repeat)
    for offset, element in enumerate(elements):
        row = copy_node(form.templates[repeat.path])
        parent.insert(place + offset, row)
        _fill(form, row, element)
