"""What becomes of last night's queue? Nobody is called today with a ticket of yesterday."""

from datetime import datetime, timedelta

from kiosk.actions.leg import FREE, Step, move, turn_desk
from kiosk.actions.queue import LocalHall
from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.hall import CounterState, CounterView, Deed, Leg
from kiosk.model.ids import uuid7
from kiosk.store import notes
from kiosk.store import queue as rows
from kiosk.store.database import Transaction

GRACE = timedelta(hours=4)
"""Whoever came so lately still counts, for halls that are open over midnight."""


def end_day(hall: LocalHall, *, limit: int = 200) -> int:
    """Let go of whoever still waits or was forgotten at a counter since an earlier day, and close those counters.

    At most `limit` waiting legs in one transaction; gives how many legs and counters were changed. Call again until that is 0.
    """
    now = hall.now()
    local = now.astimezone(hall.catalogue.zone)
    before = min(local.replace(hour=0, minute=0, second=0, microsecond=0), local - GRACE)
    with hall.store.write() as tx:
        left = rows.left_over(tx, before, limit)
        for leg in left:
            _give_up(_turn(hall, tx, now), leg)
        old = [view for view, since in rows.counters(tx) if since < before and view.state is not CounterState.CLOSED]
        for view in old:
            _close(_turn(hall, tx, now), view)
    return len(left) + len(old)


def forget_notes(hall: LocalHall) -> int:
    """Words for colleagues, once nobody can come back to the visit by undoing or reinstating; gives how many."""
    with hall.store.write() as tx:
        return notes.drop_old(tx, hall.now() - hall.policy.reinstate_within)


def _turn(hall: LocalHall, tx: Transaction, now: datetime) -> Turn:
    return Turn(tx=tx, request=uuid7(now, hall.entropy(10)), at=now, station=hall.station, actor="system")


def _give_up(turn: Turn, leg: Leg) -> None:
    _abandon(turn, leg, None)


def _close(turn: Turn, view: CounterView) -> None:
    closed = CounterView(number=view.number, state=CounterState.CLOSED)
    if view.leg is None:
        turn_desk(turn, Deed.CLOSE, view, closed)
    else:
        _abandon(turn, rows.get_leg(turn.tx, view.leg), (view, closed))
    turn.note(AuditEvent.COUNTER_CLOSED, counter=view.number)


def _abandon(turn: Turn, leg: Leg, desk: tuple[CounterView, CounterView] | None) -> None:
    stay = rows.get_visit(turn.tx, leg.visit)
    notes.drop(turn.tx, leg.visit)
    columns = {"ended_at": turn.at, "reason": "day_end", "pool": None, **FREE}
    move(turn, leg, Deed.DAY_END, Step(kind="ended" if desk else "moved", desk=desk, visit=("closed", stay.todo), columns=columns))
    turn.note(AuditEvent.TICKET_ABANDONED, leg=str(leg.id), state=leg.state)
