"""Will expressions do what their author means, quickly, and in other programs too?"""

from collections.abc import Iterator
from itertools import chain
from random import Random

import regex

from kiosk.forms.definition.model import ModelNode
from kiosk.forms.errors import Problem
from kiosk.forms.xlsform.expressions import Written, calls, expressions_of, inside, patterns
from kiosk.forms.xlsform.lint.subject import Subject
from kiosk.forms.xlsform.samples import matching
from kiosk.forms.xpath.analysis import reads
from kiosk.forms.xpath.syntax import BinaryExpr, Expr, FunctionCall, KindTest, PathExpr

PATTERN_S = 0.25
"""The engine's own limit for one pattern on one answer."""

JAVAROSA_LACKS = frozenset({"substring", "floor", "ceiling", "name", "last", "id", "lang"})
_ADDING = frozenset({"sum", "min", "max"})
_CLOCK = frozenset({"today", "now"})


def rules(subject: Subject) -> Iterator[Problem]:
    told: set[tuple[str, str, str]] = set()
    for written in expressions_of(subject.form):
        for problem in chain(_patterns(subject, written), _adding(subject, written), _clock(subject, written), _portable(subject, written)):
            key = (problem.reference, problem.part, problem.message)
            if key not in told:
                told.add(key)
                yield problem


# -- patterns ---------------------------------------------------------------------------------------------------------


def _patterns(subject: Subject, written: Written) -> Iterator[Problem]:
    for pattern in patterns(written.syntax):
        fault = broken(pattern)
        if fault:
            yield subject.problem("forms.regex", f"{fault}: {pattern[:80]}", written.node.path, written.part)
        elif not (pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith(r"\$")):
            message = f"the pattern {pattern[:80]} fits a part of an answer; write ^ before and $ behind it if it means all of it"
            yield subject.warning("forms.regex.anchor", message, written.node.path, written.part)


def broken(pattern: str) -> str:
    """Why a pattern cannot be used, blank if it can: it is tried on texts that make bad patterns run on and on."""
    try:
        compiled = regex.compile(pattern)
    except regex.error:
        return "the pattern is not readable; correct it"
    for probe in _probes(pattern):
        try:
            compiled.search(probe, timeout=PATTERN_S)
        except TimeoutError:
            return "the pattern takes too long on some answers; avoid repetitions inside repetitions"
    return ""


def _probes(pattern: str) -> Iterator[str]:
    random = Random(1)  # noqa: S311 - the same texts again are what is wanted
    try:
        samples = [matching(pattern, random) for _ in range(6)]
    except (IndexError, ValueError):  # beyond what the sampler understands
        samples = []
    letters = dict.fromkeys("".join([*(sample[:12] for sample in samples), "a0 "]))
    for letter in list(letters)[:16]:
        yield letter * 40 + "!"
        yield letter * 2_000 + "!"
    for sample in samples:
        yield sample * 30 + "!"


# -- traps ------------------------------------------------------------------------------------------------------------


def _adding(subject: Subject, written: Written) -> Iterator[Problem]:
    """sum() and the like are not a number as soon as one answer is blank."""
    for call in calls(written.syntax):
        if call.prefix or call.name not in _ADDING:
            continue
        paths = [argument for argument in call.arguments if isinstance(argument, PathExpr)]
        for node in chain.from_iterable(_optional(subject, path, written.node) for path in paths):
            todo = f"make it required, or write coalesce(${{{node.name}}}, 0)"
            message = f"{call.name}() has no value while the optional question {node.name} is empty; {todo}"
            yield subject.warning("forms.blank", message, written.node.path, written.part)


def _optional(subject: Subject, argument: Expr, base: ModelNode) -> Iterator[ModelNode]:
    for place in reads(argument, base, subject.form.root, subject.form.primary_id).values:
        node = place.node
        if node is not None and node.control is not None and node.bind.required is None and node.bind.type in {"int", "decimal", "string"}:
            yield node


def _clock(subject: Subject, written: Written) -> Iterator[Problem]:
    if written.part == "calculate" and _asks_clock(written.syntax):
        message = "the answer changes with the day on which somebody looks; add a question of the type `today` and read that"
        yield subject.warning("forms.clock", message, written.node.path, written.part)


def _asks_clock(expr: Expr) -> bool:
    """Whether the clock is read outside once()."""
    frozen = {id(each) for call in calls(expr) if call.name == "once" for each in inside(call)}
    return any(call.name in _CLOCK and not call.prefix and id(call) not in frozen for call in calls(expr))


# -- other programs ---------------------------------------------------------------------------------------------------


def _portable(subject: Subject, written: Written) -> Iterator[Problem]:
    for each in inside(written.syntax):
        what = _lacking(each)
        if what:
            message = f"not for ODK Collect: JavaRosa has no {what}; leave it only if no other program shows this form"
            yield subject.warning("forms.portable", message, written.node.path, written.part)


def _lacking(expr: Expr) -> str:
    match expr:
        case FunctionCall("", name, _) if name in JAVAROSA_LACKS:
            return f"{name}()"
        case BinaryExpr("|", _, _):
            return "union |"
        case PathExpr(_, _, steps):
            for step in steps:
                if step.axis == "descendant-or-self":
                    return "//"
                if isinstance(step.test, KindTest) and step.test.kind == "text":
                    return "text()"
    return ""
