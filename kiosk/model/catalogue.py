"""What does the hall offer, to whom, when, and what must one bring?"""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from kiosk.model.text import Language, Text


class Audience(StrEnum):
    PERSON = "person"
    COMPANY = "company"


@dataclass(frozen=True, kw_only=True)
class Department:
    code: str
    name: Text
    icon: str = "landmark"


@dataclass(frozen=True, kw_only=True)
class LifeEvent:
    code: str
    name: Text
    icon: str
    audience: Audience
    services: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Something to bring; `later` says that it may follow after the application."""

    name: Text
    later: bool = False


@dataclass(frozen=True, kw_only=True)
class Opening:
    """From `opens` to `closes`, local time, on weekdays 1 (Monday) to 7."""

    days: frozenset[int]
    opens: time
    closes: time


@dataclass(frozen=True, kw_only=True)
class FormChoice:
    """The form that a service is applied for with, and the central system that takes it."""

    form: str
    version: str
    central: str


@dataclass(frozen=True, kw_only=True)
class PriorityClass:
    """A reason why somebody waits less: as if they had come `credit_min` earlier (C5). asked: the terminal's question offers it."""

    code: str
    name: Text
    credit_min: int
    icon: str = "heart-handshake"
    asked: bool = True


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a clerk does something. deeds: where it is offered, as hold, pause, transfer, requeue, cancel, chosen, reinstate, take_over."""

    code: str
    name: Text
    deeds: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a matter ended at the counter."""

    code: str
    name: Text


@dataclass(frozen=True, kw_only=True)
class RatingReason:
    """Why a citizen gives one of these grades, 1 (worst) to 5."""

    code: str
    name: Text
    grades: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Zone:
    """A part of the hall with boards of its own; has_sound: calls are spoken there."""

    code: str
    name: Text
    counters: frozenset[int]
    has_sound: bool = True


@dataclass(frozen=True, kw_only=True)
class QueueRules:
    """The hall's numbers for its queue. promise_min: longer than that nobody should wait; the console warns before it happens."""

    late_after_min: int = 10
    early_before_min: int = 10
    booked_credit_min: int = 30
    run_limit: int = 3
    pinned_min: int = 10
    reinstate_within_min: int = 15
    promise_min: int = 30


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service of one department: with a ticket, with a form, or with both.

    series: the letter of its tickets, None if no ticket is taken. promise_days: working days, 0 = while you wait.
    fee_fen: in 1/100 yuan. minutes: the usual time at the counter. aliases: everyday words for the search. wrap_s: seconds for the clerk
    after each citizen. outcomes: codes that a clerk may choose from at the end; outcome_needed: one must be chosen. carry_over: who still
    waits at the end of the day waits on the next opening day. skill: a code that the clerk must have; None: whoever may serve it.
    """

    code: str
    department: str
    name: Text
    note: Text = field(default_factory=Text)
    audiences: frozenset[Audience]
    opening: tuple[Opening, ...]
    papers: tuple[Paper, ...] = ()
    promise_days: int
    fee_fen: int = 0
    visits: int = 1
    minutes: int = 10
    series: str | None = None
    day_limit: int | None = None
    form: FormChoice | None = None
    aliases: tuple[str, ...] = ()
    icon: str = "file-text"
    wrap_s: int = 0
    outcomes: tuple[str, ...] = ()
    outcome_needed: bool = False
    carry_over: bool = False
    skill: str | None = None

    @property
    def has_ticket(self) -> bool:
        return self.series is not None


@dataclass(frozen=True, kw_only=True)
class Counter:
    """A desk: its number, its name on boards, and the services that it may take.

    relief: of these, the ones that it takes only when its own lines are empty or the others wait too long.
    """

    number: int
    name: Text
    services: frozenset[str]
    relief: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """One hall and all that it offers; every code that is named exists (config checks it).

    holidays: closed though on a weekday; workdays: open as on a weekday though at a weekend.
    """

    hall: str
    name: Text
    zone: ZoneInfo
    languages: tuple[Language, ...]
    departments: tuple[Department, ...]
    services: tuple[Service, ...]
    life_events: tuple[LifeEvent, ...]
    counters: tuple[Counter, ...]
    version: str
    classes: tuple[PriorityClass, ...] = ()
    reasons: tuple[Reason, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    rating_reasons: tuple[RatingReason, ...] = ()
    zones: tuple[Zone, ...] = ()
    rules: QueueRules = field(default_factory=QueueRules)
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def service(self, code: str) -> Service:
        """Raises KeyError for a code that the hall does not know; so do the next two."""
        return {service.code: service for service in self.services}[code]

    def department(self, code: str) -> Department:
        return {department.code: department for department in self.departments}[code]

    def counter(self, number: int) -> Counter:
        return {counter.number: counter for counter in self.counters}[number]
