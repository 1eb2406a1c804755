"""Which pages does a person see, in which order, and what is wrong on them?"""

from collections.abc import Set

from kiosk.forms import richtext, tasks
from kiosk.forms.definition.model import ModelNode
from kiosk.forms.engine import validation
from kiosk.forms.engine.validation import Verdict
from kiosk.forms.nodes import Node
from kiosk.forms.outline import Asked, Heading, Leaf, leaves
from kiosk.forms.pages import AnswerRow, Choice, Page, Prompt, RepeatRows, Row, Section, Task, Violation
from kiosk.forms.prompts import control_of, hall_of, prompt_of, shown
from kiosk.forms.session import FormSession

__all__ = ["AnswerRow", "Choice", "FormEntry", "Page", "Prompt", "RepeatRows", "Row", "Section", "Task", "Violation"]

SUMMARY_ANSWERS = 2


class FormEntry:
    """The walk through one session. Everything is read anew at each call; page ids stay the same while their nodes do."""

    def __init__(self, session: FormSession) -> None:
        self.session = session
        self._state = session.state

    # -- pages --------------------------------------------------------------------------------------------------------

    def pages(self) -> tuple[Page, ...]:
        """The relevant ones, in order: a question or a field-list group a page, a page of rows before the rows of a repeat."""
        return tuple(self._page(leaf) for leaf in leaves(self._state, self.session.rows))

    def page_ids(self) -> tuple[str, ...]:
        """As `pages`, without working out their words."""
        return tuple(leaf.id for leaf in leaves(self._state, self.session.rows))

    def page(self, page_id: str) -> Page | None:
        """One page; None if it is not there now."""
        leaf = self._leaf(page_id)
        return self._page(leaf) if leaf is not None else None

    def _leaf(self, page_id: str) -> Leaf | None:
        return next((leaf for leaf in leaves(self._state, self.session.rows) if leaf.id == page_id), None)

    def _page(self, leaf: Leaf) -> Page:
        return Page(
            id=leaf.id,
            kind=leaf.kind,
            title=self._title(leaf.heading),
            prompts=tuple(prompt_of(self._state, each.question, each.node) for each in leaf.asked),
            repeat=self._rows(leaf),
        )

    def _title(self, heading: Heading | None) -> str:
        if heading is None:
            return ""
        text = richtext.plain(self._state.marked(heading.label, heading.node))
        return f"{text} {heading.row}".strip() if heading.row else text

    def _rows(self, leaf: Leaf) -> RepeatRows | None:
        if leaf.repeat is None or leaf.parent is None:
            return None
        rows, model = self.session.rows, leaf.repeat.node
        return RepeatRows(
            ref=leaf.id,
            label=self._title(leaf.heading),
            rows=tuple(Row(self._state.reference(row), self._summary(row)) for row in self._state.rows(leaf.parent, model)),
            can_add=rows.can_add(leaf.parent, model),
            can_remove=rows.can_remove(model),
        )

    def _summary(self, row: Node) -> str:
        """The first answers of a row that may stand on the screen."""
        said: list[str] = []
        for node in row.walk():
            model = node.definition
            if not isinstance(model, ModelNode) or model.control is None or not node.relevant or not node.text:
                continue
            if control_of(model.control) in {"note", "acknowledge", "image", "signature", "file"} or _sensitive(model):
                continue
            said.append(shown(self._state, model.control, node))
            if len(said) == SUMMARY_ANSWERS:
                break
        return " · ".join(said)

    # -- what is wrong ------------------------------------------------------------------------------------------------

    def check(self, page_id: str) -> tuple[Violation, ...]:
        """What is wrong on one page, in the order of its questions."""
        leaf = self._leaf(page_id)
        return tuple(self._wrong(leaf)) if leaf is not None else ()

    def check_all(self) -> tuple[tuple[str, Violation], ...]:
        """Everything that stands in the way of filing, with the page where it can be put right."""
        return tuple((leaf.id, found) for leaf in leaves(self._state, self.session.rows) for found in self._wrong(leaf))

    def _wrong(self, leaf: Leaf) -> list[Violation]:
        found: list[Violation] = []
        for each in leaf.asked:
            verdict: Verdict | None = validation.verdict(self._state, each.node)
            if verdict is not None:
                found.append(validation.violation(self._state, verdict))
        return found

    # -- the task list ------------------------------------------------------------------------------------------------

    def tasks(self, visited: Set[str] = frozenset()) -> tuple[Task, ...]:
        """How far each outermost part is. visited: pages that were looked at, for parts that ask nothing that must be answered."""
        return tuple(self._task(heading, pages, visited) for heading, pages in tasks.parts(self._state, self.session.rows))

    def _task(self, heading: Heading | None, pages: tuple[Leaf, ...], visited: Set[str]) -> Task:
        faulty = next((leaf.id for leaf in pages if self._wrong(leaf)), None)
        return Task(
            title=self._title(heading),
            state=tasks.state_of(self._state, pages, visited),
            page_id=faulty or next((leaf.id for leaf in pages), ""),
        )

    # -- the check page -----------------------------------------------------------------------------------------------

    def answers(self) -> tuple[Section, ...]:
        """All questions with what was answered, blank where nothing was, by the outermost groups of the form."""
        sections: list[tuple[tuple[str, int], str, list[AnswerRow]]] = []
        for leaf in leaves(self._state, self.session.rows):
            rows = [self._answer(each, leaf.id) for each in leaf.asked if control_of(each.question) not in {"note", "acknowledge"}]
            if not rows:
                continue
            title = self._section_title(leaf)
            key = (title, leaf.heading.row if leaf.heading else 0)
            if sections and sections[-1][0] == key:
                sections[-1][2].extend(rows)
            else:
                sections.append((key, leaf.id, rows))
        return tuple(Section(title=key[0], page_id=page, rows=tuple(rows)) for key, page, rows in sections)

    def _section_title(self, leaf: Leaf) -> str:
        """Rows of a repeat are sections of their own; else the outermost group names it."""
        if leaf.heading is not None and leaf.heading.row:
            return self._title(leaf.heading)
        return self._title(leaf.section)

    def _answer(self, each: Asked, page_id: str) -> AnswerRow:
        return AnswerRow(
            ref=self._state.reference(each.node),
            page_id=page_id,
            label=richtext.plain(self._state.marked(each.question.label, each.node)),
            shown=shown(self._state, each.question, each.node),
            sensitive=_sensitive(each.question.node),
        )


def _sensitive(model: ModelNode) -> bool:
    return hall_of(model).get("pii") == "sensitive"
