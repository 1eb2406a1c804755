"""How far is each part of a form? The states of a task list, worked out anew at each look."""

from collections.abc import Iterable, Iterator, Set
from itertools import groupby

from kiosk.forms.definition.itext import TextDef
from kiosk.forms.definition.model import BodyDef, GroupDef, QuestionDef, RepeatDef
from kiosk.forms.engine import validation
from kiosk.forms.engine.rows import Rows
from kiosk.forms.engine.state import State
from kiosk.forms.nodes import Node
from kiosk.forms.outline import Heading, Leaf, below, leaves_of
from kiosk.forms.pages import TaskState
from kiosk.forms.prompts import control_of

Part = tuple[Heading | None, tuple[Leaf, ...]]


def parts(state: State, rows: Rows) -> Iterator[Part]:
    """The outermost groups and repeats, and questions between them together; the pages of each that exist now."""
    for grouped, each in groupby(state.form.body, _key):
        body = tuple(each)
        first = body[0]
        heading = None if isinstance(first, QuestionDef) else Heading(_label(first), _seen_from(state, first))
        yield heading if grouped else None, leaves_of(state, rows, body)


def _key(part: BodyDef) -> int:
    """Neighbouring questions belong together, every group stands alone."""
    return 0 if isinstance(part, QuestionDef) else id(part)


def _label(part: GroupDef | RepeatDef) -> TextDef | None:
    only = part.children[0] if len(part.children) == 1 else None
    return part.label if part.label is not None or not isinstance(only, RepeatDef) else only.label


def _seen_from(state: State, part: GroupDef | RepeatDef) -> Node:
    if isinstance(part, RepeatDef) or (part.node is not None and part.node.repeat is not None):
        return state.stand_in(state.root, part.node) if part.node is not None else state.root
    found = below(state.root, part.node) if part.node is not None else None
    return found or state.root


def state_of(state: State, pages: Iterable[Leaf], visited: Set[str]) -> TaskState:
    """Completed only what has no fault in it and was answered or seen whole; without pages it does not count now."""
    pages = tuple(pages)
    if not pages:
        return "not_relevant"
    asked = [each for page in pages for each in page.asked if control_of(each.question) != "note"]
    answered = any(each.node.text for each in asked)
    seen = [page.id in visited for page in pages]
    if not answered and not any(seen):
        return "not_started"
    faulty = any(validation.verdict(state, each.node) is not None for page in pages for each in page.asked)
    return "completed" if not faulty and (answered or all(seen)) else "in_progress"
