"""Which choices does a question offer, and is the answer among them?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.forms import richtext
from kiosk.forms.definition.model import ItemsetDef, ModelNode, QuestionDef
from kiosk.forms.engine.state import State
from kiosk.forms.nodes import Node
from kiosk.forms.xpath.context import Context

MOST_CHOICES = 100_000


@dataclass(frozen=True, slots=True)
class SelectChoice:
    """label: as the form writes it; own: the words are the form's and may be marked up, not a citizen's; media: names of files."""

    value: str
    label: str
    own: bool = True
    media: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return richtext.plain(self.label) if self.own else self.label


def choices(state: State, question: QuestionDef, node: Node) -> tuple[SelectChoice, ...]:
    """What is offered now, in the form's order, labels in the present language."""
    if question.itemset is None:
        return tuple(
            SelectChoice(item.value, state.words(item.label, node) if item.label else item.value, media=state.media(item.label, node))
            for item in question.items
        )
    itemset = question.itemset
    made: list[SelectChoice] = []
    for item in _items(state, itemset, node):
        context = Context(item, state.env, node)
        text = state.read(itemset.value, context)
        label = state.read(itemset.label, context) if itemset.label is not None else text
        made.append(SelectChoice(text, label, item.definition is None, _media(state, itemset, context)))
    return tuple(made)


def _media(state: State, itemset: ItemsetDef, context: Context) -> Mapping[str, str]:
    if itemset.identity is None or not state.form.itext.pictured:
        return {}
    return state.media(state.form.translate(state.read(itemset.identity, context)), context.node)


def values(state: State, question: QuestionDef, node: Node) -> tuple[str, ...]:
    """The values alone; of a list that depends on no answer they are worked out once for the form."""
    if question.itemset is None:
        return tuple(item.value for item in question.items)
    known = state.form.fixed_values
    if question.itemset.fixed and question.node.path in known:
        return known[question.node.path]
    value = question.itemset.value
    found = tuple(state.read(value, Context(item, state.env, node)) for item in _items(state, question.itemset, node))
    if question.itemset.fixed:
        known[question.node.path] = found
    return found


def _items(state: State, itemset: ItemsetDef, node: Node) -> list[Node]:
    found = state.evaluate(itemset.nodeset, node, what="itemset")
    return found[:MOST_CHOICES] if isinstance(found, list) else []


def settle(state: State, node: Node, wanted: str) -> str:
    """The part of an answer that is offered: one choice, several in the order of the list, or a rank of all that is offered."""
    model = node.definition
    question = model.control if isinstance(model, ModelNode) else None
    if question is None or question.kind not in {"select1", "select", "rank"} or not wanted:
        return wanted
    offered = values(state, question, node)
    if question.kind == "select1":
        return wanted if wanted in offered else ""
    if question.kind == "rank":
        there = set(offered)
        return " ".join(dict.fromkeys([*(value for value in wanted.split() if value in there), *offered]))
    chosen = set(wanted.split())
    return " ".join(dict.fromkeys(value for value in offered if value in chosen))


# -- jr:choice-name ---------------------------------------------------------------------------------------------------


def label_of(state: State, value: str, path: str, context: Context) -> str:
    """The label of a value in the list of the question at `path`, absolute or seen from the context."""
    model = _question_at(state, path, context.current)
    if model is None or model.control is None:
        return ""
    node = state.nearest(model, context.current)
    if node is None:
        return ""
    return next((choice.label for choice in choices(state, model.control, node) if choice.value == value), "")


def _question_at(state: State, path: str, origin: Node) -> ModelNode | None:
    path = path.strip()
    if path.startswith("/"):
        return next((node for node in state.form.nodes.values() if node.path == path), None)
    above = origin.definition
    model = above if isinstance(above, ModelNode) else None
    for step in path.split("/"):
        if model is None:
            return None
        if step == "..":
            model = model.parent
        elif step not in {".", "current()"}:
            model = next((child for child in model.children if child.plain == step), None)
    return model


# -- instances --------------------------------------------------------------------------------------------------------


class Listing(Protocol):
    root: Node

    def find(self, path: tuple[str, ...], column: str, text: str) -> list[Node] | None: ...


@dataclass(slots=True)
class Primary:
    """The primary instance under its id; it changes, so it has no index."""

    root: Node

    def find(self, path: tuple[str, ...], column: str, text: str) -> list[Node] | None:
        return None
