"""What becomes of last night's queue? Nobody is called today with a ticket of yesterday."""

from datetime import datetime, timedelta

from kiosk.actions.queue import LocalHall
from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.ids import uuid7
from kiosk.model.queue import CounterState, CounterView, Leg, LegState
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


def _turn(hall: LocalHall, tx: Transaction, now: datetime) -> Turn:
    return Turn(tx=tx, request=uuid7(now, hall.entropy(10)), at=now, station=hall.station, actor="system")


def _give_up(turn: Turn, leg: Leg) -> None:
    waiting = rows.move_line(turn.tx, leg.service, -1)
    _abandon(turn, leg)
    turn.tell_of(leg, "moved", {"after": LegState.ABANDONED}, w=waiting, state=LegState.ABANDONED)


def _close(turn: Turn, view: CounterView) -> None:
    rows.set_counter(turn.tx, view.number, CounterState.CLOSED, staff=None, leg_id=None, at=turn.at)
    if view.leg is None:
        turn.tell("counter", c=view.number, state=CounterState.CLOSED)
    else:
        leg = rows.get_leg(turn.tx, view.leg)
        _abandon(turn, leg)
        facts = {"after": LegState.ABANDONED}
        turn.tell_of(leg, "ended", facts, c=view.number, state=LegState.ABANDONED, desk=CounterState.CLOSED)
    turn.note(AuditEvent.COUNTER_CLOSED, counter=view.number)


def _abandon(turn: Turn, leg: Leg) -> None:
    rows.change_leg(turn.tx, leg, LegState.ABANDONED, ended_at=turn.at)
    rows.close_visit(turn.tx, leg.visit)
    turn.note(AuditEvent.TICKET_ABANDONED, leg=str(leg.id), state=leg.state)
