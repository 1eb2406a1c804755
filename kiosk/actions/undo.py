"""How is a slip of the finger taken back? The last deed of a counter, by whoever did it, within half a minute."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kiosk.actions.here import Here, refuse_unless_mine
from kiosk.actions.lane import refuse_if_kept
from kiosk.actions.leg import FREE, Facts, Step, move
from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.hall import CounterState, CounterView, Deed, Leg, LegState, Order, QueueRefused
from kiosk.model.lists import Undoable
from kiosk.model.queue import Policy
from kiosk.store import feed
from kiosk.store import queue as rows
from kiosk.store.database import Transaction
from kiosk.store.feed import Happening
from kiosk.store.staff import Person

UNDOABLE = frozenset({Deed.FINISH, Deed.NO_SHOW, Deed.START, Deed.HOLD, Deed.TRANSFER})
_INSTANTS = frozenset({
    "arrived_at", "due", "called_at", "announced_at", "started_at", "ended_at", "open_at", "booked_for", "wrap_until",
})  # fmt: skip
_IDS = frozenset({"id", "visit", "origin"})


def undo(turn: Turn, here: Here, order: Order) -> None:
    """Everything is as it was before; the event says that it was taken back, and nothing is deleted (S2).

    Raises QueueRefused: wrong-state (there is nothing to take back), not-yours, too-late (half a minute, or the next counter has
    called already what was made).
    """
    refuse_unless_mine(here)
    done = _last_deed(turn.tx, here.view, here.clerk, policy=here.policy, now=turn.at)
    _take_back_what_was_made(turn, done.facts.get("made"))
    assert done.leg is not None, "only deeds on a leg can be taken back"
    leg = rows.get_leg(turn.tx, done.leg)
    refuse_if_kept(turn, leg)
    visit = done.facts.get("visit_was")
    step = Step(
        kind="started", desk=(here.view, _view(done.facts["desk_was"])), columns=columns_of(done.facts["was"], "state"),
        visit=(visit["state"], visit["todo"]) if visit else None,
    )  # fmt: skip
    move(turn, leg, order.deed, step, to=LegState(done.facts["was"]["state"]))
    turn.note(AuditEvent.TICKET_UNDONE, leg=str(leg.id), counter=here.counter.number, deed=done.facts["deed"])


def columns_of(facts: Facts, *without: str) -> dict[str, Any]:  # Any: columns of a leg
    """The columns of a leg as they stand in an event."""
    return {name: _value(name, value) for name, value in facts.items() if name not in {*without, "version"}}


def undoable(tx: Transaction, view: CounterView, clerk: Person, *, policy: Policy, now: datetime) -> Undoable | None:
    """What `undo` would take back for this clerk now."""
    try:
        done = _last_deed(tx, view, clerk, policy=policy, now=now)
    except QueueRefused:
        return None
    made = done.facts.get("made")
    if made is not None and rows.get_leg(tx, UUID(made)).state is not LegState.WAITING:
        return None
    return Undoable(deed=Deed(done.facts["deed"]), label=str(done.data["n"]), until=done.at + policy.undo_within)


def _last_deed(tx: Transaction, view: CounterView, clerk: Person, *, policy: Policy, now: datetime) -> Happening:
    seq = rows.last_event(tx, view.number)
    done = feed.happening(tx, seq) if seq is not None else None
    if done is None or done.facts.get("deed") not in UNDOABLE:
        raise QueueRefused("wrong-state", state=view.state)
    if done.actor != clerk.code or view.staff != clerk.code:
        raise QueueRefused("not-yours")
    if now > done.at + policy.undo_within:
        raise QueueRefused("too-late")
    return done


def _take_back_what_was_made(turn: Turn, made: str | None) -> None:
    """The leg that came after it, as long as nobody has called it."""
    if made is None:
        return
    leg: Leg = rows.get_leg(turn.tx, UUID(made))
    if leg.state is not LegState.WAITING:
        raise QueueRefused("too-late")
    stay = rows.get_visit(turn.tx, leg.visit)
    columns = {"ended_at": turn.at, "reason": "undo", **FREE}
    move(turn, leg, Deed.CANCEL, Step(kind="moved", visit=(stay.state, stay.todo), columns=columns))


def _view(facts: Facts) -> CounterView:
    leg = UUID(facts["leg"]) if facts["leg"] else None
    wrap_until = _value("wrap_until", facts["wrap_until"])
    return CounterView(**{**facts, "state": CounterState(facts["state"]), "leg": leg, "wrap_until": wrap_until})


def _value(name: str, value: Any) -> Any:  # Any: JSON in, a column out
    if value is None:
        return None
    if name in _INSTANTS:
        return datetime.fromisoformat(value)
    return UUID(value) if name in _IDS else value
