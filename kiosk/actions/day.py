"""What becomes of last night's queue? Nobody is called today with a ticket of yesterday."""

from datetime import UTC, datetime, timedelta

from kiosk.actions.leg import FREE, Step, move, turn_desk
from kiosk.actions.queue import LocalHall
from kiosk.actions.shelf import Edition
from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.canonical import whole_ms
from kiosk.model.hall import CounterState, CounterView, Deed, Leg, LegState
from kiosk.model.ids import uuid7
from kiosk.model.opening import calendar_of, closed_at, opens_at
from kiosk.store import notes
from kiosk.store import queue as rows
from kiosk.store.database import Transaction

GRACE = timedelta(hours=4)
"""Whoever came so lately still counts, for halls that are open over midnight."""


def end_day(hall: LocalHall, *, limit: int = 200) -> int:
    """Let go of whoever still waits or was forgotten at a counter since an earlier day, and close those counters; who waits for a
    service that carries over waits on.

    At most `limit` waiting legs in one transaction; gives how many legs and counters were changed. Call again until that is 0.
    """
    now = hall.now()
    local = now.astimezone(hall.catalogue.zone)
    before = min(_midnight(local), local - GRACE)
    with hall.store.write() as tx:
        left = rows.left_over(tx, before, limit)
        for leg in left:
            _let_go(_turn(hall, tx, now), hall.shelf.now, leg)
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


def _let_go(turn: Turn, edition: Edition, leg: Leg) -> None:
    """Abandoned, unless the hall lets those of its service wait on."""
    place = _carried(edition, leg, turn.at)
    if place is None:
        _abandon(turn, leg, None)
        return
    columns = {"arrived_at": place[0], "due": place[1], "pin": None, "open_at": leg.open_at if leg.state is LegState.ON_HOLD else None}
    move(turn, leg, Deed.CARRY_OVER, Step(kind="moved", columns=columns), to=leg.state)
    turn.note(AuditEvent.TICKET_CARRIED_OVER, leg=str(leg.id), state=leg.state)


def _carried(edition: Edition, leg: Leg, now: datetime) -> tuple[datetime, datetime] | None:
    """Arrival and due on the next opening day: as if the wait so far had been just before it opens. None: it is not carried over."""
    service, catalogue = edition.service(leg.service), edition.catalogue
    if service is None or not service.carry_over:
        return None
    calendar = calendar_of(catalogue)
    today = _midnight(now.astimezone(catalogue.zone))
    opens = opens_at(service.opening, today - timedelta(microseconds=1), catalogue.zone, calendar)
    if opens is None:
        return None
    closed = closed_at(service.opening, leg.arrived_at.astimezone(catalogue.zone).date(), catalogue.zone, calendar)
    waited = max(timedelta(0), (closed or leg.arrived_at) - leg.arrived_at)
    arrived = max(opens - waited, _midnight(opens))
    return whole_ms(arrived.astimezone(UTC)), whole_ms((opens - waited + (leg.due - leg.arrived_at)).astimezone(UTC))


def _midnight(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


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
