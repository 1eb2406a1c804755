"""What does a clerk see of the hall? Who waits, is on hold, was absent or is served elsewhere; the present visit; and why (pure)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from kiosk.model.forecast import Warn
from kiosk.model.hall import CounterView, Deed, LegState

PAGE = 50
"""So many rows of a long line; the others are counted, and found by their number."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One ticket in a list. since: when it was called, held, served or missed; None while it waits.

    mine: this clerk may call it or go on with it. kept: waits for one clerk or counter. open_at: booked for then, kept until then, or
    on hold until then. late: coming back needs a reason. slot: of its appointment.
    """

    leg: UUID
    label: str
    service: str
    state: LegState
    arrived_at: datetime
    since: datetime | None = None
    priority: str | None = None
    counter: int | None = None
    open_at: datetime | None = None
    mine: bool = True
    kept: bool = False
    reason: str | None = None
    pool: str | None = None
    late: bool = False
    slot: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Present:
    """The citizen who is here. done, todo: services of the visit before and after this one; why: of the call (codes), passed: how many.

    note: of a colleague, never logged. back: goes back to the clerk who sent the citizen. submission: what was filed with this ticket.
    """

    leg: UUID
    label: str
    service: str
    language: str
    arrived_at: datetime
    called_at: datetime | None = None
    started_at: datetime | None = None
    calls: int = 0
    priority: str | None = None
    done: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    note: str = field(default="", repr=False)
    back: bool = False
    why: tuple[str, ...] = ()
    passed: int = 0
    submission: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Undoable:
    """The last deed of the counter, while it can be taken back."""

    deed: Deed
    label: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class EarlyWarning:
    """A line that will break its promise. wait_min: what somebody will wait who comes in half an hour; promise_min: what nobody should."""

    service: str
    level: Warn
    wait_min: int
    promise_min: int


@dataclass(frozen=True, kw_only=True)
class CounterLists:
    """All that one console shows. count: of everybody who waits for `services`, of whom `waiting` are the first, by due time.

    found: what was asked for by its number, whatever its state. desks: every counter that was ever open, for a manager.
    """

    view: CounterView
    services: tuple[str, ...]
    count: int = 0
    waiting: tuple[Row, ...] = ()
    held: tuple[Row, ...] = ()
    absent: tuple[Row, ...] = ()
    elsewhere: tuple[Row, ...] = ()
    found: tuple[Row, ...] = ()
    present: Present | None = None
    undo: Undoable | None = None
    warnings: tuple[EarlyWarning, ...] = ()
    desks: tuple[CounterView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Passed:
    """Somebody who came later and was called before. why: the codes of that call; slot: of the appointment."""

    label: str
    why: tuple[str, ...]
    slot: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Why somebody is not called yet (C48). ahead: people before it, classed: those of them who have a class with credit.

    passed: the last ones who came later and were called. open_at, kept: as in a row. wait_min: from and to, None where only people count.
    """

    label: str
    ahead: int
    classed: int = 0
    passed: tuple[Passed, ...] = ()
    open_at: datetime | None = None
    kept: bool = False
    wait_min: tuple[int, int] | None = None


class Lists(Protocol):
    """What a console reads; LocalLists, RemoteLists. Raises QueueRefused; a remote one also HallAway."""

    def read(self, *, session: str, counter: int, find: str = "") -> CounterLists:
        """find: a number, with or without its letter."""
        ...

    def why(self, *, session: str, counter: int, leg: UUID) -> Standing:
        """Raises QueueRefused unknown-leg, or wrong-state if it does not wait."""
        ...
