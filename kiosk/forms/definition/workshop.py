"""What do all parts of reading a form share? Names, problems, compiling with the place known, resolving references."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kiosk.forms.definition.itext import Compiled, Itext, Output, Raw, TextDef
from kiosk.forms.definition.model import ModelNode
from kiosk.forms.errors import Problem, Severity, XPathSyntaxError
from kiosk.forms.nodes import JAVAROSA, Node
from kiosk.forms.xmltree import Element, local
from kiosk.forms.xpath.analysis import contextualize
from kiosk.forms.xpath.compiler import CompiledExpression, Static, compile_expression
from kiosk.forms.xpath.parser import parse
from kiosk.forms.xpath.syntax import FunctionCall, KindTest, Literal, NameTest, PathExpr, Step


@dataclass(slots=True)
class Workshop:
    """One form being read. by_id: nodes of binds that have an id."""

    root: ModelNode
    namespaces: Mapping[str, str]
    itext: Itext = field(default_factory=Itext)
    problems: list[Problem] = field(default_factory=list)
    by_id: dict[str, ModelNode] = field(default_factory=dict)

    def problem(self, code: str, message: str, reference: str = "", severity: Severity = "error", part: str = "") -> None:
        self.problems.append(Problem(severity=severity, code=code, message=message, reference=reference, part=part))

    # -- expressions --------------------------------------------------------------------------------------------------

    def compile(self, source: str, base: ModelNode, what: str) -> CompiledExpression | None:
        """An expression that stands at `base`; None after a problem."""
        static = Static(
            namespaces=self.namespaces,
            base=base.names,
            rewrite=lambda expr: contextualize(expr, base),
            reference=base.path,
        )
        try:
            compiled = compile_expression(source, static)
        except XPathSyntaxError as fault:
            self.problem("forms.xpath", f"{what}: {fault}", base.path, part=what)
            return None
        except RecursionError:
            self.problem("forms.xpath", f"{what}: nested too deeply", base.path, part=what)
            return None
        self.problems.extend(replace(problem, part=what) for problem in compiled.problems)
        return compiled

    # -- references ---------------------------------------------------------------------------------------------------

    def resolve(self, source: str, base: ModelNode | None = None) -> ModelNode | None:
        """The model's node that a reference means, predicates left aside; None if there is none."""
        return self._plain(source.strip()) or self._resolve(source, base)

    def _plain(self, source: str) -> ModelNode | None:
        """The short way for absolute references of plain names."""
        first, *names = source.split("/")[1:] if source.startswith("/") else [""]
        node: ModelNode | None = self.root if first == self.root.plain and first else None
        for name in names:
            node = node.child(name) if node is not None else None
        return node

    def _resolve(self, source: str, base: ModelNode | None) -> ModelNode | None:
        try:
            expr = parse(source)
        except XPathSyntaxError:
            return None
        if not isinstance(expr, PathExpr):
            return None
        if expr.start is not None and not (isinstance(expr.start, FunctionCall) and expr.start.name == "current"):
            return None
        node = None if expr.absolute else base
        for step in expr.steps:
            node = self._step(node, step, absolute=expr.absolute)
            if node is None:
                return None
        return node

    def _step(self, node: ModelNode | None, step: Step, *, absolute: bool) -> ModelNode | None:
        match step:
            case Step(axis="self", test=KindTest(kind="node")):
                return node
            case Step(axis="parent", test=KindTest(kind="node")):
                return node.parent if node is not None else None
            case Step(axis="child" | "attribute", test=NameTest()):
                if node is None:
                    return self.root if absolute and self._named(self.root, step) else None
                return next((child for child in node.children if self._named(child, step)), None)
        return None

    def _named(self, node: ModelNode, step: Step) -> bool:
        test = step.test
        if not isinstance(test, NameTest) or node.attribute is not (step.axis == "attribute"):
            return False
        if test.prefix:
            return node.name == test.local and node.namespace == self.namespaces.get(test.prefix, "?")
        return node.plain == test.local or (node.attribute and node.name == test.local and not node.namespace)

    # -- texts --------------------------------------------------------------------------------------------------------

    def element_text(self, element: Element, base: ModelNode) -> TextDef:
        """A <label>, <hint> or the like: a reference to itext, an expression, or its own words."""
        ref = element.get("ref")
        if ref is not None:
            return self.reference_text(ref, base)
        return TextDef({("", ""): self._compiled(raw_text(element), base)})

    def message_text(self, source: str, base: ModelNode) -> TextDef:
        """A message of a bind: jr:itext('id') or plain words."""
        if source.strip().startswith("jr:itext("):
            return self.reference_text(source, base)
        return TextDef({("", ""): Compiled((source,))})

    def reference_text(self, source: str, base: ModelNode) -> TextDef:
        identity = self._itext_id(source)
        if identity is None:
            return TextDef(expression=self.compile(source, base, "text"))
        if not self.itext.has(identity):
            self.problem("forms.itext", f"no text has the id {identity}", base.path, "warning")
        return self.translated(identity, base)

    def translated(self, identity: str, base: ModelNode) -> TextDef:
        """A text of every language, its outputs seen from `base`."""
        found: dict[tuple[str, str], Compiled] = {}
        for language in self.itext.languages:
            for form, raw in self.itext.forms(language, identity).items():
                found[language, form] = self._compiled(raw, base)
        return TextDef(found, identity=identity)

    def _itext_id(self, source: str) -> str | None:
        try:
            expr = parse(source)
        except XPathSyntaxError:
            return None
        match expr:
            case FunctionCall(prefix=prefix, name="itext", arguments=(Literal(identity),)) if self.namespaces.get(prefix) == JAVAROSA:
                return identity
        return None

    def _compiled(self, raw: Raw, base: ModelNode) -> Compiled:
        parts: list[str | CompiledExpression] = []
        for part in raw:
            if isinstance(part, str):
                parts.append(part)
                continue
            compiled = self.compile(part.source, base, "output")
            if compiled is not None:
                parts.append(compiled)
        return Compiled(tuple(parts))


def raw_text(element: Element) -> Raw:
    """The words in an element and its outputs; other elements within give their words."""
    parts: list[str | Output] = []
    _collect(element, parts)
    merged: list[str | Output] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part:
            merged.append(part)
    if merged and isinstance(merged[0], str):
        merged[0] = merged[0].lstrip()
    if merged and isinstance(merged[-1], str):
        merged[-1] = merged[-1].rstrip()
    return tuple(part for part in merged if part)


def _collect(element: Element, parts: list[str | Output]) -> None:
    parts.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            if local(child) == "output":
                parts.append(Output(child.get("value") or child.get("ref") or ""))
            else:
                _collect(child, parts)
        parts.append(child.tail or "")


def model_of(instance: Node) -> ModelNode:
    """The model's nodes of a primary instance: the union over all rows and templates, in document order."""
    root = ModelNode(instance, None)
    _merge(root, instance)
    for index, node in enumerate(root.walk()):
        node.index = index
    return root


def _merge(model: ModelNode, node: Node) -> None:
    """Looked up by name: an instance may have a hundred thousand rows."""
    node.definition = model
    for attribute in node.attributes:
        if attribute.namespace == JAVAROSA:
            continue
        found = _known(model, attribute, attribute=True) or _added(model, attribute, attribute=True)
        attribute.definition = found
    for child in node.children:
        if child.name:
            _merge(_known(model, child) or _added(model, child), child)


def _known(model: ModelNode, node: Node, *, attribute: bool = False) -> ModelNode | None:
    return model.known(node.name, node.namespace, attribute=attribute)


def _added(model: ModelNode, node: Node, *, attribute: bool = False) -> ModelNode:
    made = ModelNode(node, model, attribute=attribute)
    model.add(made)
    return made
