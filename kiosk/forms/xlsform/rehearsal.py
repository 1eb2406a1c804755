"""Does a form stand many visits? Each is filled in to its end, saved, restored and read again, and must come out the same."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kiosk.forms.definition.model import FormDef
from kiosk.forms.errors import Problem
from kiosk.forms.prompts import control_of
from kiosk.forms.session import FormSession
from kiosk.forms.xlsform.sheets import Sheets
from kiosk.forms.xlsform.trial import Coverage, Surroundings, trials

FILLINGS = 500
SEED = 20261123
BUDGET_S = 90.0
"""As many of the fillings as fit: the demonstration forms need 5 to 30 s for all of them."""

CLOSELY = 40
CLOSELY_PART = 0.25
"""So many fillings, in no more than this part of the time, are worked out from scratch after every single answer; all others at
their end. It costs three to five times as much.
"""

Tell = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """wanted, begun, finished: fillings; answers: given in all of them."""

    wanted: int
    begun: int
    finished: int
    answers: int
    seconds: float
    coverage: Coverage
    problems: tuple[Problem, ...] = field(repr=False)

    @property
    def whole(self) -> bool:
        """Whether all fillings fitted into the time."""
        return self.begun >= self.wanted


class _TimeIsUp(Exception):
    pass


def rehearse(
    form: FormDef,
    sheets: Sheets,
    *,
    around: Surroundings,
    fillings: int = FILLINGS,
    budget_s: float = BUDGET_S,
    tell: Tell = lambda number: None,
) -> Rehearsal:
    """tell: hears the number of each filling that begins."""
    stage = _Stage(form, around, budget_s)
    stage.run(fillings, tell)
    problems = [sheets.placed(problem) for problem in [*stage.problems(), *_unreached(form, sheets, stage.coverage, stage.begun)]]
    return Rehearsal(
        wanted=fillings, begun=stage.begun, finished=stage.finished, answers=stage.answers, seconds=stage.seconds,
        coverage=stage.coverage, problems=tuple(dict.fromkeys(problems)),
    )  # fmt: skip


class _Stage:
    def __init__(self, form: FormDef, around: Surroundings, budget_s: float) -> None:
        self._form, self._around = form, around
        self._started = time.monotonic()
        self._until = self._started + budget_s
        self._closely_until = self._started + CLOSELY_PART * budget_s
        self.coverage = Coverage()
        self.begun = self.finished = self.answers = 0
        self.seconds = 0.0
        self._odd: list[Problem] = []

    def run(self, fillings: int, tell: Tell) -> None:
        try:
            for number in range(fillings):
                tell(number + 1)
                self._one(number)
                self.begun += 1
        except _TimeIsUp:
            pass
        self.seconds = time.monotonic() - self._started

    def _one(self, number: int) -> None:
        last: list[FormSession] = []

        def watch(session: FormSession) -> None:
            if time.monotonic() > self._until:
                raise _TimeIsUp
            self.answers += 1
            last[:] = [session]
            if number < CLOSELY and time.monotonic() < self._closely_until:
                self._same(session)

        for finished in trials(self._form, 1, seed=SEED + number, around=self._around, coverage=self.coverage, watch=watch):
            self.finished += 1
            if last:
                self._same(last[0])
                self._valid(last[0], finished.xml)

    def _same(self, session: FormSession) -> None:
        """What was followed step by step is what comes out when the draft is worked out anew."""
        draft = session.save()
        restored = session.restored(draft)
        if restored.save() != draft:
            self._odd.append(Problem(code="forms.trial.draft", message="a saved and restored draft is not what was saved"))
        for path in _differences(session, restored):
            message = "worked out step by step this has another value than worked out anew; check what it reads"
            self._odd.append(Problem(code="forms.trial.state", message=message, reference=path))

    def _valid(self, session: FormSession, xml: bytes) -> None:
        """A submission is accepted by its own form when it is loaded again."""
        for found in session.restored(xml).violations():
            message = f"a filed form is not valid when it is loaded again ({found.kind}); check what this reads"
            self._odd.append(Problem(code="forms.trial.again", message=message, reference=_generic(found.ref)))

    def problems(self) -> Iterator[Problem]:
        yield from self.coverage.problems
        yield from self._odd
        for ref in dict.fromkeys(stuck.partition(" ")[2] for stuck in self.coverage.stuck):
            message = "a random visit found no answer that is accepted here; fill the form in by hand up to its end once"
            yield Problem(severity="warning", code="forms.trial.stuck", message=message, reference=_generic(ref), part="constraint")


def _differences(one: FormSession, other: FormSession) -> Iterator[str]:
    first, second = _values(one), _values(other)
    for ref in first.keys() | second.keys():
        if first.get(ref) != second.get(ref):
            yield _generic(ref)


def _values(session: FormSession) -> dict[str, tuple[bool, str]]:
    state = session.state
    nodes = [node for node in state.root.walk() if node.definition is not None]
    return {state.reference(node): (node.relevant, node.text if node.relevant else "") for node in nodes}


def _generic(ref: str) -> str:
    """A reference without positions."""
    return "/".join(step.partition("[")[0] for step in ref.split("/"))


def _unreached(form: FormDef, sheets: Sheets, coverage: Coverage, visits: int) -> Iterator[Problem]:
    """Of a list that is longer than there were visits nothing is said."""
    for question in form.questions:
        path = question.node.path
        if control_of(question) in {"note", "unsupported"}:
            continue
        if path not in coverage.questions:
            message = "no random visit came to this question; check the conditions of it and of its groups"
            yield Problem(severity="warning", code="forms.trial.question", message=message, reference=path, part="relevant")
            continue
        values = sheets.lists.get(sheets.list_of(path), {}) if question.kind in {"select1", "select"} else {}
        missing = [value for value in values if value and (path, value) not in coverage.choices]
        if missing and len(values) <= visits:
            yield _unchosen(path, missing, len(values), sheets)


def _unchosen(path: str, missing: list[str], count: int, sheets: Sheets) -> Problem:
    """Where one choice is left it is named in its own row, else in that of the question."""
    names = ", ".join(missing[:6]) + (", ..." if len(missing) > 6 else "")
    message = f"no random visit chose {names} ({len(missing)} of {count}); check the filter of the list and the constraint"
    cell = sheets.choices.cell(sheets.lists[sheets.list_of(path)][missing[0]][0], "name") if len(missing) == 1 else None
    return Problem(severity="warning", code="forms.trial.choice", message=message, reference=path, part="itemset", cell=cell)
