"""Is a counter open? A clerk's deeds on the counter itself, each inside the transaction that LocalHall opened."""

from dataclasses import replace

from kiosk.actions.calling import release
from kiosk.actions.here import Here, reason_of, refuse_if_busy, refuse_unless_mine
from kiosk.actions.leg import desk_facts, turn_desk
from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.hall import CounterState, CounterView, Deed, Order, QueueRefused
from kiosk.model.queue import BUSY
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
    reason = reason_of(here, order)
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
    """A manager moves a counter to other services, from its next call on; one press back (M8)."""
    if not here.is_manager:
        raise QueueRefused("manager-needed")
    number = here.view.number if order.to_counter is None else order.to_counter
    if here.edition.counter(number) is None:
        raise QueueRefused("unknown-counter", counter=number)
    strange = sorted(code for code in order.services or () if here.edition.service(code) is None)
    if strange or order.services == frozenset():
        raise QueueRefused("unknown-service", service=" ".join(strange))
    rows.set_services(turn.tx, number, order.services, at=turn.at)
    codes = None if order.services is None else " ".join(sorted(order.services))
    turn.tell("services", {"deed": order.deed, "services": {"number": number, "codes": codes}}, c=number, of=codes)
    turn.note(AuditEvent.SERVICES_SET, counter=number, services="catalogue" if codes is None else codes)


def _ask_to_pause(turn: Turn, here: Here, reason: str | None) -> None:
    rows.set_pausing(turn.tx, here.view.number, reason)
    facts = {"deed": Deed.PAUSE if reason else Deed.READY, "desk": desk_facts(replace(here.view, pausing=reason))}
    turn.tell("pausing", facts, c=here.view.number, why=reason)


def _turned(turn: Turn, here: Here, deed: Deed, after: CounterView, event: AuditEvent, **facts: str | int) -> None:
    turn_desk(turn, deed, here.view, after)
    turn.note(event, counter=after.number, **facts)
