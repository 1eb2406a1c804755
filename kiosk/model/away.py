"""What was done while the hub did not answer? The words in which stations tell it afterwards (pure)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kiosk.model.hall import LegState

FUTURE = timedelta(minutes=2)
"""A claim that lies further ahead of the hub's clock counts as now."""


class Done(StrEnum):
    """How far a counter came with a citizen while the hub was away."""

    CALLED = "called"
    STARTED = "started"
    NO_SHOW = "no_show"
    FINISHED = "finished"


REACHED = {
    Done.CALLED: LegState.CALLED, Done.STARTED: LegState.SERVING, Done.NO_SHOW: LegState.NO_SHOW, Done.FINISHED: LegState.COMPLETED,
}  # fmt: skip

_RANK = {
    LegState.WAITING: 0, LegState.ON_HOLD: 0, LegState.CALLED: 1, LegState.NO_SHOW: 2, LegState.CANCELLED: 2, LegState.ABANDONED: 2,
    LegState.SERVING: 3, LegState.TRANSFERRED: 4, LegState.COMPLETED: 4,
}  # fmt: skip


def goes_forward(state: LegState, reached: LegState) -> bool:
    """States only move forward: served beats called and no-show, and nothing beats served."""
    return _RANK[reached] > _RANK[state]


@dataclass(frozen=True, kw_only=True)
class HandedTicket:
    """A ticket that a terminal gave. id: of the visit; request: of the touch, under which the hub may have given one too.

    created: by the terminal's clock, which was offset_ms behind the hub's as far as it knew.
    """

    id: UUID
    leg: UUID
    request: UUID
    hall: str
    day: date
    series: str
    number: int
    service: str
    language: str
    audience: str
    created: datetime
    offset_ms: int = 0
    priority: str | None = None


@dataclass(frozen=True, kw_only=True)
class HandedDeed:
    """How far a counter came with one citizen. leg: of those it kept; None for a number that was typed from a paper.

    Each deed tells all times before it too, so they may arrive in any order. service: as the clerk took it to be.
    """

    id: UUID
    done: Done
    counter: int
    staff: str
    day: date
    label: str
    series: str
    number: int
    service: str
    made_at: datetime
    offset_ms: int = 0
    leg: UUID | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A waiting leg that this counter, and no other, may call."""

    leg: UUID
    label: str
    series: str
    number: int
    day: date
    service: str
    language: str
    arrived_at: datetime
    due: datetime


@dataclass(frozen=True, kw_only=True)
class Present:
    """The citizen whom a counter has while the hub is away. called_at: None if a ticket was shown."""

    label: str
    series: str
    number: int
    day: date
    service: str
    leg: UUID | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None


def corrected(claim: datetime, offset_ms: int, now: datetime) -> datetime:
    """A station's time by the hub's clock."""
    at = claim + timedelta(milliseconds=offset_ms)
    return now if at > now + FUTURE else min(at, now)
