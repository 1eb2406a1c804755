"""What does the model say about its nodes? Binds and their expressions (ODK XForms, 'Bindings')."""

from typing import Final

from lxml import etree

from kiosk.forms.definition.model import Bind, ModelNode
from kiosk.forms.definition.workshop import Workshop
from kiosk.forms.errors import XPathSyntaxError
from kiosk.forms.nodes import HALL, JAVAROSA
from kiosk.forms.xmltree import Element
from kiosk.forms.xpath.parser import parse

TYPES: Final = frozenset(
    {
        "string", "int", "boolean", "decimal", "date", "time", "dateTime", "geopoint", "geotrace", "geoshape",
        "binary", "barcode", "intent", "rank", "select1", "select", "integer", "long", "double", "float", "anyURI", "text",
    }
)  # fmt: skip
_SAME: Final = {"integer": "int", "long": "int", "double": "decimal", "float": "decimal", "text": "string", "select": "string"}


def read_bind(shop: Workshop, element: Element) -> None:
    """Put a <bind> on its node; what is wrong goes to the problems."""
    nodeset = element.get("nodeset") or element.get("ref") or ""
    node = shop.resolve(nodeset, shop.root)
    identity = element.get("id")
    if node is None:
        _report_missing(shop, nodeset)
        return
    if identity:
        shop.by_id[identity] = node
    bind = node.bind
    bind.type = _type_of(shop, element, node)
    _expressions(shop, element, node, bind)
    _javarosa(shop, element, node, bind)
    hall = {str(etree.QName(str(key)).localname): str(value) for key, value in element.attrib.items() if str(key).startswith(f"{{{HALL}}}")}
    bind.hall = {**bind.hall, **hall}


def _report_missing(shop: Workshop, nodeset: str) -> None:
    try:
        parse(nodeset)
    except XPathSyntaxError as fault:
        shop.problem("forms.xpath", f"nodeset: {fault}", nodeset)
        return
    shop.problem("forms.bind.missing", "a bind on a node that is not in the instance", nodeset, "warning")


def _type_of(shop: Workshop, element: Element, node: ModelNode) -> str:
    written = element.get("type")
    if written is None:
        return node.bind.type
    name = written.rpartition(":")[2]
    if name not in TYPES:
        shop.problem("forms.bind.type", f"unknown type {written}", node.path, "warning")
        return "string"
    return _SAME.get(name, name)


def _expressions(shop: Workshop, element: Element, node: ModelNode, bind: Bind) -> None:
    for name in ("relevant", "required", "readonly", "constraint", "calculate"):
        source = element.get(name)
        if source is None or not source.strip():
            continue
        compiled = shop.compile(source, node, name)
        if compiled is not None:
            setattr(bind, name, compiled)


def _javarosa(shop: Workshop, element: Element, node: ModelNode, bind: Bind) -> None:
    required, constraint = element.get(f"{{{JAVAROSA}}}requiredMsg"), element.get(f"{{{JAVAROSA}}}constraintMsg")
    if required:
        bind.required_message = shop.message_text(required, node)
    if constraint:
        bind.constraint_message = shop.message_text(constraint, node)
    bind.preload = element.get(f"{{{JAVAROSA}}}preload") or bind.preload
    bind.preload_params = element.get(f"{{{JAVAROSA}}}preloadParams") or bind.preload_params
