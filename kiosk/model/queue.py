"""Whose turn is it? Moves of a ticket, due times, and the choice of the next (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from kiosk.model.catalogue import Catalogue
from kiosk.model.hall import (
    OPEN_STATES,
    Call,
    CounterState,
    CounterView,
    Deed,
    Hall,
    HallAway,
    Leg,
    LegState,
    QueueRefused,
    StaffSession,
    Ticket,
)

__all__ = [
    "Call", "Choice", "CounterState", "CounterView", "Deed", "Hall", "HallAway", "Leg", "LegState", "Line", "Policy", "QueueRefused",
    "StaffSession", "Ticket", "booked_due", "choose", "choose_for", "due_at", "is_late", "may_give_up", "may_recall", "moved", "needs_help",
    "not_before", "policy_of",
]  # fmt: skip

EMERGENCY = "emergency"
EMERGENCY_CREDIT = timedelta(hours=24)
"""Staff only, with a reason."""
LARGEST_CREDIT = timedelta(minutes=60)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The hall's numbers for the queue; those that a catalogue says come from there (policy_of).

    number_limit: numbers from here up are kept for stations without a hub; a series that reaches it goes on at number_beyond.
    answers_kept: how long a request id gives its first answer. session: how long a sign-in lasts. credits: of the priority classes,
    by code. run_limit: after so many calls in a row of one service that passed an earlier comer, the earliest comer is next. pinned:
    how long a leg waits for one clerk before anybody may call it. early_before: so long before the slot a booked visitor may be called.
    promise: whoever waits longer is helped by counters that otherwise do not serve them. free_places: at the head of a line, for each
    open counter, that are in nobody's lane; lane_size: legs that one counter keeps for the time without a hub.
    """

    late_after: timedelta = timedelta(minutes=10)
    early_before: timedelta = timedelta(minutes=10)
    booked_credit: timedelta = timedelta(minutes=30)
    recall_after: timedelta = timedelta(seconds=10)
    no_show_after: timedelta = timedelta(seconds=60)
    no_show_calls: int = 2
    number_limit: int = 700
    number_beyond: int = 1000
    answers_kept: timedelta = timedelta(hours=48)
    session: timedelta = timedelta(hours=12)
    credits: Mapping[str, timedelta] = field(default_factory=dict)
    run_limit: int = 3
    pinned: timedelta = timedelta(minutes=10)
    reinstate_within: timedelta = timedelta(minutes=15)
    reinstate_behind: int = 3
    absences: int = 2
    undo_within: timedelta = timedelta(seconds=30)
    promise: timedelta = timedelta(minutes=30)
    free_places: int = 2
    lane_size: int = 8

    def credit(self, code: str | None) -> timedelta:
        """Raises QueueRefused unknown-class."""
        if code is None:
            return timedelta(0)
        if code == EMERGENCY:
            return EMERGENCY_CREDIT
        if code not in self.credits:
            raise QueueRefused("unknown-class", code=code)
        return min(self.credits[code], LARGEST_CREDIT)


def policy_of(catalogue: Catalogue, rest: Policy | None = None) -> Policy:
    """The numbers that the catalogue says, and for what it is silent about those of `rest`."""
    rules = catalogue.rules
    return replace(
        rest or Policy(), credits={one.code: timedelta(minutes=one.credit_min) for one in catalogue.classes}, run_limit=rules.run_limit,
        late_after=timedelta(minutes=rules.late_after_min), early_before=timedelta(minutes=rules.early_before_min),
        booked_credit=timedelta(minutes=rules.booked_credit_min), pinned=timedelta(minutes=rules.pinned_min),
        reinstate_within=timedelta(minutes=rules.reinstate_within_min), promise=timedelta(minutes=rules.promise_min),
    )  # fmt: skip


@dataclass(frozen=True)
class Move:
    """From these states to that one."""

    source: frozenset[LegState]
    target: LegState


def _from(*source: LegState, to: LegState) -> Move:
    return Move(frozenset(source), to)


LEG_MOVES: Mapping[Deed, Move] = {
    Deed.CALL_NEXT: _from(LegState.WAITING, to=LegState.CALLED),
    Deed.CALL_CHOSEN: _from(LegState.WAITING, to=LegState.CALLED),
    Deed.RECALL: _from(LegState.CALLED, to=LegState.CALLED),
    Deed.REQUEUE: _from(LegState.CALLED, to=LegState.WAITING),
    Deed.START: _from(LegState.CALLED, to=LegState.SERVING),
    Deed.NO_SHOW: _from(LegState.CALLED, to=LegState.NO_SHOW),
    Deed.REINSTATE: _from(LegState.NO_SHOW, to=LegState.WAITING),
    Deed.HOLD: _from(LegState.SERVING, to=LegState.ON_HOLD),
    Deed.RESUME: _from(LegState.ON_HOLD, to=LegState.SERVING),
    Deed.CALL_BACK: _from(LegState.ON_HOLD, to=LegState.CALLED),
    Deed.WAKE: _from(LegState.ON_HOLD, to=LegState.WAITING),
    Deed.LET_IN: _from(LegState.WAITING, to=LegState.WAITING),
    Deed.SET_CLASS: _from(LegState.WAITING, to=LegState.WAITING),
    Deed.TRANSFER: _from(LegState.SERVING, LegState.CALLED, to=LegState.TRANSFERRED),
    Deed.FINISH: _from(LegState.SERVING, to=LegState.COMPLETED),
    Deed.GO_ON: _from(LegState.SERVING, to=LegState.COMPLETED),
    Deed.CANCEL: _from(LegState.BOOKED, LegState.WAITING, LegState.ON_HOLD, to=LegState.CANCELLED),
    Deed.TAKE_OVER: _from(LegState.CALLED, LegState.SERVING, LegState.ON_HOLD, to=LegState.WAITING),
    Deed.DAY_END: Move(OPEN_STATES, LegState.ABANDONED),
    Deed.CHECK_IN: _from(LegState.BOOKED, to=LegState.WAITING),
    Deed.NOT_COME: _from(LegState.BOOKED, to=LegState.NO_SHOW),
}
"""Every deed of a leg; what is not here is refused. `undo` goes back, whatever the state was."""

COUNTER_AFTER: Mapping[Deed, CounterState] = {
    Deed.OPEN: CounterState.AVAILABLE,
    Deed.READY: CounterState.AVAILABLE,
    Deed.PAUSE: CounterState.PAUSED,
    Deed.CLOSE: CounterState.CLOSED,
    Deed.CALL_NEXT: CounterState.CALLING,
    Deed.CALL_CHOSEN: CounterState.CALLING,
    Deed.CALL_BACK: CounterState.CALLING,
    Deed.RECALL: CounterState.CALLING,
    Deed.START: CounterState.SERVING,
    Deed.RESUME: CounterState.SERVING,
    Deed.WALK_UP: CounterState.SERVING,
    Deed.GO_ON: CounterState.SERVING,
    Deed.NO_SHOW: CounterState.AVAILABLE,
    Deed.REQUEUE: CounterState.AVAILABLE,
    Deed.HOLD: CounterState.AVAILABLE,
    Deed.TRANSFER: CounterState.AVAILABLE,
    Deed.FINISH: CounterState.AVAILABLE,
    Deed.WRAPPED_UP: CounterState.AVAILABLE,
}
"""Of the counter where the deed is done; where it is AVAILABLE, time to wrap up or a pause that was asked for may come first."""
BUSY = frozenset({CounterState.CALLING, CounterState.SERVING})
"""A citizen is at the counter, or on the way to it."""


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
    return arrival - credit if booked_for is None else booked_due(arrival, booked_for, credit, policy=policy)


def booked_due(arrival: datetime, slot: datetime, credit: timedelta = timedelta(0), *, policy: Policy) -> datetime:
    """The due time of a booked visitor: from the slot, and of one who is late as of a walk-in."""
    if is_late(arrival, slot, policy=policy):
        return arrival - credit
    return slot - max(policy.booked_credit, credit)


def is_late(arrival: datetime, slot: datetime, *, policy: Policy) -> bool:
    """The booked place is lost; the citizen is told at once, and waits as everybody who came now."""
    return arrival > slot + policy.late_after


def not_before(arrival: datetime, slot: datetime, *, policy: Policy) -> datetime | None:
    """Until when a booked visitor who has come is left to wait while others do (`open_at`); None: callable from now on."""
    earliest = slot - policy.early_before
    return earliest if arrival < earliest else None


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a counter may call of one service: the first by due time, and the earliest comer.

    run: calls in a row that passed one. helped: counters that otherwise do not serve it take from it too.
    """

    head: Leg
    earliest: Leg
    run: int = 0
    helped: bool = False

    @property
    def service(self) -> str:
        return self.head.service


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Who is next, and why (codes). passed: first comers of other lines, and of its own, who came earlier.

    why: "alone" (nobody else could have been called), "due", "pinned" (kept for this clerk or counter), "turn" (others had passed
    it often enough), "early" (booked for later, and nobody else waits); then "booked" and the class, where the place counts from them,
    and "relief" where the counter helps out. run: of its line from now on; None: as it was.
    """

    leg: Leg
    why: tuple[str, ...]
    passed: int
    run: int | None = None


def needs_help(line: Line, now: datetime, *, policy: Policy) -> bool:
    """Whoever is first has waited longer than the promise; it goes on until the wait is below half of it."""
    waited = now - line.head.arrived_at
    return waited > policy.promise or (line.helped and waited * 2 >= policy.promise)


def choose_for(
    lines: Iterable[Line], pinned: Iterable[Leg] = (), *, relief: frozenset[str] = frozenset(), now: datetime, policy: Policy
) -> Choice | None:
    """As `choose`, for a counter that helps out: lines of `relief` count when they need help, or when nobody else waits for it."""
    known, kept = tuple(lines), tuple(pinned)
    usual = tuple(line for line in known if line.service not in relief or needs_help(line, now, policy=policy))
    choice = choose(usual, kept, policy=policy) or choose(known, policy=policy)
    if choice is None or choice.leg.service not in relief or choice.leg in kept:
        return choice
    return replace(choice, why=(*choice.why, "relief"))


def choose(lines: Iterable[Line], pinned: Iterable[Leg] = (), *, policy: Policy) -> Choice | None:
    """The smallest due of all; ties by arrival, then by id. None: nobody waits."""
    known = {line.head.id: line for line in lines}
    kept = {leg.id: leg for leg in pinned}
    ranked = sorted([*kept.values(), *(line.head for line in known.values())], key=lambda leg: (leg.due, leg.arrived_at, leg.id))
    if not ranked:
        return None
    first = ranked[0]
    line = known.get(first.id)
    others = [*(other.earliest for other in known.values() if other is not line), *(leg for leg in kept.values() if leg is not first)]
    if line is None:
        return Choice(leg=first, why=("pinned",), passed=_earlier(others, first))
    passes = line.earliest.arrived_at < first.arrived_at
    if passes and line.run >= policy.run_limit and first.priority != EMERGENCY:
        return Choice(leg=line.earliest, why=("turn",), passed=_earlier(others, line.earliest), run=0)
    why = ("due" if others or passes else "alone",)
    run = line.run + 1 if passes else 0
    return Choice(
        leg=first, why=why + _reasons(first), passed=_earlier(others, first) + passes,
        run=None if run == line.run else run,
    )  # fmt: skip


def _reasons(leg: Leg) -> tuple[str, ...]:
    """Why its place counts from another time than its coming."""
    return (("booked",) if leg.booked_for else ()) + ((leg.priority,) if leg.priority else ())


def _earlier(others: Iterable[Leg], first: Leg) -> int:
    return sum(leg.arrived_at < first.arrived_at for leg in others)


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
