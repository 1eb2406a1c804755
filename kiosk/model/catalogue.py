"""What does the hall offer, to whom, when, and what must one bring?"""

from dataclasses import dataclass, field
from datetime import time
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
class Service:
    """One service of one department: with a ticket, with a form, or with both.

    series: the letter of its tickets, None if no ticket is taken. promise_days: working days, 0 = while you wait.
    fee_fen: in 1/100 yuan. minutes: the usual time at the counter. aliases: everyday words for the search.
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

    @property
    def has_ticket(self) -> bool:
        return self.series is not None


@dataclass(frozen=True, kw_only=True)
class Counter:
    """A desk: its number, its name on boards, and the services that it may take."""

    number: int
    name: Text
    services: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """One hall and all that it offers; every code that is named exists (config checks it)."""

    hall: str
    name: Text
    zone: ZoneInfo
    languages: tuple[Language, ...]
    departments: tuple[Department, ...]
    services: tuple[Service, ...]
    life_events: tuple[LifeEvent, ...]
    counters: tuple[Counter, ...]
    version: str

    def service(self, code: str) -> Service:
        """Raises KeyError for a code that the hall does not know; so do the next two."""
        return {service.code: service for service in self.services}[code]

    def department(self, code: str) -> Department:
        return {department.code: department for department in self.departments}[code]

    def counter(self, number: int) -> Counter:
        return {counter.number: counter for counter in self.counters}[number]
