"""What can a clerk do at a counter? The deeds of LocalHall, each inside the transaction that it opened."""

from dataclasses import dataclass

from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.catalogue import Counter
from kiosk.model.queue import (
    COUNTER_AFTER,
    Call,
    Choice,
    CounterState,
    CounterView,
    Deed,
    Leg,
    LegState,
    Policy,
    QueueRefused,
    choose,
    may_give_up,
    may_recall,
    moved,
)
from kiosk.store import queue as rows
from kiosk.store.staff import Person

_ENDS = {Deed.NO_SHOW: AuditEvent.TICKET_NO_SHOW, Deed.FINISH: AuditEvent.TICKET_FINISHED}
_BUSY = frozenset({CounterState.CALLING, CounterState.SERVING})


@dataclass(frozen=True, kw_only=True)
class Here:
    """A signed-in clerk at a counter, and the counter as it stands."""

    clerk: Person
    counter: Counter
    view: CounterView
    policy: Policy

    @property
    def services(self) -> frozenset[str]:
        """What this clerk may serve here. Raises QueueRefused no-skill if that is nothing."""
        services = self.clerk.skills(self.counter.services)
        if not services:
            raise QueueRefused("no-skill")
        return services


def open_counter(turn: Turn, here: Here) -> CounterView:
    """Again at one's own open counter changes nothing: a console may have been restarted in mid-service."""
    view, clerk = here.view, here.clerk.code
    if view.state is not CounterState.CLOSED and view.staff == clerk:
        return view
    _refuse_if_busy(view)
    elsewhere = rows.counter_of(turn.tx, clerk)
    if elsewhere is not None:
        raise QueueRefused("elsewhere", counter=elsewhere)
    assert here.services
    return _turned(turn, here, Deed.OPEN, AuditEvent.COUNTER_OPENED, staff=clerk)


def close_counter(turn: Turn, here: Here) -> CounterView:
    _refuse_if_busy(here.view)
    _refuse_unless_mine(here)
    return _turned(turn, here, Deed.CLOSE, AuditEvent.COUNTER_CLOSED, staff=None)


def call_next(turn: Turn, here: Here) -> Call | None:
    """A second press at a counter that has a ticket calls nobody, whatever its id."""
    _refuse_if_busy(here.view)
    _refuse_unless_mine(here)
    while (choice := choose(rows.heads(turn.tx, here.services))) is not None:
        if _claimed(turn, here, choice.leg):
            return _call_out(turn, here, choice)
    return None


def recall(turn: Turn, here: Here) -> Call:
    leg = _held(turn, here)
    may_recall(leg, turn.at, policy=here.policy)
    rows.change_leg(turn.tx, leg, LegState.CALLED, announced_at=turn.at, calls=leg.calls + 1)
    _announce(turn, here, leg, Deed.RECALL)
    turn.note(AuditEvent.TICKET_RECALLED, leg=str(leg.id), counter=here.counter.number, calls=leg.calls + 1)
    return _call(here, leg, why=("recall",))


def start(turn: Turn, here: Here) -> CounterView:
    leg = _held(turn, here)
    rows.change_leg(turn.tx, leg, moved(Deed.START, leg.state), started_at=turn.at)
    _announce(turn, here, leg, Deed.START)
    turn.note(AuditEvent.TICKET_STARTED, leg=str(leg.id), counter=here.counter.number)
    return rows.get_counter(turn.tx, here.counter.number)


def no_show(turn: Turn, here: Here) -> CounterView:
    leg = _held(turn, here)
    may_give_up(leg, turn.at, policy=here.policy)
    return _end(turn, here, leg, Deed.NO_SHOW)


def finish(turn: Turn, here: Here) -> CounterView:
    return _end(turn, here, _held(turn, here), Deed.FINISH)


def _refuse_if_busy(view: CounterView) -> None:
    if view.state in _BUSY:
        raise QueueRefused("counter-busy", label=view.label or "")


def _refuse_unless_mine(here: Here) -> None:
    if here.view.state is CounterState.CLOSED:
        raise QueueRefused("wrong-state", state=here.view.state)
    if here.view.staff != here.clerk.code:
        raise QueueRefused("not-yours")


def _held(turn: Turn, here: Here) -> Leg:
    """The leg that this clerk has here. Raises QueueRefused wrong-state or not-yours."""
    _refuse_unless_mine(here)
    if here.view.leg is None:
        raise QueueRefused("wrong-state", state=here.view.state)
    return rows.get_leg(turn.tx, here.view.leg)


def _claimed(turn: Turn, here: Here, leg: Leg) -> bool:
    """False: another counter was faster (on PostgreSQL; SQLite has one writer)."""
    mine = {"counter": here.counter.number, "staff": here.clerk.code}
    times = {"called_at": turn.at, "announced_at": turn.at, "calls": 1}
    return rows.change_leg(turn.tx, leg, moved(Deed.CALL_NEXT, leg.state), **mine, **times)


def _call_out(turn: Turn, here: Here, choice: Choice) -> Call:
    leg = rows.get_leg(turn.tx, choice.leg.id)
    rows.move_line(turn.tx, leg.service, -1)
    _announce(turn, here, leg, Deed.CALL_NEXT)
    call = _call(here, leg, why=choice.why)
    why = " ".join(choice.why)
    turn.note(
        AuditEvent.TICKET_CALLED, leg=str(leg.id), counter=call.counter, waited_s=call.waited_s, passed=choice.passed, why=why
    )  # fmt: skip
    return call


def _announce(turn: Turn, here: Here, leg: Leg, deed: Deed) -> None:
    """The counter has the leg: fold that into its row, and tell everybody."""
    number, state = here.counter.number, COUNTER_AFTER[deed]
    rows.set_counter(turn.tx, number, state, staff=here.clerk.code, leg_id=leg.id, at=turn.at)
    kind = {Deed.CALL_NEXT: "called", Deed.RECALL: "recalled", Deed.START: "started"}[deed]
    waiting = rows.waiting_for(turn.tx, leg.service)
    after = LegState.SERVING if deed is Deed.START else LegState.CALLED
    turn.tell_of(leg, kind, {"after": after}, c=number, w=waiting, lang=leg.language, state=state)


def _end(turn: Turn, here: Here, leg: Leg, deed: Deed) -> CounterView:
    number, state, after = here.counter.number, moved(deed, leg.state), COUNTER_AFTER[deed]
    rows.change_leg(turn.tx, leg, state, ended_at=turn.at)
    rows.close_visit(turn.tx, leg.visit)
    rows.set_counter(turn.tx, number, after, staff=here.clerk.code, leg_id=None, at=turn.at)
    turn.tell_of(leg, "ended", {"after": state}, c=number, state=state, desk=after)
    turn.note(_ENDS[deed], leg=str(leg.id), counter=number)
    return rows.get_counter(turn.tx, number)


def _turned(turn: Turn, here: Here, deed: Deed, event: AuditEvent, *, staff: str | None) -> CounterView:
    """Opened or closed, with nobody at it."""
    number, state = here.counter.number, COUNTER_AFTER[deed]
    rows.set_counter(turn.tx, number, state, staff=staff, leg_id=None, at=turn.at)
    turn.tell("counter", c=number, state=state)
    turn.note(event, counter=number)
    return rows.get_counter(turn.tx, number)


def _call(here: Here, leg: Leg, *, why: tuple[str, ...]) -> Call:
    assert leg.called_at is not None, "a called leg knows when"
    waited_s = int((leg.called_at - leg.arrived_at).total_seconds())
    return Call(
        leg=leg.id, label=leg.label, service=leg.service, counter=here.counter.number, called_at=leg.called_at, why=why, waited_s=waited_s
    )  # fmt: skip
