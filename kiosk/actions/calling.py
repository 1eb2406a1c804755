"""Whom does a counter call, and what if nobody comes? Each deed inside the transaction that LocalHall opened."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from kiosk.actions.here import Here, held, reason_if_any, reason_of, refuse_unless_free
from kiosk.actions.lane import refuse_if_kept
from kiosk.actions.leg import FREE, Step, move
from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.hall import Call, Deed, Leg, LegState, Order, QueueRefused
from kiosk.model.queue import Choice, Line, choose_for, may_give_up, may_recall, moved, needs_help
from kiosk.store import queue as rows

LET_IN_AT_ONCE = 20
"""So many legs whose time has come are let in before a call; the others before the next."""


def call_next(turn: Turn, here: Here, order: Order) -> Call | None:
    """A second press at a counter that has a ticket calls nobody, whatever its id (S1). None: nobody waits whom it may call.

    Raises QueueRefused kept if all that wait are in the lanes of others.
    """
    refuse_unless_free(here)
    let_in(turn, here)
    while (choice := _choice(turn, here)) is not None:
        if (leg := _call(turn, here, choice, order.deed)) is not None:
            if choice.run is not None:
                rows.set_run(turn.tx, leg.service, choice.run)
            return _called(turn, here, leg, choice)
    for service in sorted(here.services):
        if (first := rows.place_of(turn.tx, service, 1)) is not None:
            refuse_if_kept(turn, first)
    return None


def call_chosen(turn: Turn, here: Here, order: Order) -> Call:
    """Somebody else than the next one needs a reason; of a service that is not served here, a manager."""
    refuse_unless_free(here)
    leg = leg_of(turn, order)
    moved(order.deed, leg.state)
    refuse_if_kept(turn, leg)
    if leg.service not in here.services and not here.is_manager:
        raise QueueRefused("no-skill")
    usual = _choice(turn, here)
    choice = usual if usual is not None and usual.leg.id == leg.id else Choice(leg=leg, why=("chosen", reason_of(here, order)), passed=1)
    fresh = _call(turn, here, choice, order.deed)
    assert fresh is not None, "it waited a moment ago, in this transaction"
    return _called(turn, here, fresh, choice)


def recall(turn: Turn, here: Here, order: Order) -> Call:
    """Announced again; the state stays."""
    leg = held(turn, here)
    may_recall(leg, turn.at, policy=here.policy)
    columns = {"announced_at": turn.at, "calls": leg.calls + 1}
    fresh = _at_desk(turn, here, leg, order.deed, Step(kind="recalled", columns=columns))
    turn.note(AuditEvent.TICKET_RECALLED, leg=str(leg.id), counter=here.counter.number, calls=fresh.calls)
    return answer(here, fresh, why=("recall",))


def call_back(turn: Turn, here: Here, order: Order) -> Call:
    """Somebody on hold is announced, for those who are not seen."""
    refuse_unless_free(here)
    leg = on_hold_for(turn, here, order)
    columns = {**_to_this_counter(turn, here), "calls": leg.calls + 1, "pool": None}
    fresh = _at_desk(turn, here, leg, order.deed, Step(kind="called", columns=columns))
    turn.note(AuditEvent.TICKET_RESUMED, leg=str(leg.id), counter=here.counter.number)
    return answer(here, fresh, why=("hold",))


def requeue(turn: Turn, here: Here, order: Order) -> None:
    """Called by mistake: it is first again."""
    leg, reason = held(turn, here), reason_of(here, order)
    step = Step(
        kind="ended", desk=(here.view, here.after_leaving(order.deed, leg, turn.at)),
        columns={"counter": None, "staff": None, "called_at": None, "announced_at": None, "calls": 0, "reason": reason},
    )  # fmt: skip
    move(turn, leg, order.deed, step)
    turn.note(AuditEvent.TICKET_REQUEUED, leg=str(leg.id), counter=here.counter.number, reason=reason)


def no_show(turn: Turn, here: Here, order: Order) -> None:
    """After enough calls and time; the visit is over, but for a while it may be taken up again."""
    leg = held(turn, here)
    may_give_up(leg, turn.at, policy=here.policy)
    stay = rows.get_visit(turn.tx, leg.visit)
    step = Step(
        kind="ended", desk=(here.view, here.after_leaving(order.deed, leg, turn.at)), visit=("closed", stay.todo),
        columns={"ended_at": turn.at, "absences": leg.absences + 1},
    )  # fmt: skip
    move(turn, leg, order.deed, step)
    turn.note(AuditEvent.TICKET_NO_SHOW, leg=str(leg.id), counter=here.counter.number)


def reinstate(turn: Turn, here: Here, order: Order) -> None:
    """Behind the next three of its service, once and soon; later or again a reason is needed (S2).

    Whoever had an appointment and never came takes a ticket.
    """
    leg = leg_of(turn, order)
    moved(order.deed, leg.state)
    if not leg.label:
        raise QueueRefused("too-late")
    assert leg.ended_at is not None, "a no-show has ended"
    late = turn.at > leg.ended_at + here.policy.reinstate_within or leg.absences >= here.policy.absences
    reason = reason_of(here, order) if late else reason_if_any(here, order)
    third = rows.place_of(turn.tx, leg.service, here.policy.reinstate_behind)
    due = third.due + timedelta(milliseconds=1) if third else turn.at
    stay = rows.get_visit(turn.tx, leg.visit)
    columns = {
        "due": due, "ended_at": None, "counter": None, "staff": None, "called_at": None, "announced_at": None, "calls": 0, "reason": reason,
    }  # fmt: skip
    move(turn, leg, order.deed, Step(kind="moved", visit=("open", stay.todo), columns=columns))
    turn.note(AuditEvent.TICKET_REINSTATED, leg=str(leg.id), by=here.clerk.code, **({"reason": reason} if reason else {}))


def let_in(turn: Turn, here: Here) -> None:
    """Those whose time has come: booked for now, kept for somebody long enough, or on hold until now."""
    for leg in rows.kept_until(turn.tx, turn.at, LET_IN_AT_ONCE):
        open_to_all(turn, leg, keep=here.policy.pinned)


def open_to_all(turn: Turn, leg: Leg, *, keep: timedelta) -> None:
    """keep: how long somebody who wakes from a hold waits for the same clerk."""
    if leg.state is LegState.ON_HOLD:
        pinned = {"open_at": turn.at + keep, "pin": leg.pin} if leg.pin else FREE
        move(turn, leg, Deed.WAKE, Step(kind="moved", columns={**pinned, "pool": None, "reason": None}))
    else:
        move(turn, leg, Deed.LET_IN, Step(kind="moved", columns=FREE))


def release(turn: Turn, here: Here) -> None:
    """The counter closes: what was kept for it or its clerk is everybody's."""
    for pin in sorted(here.pins):
        for leg in rows.pinned_to(turn.tx, pin):
            kept = {"pin": None} if leg.state is LegState.ON_HOLD else FREE
            move(turn, leg, Deed.LET_IN, Step(kind="moved", columns=kept), to=leg.state)


def leg_of(turn: Turn, order: Order) -> Leg:
    """The leg that the order names. Raises QueueRefused unknown-leg."""
    leg = rows.find_leg(turn.tx, order.leg) if order.leg else None
    if leg is None:
        raise QueueRefused("unknown-leg")
    return leg


def on_hold_for(turn: Turn, here: Here, order: Order) -> Leg:
    """A leg on hold that this clerk may go on with here. Raises QueueRefused not-yours, no-skill, wrong-state."""
    leg = leg_of(turn, order)
    moved(order.deed, leg.state)
    refuse_if_kept(turn, leg)
    if leg.pin is not None and leg.pin not in here.pins and not here.is_manager:
        raise QueueRefused("not-yours")
    if leg.service not in here.services and not here.is_manager:
        raise QueueRefused("no-skill")
    return leg


def answer(here: Here, leg: Leg, *, why: tuple[str, ...]) -> Call:
    assert leg.called_at is not None, "a called leg knows when"
    since = max(leg.arrived_at, leg.booked_for or leg.arrived_at)
    waited_s = max(0, int((leg.called_at - since).total_seconds()))
    return Call(
        leg=leg.id, label=leg.label, service=leg.service, counter=here.counter.number, called_at=leg.called_at, why=why, waited_s=waited_s
    )  # fmt: skip


def _choice(turn: Turn, here: Here) -> Choice | None:
    """By due; and somebody who is booked for later, if nobody else waits."""
    pinned, lines = rows.pinned(turn.tx, here.pins, turn.station), rows.lines(turn.tx, here.services, turn.station)
    _note_help(turn, here, lines)
    found = choose_for(lines, pinned, relief=here.relief, now=turn.at, policy=here.policy)
    if found is not None:
        return found
    early = rows.booked_next(turn.tx, here.services, turn.station)
    return None if early is None else Choice(leg=early, why=("early",), passed=0)


def _note_help(turn: Turn, here: Here, lines: Iterable[Line]) -> None:
    """Once a line is helped it is helped until its wait is short again, whichever counter asks."""
    for line in lines:
        if line.service in here.relief and (helped := needs_help(line, turn.at, policy=here.policy)) is not line.helped:
            rows.set_helped(turn.tx, line.service, helped)


def _call(turn: Turn, here: Here, choice: Choice, deed: Deed) -> Leg | None:
    """None: another counter was faster (on PostgreSQL; SQLite has one writer)."""
    leg = choice.leg
    step = Step(
        kind="called", desk=(here.view, here.after(deed, leg)), columns={**_to_this_counter(turn, here), "calls": leg.calls + 1},
        notes={"why": list(choice.why), "passed": choice.passed},
    )  # fmt: skip
    return move(turn, leg, deed, step)


def _to_this_counter(turn: Turn, here: Here) -> dict[str, object]:
    return {"counter": here.counter.number, "staff": here.clerk.code, "called_at": turn.at, "announced_at": turn.at, "reason": None, **FREE}


def _called(turn: Turn, here: Here, leg: Leg, choice: Choice) -> Call:
    call = answer(here, leg, why=choice.why)
    why = " ".join(choice.why)
    turn.note(
        AuditEvent.TICKET_CALLED, leg=str(leg.id), counter=call.counter, waited_s=call.waited_s, passed=choice.passed, why=why
    )  # fmt: skip
    return call


def _at_desk(turn: Turn, here: Here, leg: Leg, deed: Deed, step: Step) -> Leg:
    fresh = move(turn, leg, deed, replace(step, desk=(here.view, here.after(deed, leg))))
    assert fresh is not None, "nobody else moves what this counter has"
    return fresh
