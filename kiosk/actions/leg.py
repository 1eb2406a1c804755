"""How does a leg move? Here and nowhere else: its row, its line, its visit, the counter and the event that tells them, in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from kiosk.actions.turn import Datum, Turn
from kiosk.model.hall import CounterView, Deed, Leg, LegState
from kiosk.model.queue import moved
from kiosk.store import queue as rows

Facts = dict[str, Any]  # Any: JSON
FREE: Mapping[str, None] = dict.fromkeys(("open_at", "pin"))
"""Columns of a leg that waits for nobody in particular."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a deed changes besides the state of its leg. kind: of the event; visit: its state and what is left to do after it.

    desk: the counter before and after. columns: of the leg. made: the leg that comes after this one. notes: further facts as JSON;
    said: what everybody hears besides.
    """

    kind: str
    desk: tuple[CounterView, CounterView] | None = None
    visit: tuple[str, Sequence[str]] | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)
    made: UUID | None = None
    notes: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, Datum] = field(default_factory=dict)


def move(turn: Turn, leg: Leg, deed: Deed, step: Step, *, to: LegState | None = None) -> Leg | None:
    """The leg after the deed; None (and nothing was changed) if another counter was faster. to: of a step back, which no table knows."""
    after = to or moved(deed, leg.state)
    if not rows.change_leg(turn.tx, leg, after, **step.columns):
        return None
    fresh = replace(leg, state=after, version=leg.version + 1, **step.columns)
    facts = _facts(deed, leg, fresh, step)
    if step.visit is not None:
        facts |= _visit_facts(turn, leg.visit, step.visit)
    seq = turn.tell_of(fresh, step.kind, facts, **_data(turn, leg, fresh, step))
    if step.desk is not None:
        rows.set_counter(turn.tx, step.desk[1], at=turn.at, event=seq)
    return fresh


def begin(turn: Turn, leg_id: UUID, came_from: Leg, deed: Deed, **columns: Any) -> Leg:  # Any: columns of a leg
    """The next leg of a visit, waiting, with the place that the visit has. Call it when the leg before is over."""
    leg = rows.add_leg(turn.tx, leg_id, came_from, **columns)
    waiting = rows.move_line(turn.tx, leg.service, 1)
    facts: Facts = {"deed": deed, "leg": leg_facts(leg)}
    turn.tell_of(leg, "moved", facts, w=waiting, state=leg.state)
    return leg


def turn_desk(turn: Turn, deed: Deed, before: CounterView, after: CounterView) -> None:
    """A counter changes and no leg does."""
    facts: Facts = {"deed": deed, "desk": desk_facts(after), "desk_was": desk_facts(before)}
    seq = turn.tell("counter", facts, c=after.number, state=after.state, **({"why": after.reason} if after.reason else {}))
    rows.set_counter(turn.tx, after, at=turn.at, event=seq)


def leg_facts(leg: Leg) -> Facts:
    """Every column of a leg as JSON."""
    return {name: _plain(value) for name, value in vars(leg).items() if name not in {"label", "language"}}


def desk_facts(view: CounterView) -> Facts:
    return {name: _plain(getattr(view, name)) for name in ("number", "state", "staff", "leg", "reason", "pausing", "wrap_until")}


def _facts(deed: Deed, was: Leg, now: Leg, step: Step) -> Facts:
    changed = [name for name, value in vars(now).items() if value != getattr(was, name)]
    facts: Facts = {
        **step.notes, "deed": deed, "now": {name: _plain(getattr(now, name)) for name in changed},
        "was": {name: _plain(getattr(was, name)) for name in changed},
    }  # fmt: skip
    if step.desk is not None:
        facts |= {"desk_was": desk_facts(step.desk[0]), "desk": desk_facts(step.desk[1])}
    if step.made is not None:
        facts["made"] = str(step.made)
    return facts


def _visit_facts(turn: Turn, visit: UUID, after: tuple[str, Sequence[str]]) -> Facts:
    stay, (state, todo) = rows.get_visit(turn.tx, visit), after
    rows.set_visit(turn.tx, visit, state=state, todo=todo)
    return {"visit": {"state": state, "todo": list(todo)}, "visit_was": {"state": stay.state, "todo": list(stay.todo)}}


def _data(turn: Turn, was: Leg, now: Leg, step: Step) -> dict[str, Datum]:
    """What everybody hears; w only where the line has changed, or the boards want it anyway."""
    data: dict[str, Datum] = dict(step.said)
    difference = (now.state is LegState.WAITING) - (was.state is LegState.WAITING)
    if difference:
        data["w"] = rows.move_line(turn.tx, now.service, difference)
    if step.desk is None:
        return {**data, "state": now.state}
    desk = step.desk[1]
    if step.kind == "ended":
        return {**data, "c": desk.number, "state": now.state, "desk": desk.state}
    if "w" not in data:
        data["w"] = rows.waiting_for(turn.tx, now.service)
    return {**data, "c": desk.number, "lang": now.language, "state": desk.state}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
