"""Can a form be filled in at all? Many random visits with a fixed seed, each to the end, every answer checked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.forms.definition.model import FormDef, ModelNode
from kiosk.forms.engine import choices, validation
from kiosk.forms.engine.validation import Verdict
from kiosk.forms.entry import FormEntry
from kiosk.forms.errors import Problem
from kiosk.forms.nodes import Node
from kiosk.forms.prompts import control_of
from kiosk.forms.session import FormSession
from kiosk.forms.xlsform.expressions import literals, patterns
from kiosk.forms.xlsform.samples import matching
from kiosk.forms.xpath.analysis import reads
from kiosk.forms.xpath.syntax import Literal
from kiosk.model.ids import uuid7
from kiosk.model.submission import Attachment, FinishedForm

TRIES = 400
"""Answers to one question before a visit goes on without a fitting one."""

ROUNDS = 12
_NAMES = ("王小明", "李芳", "Ann Smith", "湖滨路8号1201室", "湖滨软件有限公司", "A longer sentence that tells what happened there.")
_UPLOADS = frozenset({"image", "signature", "file"})
_CHOSEN = frozenset({"select_one", "select_multiple", "rank"})

Watch = Callable[[FormSession], None]


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a trial tells its sessions; zone and now as in the hall."""

    now: datetime
    zone: ZoneInfo
    language: str = ""


@dataclass(slots=True)
class Coverage:
    """What trials came across. choices: (path of the question, value)."""

    questions: set[str] = field(default_factory=set)
    choices: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)


def trials(
    form: FormDef, count: int, *, seed: int, around: Surroundings, coverage: Coverage, watch: Watch | None = None
) -> Iterator[FinishedForm]:
    """Fill the form in so many times; what could not be brought to an end is listed in `coverage.stuck`."""
    for number in range(count):
        random = Random(f"{seed}/{number}")  # noqa: S311 - the same visits again are what is wanted
        filler = _Filler(form, random, around, coverage, watch or (lambda session: None))
        finished = filler.fill()
        if finished is not None:
            yield finished


class _Filler:
    """One visit: pages in order, a fitting value for each question, then what is still wrong is put right."""

    def __init__(self, form: FormDef, random: Random, around: Surroundings, coverage: Coverage, watch: Watch) -> None:
        self._random, self._around, self._coverage, self._watch = random, around, coverage, watch
        self._session = FormSession(
            form,
            now=lambda: around.now,
            zone=around.zone,
            entropy=random.randbytes,
            language=around.language,
            device="T1",
            report=coverage.problems.append,
        )
        self._state = self._session.state
        self._entry = FormEntry(self._session)

    def fill(self) -> FinishedForm | None:
        seen: set[str] = set()
        while (page := next((each for each in self._entry.page_ids() if each not in seen), None)) is not None:
            seen.add(page)
            self._page(page)
        for _ in range(ROUNDS):
            wrong = [self._state.get(found.ref) for _, found in self._entry.check_all()]
            if not wrong:
                return self._session.finish()
            for node in wrong:
                self._mend(node)
        self._coverage.stuck.extend(f"{found.kind} {found.ref}" for _, found in self._entry.check_all())
        return None

    # -- one page -----------------------------------------------------------------------------------------------------

    def _page(self, page_id: str) -> None:
        page = self._entry.page(page_id)
        if page is None:
            return
        if page.repeat is not None:
            self._rows(page.repeat.ref, [row.ref for row in page.repeat.rows], can_add=page.repeat.can_add)
        asked: set[str] = set()
        while page is not None and (prompt := next((each for each in page.prompts if each.ref not in asked), None)) is not None:
            asked.add(prompt.ref)
            before = self._state.revision
            self._answer(self._state.get(prompt.ref))
            if self._state.revision != before:
                page = self._entry.page(page_id)

    def _rows(self, ref: str, rows: list[str], *, can_add: bool) -> None:
        if can_add and self._random.random() < 0.4:
            self._session.add_repeat(ref)
            self._watch(self._session)
        elif rows and self._random.random() < 0.2:
            self._session.remove_repeat(rows[-1])
            self._watch(self._session)

    def _answer(self, node: Node) -> None:
        """The first candidate that nothing is wrong with; an optional question is left out now and then."""
        model = _model(node)
        if model.control is None or control_of(model.control) in {"note", "unsupported"} or validation.readonly(self._state, node):
            return
        self._coverage.questions.add(model.path)
        if not validation.required(self._state, node) and self._random.random() < 0.3:
            return
        for value in islice(self._candidates(node), TRIES):
            self._put(node, value)
            if not node.relevant or validation.verdict(self._state, node) is None:
                break
        self._watch(self._session)

    def _put(self, node: Node, value: str) -> None:
        ref, model = self._state.reference(node), _model(node)
        assert model.control is not None
        control = control_of(model.control)
        if control in _UPLOADS and value:
            self._session.attach(ref, Attachment(name=value, mime="image/png", data=b"picture"))
            return
        self._session.answer(ref, value)
        if control in _CHOSEN:
            self._coverage.choices.update((model.path, chosen) for chosen in node.text.split())

    # -- values -------------------------------------------------------------------------------------------------------

    def _candidates(self, node: Node) -> Iterator[str]:
        model = _model(node)
        assert model.control is not None
        control, random = control_of(model.control), self._random
        if control in _CHOSEN:
            yield from self._chosen(node, control)
        elif control == "acknowledge":
            yield "OK"
        elif control in _UPLOADS:
            yield f"{self._new_id()}.png"
        elif control in {"date", "datetime", "time"}:
            while True:
                yield self._moment(control)
        elif control in {"integer", "decimal", "range"}:
            while True:
                yield random.choice([*self._numbers(model), *self._present(model)])
        else:
            while True:
                yield from self._texts(model)

    def _chosen(self, node: Node, control: str) -> Iterator[str]:
        model = _model(node)
        assert model.control is not None
        offered = list(choices.values(self._state, model.control, node))
        if not offered:
            return
        new = [value for value in offered if (model.path, value) not in self._coverage.choices]
        for _ in range(TRIES):
            if control == "rank":
                yield " ".join(self._random.sample(offered, len(offered)))
            elif control == "select_one":
                yield self._random.choice(new or offered)
                new = []
            else:
                picked = self._random.sample(offered, self._random.randint(1, len(offered)))
                yield " ".join(dict.fromkeys([*picked, *new[:1]]))
                new = []

    def _numbers(self, model: ModelNode) -> list[str]:
        near = [0.0, 1.0, 5.0, 30.0]
        if model.bind.constraint is not None:
            for literal in literals(model.bind.constraint.syntax):
                if not isinstance(literal, Literal):
                    near += [literal.value - 1, literal.value, literal.value + 1]
        return [str(int(value)) for value in near]

    def _present(self, model: ModelNode) -> list[str]:
        """What stands elsewhere in the form: many checks compare two answers."""
        return [node.text for node in self._state.root.walk() if node.text and node.relevant and len(node.text) < 40]

    def _texts(self, model: ModelNode) -> Iterator[str]:
        fitting = list(patterns(model.bind.constraint.syntax)) if model.bind.constraint is not None else []
        for pattern in fitting:
            for _ in range(60):
                yield matching(pattern, self._random)
        yield self._random.choice(_NAMES)
        yield self._random.choice([*self._present(model), ""])

    def _moment(self, control: str) -> str:
        days = self._random.choice([0, 1, -1, 30, -30, 365, -365, -3650, self._random.randint(-20_000, 3_000)])
        at = (self._around.now + timedelta(days=days, minutes=self._random.randint(-60, 60))).astimezone(self._around.zone)
        if control == "date":
            return at.date().isoformat()
        return at.isoformat(timespec="milliseconds") if control == "datetime" else f"{at:%H:%M}:00.000"

    def _new_id(self) -> UUID:
        return uuid7(self._around.now, self._random.randbytes(10))

    # -- putting right ------------------------------------------------------------------------------------------------

    def _mend(self, node: Node) -> None:
        """Answer again; for a note that blocks, what its condition reads is answered again until it is gone."""
        found = validation.verdict(self._state, node)
        if found is None:
            return
        if found.kind != "block":
            self._answer(node)
            return
        for other in self._read_by(found):
            for value in islice(self._candidates(other), 40):
                self._put(other, value)
                self._watch(self._session)
                if validation.verdict(self._state, other) is None and validation.verdict(self._state, node) is None:
                    return
        self._add_row(found)

    def _read_by(self, found: Verdict) -> list[Node]:
        """The questions that the condition of a note reads, also through calculations."""
        wanted, done = [_model(found.node)], set[ModelNode]()
        while wanted:
            model = wanted.pop()
            if model in done:
                continue
            done.add(model)
            for trigger in model.triggers:
                read = reads(trigger.expression.syntax, model, self._state.form.root)
                wanted += [place.node for place in (*read.values, *read.rows) if place.node is not None]
        nodes = [node for node in self._state.root.walk() if node.definition in done and node.relevant and not node.children]
        return [node for node in nodes if _askable(node)]

    def _add_row(self, found: Verdict) -> None:
        """Some notes ask for a row more."""
        for trigger in _model(found.node).triggers:
            for node in self._state.form.root.walk():
                if node.repeat is not None and node.repeat.count is None and node.plain and trigger.kind == "relevant":
                    parent = self._state.find(node.parent.path) if node.parent is not None else None
                    if parent is not None and not self._state.rows(parent, node):
                        self._session.add_repeat(node.path)


def _model(node: Node) -> ModelNode:
    assert isinstance(node.definition, ModelNode)
    return node.definition


def _askable(node: Node) -> bool:
    control = _model(node).control
    return control is not None and control_of(control) not in {"note", "unsupported"}
