"""Is a counter open? A clerk's deeds on the counter itself, each inside the transaction that LocalHall opened."""

from dataclasses import replace

from kiosk.actions.calling import release
from kiosk.actions.here import BUSY, Here, reason_of, refuse_if_busy, refuse_unless_mine
from kiosk.actions.leg import desk_facts, turn_desk
from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.hall import CounterState, CounterView, Deed, Order, QueueRefused
from kiosk.store import queue as rows


def open_counter(turn: Turn, here: Here, order: Order) -> None:
    """Again at one's own open counter changes nothing: a console may have been restarted in mid-service."""
    view, clerk = here.view, here.clerk.code
    if view.state is not CounterState.CLOSED and view.staff == clerk:
        return
    refuse_if_busy(view)
    elsewhere = rows.counter_of(turn.tx, clerk)
    if elsewhere is not None:
        raise QueueRefused("elsewhere", counter=elsewhere)
    assert here.services
    _turned(turn, here, order.deed, here.after(order.deed), AuditEvent.COUNTER_OPENED)


def close_counter(turn: Turn, here: Here, order: Order) -> None:
    refuse_if_busy(here.view)
    refuse_unless_mine(here)
    release(turn, here)
    closed = CounterView(number=here.view.number, state=CounterState.CLOSED)
    _turned(turn, here, order.deed, closed, AuditEvent.COUNTER_CLOSED)


def pause(turn: Turn, here: Here, order: Order) -> None:
    """At once, or after the citizen who is here now (S11)."""
    refuse_unless_mine(here)
    reason = reason_of(order)
    if here.view.state in BUSY:
        _ask_to_pause(turn, here, reason)
        return
    _turned(turn, here, order.deed, replace(here.after(order.deed), reason=reason), AuditEvent.COUNTER_PAUSED, reason=reason)


def ready(turn: Turn, here: Here, order: Order) -> None:
    """After a pause; and a pause that was only asked for is taken back."""
    refuse_unless_mine(here)
    if here.view.state in BUSY:
        _ask_to_pause(turn, here, None)
        return
    _turned(turn, here, order.deed, here.after(order.deed), AuditEvent.COUNTER_READY)


def set_services(turn: Turn, here: Here, order: Order) -> None:
    """A manager moves a counter between services while it is open: from the next call on, and with no services back again (M8)."""
    if not here.is_manager:
        raise QueueRefused("manager-needed")
    number = here.counter.number if order.to_counter is None else order.to_counter
    if number not in {one.number for one in here.catalogue.counters}:
        raise QueueRefused("unknown-counter", counter=number)
    unknown = set(order.services) - {one.code for one in here.catalogue.services if one.has_ticket}
    if unknown:
        raise QueueRefused("unknown-service", service=min(unknown))
    services = sorted(set(order.services))
    rows.set_services(turn.tx, number, services, at=turn.at)
    turn.tell("services", {"deed": order.deed, "counter": number, "services": services}, c=number, sv=" ".join(services) or None)
    turn.note(AuditEvent.COUNTER_MOVED, counter=number, services=" ".join(services) or "catalogue")


def _ask_to_pause(turn: Turn, here: Here, reason: str | None) -> None:
    rows.set_pausing(turn.tx, here.view.number, reason)
    facts = {"deed": Deed.PAUSE if reason else Deed.READY, "desk": desk_facts(replace(here.view, pausing=reason))}
    turn.tell("pausing", facts, c=here.view.number, why=reason)


def _turned(turn: Turn, here: Here, deed: Deed, after: CounterView, event: AuditEvent, **facts: str | int) -> None:
    turn_desk(turn, deed, here.view, after)
    turn.note(event, counter=after.number, **facts)
