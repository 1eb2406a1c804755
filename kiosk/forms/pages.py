"""What does a screen need to show of a form? Plain values in the current language; nothing here evaluates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kiosk.forms.richtext import TextRun

Control = Literal[
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "datetime",
    "select_one",
    "select_multiple",
    "rank",
    "range",
    "note",
    "acknowledge",
    "image",
    "signature",
    "file",
    "unsupported",
]
"""How a question is answered. unsupported: this terminal has no way; staff help."""

TaskState = Literal["completed", "in_progress", "not_started", "not_relevant"]
"""not_relevant: it does not count now, and cannot be started yet."""

ViolationKind = Literal["required", "constraint", "block"]


@dataclass(frozen=True)
class Choice:
    """label: plain words; media: names of files of the form, by image, audio, video."""

    value: str
    label: str
    media: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Violation:
    """message: the form's own words in the current language, blank if it has none."""

    ref: str
    kind: ViolationKind
    message: str


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """One question or note. value: as stored, choices joined by blanks; hall: pii, reuse, dept, defer, block where given.

    label, hint, guidance: plain words; label_runs, hint_runs: the same with their look; media: names of files of the form
    that come with the label, by image, audio, video.
    """

    ref: str
    name: str
    control: Control
    appearance: frozenset[str]
    label: str
    hint: str
    guidance: str
    required: bool
    readonly: bool
    value: str = field(repr=False)
    choices: tuple[Choice, ...] = ()
    hall: Mapping[str, str] = field(default_factory=dict)
    error: str | None = None
    label_runs: tuple[TextRun, ...] = ()
    hint_runs: tuple[TextRun, ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One instance of a repeat. summary: its first answers, or blank while there are none."""

    ref: str
    summary: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class RepeatRows:
    """ref: of the repeat as `add_repeat` wants it."""

    ref: str
    label: str
    rows: tuple[Row, ...]
    can_add: bool
    can_remove: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    """One question, one group that belongs on one screen, or the rows of a repeat. id: the same at every look."""

    id: str
    kind: Literal["questions", "repeat"]
    title: str
    prompts: tuple[Prompt, ...] = ()
    repeat: RepeatRows | None = None


@dataclass(frozen=True, kw_only=True)
class Task:
    """One part of the form on its task list. page_id: where to go on, blank while it is not relevant."""

    title: str
    state: TaskState
    page_id: str


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One answered question on the check page. shown: choices by label, dates and files in words of the data."""

    ref: str
    page_id: str
    label: str
    shown: str = field(repr=False)
    sensitive: bool


@dataclass(frozen=True, kw_only=True)
class Section:
    title: str
    page_id: str
    rows: tuple[AnswerRow, ...]
