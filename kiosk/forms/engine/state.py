"""What is the state of one form being filled in? The instance, who listens, and the environment of its expressions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kiosk.forms import richtext
from kiosk.forms.codecs import normalized
from kiosk.forms.definition.itext import MEDIA, TextDef
from kiosk.forms.definition.model import FormDef, ModelNode
from kiosk.forms.definition.templates import copy_node
from kiosk.forms.errors import EXPRESSION_FAULTS, AnswerRefused, Problem, XPathEvaluationError
from kiosk.forms.nodes import ELEMENT, Node
from kiosk.forms.xpath.compiler import CompiledExpression
from kiosk.forms.xpath.context import Context, Environment
from kiosk.forms.xpath.values import Value

Report = Callable[[Problem], None]

WORK_OF_A_DEED = 3_000_000
"""Nodes that all expressions together may look at after one answer: some seconds; a form that wants more is given up."""
WORK_OF_A_LOOK = 500_000
"""The same for one label, list or condition that a page asks for."""


@dataclass(slots=True)
class ChangeSet:
    """Nodes whose value, relevance or rows changed since the last look."""

    nodes: dict[int, Node] = field(default_factory=dict)

    def add(self, node: Node) -> None:
        self.nodes[id(node)] = node


class State:
    """singles: the one node of each model node outside repeats, by its index. strict: a failing expression raises.

    size: nodes of the instance.
    """

    def __init__(self, form: FormDef, env: Environment, *, language: str, strict: bool, report: Report) -> None:
        self.form = form
        self.env = env
        self.language = language
        self.strict = strict
        self.report = report
        self.changes = ChangeSet()
        self.revision = 0
        self.size = 0
        self._settling = False
        self._reported: set[tuple[str, str, str]] = set()
        self.document = Node(0)
        self.singles: list[Node | None] = []
        self.plant(copy_node(form.template))

    def plant(self, document: Node) -> None:
        """Take a tree as the instance."""
        self.document = document
        self.env.root = document
        self.singles = [None] * len(self.form.nodes)
        self.size = sum(1 for _ in document.walk())
        for node in tree_nodes(document.children[0]):
            model = node.definition
            if isinstance(model, ModelNode) and model.innermost is None:
                self.singles[model.index] = node
            if isinstance(model, ModelNode) and node.text and not node.children:
                node.text = normalized(model.bind.type, node.text, self.env.zone)

    @property
    def root(self) -> Node:
        return self.document.children[0]

    def touch(self, node: Node) -> None:
        self.changes.add(node)
        self.revision += 1

    # -- finding nodes ------------------------------------------------------------------------------------------------

    def find(self, reference: str) -> Node | None:
        """The node of a reference with positions on repeats, "/data/rep[2]/a"; a position left out is the first."""
        node = self.document
        for step in reference.strip("/").split("/"):
            name, _, rest = step.partition("[")
            place = int(rest[:-1]) if rest.endswith("]") and rest[:-1].isdigit() else 1
            found = _named(node, name)
            if not 1 <= place <= len(found):
                return None
            node = found[place - 1]
        return node if node is not self.document else None

    def get(self, reference: str) -> Node:
        node = self.find(reference)
        if node is None:
            raise AnswerRefused("there is no such node")
        return node

    def rows(self, parent: Node, repeat: ModelNode) -> list[Node]:
        return [child for child in parent.children if child.definition is repeat]

    def stand_in(self, parent: Node, repeat: ModelNode) -> Node:
        """Where a row of this repeat would stand, for expressions that are about all its rows."""
        made = Node(ELEMENT, repeat.name, repeat.namespace, repeat.prefix)
        made.parent, made.definition = parent, repeat
        return made

    def repeat_place(self, reference: str) -> tuple[Node, ModelNode]:
        """The parent and the repeat that a reference without a last position means."""
        head, _, last = reference.rstrip("/").rpartition("/")
        parent = self.get(head) if head else self.document
        above = parent.definition
        models = above.children if isinstance(above, ModelNode) else [self.form.root]
        name = last.partition("[")[0]
        repeat = next((model for model in models if model.repeat is not None and _is_named(model, name)), None)
        if repeat is None:
            raise AnswerRefused("there is no such repeat")
        return parent, repeat

    def reference(self, node: Node) -> str:
        """The path of a node, with positions on repeat instances only."""
        steps: list[str] = []
        at: Node | None = node
        while at is not None and at.parent is not None:
            model = at.definition
            step = f"@{at.qualified()}" if isinstance(model, ModelNode) and model.attribute else at.qualified()
            if isinstance(model, ModelNode) and model.repeat is not None:
                step += f"[{self.rows(at.parent, model).index(at) + 1}]"
            steps.append(step)
            at = at.parent
        return "/" + "/".join(reversed(steps))

    def nearest(self, model: ModelNode, origin: Node) -> Node | None:
        """The instance of `model` that shares the most repeat instances with `origin`, else the first."""
        wanted = {above for above in [model, *model.ancestors()] if above.repeat is not None}
        shared = {node.definition: node for node in _up(origin) if node.definition in wanted}
        node = self.document
        for step in [*reversed(model.ancestors()), model]:
            if step in shared:
                node = shared[step]
                continue
            found = [each for each in [*node.children, *node.attributes] if each.definition is step]
            if not found:
                return None
            node = found[0]
        return node

    # -- expressions --------------------------------------------------------------------------------------------------

    def evaluate(self, expression: CompiledExpression, node: Node, *, what: str) -> Value:
        """Its value at `node`; where it fails, blank, and the fault is reported without any value."""
        self._refill()
        try:
            return expression.evaluate(Context(node, self.env))
        except EXPRESSION_FAULTS as fault:
            if self.strict:
                raise
            self.fault(node, expression.source, what, fault)
            return ""

    def _refill(self) -> None:
        """Outside a settlement each look has its own budget."""
        if not self._settling:
            self.env.work = WORK_OF_A_LOOK

    @contextmanager
    def settlement(self) -> Iterator[None]:
        """One budget for all that follows from one deed."""
        self._settling, self.env.work = True, WORK_OF_A_DEED
        try:
            yield
        finally:
            self._settling = False

    def words(self, text: TextDef | None, node: Node, form: str = "") -> str:
        """A label, hint or message seen from a node; what fails in it is blank."""
        if text is None:
            return ""
        return text.text(Context(node, self.env), self.language, form, read=self.read)

    def marked(self, text: TextDef | None, node: Node, form: str = "", *, language: str | None = None) -> str:
        """The same with the form's own marks; what its outputs say is no markup."""
        if text is None:
            return ""

        def escaped(expression: CompiledExpression, context: Context) -> str:
            said = self.read(expression, context)
            return said if expression is text.expression else richtext.escaped(said)

        return text.text(Context(node, self.env), self.language if language is None else language, form, read=escaped)

    def media(self, text: TextDef | None, node: Node) -> dict[str, str]:
        """Base names of the bundle's files that come with a text, by image, audio, video; what is not there is left out."""
        if text is None or not self.form.itext.pictured:
            return {}
        named = {kind: self.words(text, node, kind).strip().rpartition("/")[2] for kind in MEDIA}
        return {kind: name for kind, name in named.items() if name in self.form.media}

    def read(self, expression: CompiledExpression, context: Context) -> str:
        """The text of an output, or of a choice's value or label; what fails is blank."""
        self._refill()
        try:
            return expression.text(context)
        except EXPRESSION_FAULTS as fault:
            if self.strict:
                raise
            self.fault(context.current, expression.source, "text", fault)
            return ""

    def fault(self, node: Node, source: str, what: str, fault: Exception) -> None:
        """Tell of it, once a session for each place."""
        model = node.definition
        reason = str(fault) if isinstance(fault, XPathEvaluationError) else type(fault).__name__
        path = model.path if isinstance(model, ModelNode) else ""
        if (path, source, what) in self._reported:
            return
        self._reported.add((path, source, what))
        self.report(Problem(code="forms.expression", message=f"{what} failed: {reason}", reference=path, place=source[:200], part=what))


def tree_nodes(node: Node) -> Iterator[Node]:
    """A node and all below it that the model knows, attributes included."""
    yield node
    for attribute in node.attributes:
        if attribute.definition is not None:
            yield attribute
    for child in node.children:
        yield from tree_nodes(child)


def _named(node: Node, name: str) -> list[Node]:
    if name.startswith("@"):
        return [each for each in node.attributes if each.qualified() == name[1:]]
    found = [each for each in node.children if each.qualified() == name]
    if found or ":" in name:
        return found or [each for each in node.children if each.name == name.rpartition(":")[2] and each.prefix == ""]
    return [each for each in node.children if each.name == name and each.definition is not None and not each.prefix]


def _is_named(model: ModelNode, name: str) -> bool:
    return name in {f"{model.prefix}:{model.name}" if model.prefix else model.name}


def _up(node: Node) -> Iterator[Node]:
    at: Node | None = node
    while at is not None:
        yield at
        at = at.parent
