"""Whose turn is it? States of a ticket, due times, and the choice of the next (pure)."""

from collections.abc import Iterable, Mapping
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
    ABANDONED = "abandoned"


class CounterState(StrEnum):
    CLOSED = "closed"
    AVAILABLE = "available"
    CALLING = "calling"
    SERVING = "serving"


class QueueRefused(KioskError):
    """The deed is not possible now; nothing was changed. code: "queue." + reason.

    reason (with facts): wrong-state (state), not-yours, counter-busy (label: the ticket it has), no-skill, closed (opens_at, if it
    ever does), limit-reached, unknown-service, unknown-counter, id-reused, too-early (wait_s), elsewhere (counter); of sign-in:
    signed-out, wrong-pin, wait (wait_s), locked.
    """

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason, **facts)
        self.code = f"queue.{reason}"
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The hall's numbers for the queue (queue rules are data).

    number_limit: numbers from here up are kept for stations without a hub; a series that reaches it goes on at number_beyond.
    answers_kept: how long a request id gives its first answer. session: how long a sign-in lasts.
    """

    late_after: timedelta = timedelta(minutes=10)
    booked_credit: timedelta = timedelta(minutes=30)
    recall_after: timedelta = timedelta(seconds=10)
    no_show_after: timedelta = timedelta(seconds=60)
    no_show_calls: int = 2
    number_limit: int = 700
    number_beyond: int = 1000
    answers_kept: timedelta = timedelta(hours=48)
    session: timedelta = timedelta(hours=12)


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
    """A leg as the policy sees it.

    called_at: of the first call; announced_at: of the last; calls: how many; version: rises with every change.
    """

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
    announced_at: datetime | None = None
    calls: int = 0
    version: int = 0


class Deed(StrEnum):
    """What can be done to a leg or a counter, once for each request id."""

    TAKE_TICKET = "take_ticket"
    OPEN = "open"
    CLOSE = "close"
    CALL_NEXT = "call_next"
    RECALL = "recall"
    START = "start"
    NO_SHOW = "no_show"
    FINISH = "finish"


@dataclass(frozen=True)
class Move:
    """From these states to that one."""

    source: frozenset[LegState]
    target: LegState


LEG_MOVES: Mapping[Deed, Move] = {
    Deed.CALL_NEXT: Move(frozenset({LegState.WAITING}), LegState.CALLED),
    Deed.RECALL: Move(frozenset({LegState.CALLED}), LegState.CALLED),
    Deed.START: Move(frozenset({LegState.CALLED}), LegState.SERVING),
    Deed.NO_SHOW: Move(frozenset({LegState.CALLED}), LegState.NO_SHOW),
    Deed.FINISH: Move(frozenset({LegState.SERVING}), LegState.COMPLETED),
}
"""Every deed of a leg; what is not here is refused."""

COUNTER_AFTER: Mapping[Deed, CounterState] = {
    Deed.OPEN: CounterState.AVAILABLE,
    Deed.CALL_NEXT: CounterState.CALLING,
    Deed.RECALL: CounterState.CALLING,
    Deed.START: CounterState.SERVING,
    Deed.NO_SHOW: CounterState.AVAILABLE,
    Deed.FINISH: CounterState.AVAILABLE,
    Deed.CLOSE: CounterState.CLOSED,
}


def moved(deed: Deed, state: LegState) -> LegState:
    """The state of a leg after the deed. Raises QueueRefused wrong-state."""
    move = LEG_MOVES[deed]
    if state not in move.source:
        raise QueueRefused("wrong-state", state=state)
    return move.target


def due_at(arrival: datetime, credit: timedelta = timedelta(0), booked_for: datetime | None = None, *, policy: Policy) -> datetime:
    """When it is this leg's turn: of all legs waiting for a counter, the smallest goes first.

    A booked visitor who is not late counts from the slot, everybody else from the arrival; the credit of the class is taken off.
    Equal slopes: nobody is passed without end.
    """
    if booked_for is not None and arrival <= booked_for + policy.late_after:
        return booked_for - max(policy.booked_credit, credit)
    return arrival - credit


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Who is next. why: "alone" (nobody else could have been called) or "due"; passed: heads of other lines who came earlier."""

    leg: Leg
    why: tuple[str, ...]
    passed: int


def choose(heads: Iterable[Leg]) -> Choice | None:
    """Of the first of each line that a counter may serve: the smallest due; ties by arrival, then by id. None: nobody waits."""
    lines = sorted(heads, key=lambda leg: (leg.due, leg.arrived_at, leg.id))
    if not lines:
        return None
    first, others = lines[0], lines[1:]
    passed = sum(leg.arrived_at < first.arrived_at for leg in others)
    return Choice(leg=first, why=("due",) if others else ("alone",), passed=passed)


def may_recall(leg: Leg, now: datetime, *, policy: Policy) -> None:
    """Raises QueueRefused: wrong-state, or too-early while the last announcement may still be heard."""
    moved(Deed.RECALL, leg.state)
    assert leg.announced_at is not None, "a called leg was announced"
    _refuse_before(leg.announced_at + policy.recall_after, now)


def may_give_up(leg: Leg, now: datetime, *, policy: Policy) -> None:
    """Raises QueueRefused: wrong-state, or too-early before enough calls and enough time since the first."""
    moved(Deed.NO_SHOW, leg.state)
    assert leg.called_at is not None, "a called leg knows when"
    if leg.calls < policy.no_show_calls:
        raise QueueRefused("too-early", calls=leg.calls, wait_s=0)
    _refuse_before(leg.called_at + policy.no_show_after, now)


def _refuse_before(earliest: datetime, now: datetime) -> None:
    if now < earliest:
        raise QueueRefused("too-early", wait_s=-(-(earliest - now) // timedelta(seconds=1)))


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
