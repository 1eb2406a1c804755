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
from kiosk.store import feed
from kiosk.store import queue as rows
from kiosk.store.feed import Happening

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
    done = _last_deed(turn, here)
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


def _last_deed(turn: Turn, here: Here) -> Happening:
    seq = rows.last_event(turn.tx, here.counter.number)
    done = feed.happening(turn.tx, seq) if seq is not None else None
    if done is None or done.facts.get("deed") not in UNDOABLE:
        raise QueueRefused("wrong-state", state=here.view.state)
    if done.actor != here.clerk.code:
        raise QueueRefused("not-yours")
    if turn.at > done.at + here.policy.undo_within:
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
