"""What is a form? Immutable once read, shared by all sessions; holds nothing of a citizen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kiosk.forms.definition.itext import Itext, TextDef
from kiosk.forms.definition.secondary import SecondaryInstance
from kiosk.forms.errors import Problem
from kiosk.forms.nodes import Node
from kiosk.forms.xpath.compiler import CompiledExpression


@dataclass(slots=True)
class Bind:
    """What the model says about one node. message texts: None if the form has none."""

    type: str = "string"
    relevant: CompiledExpression | None = None
    required: CompiledExpression | None = None
    readonly: CompiledExpression | None = None
    constraint: CompiledExpression | None = None
    calculate: CompiledExpression | None = None
    required_message: TextDef | None = None
    constraint_message: TextDef | None = None
    preload: str = ""
    preload_params: str = ""
    hall: Mapping[str, str] = field(default_factory=dict)


class ModelNode:
    """A node of the primary instance, once for all repeat instances. index: its place in document order.

    label: of its group or repeat; names: from the root, as unprefixed tests know them.
    """

    __slots__ = (
        "_by_name",
        "_by_plain",
        "attribute",
        "bind",
        "children",
        "control",
        "count",
        "dependents",
        "index",
        "label",
        "name",
        "names",
        "namespace",
        "parent",
        "path",
        "plain",
        "prefix",
        "repeat",
        "structural",
        "triggers",
    )

    def __init__(self, node: Node, parent: "ModelNode | None", *, attribute: bool = False) -> None:
        self.name, self.namespace, self.prefix, self.plain = node.name, node.namespace, node.prefix, node.plain
        self.parent = parent
        self.attribute = attribute
        step = f"@{node.qualified()}" if attribute else node.qualified()
        self.path: str = f"{parent.path}/{step}" if parent else f"/{step}"
        self.names: tuple[str, ...] = (*(parent.names if parent else ()), step)
        self.children: list[ModelNode] = []
        self._by_plain: dict[str, ModelNode] = {}
        self._by_name: dict[tuple[str, str, bool], ModelNode] = {}
        self.bind = Bind()
        self.repeat: RepeatDef | None = None
        self.control: QuestionDef | None = None
        self.label: TextDef | None = None
        self.index = 0
        self.triggers: list[Trigger] = []
        self.dependents: list[Dependent] = []
        self.structural: list[Dependent] = []
        self.count: Trigger | None = None

    def add(self, child: "ModelNode") -> None:
        self.children.append(child)
        self._by_name.setdefault((child.name, child.namespace, child.attribute), child)
        if child.plain and not child.attribute:
            self._by_plain[child.plain] = child

    def child(self, plain: str) -> "ModelNode | None":
        """The child element that an unprefixed name finds."""
        return self._by_plain.get(plain)

    def known(self, name: str, namespace: str, *, attribute: bool) -> "ModelNode | None":
        return self._by_name.get((name, namespace, attribute))

    @property
    def innermost(self) -> "ModelNode | None":
        """The nearest repeat at or above this node."""
        node: ModelNode | None = self
        while node is not None and node.repeat is None:
            node = node.parent
        return node

    def ancestors(self) -> "list[ModelNode]":
        """Nearest first."""
        found: list[ModelNode] = []
        node = self.parent
        while node is not None:
            found.append(node)
            node = node.parent
        return found

    def walk(self) -> "list[ModelNode]":
        """This node and all below it, in document order."""
        found = [self]
        for child in self.children:
            found.extend(child.walk())
        return found

    def __repr__(self) -> str:
        return f"ModelNode({self.path})"


TriggerKind = Literal["calculate", "relevant", "choices", "count"]


class Trigger:
    """An expression that changes the state of a node. rank: its turn; everything it reads has an earlier one."""

    __slots__ = ("expression", "kind", "node", "rank")

    def __init__(self, kind: TriggerKind, node: ModelNode, expression: CompiledExpression) -> None:
        self.kind = kind
        self.node = node
        self.expression = expression
        self.rank = 0


@dataclass(frozen=True, slots=True)
class Dependent:
    """A trigger to run when a node changes.

    anchor: the repeat whose instance both share (None: the form); route: names from the anchor to the trigger's node;
    single: there is one instance of the trigger's node in the whole form.
    """

    trigger: Trigger
    anchor: ModelNode | None
    route: tuple[ModelNode, ...]
    single: bool


# -- the body ---------------------------------------------------------------------------------------------------------

ControlKind = Literal["input", "select1", "select", "rank", "trigger", "upload", "range", "secret"]


@dataclass(frozen=True, slots=True)
class ItemDef:
    """A choice that the form spells out."""

    value: str
    label: TextDef | None


@dataclass(frozen=True, slots=True)
class ItemsetDef:
    """Choices from nodes. value, label: evaluated at each of them; identity: of the label's text where it is one of itext.

    fixed: they depend on no answer.
    """

    nodeset: CompiledExpression
    value: CompiledExpression
    label: CompiledExpression | None
    identity: CompiledExpression | None
    fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDef:
    """A control. items: choices that are spelled out, or an itemset."""

    kind: ControlKind
    node: ModelNode
    label: TextDef | None
    hint: TextDef | None
    appearance: frozenset[str]
    mediatype: str
    attributes: Mapping[str, str]
    items: tuple[ItemDef, ...] = ()
    itemset: ItemsetDef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDef:
    """node: None for a group that only holds things together on the screen."""

    node: ModelNode | None
    label: TextDef | None
    appearance: frozenset[str]
    children: "Sequence[BodyDef]"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatDef:
    """count: how many rows, None where rows are added by hand; fixed: no row is added or removed by hand."""

    node: ModelNode
    label: TextDef | None
    appearance: frozenset[str]
    count: CompiledExpression | None
    fixed: bool
    children: "Sequence[BodyDef]"


BodyDef = QuestionDef | GroupDef | RepeatDef


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDef:
    """value: None clears. owner: the repeat or question whose event it hears, None for events of the whole form."""

    events: frozenset[str]
    target: CompiledExpression
    target_node: ModelNode | None
    value: CompiledExpression | None
    owner: ModelNode | None
    kind: Literal["setvalue", "setgeopoint"] = "setvalue"


@dataclass(slots=True, kw_only=True)
class FormDef:
    """One form, ready to be filled in.

    template: the primary instance as a session begins it; templates: a new row of each repeat, by the path of the repeat;
    given: the rows of a repeat that the form itself writes out; media: the bundle's files by base name;
    translate: the text of an id that is known only while a form is filled in; fixed_values: remembered values of lists that
    depend on no answer, by path of the question.
    """

    form_id: str
    version: str
    title: str
    template: Node
    templates: Mapping[str, Node]
    given: Mapping[str, Sequence[Node]]
    root: ModelNode
    nodes: Mapping[str, ModelNode]
    body: tuple[BodyDef, ...]
    itext: Itext
    instances: Mapping[str, SecondaryInstance]
    actions: tuple[ActionDef, ...]
    triggers: tuple[Trigger, ...]
    questions: tuple[QuestionDef, ...]
    repeats: tuple[RepeatDef, ...]
    problems: tuple[Problem, ...]
    media: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    style: str = ""
    primary_id: str = ""
    translate: Callable[[str], TextDef] = lambda identity: TextDef()
    fixed_values: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        return self.itext.languages

    @property
    def default_language(self) -> str:
        return self.itext.default
