"""What does a clerk do with the citizen who is there, and with those who are not? Each deed inside LocalHall's transaction."""

from collections.abc import Collection
from datetime import datetime, timedelta

from kiosk.actions.calling import leg_of, on_hold_for
from kiosk.actions.here import Here, held, outcome_of, reason_if_any, reason_of, refuse_unless_free
from kiosk.actions.leg import FREE, Step, begin, move
from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.hall import CounterState, CounterView, Deed, Leg, LegState, Order, Place, Pool, QueueRefused
from kiosk.model.queue import EMERGENCY, due_at, moved
from kiosk.store import notes
from kiosk.store import queue as rows


def start(turn: Turn, here: Here, order: Order) -> None:
    leg = held(turn, here)
    step = Step(kind="started", desk=(here.view, here.after(order.deed, leg)), columns={"started_at": turn.at})
    move(turn, leg, order.deed, step)
    turn.note(AuditEvent.TICKET_STARTED, leg=str(leg.id), counter=here.counter.number)


def finish(turn: Turn, here: Here, order: Order) -> None:
    """The next service of the visit joins its line, with the place that the visit has (S3); without one the visit is over."""
    leg = held(turn, here)
    _end(turn, here, leg, order)
    turn.note(AuditEvent.TICKET_FINISHED, leg=str(leg.id), counter=here.counter.number)


def go_on(turn: Turn, here: Here, order: Order) -> None:
    """The next service of the visit here and now: no new call, no wait."""
    leg = held(turn, here)
    stay = rows.get_visit(turn.tx, leg.visit)
    if not stay.todo:
        raise QueueRefused("wrong-state", state=leg.state)
    if stay.todo[0] not in here.services:
        raise QueueRefused("no-skill")
    following = here.new_id()
    columns = {"ended_at": turn.at, "outcome": outcome_of(here, leg, order), "quantity": order.quantity}
    step = Step(kind="ended", desk=(here.view, here.after(Deed.FINISH)), visit=("open", stay.todo[1:]), columns=columns, made=following)
    move(turn, leg, order.deed, step)
    waiting = begin(turn, following, leg, Deed.NEXT_SERVICE, service=stay.todo[0])
    take_at_once(turn, here, waiting)
    turn.note(AuditEvent.TICKET_FINISHED, leg=str(leg.id), counter=here.counter.number)


def hold(turn: Turn, here: Here, order: Order) -> None:
    """The citizen fetches something; the counter is free. wake_at: then the citizen waits again, with the place that it had."""
    leg, reason = held(turn, here), reason_of(here, order)
    pin = {Pool.ME: f"staff {here.clerk.code}", Pool.COUNTER: f"counter {here.counter.number}", Pool.HALL: None}[order.pool]
    columns = {"reason": reason, "pool": order.pool, "pin": pin, "open_at": order.wake_at}
    desk = (here.view, here.after_leaving(order.deed, leg, turn.at))
    move(turn, leg, order.deed, Step(kind="ended", desk=desk, columns=columns))
    turn.note(AuditEvent.TICKET_HELD, leg=str(leg.id), counter=here.counter.number, reason=reason)


def resume(turn: Turn, here: Here, order: Order) -> None:
    """Somebody on hold stands at the counter again."""
    refuse_unless_free(here)
    leg = on_hold_for(turn, here, order)
    columns = {"counter": here.counter.number, "staff": here.clerk.code, "pool": None, "reason": None, **FREE}
    move(turn, leg, order.deed, Step(kind="started", desk=(here.view, here.after(order.deed, leg)), columns=columns))
    turn.note(AuditEvent.TICKET_RESUMED, leg=str(leg.id), counter=here.counter.number)


def transfer(turn: Turn, here: Here, order: Order) -> None:
    """To another service or counter; the first waiting time is kept unless the clerk says otherwise (S2)."""
    leg = held(turn, here)
    service = order.service or leg.service
    _must_exist(turn, here, service, order.to_counter)
    reason = reason_of(here, order) if order.place is Place.FRONT else reason_if_any(here, order)
    following = here.new_id()
    stay = rows.get_visit(turn.tx, leg.visit)
    step = Step(
        kind="ended", desk=(here.view, here.after_leaving(order.deed, leg, turn.at)), visit=("open", stay.todo), made=following,
        columns={"ended_at": turn.at, "reason": reason},
    )  # fmt: skip
    move(turn, leg, order.deed, step)
    begin(
        turn, following, leg, order.deed, service=service, due=_due_of_transfer(turn, leg, order, service),
        return_to=here.clerk.code if order.back else leg.return_to, **_only_there(turn, here, order),
    )  # fmt: skip
    if order.note:
        notes.leave(turn.tx, leg.visit, order.note)
    turn.note(AuditEvent.TICKET_TRANSFERRED, leg=str(leg.id), counter=here.counter.number, service=service, place=order.place)


def add_service(turn: Turn, here: Here, order: Order) -> None:
    """One more service of the visit that is here, after the others; no second ticket."""
    leg = held(turn, here)
    service = order.service or ""
    _must_exist(turn, here, service, None)
    stay = rows.get_visit(turn.tx, leg.visit)
    todo = (*stay.todo, service)
    rows.set_visit(turn.tx, leg.visit, state=stay.state, todo=todo)
    facts = {"deed": order.deed, "visit": {"state": stay.state, "todo": list(todo)}}
    turn.tell_of(leg, "added", facts, c=here.counter.number)
    turn.note(AuditEvent.SERVICE_ADDED, leg=str(leg.id), service=service)


def walk_up(turn: Turn, here: Here, leg: Leg) -> None:
    """Nobody took a ticket: a number of the same series, and the citizen is served at once (S8). leg: made a moment ago."""
    take_at_once(turn, here, leg)
    turn.note(AuditEvent.TICKET_STARTED, leg=str(leg.id), counter=here.counter.number)


def cancel(turn: Turn, here: Here, order: Order) -> None:
    """A ticket that nobody needs any more, with who and why."""
    leg, reason = leg_of(turn, order), reason_of(here, order)
    stay = rows.get_visit(turn.tx, leg.visit)
    columns = {"ended_at": turn.at, "reason": reason, "pool": None, **FREE}
    move(turn, leg, order.deed, Step(kind="moved", visit=("closed", stay.todo), columns=columns))
    turn.note(AuditEvent.TICKET_CANCELLED, leg=str(leg.id), by=here.clerk.code, reason=reason)


def set_class(turn: Turn, here: Here, order: Order) -> None:
    """Another priority: its credit is taken off the arrival. An emergency needs a reason."""
    leg = leg_of(turn, order)
    moved(order.deed, leg.state)
    reason = reason_of(here, order) if order.priority == EMERGENCY else None
    due = due_at(leg.arrived_at, here.policy.credit(order.priority), leg.booked_for, policy=here.policy)
    move(turn, leg, order.deed, Step(kind="moved", columns={"priority": order.priority, "due": due, "reason": reason}))
    turn.note(AuditEvent.TICKET_CLASSED, leg=str(leg.id), by=here.clerk.code, priority=order.priority or "none")


def take_over(turn: Turn, here: Here, order: Order) -> None:
    """A manager frees what a colleague forgot: the citizen waits again, with the place that it had."""
    if not here.is_manager:
        raise QueueRefused("manager-needed")
    leg, reason = leg_of(turn, order), reason_of(here, order)
    columns = {"counter": None, "staff": None, "called_at": None, "announced_at": None, "calls": 0, "reason": reason, "pool": None, **FREE}
    before = rows.get_counter(turn.tx, leg.counter) if leg.counter is not None and leg.state is not LegState.ON_HOLD else None
    desk = None if before is None or before.leg != leg.id else (before, _freed(before))
    move(turn, leg, order.deed, Step(kind="ended" if desk else "moved", desk=desk, columns=columns))
    turn.note(AuditEvent.TICKET_TAKEN_OVER, leg=str(leg.id), by=here.clerk.code, reason=reason)


def take_at_once(turn: Turn, here: Here, leg: Leg) -> None:
    """A leg that has just been made is served here without a call."""
    columns = {"counter": here.counter.number, "staff": here.clerk.code, "called_at": turn.at, "started_at": turn.at, **FREE}
    step = Step(kind="started", desk=(here.view, here.after(Deed.WALK_UP, leg)), columns=columns)
    move(turn, leg, Deed.WALK_UP, step, to=LegState.SERVING)


def _end(turn: Turn, here: Here, leg: Leg, order: Order) -> None:
    """Completed; then back to the clerk who sent the citizen, else the next service of the visit, else the end."""
    stay = rows.get_visit(turn.tx, leg.visit)
    following = here.new_id() if leg.return_to or stay.todo else None
    todo = stay.todo if leg.return_to else stay.todo[1:]
    columns = {"ended_at": turn.at, "outcome": outcome_of(here, leg, order), "quantity": order.quantity}
    visit = ("open" if following else "closed", todo)
    desk = (here.view, here.after_leaving(order.deed, leg, turn.at))
    step = Step(kind="ended", desk=desk, visit=visit, columns=columns, made=following)
    move(turn, leg, order.deed, step)
    if following is None:
        return
    if leg.return_to:
        pin = {"pin": f"staff {leg.return_to}", "open_at": turn.at + here.policy.pinned}
        begin(turn, following, leg, Deed.COME_BACK, service=_service_before(turn, leg), **pin)
    else:
        begin(turn, following, leg, Deed.NEXT_SERVICE, service=stay.todo[0])


def _service_before(turn: Turn, leg: Leg) -> str:
    """What the clerk was doing who sent the citizen away."""
    return rows.get_leg(turn.tx, leg.origin).service if leg.origin else leg.service


def _must_exist(turn: Turn, here: Here, service: str, counter: int | None) -> None:
    """Raises QueueRefused unknown-service or unknown-counter."""
    known = here.edition.service(service)
    if known is None or not known.has_ticket:
        raise QueueRefused("unknown-service", service=service)
    if counter is not None and service not in _offered_at(turn, here, counter):
        raise QueueRefused("unknown-counter", counter=counter)


def _offered_at(turn: Turn, here: Here, counter: int) -> Collection[str]:
    """What a counter takes now."""
    own = next((one.services for one in here.catalogue.counters if one.number == counter), frozenset())
    set_now = rows.get_counter(turn.tx, counter).services
    return own if set_now is None else set_now


def _due_of_transfer(turn: Turn, leg: Leg, order: Order, service: str) -> datetime:
    if order.place is Place.END:
        return turn.at
    head = rows.place_of(turn.tx, service, 1) if order.place is Place.FRONT else None
    return min(leg.due, head.due - timedelta(milliseconds=1)) if head else leg.due


def _only_there(turn: Turn, here: Here, order: Order) -> dict[str, object]:
    """Kept for one counter until that closes or the day ends."""
    if order.to_counter is None:
        return {}
    return {"pin": f"counter {order.to_counter}", "open_at": turn.at + here.policy.session}


def _freed(view: CounterView) -> CounterView:
    return CounterView(number=view.number, state=CounterState.AVAILABLE, staff=view.staff)
