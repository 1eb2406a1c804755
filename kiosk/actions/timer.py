"""Whose time has come? What happens in the queue without anybody's deed, every few seconds."""

from datetime import datetime

from kiosk.actions.calling import LET_IN_AT_ONCE, open_to_all
from kiosk.actions.leg import desk_facts
from kiosk.actions.queue import LocalHall
from kiosk.actions.turn import Turn
from kiosk.model.hall import CounterState, CounterView, Deed
from kiosk.model.ids import uuid7
from kiosk.store import queue as rows
from kiosk.store.database import Transaction


def ring(hall: LocalHall) -> bool:
    """Let in whoever was kept for somebody, booked or on hold until now, and end the time to wrap up; True if somebody moved.

    Counters do not wait for it: the next call does the same for itself. It writes only where there is something to do.
    """
    now = hall.now()
    with hall.store.read() as tx:
        if not rows.kept_until(tx, now, 1) and not rows.wrapping(tx, now):
            return False
    with hall.store.write() as tx:
        kept, wrapping = rows.kept_until(tx, now, LET_IN_AT_ONCE), rows.wrapping(tx, now)
        for leg in kept:
            open_to_all(_turn(hall, tx, now), leg, keep=hall.policy.pinned)
        for view in wrapping:
            _wrapped_up(_turn(hall, tx, now), view)
    return bool(kept or wrapping)


def _turn(hall: LocalHall, tx: Transaction, now: datetime) -> Turn:
    return Turn(tx=tx, request=uuid7(now, hall.entropy(10)), at=now, station=hall.station, actor="system")


def _wrapped_up(turn: Turn, before: CounterView) -> None:
    """No deed of the clerk: what was done last may still be undone."""
    after = CounterView(number=before.number, state=CounterState.AVAILABLE, staff=before.staff)
    facts = {"deed": Deed.WRAPPED_UP, "desk": desk_facts(after), "desk_was": desk_facts(before)}
    turn.tell("counter", facts, c=after.number, state=after.state)
    rows.end_wrap_up(turn.tx, after.number, at=turn.at)
