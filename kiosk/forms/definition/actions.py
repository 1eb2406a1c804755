"""What happens by itself, and when? setvalue and setgeopoint (ODK XForms, 'Actions', 'Events')."""

from typing import Final, Literal

from kiosk.forms.definition.model import ActionDef, ModelNode
from kiosk.forms.definition.workshop import Workshop
from kiosk.forms.nodes import ODK
from kiosk.forms.xmltree import Element, local, namespace
from kiosk.forms.xpath.compiler import CompiledExpression, Static, compile_expression

ACTIONS: Final = frozenset({"setvalue", "setgeopoint", "recordaudio", "send", "setfocus"})
FORM_EVENTS: Final = frozenset({"odk-instance-load", "odk-instance-first-load", "xforms-ready", "xforms-revalidate"})
EVENTS: Final = FORM_EVENTS | {"odk-new-repeat", "xforms-value-changed", "jr-insert"}


class ActionReader:
    """Collects actions of the model and of the body, in document order."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop
        self.found: list[ActionDef] = []

    def inside(self, element: Element, owner: ModelNode | None) -> None:
        """Actions that are children of this element; owner: its question or repeat, None for the model."""
        for child in element:
            if local(child) in {"setvalue", "setgeopoint"}:
                self._read(child, owner)

    def _read(self, element: Element, owner: ModelNode | None) -> None:
        kind: Literal["setvalue", "setgeopoint"] = "setvalue" if local(element) == "setvalue" else "setgeopoint"
        if kind == "setgeopoint" and namespace(element) != ODK:
            self._shop.problem("forms.action", "setgeopoint belongs to the namespace of ODK", severity="warning")
        events = self._events(element, owner)
        base = owner or self._shop.root
        target = self._target(element, base)
        if target is None:
            return
        value = self._value(element, target[1] or base) if kind == "setvalue" else None
        self.found.append(ActionDef(events=events, target=target[0], target_node=target[1], value=value, owner=owner, kind=kind))

    def _events(self, element: Element, owner: ModelNode | None) -> frozenset[str]:
        events = frozenset((element.get("event") or "").split())
        for event in sorted(events - EVENTS):
            self._shop.problem("forms.action.event", f"unknown event {event}", owner.path if owner else "")
        if owner is None and "odk-new-repeat" in events:
            self._shop.problem("forms.action.event", "odk-new-repeat belongs inside a repeat")
        return events

    def _target(self, element: Element, base: ModelNode) -> tuple[CompiledExpression, ModelNode | None] | None:
        bind = element.get("bind")
        source = element.get("ref") or ""
        if bind:
            node = self._shop.by_id.get(bind)
            if node is None:
                self._shop.problem("forms.action", f"no bind has the id {bind}", base.path)
                return None
            source = node.path
        compiled = self._shop.compile(source, base, "ref of an action") if source else None
        if compiled is None:
            self._shop.problem("forms.action", "an action without a target", base.path)
            return None
        node = self._shop.resolve(source, base)
        if node is None:
            self._shop.problem("forms.action", "an action on a node that is not in the instance", source)
            return None
        return compiled, node

    def _value(self, element: Element, base: ModelNode) -> CompiledExpression | None:
        """The attribute is an expression, the content is a text; neither clears."""
        source = element.get("value")
        if source is not None:
            return self._shop.compile(source, base, "value of an action") if source.strip() else None
        text = "".join(str(part) for part in element.itertext()).strip()
        if not text:
            return None
        quoted = f"'{text}'" if "'" not in text else f'"{text}"'
        return compile_expression(quoted, Static())
