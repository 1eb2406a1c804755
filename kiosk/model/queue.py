"""Whose turn is it? States of a ticket, due times, and the choice of the next (pure)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from kiosk.model.errors import KioskError


class LegState(StrEnum):
    """One service of one visit, from the ticket to its end."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    COMPLETED = "completed"
    NO_SHOW = "no_show"


class CounterState(StrEnum):
    CLOSED = "closed"
    AVAILABLE = "available"
    CALLING = "calling"
    SERVING = "serving"


class QueueRefused(KioskError):
    """The deed is not possible now; nothing was changed. code: "queue." + wrong-state, counter-busy, no-skill, closed ..."""

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason, **facts)
        self.code = f"queue.{reason}"
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The hall's numbers for the queue (queue rules are data)."""

    late_after: timedelta = timedelta(minutes=10)
    booked_credit: timedelta = timedelta(minutes=30)
    recall_after: timedelta = timedelta(seconds=10)
    no_show_after: timedelta = timedelta(seconds=60)
    no_show_calls: int = 2
    number_limit: int = 700


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """What a citizen holds: one number for one visit.

    ahead: people who are before it at the moment of issue. number: without the letter; label: as people read it ("A012").
    """

    visit: UUID
    leg: UUID
    hall: str
    day: date
    series: str
    number: int
    service: str
    language: str
    taken_at: datetime
    ahead: int

    @property
    def label(self) -> str:
        return f"{self.series}{self.number:03d}"


@dataclass(frozen=True, kw_only=True)
class Leg:
    """A leg as the policy sees it."""

    id: UUID
    visit: UUID
    label: str
    service: str
    language: str
    state: LegState
    arrived_at: datetime
    due: datetime
    counter: int | None = None
    called_at: datetime | None = None
    calls: int = 0
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class Call:
    """The answer to a call: who, to which counter, and why this one (codes)."""

    leg: UUID
    label: str
    service: str
    counter: int
    called_at: datetime
    why: tuple[str, ...]
    waited_s: int
    submission: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CounterView:
    """A counter as consoles and boards show it."""

    number: int
    state: CounterState
    staff: str | None = None
    leg: UUID | None = None
    label: str | None = None
    service: str | None = None
    called_at: datetime | None = None
    calls: int = 0


@dataclass(frozen=True, kw_only=True)
class StaffSession:
    """A clerk who has signed in; the token goes with each deed and says nothing by itself."""

    token: str
    staff: str
    name: str
    role: str
    until: datetime


class Hall(Protocol):
    """The queue of one hall, wherever it is kept. LocalHall, RemoteHall pass one contract test.

    request: made by the caller, the same until an answer came; the same request gives the same answer for 48 h.
    All deeds raise QueueRefused; a remote hall also raises HallAway.
    """

    def take_ticket(self, request: UUID, *, service: str, language: str, audience: str) -> Ticket: ...

    def sign_in(self, *, staff: str, pin: str, counter: int) -> StaffSession: ...

    def open_counter(self, request: UUID, *, session: str, counter: int) -> CounterView: ...

    def close_counter(self, request: UUID, *, session: str, counter: int) -> CounterView: ...

    def call_next(self, request: UUID, *, session: str, counter: int) -> Call | None:
        """None: nobody whom this counter may serve is waiting."""
        ...

    def recall(self, request: UUID, *, session: str, counter: int) -> Call: ...

    def start(self, request: UUID, *, session: str, counter: int) -> CounterView: ...

    def no_show(self, request: UUID, *, session: str, counter: int) -> CounterView: ...

    def finish(self, request: UUID, *, session: str, counter: int) -> CounterView: ...


class HallAway(KioskError):
    """The hub did not answer; whether the deed was done is unknown, so ask again with the same request id."""

    code = "hall.away"
