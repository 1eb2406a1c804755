"""What is asked, and how does it hang together? Controls, groups, repeats (ODK XForms, 'Body Elements')."""

from collections.abc import Sequence
from typing import Final, cast, get_args

from lxml import etree

from kiosk.forms.definition.actions import ACTIONS, ActionReader
from kiosk.forms.definition.itext import TextDef
from kiosk.forms.definition.model import (
    BodyDef,
    ControlKind,
    GroupDef,
    ItemDef,
    ItemsetDef,
    ModelNode,
    QuestionDef,
    RepeatDef,
)
from kiosk.forms.definition.workshop import Workshop
from kiosk.forms.nodes import JAVAROSA
from kiosk.forms.xmltree import Element, local
from kiosk.forms.xpath.analysis import reads
from kiosk.forms.xpath.compiler import CompiledExpression
from kiosk.forms.xpath.values import text_to_number

CONTROLS: Final[frozenset[str]] = frozenset(get_args(ControlKind))
_PASSED_OVER: Final = frozenset({"label", "hint", "help", "alert", "item", "itemset", "value", "copy", "extension", "output", ""})


class BodyReader:
    """Reads the body from top to bottom; questions and repeats come out in their order."""

    def __init__(self, shop: Workshop, actions: ActionReader, primary_id: str) -> None:
        self._shop = shop
        self._actions = actions
        self._primary_id = primary_id
        self.questions: list[QuestionDef] = []
        self.repeats: list[RepeatDef] = []

    @staticmethod
    def mark(node: ModelNode) -> None:
        """Make it known that a node repeats, before what stands in it is read."""
        node.repeat = RepeatDef(node=node, label=None, appearance=frozenset(), count=None, fixed=False, children=())

    def children(self, element: Element, base: ModelNode) -> list[BodyDef]:
        found: list[BodyDef] = []
        for child in element:
            made = self._child(child, base)
            if made is not None:
                found.append(made)
        return found

    def _child(self, element: Element, base: ModelNode) -> BodyDef | None:
        name = local(element)
        if name == "group":
            return self._group(element, base)
        if name == "repeat":
            return self._repeat(element, base)
        if name in CONTROLS:
            return self._question(element, base, cast(ControlKind, name))  # the line above says it is one
        if name in ACTIONS:
            return None
        if name not in _PASSED_OVER:
            self._shop.problem("forms.body", f"unknown element <{name}>", base.path, "warning")
        return None

    # -- groups and repeats -------------------------------------------------------------------------------------------

    def _group(self, element: Element, base: ModelNode) -> GroupDef | None:
        source = element.get("ref") or element.get("nodeset")
        node = self._target(element, base)
        if node is None and (source or element.get("bind")):
            self._shop.problem("forms.body.missing", "a group on a node that is not in the instance", source or "")
            return None
        label = self._text(element, "label", node or base)
        if node is not None:
            node.label = node.label or label
        return GroupDef(
            node=node,
            label=label,
            appearance=_words(element),
            children=self.children(element, node or base),
        )

    def _repeat(self, element: Element, base: ModelNode) -> RepeatDef | None:
        node = self._target(element, base)
        if node is None or node.attribute:
            self._shop.problem("forms.body.missing", "a repeat on a node that is not in the instance", element.get("nodeset") or "")
            return None
        counted = element.get(f"{{{JAVAROSA}}}count")
        count = self._shop.compile(counted, node, "jr:count") if counted else None
        fixed = (element.get(f"{{{JAVAROSA}}}noAddRemove") or "").strip() in {"true()", "true"}
        made = RepeatDef(
            node=node,
            label=self._text(element, "label", node),
            appearance=_words(element),
            count=count,
            fixed=fixed,
            children=self.children(element, node),
        )
        node.repeat = made
        self._actions.inside(element, node)
        self.repeats.append(made)
        return made

    # -- questions ----------------------------------------------------------------------------------------------------

    def _question(self, element: Element, base: ModelNode, kind: ControlKind) -> QuestionDef | None:
        node = self._target(element, base)
        if node is None:
            reference = element.get("ref") or element.get("bind") or ""
            self._shop.problem("forms.body.missing", f"a <{kind}> on a node that is not in the instance", reference)
            return None
        if kind == "range":
            self._check_range(element, node)
        made = QuestionDef(
            kind=kind,
            node=node,
            label=self._text(element, "label", node),
            hint=self._text(element, "hint", node),
            appearance=_words(element),
            mediatype=element.get("mediatype") or "",
            attributes={str(etree.QName(str(key)).localname): str(value) for key, value in element.attrib.items()},
            items=tuple(self._items(element, node)),
            itemset=self._itemset(element, node),
        )
        node.control = node.control or made
        self._actions.inside(element, node)
        self.questions.append(made)
        return made

    def _check_range(self, element: Element, node: ModelNode) -> None:
        for name in ("start", "end", "step"):
            number = text_to_number(element.get(name) or "")
            if number != number or (name == "step" and number == 0):  # noqa: PLR0124 - NaN
                self._shop.problem("forms.range", f"{name} of a range is no number", node.path)

    def _items(self, element: Element, node: ModelNode) -> Sequence[ItemDef]:
        found: list[ItemDef] = []
        for item in element:
            if local(item) != "item":
                continue
            value = next((child.text or "" for child in item if local(child) == "value"), "")
            found.append(ItemDef(value.strip(), self._text(item, "label", node)))
        return found

    def _itemset(self, element: Element, node: ModelNode) -> ItemsetDef | None:
        itemset = next((child for child in element if local(child) == "itemset"), None)
        if itemset is None:
            return None
        nodeset = self._shop.compile(itemset.get("nodeset") or "", node, "itemset")
        value, label = self._part(itemset, node, "value"), self._part(itemset, node, "label")
        if nodeset is None or value is None:
            return None
        read = reads(nodeset.syntax, node, self._shop.root, self._primary_id)
        return ItemsetDef(
            nodeset, value, label, self._identity(itemset, node), fixed=not read.values and not read.rows and not nodeset.volatile
        )

    def _part(self, itemset: Element, node: ModelNode, name: str) -> CompiledExpression | None:
        for child in itemset:
            if local(child) in {name, "copy" if name == "value" else name}:
                return self._shop.compile(child.get("ref") or ".", node, f"{name} of an itemset")
        return None

    def _identity(self, itemset: Element, node: ModelNode) -> CompiledExpression | None:
        """What stands in jr:itext(...) of the labels."""
        source = next((child.get("ref") or "" for child in itemset if local(child) == "label"), "").strip()
        inside = source.removeprefix("jr:itext(").removesuffix(")")
        return self._shop.compile(inside, node, "label of an itemset") if len(inside) + len("jr:itext()") == len(source) else None

    # -- common -------------------------------------------------------------------------------------------------------

    def _target(self, element: Element, base: ModelNode) -> ModelNode | None:
        bind = element.get("bind")
        if bind:
            return self._shop.by_id.get(bind)
        source = element.get("ref") or element.get("nodeset")
        return self._shop.resolve(source, base) if source else None

    def _text(self, element: Element, name: str, base: ModelNode) -> TextDef | None:
        found = next((child for child in element if local(child) == name), None)
        return self._shop.element_text(found, base) if found is not None else None


def _words(element: Element) -> frozenset[str]:
    return frozenset((element.get("appearance") or "").split())
