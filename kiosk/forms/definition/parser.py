"""How does XML become a form? Every mistake is collected; only a document that is no form at all stops at once."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from kiosk.forms.definition.actions import ActionReader
from kiosk.forms.definition.binds import read_bind
from kiosk.forms.definition.body import BodyReader
from kiosk.forms.definition.itext import Itext, Raw
from kiosk.forms.definition.model import FormDef, ModelNode
from kiosk.forms.definition.secondary import SecondaryInstance, empty, read_secondary
from kiosk.forms.definition.templates import take_templates
from kiosk.forms.definition.workshop import Workshop, model_of, raw_text
from kiosk.forms.engine.graph import connect
from kiosk.forms.errors import FormDefinitionError
from kiosk.forms.nodes import DOCUMENT, ELEMENT, JAVAROSA, OPENROSA, Node
from kiosk.forms.xmltree import Element, local, parse_xml, refused, to_document, to_node

METHODS = frozenset({"post", "form-data-post", "multipart-post", "urlencoded-post", "put", "get"})


def parse_form(xml: bytes, media: Mapping[str, bytes]) -> FormDef:
    """media: files by base name. Raises FormDefinitionError with every problem that forbids the form."""
    with _collector_at_rest():
        return XFormParser(parse_xml(xml), media).form()


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """A form is a hundred thousand objects that all stay: looking through them again and again doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class XFormParser:
    def __init__(self, root: Element, media: Mapping[str, bytes]) -> None:
        self._html = root
        self._media = {name.rpartition("/")[2]: data for name, data in media.items()}
        self._model = self._find_model()
        instances = [child for child in self._model if local(child) == "instance"]
        primary = next((child for child in instances[0] if isinstance(child.tag, str)), None) if instances else None
        if primary is None:
            raise refused("forms.instance", "the model has no primary instance")
        self._primary = primary
        self._instances = instances
        namespaces = {prefix: uri for prefix, uri in {**primary.nsmap, **root.nsmap}.items() if prefix}
        self._document = Node(DOCUMENT)
        self._document.append(to_node(primary, primary.nsmap.get(None) or ""))
        _ensure_identity(self._document.children[0])
        self._shop = Workshop(model_of(self._document.children[0]), {"jr": JAVAROSA, **namespaces})

    def form(self) -> FormDef:
        shop, model = self._shop, self._model
        shop.itext = self._itext()
        body_element = next((child for child in self._html if local(child) == "body"), None)
        self._mark_repeats(body_element)
        for element in model:
            if local(element) == "bind":
                read_bind(shop, element)
        primary_id = self._instances[0].get("id") or ""
        actions = ActionReader(shop)
        actions.inside(model, None)
        body = BodyReader(shop, actions, primary_id)
        content = body.children(body_element, shop.root) if body_element is not None else []
        self._check_submission()
        patterns = take_templates(self._document.children[0])
        instances = self._secondary()
        triggers = connect(shop, body.questions, primary_id)
        errors = tuple(problem for problem in shop.problems if problem.severity == "error")
        if errors:
            raise FormDefinitionError(errors)
        return FormDef(
            form_id=self._primary.get("id") or self._primary.nsmap.get(None) or "",
            version=self._version(),
            title=self._title(),
            template=self._document,
            templates=patterns.new,
            given=patterns.given,
            root=shop.root,
            nodes={node.path: node for node in shop.root.walk()},
            body=tuple(content),
            itext=shop.itext,
            instances=instances,
            actions=tuple(actions.found),
            triggers=triggers,
            questions=tuple(body.questions),
            repeats=tuple(body.repeats),
            problems=tuple(shop.problems),
            media=self._media,
            style=(body_element.get("class") or "") if body_element is not None else "",
            primary_id=primary_id,
            translate=cache(lambda identity: shop.translated(identity, shop.root)),
        )

    # -- parts --------------------------------------------------------------------------------------------------------

    def _find_model(self) -> Element:
        for child in self._html:
            if local(child) == "model":
                return child
            if local(child) == "head":
                found = next((each for each in child if local(each) == "model"), None)
                if found is not None:
                    return found
        raise refused("forms.model", "the document has no model")

    def _title(self) -> str:
        for head in self._html:
            if local(head) == "head":
                return next((" ".join((each.text or "").split()) for each in head if local(each) == "title"), "")
        return ""

    def _version(self) -> str:
        for key, value in self._primary.attrib.items():
            if str(key).rpartition("}")[2] == "version":
                return str(value)
        return ""

    def _mark_repeats(self, body: Element | None) -> None:
        """Expressions of binds are seen from inside their repeats, so repeats must be known before binds are read."""
        if body is None:
            return
        for element in body.iter():
            if isinstance(element.tag, str) and local(element) == "repeat":
                node = self._shop.resolve(element.get("nodeset") or "", self._base_of(element))
                if node is not None and not node.attribute:
                    BodyReader.mark(node)

    def _base_of(self, element: Element) -> ModelNode:
        """The node that a relative reference of this element starts from."""
        above = element.getparent()
        while above is not None:
            source = above.get("nodeset") or above.get("ref")
            if source:
                return self._shop.resolve(source, self._base_of(above)) or self._shop.root
            above = above.getparent()
        return self._shop.root

    def _itext(self) -> Itext:
        element = next((child for child in self._model if local(child) == "itext"), None)
        if element is None:
            return Itext()
        texts: dict[str, dict[str, dict[str, Raw]]] = {}
        default = ""
        for translation in element:
            if local(translation) != "translation":
                continue
            language = translation.get("lang") or ""
            if translation.get("default") is not None and not default:
                default = language
            texts[language] = {text.get("id") or "": _forms(text) for text in translation if local(text) == "text"}
        languages = tuple(texts)
        return Itext(languages, default or (languages[0] if languages else ""), texts)

    def _check_submission(self) -> None:
        for element in self._model:
            if local(element) == "submission":
                method = element.get("method")
                if method is not None and method not in METHODS:
                    self._shop.problem("forms.submission", "unknown method of submission")

    def _secondary(self) -> dict[str, SecondaryInstance]:
        found: dict[str, SecondaryInstance] = {}
        for element in self._instances[1:]:
            identity = element.get("id") or ""
            if identity in found:
                self._shop.problem("forms.instance", f"two instances have the id {identity}")
            found[identity] = self._one_secondary(element, identity)
        return found

    def _one_secondary(self, element: Element, identity: str) -> SecondaryInstance:
        source = element.get("src")
        content = next((child for child in element if isinstance(child.tag, str)), None)
        if source is not None and not source.startswith("jr://instance/"):
            name = source.rpartition("/")[2]
            data = self._media.get(name)
            if data is not None:
                try:
                    return read_secondary(name, data)
                except FormDefinitionError as fault:
                    self._shop.problems.extend(fault.problems)
                    return empty()
            self._shop.problem("forms.media.missing", f"the file {name} of the instance {identity} is missing", severity="warning")
        return SecondaryInstance(to_document(content)) if content is not None else empty()


def _ensure_identity(root: Node) -> None:
    """Every submission has an instanceID; a form that has no place for it gets one in orx:meta."""
    meta = next((child for child in root.children if child.name == "meta"), None)
    if meta is None:
        meta = Node(ELEMENT, "meta", OPENROSA, "orx")
        root.append(meta)
    if not any(child.name == "instanceID" for child in meta.children):
        meta.append(Node(ELEMENT, "instanceID", meta.namespace, meta.prefix, plain="instanceID" if meta.plain else ""))


def _forms(text: Element) -> dict[str, Raw]:
    found: dict[str, Raw] = {}
    for value in text:
        if local(value) == "value":
            found.setdefault(value.get("form") or "", raw_text(value))
    return found
