"""In which order is a form walked through? The pages that exist now, before anything on them is worded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kiosk.forms.definition.itext import TextDef
from kiosk.forms.definition.model import BodyDef, GroupDef, ModelNode, QuestionDef, RepeatDef
from kiosk.forms.engine.rows import Rows
from kiosk.forms.engine.state import State
from kiosk.forms.nodes import Node

FIELD_LIST = frozenset({"field-list", "table-list"})


@dataclass(frozen=True, slots=True)
class Heading:
    """The words over a page, and the node they are seen from. row: the number of the row, 0 outside repeats."""

    label: TextDef | None
    node: Node
    row: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    question: QuestionDef
    node: Node


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page to be. section: the outermost group it belongs to; parent, repeat: where rows are listed."""

    id: str
    kind: Literal["questions", "repeat"]
    heading: Heading | None
    section: Heading | None
    asked: tuple[Asked, ...] = ()
    parent: Node | None = None
    repeat: RepeatDef | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is. node: references start from it."""

    node: Node
    heading: Heading | None = None
    section: Heading | None = None

    def under(self, node: Node, heading: Heading | None) -> "_Place":
        return _Place(node, heading or self.heading, self.section or heading or self.heading)


def leaves(state: State, rows: Rows) -> tuple[Leaf, ...]:
    """Pages with something relevant on them, in the order of the form."""
    return leaves_of(state, rows, state.form.body)


def leaves_of(state: State, rows: Rows, body: "tuple[BodyDef, ...]") -> tuple[Leaf, ...]:
    """Those of some outermost parts of the form alone."""
    return tuple(_Outline(state, rows).walk(body, _Place(state.root)))


class _Outline:
    def __init__(self, state: State, rows: Rows) -> None:
        self._state, self._rows = state, rows

    def walk(self, body: "tuple[BodyDef, ...] | list[BodyDef]", place: _Place) -> Iterator[Leaf]:
        for each in body:
            match each:
                case QuestionDef():
                    yield from self._question(each, place)
                case RepeatDef():
                    yield from self._repeat(each, place, each.label)
                case GroupDef():
                    yield from self._group(each, place)

    def _question(self, question: QuestionDef, place: _Place) -> Iterator[Leaf]:
        node = below(place.node, question.node)
        if node is not None and node.relevant:
            yield Leaf(self._state.reference(node), "questions", place.heading, place.section, (Asked(question, node),))

    def _group(self, group: GroupDef, place: _Place) -> Iterator[Leaf]:
        only = group.children[0] if len(group.children) == 1 else None
        if isinstance(only, RepeatDef) and (group.node is None or group.node is only.node):
            yield from self._repeat(only, place, only.label or group.label)
            return
        node = below(place.node, group.node) if group.node is not None else place.node
        if node is None or not node.relevant:
            return
        inside = place.under(node, Heading(group.label, node) if group.label is not None else None)
        if group.appearance & FIELD_LIST:
            yield from self._together(group, inside)
        else:
            yield from self.walk(list(group.children), inside)

    def _together(self, group: GroupDef | RepeatDef, place: _Place) -> Iterator[Leaf]:
        """All questions of a group on one page; repeats in it follow on pages of their own."""
        asked = tuple(each for each in _questions(group, place.node) if each.node.relevant)
        if asked:
            own = group.node is not None and place.node.definition is group.node
            identity = self._state.reference(place.node) if own else f"{self._state.reference(asked[0].node)}#group"
            yield Leaf(identity, "questions", place.heading, place.section, asked)
        for repeat in _repeats(group):
            yield from self._repeat(repeat, place, repeat.label)

    def _repeat(self, repeat: RepeatDef, place: _Place, label: TextDef | None) -> Iterator[Leaf]:
        """A page of rows where they are added by hand, then the pages of each row."""
        parent = _parent(place.node, repeat.node)
        if parent is None or not self._rows.relevant(parent, repeat.node):
            return
        rows = self._state.rows(parent, repeat.node)
        heading = Heading(label, self._state.stand_in(parent, repeat.node))
        section = place.section or heading
        if repeat.count is None and not repeat.fixed:
            reference = f"{self._state.reference(parent)}/{repeat.node.name}"
            yield Leaf(reference, "repeat", heading, section, parent=parent, repeat=repeat)
        for number, row in enumerate(rows, 1):
            if not row.relevant:
                continue
            inside = _Place(row, Heading(label, row, number), section)
            if repeat.appearance & FIELD_LIST:
                yield from self._together(repeat, inside)
            else:
                yield from self.walk(list(repeat.children), inside)


def _questions(group: GroupDef | RepeatDef, origin: Node) -> Iterator[Asked]:
    for each in group.children:
        if isinstance(each, QuestionDef):
            node = below(origin, each.node)
            if node is not None:
                yield Asked(each, node)
        elif isinstance(each, GroupDef):
            inner = below(origin, each.node) if each.node is not None else origin
            if inner is not None and inner.relevant:
                yield from _questions(each, inner)


def _repeats(group: GroupDef | RepeatDef) -> Iterator[RepeatDef]:
    for each in group.children:
        if isinstance(each, RepeatDef):
            yield each
        elif isinstance(each, GroupDef):
            yield from _repeats(each)


def below(origin: Node, model: ModelNode) -> Node | None:
    """The instance of `model` in the row that `origin` stands in."""
    route: list[ModelNode] = []
    target: ModelNode | None = model
    known = {id(at.definition): at for at in _up(origin)}
    while target is not None and id(target) not in known:
        route.append(target)
        target = target.parent
    node: Node | None = known[id(target)] if target is not None else origin.root()
    for step in reversed(route):
        if node is None:
            return None
        children = node.attributes if step.attribute else node.children
        node = next((child for child in children if child.definition is step), None)
    return node


def _parent(origin: Node, repeat: ModelNode) -> Node | None:
    return below(origin, repeat.parent) if repeat.parent is not None else None


def _up(node: Node) -> Iterator[Node]:
    at: Node | None = node
    while at is not None:
        yield at
        at = at.parent
