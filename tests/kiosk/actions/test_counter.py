"""Every deed of a clerk, on a real database: what it changes, what it refuses, and how it is taken back (S1, S2, S3, S8, S11)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from kiosk.actions.audit import broken_at
from kiosk.actions.day import forget_notes
from kiosk.actions.feed import snapshot
from kiosk.actions.queue import LocalHall
from kiosk.model.hall import CounterState, CounterView, Deed, LegState, Order, Place, Pool, QueueRefused
from kiosk.model.queue import Leg
from kiosk.store import notes, tables
from kiosk.store import queue as rows
from kiosk.store.database import Store
from tests.builders import FakeClock, a_clerk, a_hall, a_ticket, an_open_counter, new_id
from tests.kiosk.actions.test_queue_schedules import assert_the_events_tell_the_rows


@dataclass
class Desk:
    """A clerk at an open counter; `do` gives the counter after the deed."""

    hall: LocalHall
    session: str
    number: int = 1

    def do(self, deed: Deed, **words: object) -> CounterView:
        order = Order(deed=deed, **words)  # type: ignore[arg-type] # words of an order
        return self.hall.do(new_id(), session=self.session, counter=self.number, order=order)

    def call(self) -> str:
        """Who is called; blank if nobody waits."""
        return self.do(Deed.CALL_NEXT).label or ""

    def serve(self) -> str:
        label = self.call()
        self.do(Deed.START)
        return label


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock)


@pytest.fixture
def desk(hall: LocalHall) -> Desk:
    return Desk(hall, an_open_counter(hall))


@pytest.fixture(autouse=True)
def the_events_tell_the_rows(store: Store, hall: LocalHall) -> object:
    """Whatever a test here does, the rows are those that the events tell, boards see the same, and the audit trail is whole."""
    yield
    assert_the_events_tell_the_rows(store)
    assert broken_at(store) is None


def refused(reason: str) -> "pytest.RaisesExc[QueueRefused]":
    return pytest.raises(QueueRefused, match=f"^{reason}$")


def leg(hall: LocalHall, leg_id: UUID | None) -> Leg:
    assert leg_id is not None
    with hall.store.read() as tx:
        return rows.get_leg(tx, leg_id)


def note(hall: LocalHall, leg_id: UUID | None) -> str:
    with hall.store.read() as tx:
        return notes.note_of(tx, leg(hall, leg_id).visit)


def state(hall: LocalHall, leg_id: UUID) -> LegState:
    return leg(hall, leg_id).state


def another_desk(hall: LocalHall, number: int, code: str, role: str = "clerk") -> Desk:
    session = a_clerk(hall, counter=number, code=code, role=role)
    hall.open_counter(new_id(), session=session, counter=number)
    return Desk(hall, session, number)


# -- order of the line ------------------------------------------------------------------------------------------------


def test_an_elderly_visitor_is_called_before_those_who_came_up_to_twenty_minutes_earlier(
    hall: LocalHall, desk: Desk, clock: FakeClock
) -> None:
    early = a_ticket(hall).label
    clock.go_on(minutes=5)
    middle = a_ticket(hall).label
    clock.go_on(minutes=17)
    elderly = hall.take_ticket(new_id(), service="tax", language="zh", audience="person", priority="elderly").label
    called = []
    for _ in range(3):
        called.append(desk.serve())
        desk.do(Deed.FINISH)

    assert called == [early, elderly, middle]


def test_of_four_calls_at_most_three_pass_the_earliest_comer(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    """C5: the cap on the lane's share, however many of a class there are."""
    ordinary = [a_ticket(hall).label for _ in range(2)]
    clock.go_on(minutes=5)
    for _ in range(7):
        hall.take_ticket(new_id(), service="tax", language="zh", audience="person", priority="elderly")
    called = []
    for _ in range(9):
        called.append(desk.serve())
        desk.do(Deed.FINISH)

    assert [place for place, label in enumerate(called) if label in ordinary] == [3, 7]


def test_no_citizen_gives_himself_an_emergency(hall: LocalHall) -> None:
    for priority in ("emergency", "celebrity"):
        with refused("unknown-class"):
            hall.take_ticket(new_id(), service="tax", language="zh", audience="person", priority=priority)


def test_a_clerk_gives_a_class_and_takes_it_away(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    first = a_ticket(hall)
    clock.go_on(minutes=5)
    second = a_ticket(hall)
    desk.do(Deed.SET_CLASS, leg=second.leg, priority="disabled")
    assert leg(hall, second.leg).due < leg(hall, first.leg).due
    desk.do(Deed.SET_CLASS, leg=second.leg)

    assert leg(hall, second.leg).due == second.taken_at


def test_an_emergency_is_first_and_needs_a_reason(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    a_ticket(hall)
    clock.go_on(hours=3)
    urgent = a_ticket(hall)
    with refused("reason-needed"):
        desk.do(Deed.SET_CLASS, leg=urgent.leg, priority="emergency")
    desk.do(Deed.SET_CLASS, leg=urgent.leg, priority="emergency", reason="ill")

    assert desk.call() == urgent.label


def test_somebody_else_than_the_next_needs_a_reason(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    first = a_ticket(hall)
    clock.go_on(minutes=1)
    second = a_ticket(hall)
    with refused("reason-needed"):
        desk.do(Deed.CALL_CHOSEN, leg=second.leg)
    assert desk.do(Deed.CALL_CHOSEN, leg=second.leg, reason="child").label == second.label
    desk.do(Deed.START)
    desk.do(Deed.FINISH)

    assert desk.do(Deed.CALL_CHOSEN, leg=first.leg).label == first.label


def test_a_service_that_is_not_served_here_is_called_by_a_manager_only(hall: LocalHall) -> None:
    permit = a_ticket(hall, "permit")
    clerk = another_desk(hall, 2, "li")
    with refused("no-skill"):
        clerk.do(Deed.CALL_CHOSEN, leg=permit.leg, reason="asked")
    clerk.do(Deed.CLOSE)
    manager = another_desk(hall, 2, "ma", role="manager")

    assert manager.do(Deed.CALL_CHOSEN, leg=permit.leg, reason="asked").label == permit.label


# -- back into the line -----------------------------------------------------------------------------------------------


def test_a_wrong_call_is_put_back_and_is_first_again(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    first = a_ticket(hall).label
    clock.go_on(minutes=1)
    a_ticket(hall)
    desk.call()
    with refused("reason-needed"):
        desk.do(Deed.REQUEUE)
    after = desk.do(Deed.REQUEUE, reason="mistake")

    assert (after.state, snapshot(hall.store).waiting) == (CounterState.AVAILABLE, {"tax": 2})
    assert desk.call() == first


def absent(desk: Desk, clock: FakeClock) -> None:
    """The citizen who is called does not come."""
    clock.go_on(minutes=1)
    desk.do(Deed.RECALL)
    desk.do(Deed.NO_SHOW)


def test_who_comes_back_soon_stands_behind_the_next_three(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    tickets = []
    for _ in range(6):
        tickets.append(a_ticket(hall))
        clock.go_on(minutes=1)
    desk.call()
    absent(desk, clock)
    desk.do(Deed.REINSTATE, leg=tickets[0].leg)
    called = []
    for _ in range(6):
        called.append(desk.serve())
        desk.do(Deed.FINISH)

    assert called == [tickets[n].label for n in (1, 2, 3, 0, 4, 5)]


@pytest.mark.parametrize("minutes", [14, 16])
def test_after_a_quarter_of_an_hour_coming_back_needs_a_reason(hall: LocalHall, desk: Desk, clock: FakeClock, minutes: int) -> None:
    ticket = a_ticket(hall)
    desk.call()
    absent(desk, clock)
    clock.go_on(minutes=minutes)
    if minutes > 15:
        with refused("reason-needed"):
            desk.do(Deed.REINSTATE, leg=ticket.leg)
    desk.do(Deed.REINSTATE, leg=ticket.leg, reason="ill" if minutes > 15 else None)

    assert desk.call() == ticket.label


def test_coming_back_a_second_time_needs_a_reason(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    ticket = a_ticket(hall)
    for _ in range(2):
        desk.call()
        absent(desk, clock)
        if leg(hall, ticket.leg).absences == 1:
            desk.do(Deed.REINSTATE, leg=ticket.leg)

    with refused("reason-needed"):
        desk.do(Deed.REINSTATE, leg=ticket.leg)


# -- hold -------------------------------------------------------------------------------------------------------------


def test_a_citizen_who_fetches_something_leaves_the_counter_free_and_comes_back_to_it(hall: LocalHall, desk: Desk) -> None:
    held = a_ticket(hall)
    desk.serve()
    with refused("reason-needed"):
        desk.do(Deed.HOLD)
    assert desk.do(Deed.HOLD, reason="copy").state is CounterState.AVAILABLE
    other = a_ticket(hall).label
    assert desk.serve() == other
    desk.do(Deed.FINISH)
    back = desk.do(Deed.RESUME, leg=held.leg)

    assert (back.state, back.label) == (CounterState.SERVING, held.label)
    assert desk.do(Deed.FINISH).state is CounterState.AVAILABLE


def test_somebody_on_hold_can_be_announced(hall: LocalHall, desk: Desk) -> None:
    held = a_ticket(hall)
    desk.serve()
    desk.do(Deed.HOLD, reason="payment")
    called = desk.do(Deed.CALL_BACK, leg=held.leg)

    assert (called.state, called.calls) == (CounterState.CALLING, 2)
    assert snapshot(hall.store).last_calls[0].label == held.label


@pytest.mark.parametrize(("pool", "allowed"), [(Pool.ME, False), (Pool.COUNTER, False), (Pool.HALL, True)])
def test_a_colleague_goes_on_only_with_what_is_everybodys(hall: LocalHall, desk: Desk, pool: Pool, allowed: bool) -> None:
    held = a_ticket(hall)
    desk.serve()
    desk.do(Deed.HOLD, reason="papers", pool=pool)
    other = another_desk(hall, 3, "wang")
    if allowed:
        assert other.do(Deed.RESUME, leg=held.leg).label == held.label
        return

    with refused("not-yours"):
        other.do(Deed.RESUME, leg=held.leg)


def test_who_closes_gives_the_held_to_everybody(hall: LocalHall, desk: Desk) -> None:
    held = a_ticket(hall)
    desk.serve()
    desk.do(Deed.HOLD, reason="papers")
    desk.do(Deed.CLOSE)

    assert another_desk(hall, 3, "wang").do(Deed.RESUME, leg=held.leg).label == held.label


def test_at_the_wake_time_the_citizen_waits_again_for_the_same_clerk_then_for_anybody(
    hall: LocalHall, desk: Desk, clock: FakeClock
) -> None:
    held = a_ticket(hall)
    desk.serve()
    desk.do(Deed.HOLD, reason="form", wake_at=clock.now() + timedelta(minutes=5))
    other = another_desk(hall, 3, "wang")
    clock.go_on(minutes=4)
    assert other.call() == ""
    clock.go_on(minutes=1)
    assert other.call() == ""
    assert state(hall, held.leg) is LegState.WAITING
    clock.go_on(minutes=10)

    assert other.call() == held.label


def test_the_same_clerk_gets_who_wakes_at_once(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    held = a_ticket(hall).label
    desk.serve()
    desk.do(Deed.HOLD, reason="form", wake_at=clock.now() + timedelta(minutes=5))
    clock.go_on(minutes=6)

    assert desk.call() == held


# -- transfer, further services ---------------------------------------------------------------------------------------


def test_a_transfer_keeps_the_place_that_the_citizen_had(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    moved = a_ticket(hall)
    clock.go_on(minutes=5)
    a_ticket(hall, "permit")
    desk.serve()
    after = desk.do(Deed.TRANSFER, service="permit", note="wants a copy too")
    called = desk.do(Deed.CALL_NEXT)

    assert after.state is CounterState.AVAILABLE
    assert (called.label, called.service, note(hall, called.leg)) == (moved.label, "permit", "wants a copy too")
    assert leg(hall, called.leg).arrived_at == moved.taken_at
    assert state(hall, moved.leg) is LegState.TRANSFERRED


@pytest.mark.parametrize(("place", "order"), [(Place.END, "BA"), (Place.FRONT, "AB")])
def test_a_transfer_to_the_end_or_to_the_front(hall: LocalHall, desk: Desk, clock: FakeClock, place: Place, order: str) -> None:
    a_ticket(hall, "permit")
    clock.go_on(minutes=1)
    a_ticket(hall)
    desk.do(Deed.CALL_CHOSEN, leg=_leg_of(hall, "tax"), reason="asked")
    desk.do(Deed.START)
    if place is Place.FRONT:
        with refused("reason-needed"):
            desk.do(Deed.TRANSFER, service="permit", place=place)
    desk.do(Deed.TRANSFER, service="permit", place=place, reason="wrong desk")
    first = desk.serve()
    desk.do(Deed.FINISH)

    assert first[0] + desk.call()[0] == order


def _leg_of(hall: LocalHall, service: str) -> UUID:
    with hall.store.read() as tx:
        found = rows.place_of(tx, service, 1)
    assert found is not None
    return found.id


def test_a_transfer_to_a_counter_waits_for_that_counter_until_it_closes(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    other = another_desk(hall, 3, "wang")
    desk.serve()
    desk.do(Deed.TRANSFER, to_counter=3)
    assert desk.call() == ""
    assert other.do(Deed.CALL_NEXT).label == "A001"
    other.do(Deed.START)
    other.do(Deed.TRANSFER, to_counter=1)
    desk.do(Deed.CLOSE)

    assert other.call() == "A001"


def test_a_citizen_sent_elsewhere_comes_back_to_the_same_clerk(hall: LocalHall, desk: Desk) -> None:
    ticket = a_ticket(hall)
    other = another_desk(hall, 3, "wang")
    desk.serve()
    desk.do(Deed.TRANSFER, service="permit", back=True)
    assert other.serve() == ticket.label
    other.do(Deed.FINISH)
    assert other.call() == ""
    back = desk.do(Deed.CALL_NEXT)

    assert (back.label, back.service) == (ticket.label, "tax")


@pytest.mark.parametrize(("words", "reason"), [({"service": "nothing"}, "unknown-service"), ({"to_counter": 9}, "unknown-counter")])
def test_nobody_is_transferred_to_nowhere(hall: LocalHall, desk: Desk, words: dict[str, object], reason: str) -> None:
    a_ticket(hall)
    desk.serve()
    with refused(reason):
        desk.do(Deed.TRANSFER, **words)


def test_a_second_service_needs_no_second_ticket(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    """S3: one number, and the place of the first service."""
    ticket = a_ticket(hall)
    clock.go_on(minutes=5)
    a_ticket(hall, "permit")
    desk.serve()
    assert desk.do(Deed.ADD_SERVICE, service="permit").todo == ("permit",)
    desk.do(Deed.FINISH)
    again = desk.do(Deed.CALL_NEXT)

    assert (again.label, again.service, again.todo) == (ticket.label, "permit", ())
    desk.do(Deed.START)
    desk.do(Deed.FINISH)
    with hall.store.read() as tx:
        assert rows.get_visit(tx, ticket.visit).state == "closed"


def test_the_next_service_can_be_done_here_and_now(hall: LocalHall, desk: Desk) -> None:
    ticket = a_ticket(hall)
    desk.serve()
    with refused("wrong-state"):
        desk.do(Deed.GO_ON)
    desk.do(Deed.ADD_SERVICE, service="permit")
    on = desk.do(Deed.GO_ON)

    assert (on.state, on.label, on.service) == (CounterState.SERVING, ticket.label, "permit")
    assert snapshot(hall.store).waiting == {"tax": 0, "permit": 0}
    assert desk.do(Deed.FINISH).state is CounterState.AVAILABLE


def test_a_walk_up_has_a_number_of_the_same_series_and_is_served_at_once(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    served = desk.do(Deed.WALK_UP, service="tax")

    assert (served.state, served.label) == (CounterState.SERVING, "A002")
    assert snapshot(hall.store).waiting == {"tax": 1}
    with refused("counter-busy"):
        desk.do(Deed.WALK_UP, service="tax")


def test_a_ticket_that_nobody_needs_any_more_is_cancelled_with_a_reason(hall: LocalHall, desk: Desk) -> None:
    ticket = a_ticket(hall)
    with refused("reason-needed"):
        desk.do(Deed.CANCEL, leg=ticket.leg)
    desk.do(Deed.CANCEL, leg=ticket.leg, reason="left")

    assert state(hall, ticket.leg) is LegState.CANCELLED
    assert desk.call() == ""


@pytest.mark.parametrize("deed", [Deed.CANCEL, Deed.REINSTATE, Deed.RESUME, Deed.CALL_BACK, Deed.CALL_CHOSEN, Deed.SET_CLASS])
def test_a_ticket_that_does_not_exist_is_refused(desk: Desk, deed: Deed) -> None:
    for words in ({}, {"leg": new_id()}):
        with refused("unknown-leg"):
            desk.do(deed, reason="x", **words)


def test_a_manager_frees_what_a_colleague_forgot(hall: LocalHall, desk: Desk) -> None:
    ticket = a_ticket(hall)
    desk.serve()
    with refused("manager-needed"):
        another_desk(hall, 3, "wang").do(Deed.TAKE_OVER, leg=ticket.leg, reason="gone home")
    manager = another_desk(hall, 2, "ma", role="manager")
    manager.do(Deed.TAKE_OVER, leg=ticket.leg, reason="gone home")

    assert manager.call() == ticket.label
    assert desk.do(Deed.READY).state is CounterState.AVAILABLE


# -- pause ------------------------------------------------------------------------------------------------------------


def test_a_paused_counter_calls_nobody_until_it_is_ready(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    with refused("reason-needed"):
        desk.do(Deed.PAUSE)
    paused = desk.do(Deed.PAUSE, reason="break")
    assert (paused.state, paused.reason) == (CounterState.PAUSED, "break")
    with refused("wrong-state"):
        desk.call()
    desk.do(Deed.READY)

    assert desk.call() == "A001"


def test_a_pause_that_is_asked_for_in_mid_service_comes_after_this_citizen(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    asked = desk.do(Deed.PAUSE, reason="break")
    after = desk.do(Deed.FINISH)

    assert (asked.state, asked.pausing, asked.label) == (CounterState.SERVING, "break", "A001")
    assert (after.state, after.reason, after.pausing) == (CounterState.PAUSED, "break", None)


def test_a_pause_that_was_only_asked_for_is_taken_back(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    desk.do(Deed.PAUSE, reason="break")
    desk.do(Deed.READY)

    assert desk.do(Deed.FINISH).state is CounterState.AVAILABLE


# -- undo -------------------------------------------------------------------------------------------------------------


def _finished(desk: Desk) -> None:
    desk.serve()
    desk.do(Deed.FINISH)


def _held(desk: Desk) -> None:
    desk.serve()
    desk.do(Deed.HOLD, reason="copy")


def _transferred(desk: Desk) -> None:
    desk.serve()
    desk.do(Deed.TRANSFER, service="permit")


def _two_services(desk: Desk) -> None:
    desk.serve()
    desk.do(Deed.ADD_SERVICE, service="permit")
    desk.do(Deed.FINISH)


@pytest.mark.parametrize(
    ("done", "before"),
    [
        (_finished, CounterState.SERVING), (_held, CounterState.SERVING), (_transferred, CounterState.SERVING),
        (_two_services, CounterState.SERVING), (lambda desk: desk.serve(), CounterState.CALLING),
    ],
)  # fmt: skip
def test_a_slip_is_taken_back_within_half_a_minute(
    hall: LocalHall, desk: Desk, clock: FakeClock, done: Callable[[Desk], None], before: CounterState
) -> None:
    ticket = a_ticket(hall)
    done(desk)
    clock.go_on(seconds=29)
    back = desk.do(Deed.UNDO)

    assert (back.state, back.label, back.leg) == (before, ticket.label, ticket.leg)
    assert snapshot(hall.store).waiting.get("permit", 0) == 0
    with refused("wrong-state"):
        desk.do(Deed.UNDO)


def test_a_no_show_is_taken_back_and_can_still_be_served(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    ticket = a_ticket(hall)
    desk.call()
    absent(desk, clock)
    assert desk.do(Deed.UNDO).state is CounterState.CALLING
    desk.do(Deed.START)
    desk.do(Deed.FINISH)

    assert (state(hall, ticket.leg), leg(hall, ticket.leg).absences) == (LegState.COMPLETED, 0)


def test_after_half_a_minute_it_is_too_late(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    a_ticket(hall)
    _finished(desk)
    clock.go_on(seconds=31)
    with refused("too-late"):
        desk.do(Deed.UNDO)


def test_what_another_counter_has_called_is_not_taken_back(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    _transferred(desk)
    another_desk(hall, 3, "wang").call()
    with refused("too-late"):
        desk.do(Deed.UNDO)


def test_a_call_is_not_taken_back_but_put_back(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.call()
    with refused("wrong-state"):
        desk.do(Deed.UNDO)


# -- the same again ---------------------------------------------------------------------------------------------------


def test_an_order_that_comes_twice_is_done_once(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    request, order = new_id(), Order(deed=Deed.TRANSFER, service="permit")
    first = hall.do(request, session=desk.session, counter=1, order=order)

    assert hall.do(request, session=desk.session, counter=1, order=order) == first
    assert snapshot(hall.store).waiting == {"tax": 0, "permit": 1}
    with refused("id-reused"):
        hall.do(request, session=desk.session, counter=1, order=Order(deed=Deed.TRANSFER, service="tax"))


@pytest.mark.parametrize("deed", [Deed.TAKE_TICKET, Deed.WAKE, Deed.LET_IN, Deed.DAY_END, Deed.COME_BACK])
def test_what_only_the_hall_itself_does_is_no_order(desk: Desk, deed: Deed) -> None:
    with refused("wrong-state"):
        desk.do(deed)


# -- notes and moved counters -----------------------------------------------------------------------------------------


def test_a_note_stays_with_the_visit_when_a_finish_is_taken_back(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    desk.do(Deed.TRANSFER, service="permit", note="wants a copy too")
    desk.serve()
    desk.do(Deed.FINISH)
    back = desk.do(Deed.UNDO)

    assert note(hall, back.leg) == "wants a copy too"


def test_two_notes_stand_under_each_other_and_the_same_one_once(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    for words in ("wants a copy too", "deaf: write it down", "wants a copy too"):
        desk.serve()
        desk.do(Deed.TRANSFER, service="permit", note=words)

    assert note(hall, desk.do(Deed.CALL_NEXT).leg) == "wants a copy too\ndeaf: write it down"


def test_a_note_is_gone_soon_after_the_visit_and_not_before(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    a_ticket(hall)
    desk.serve()
    leg_id = desk.do(Deed.TRANSFER, service="permit", note="secret", back=True).leg or desk.do(Deed.CALL_NEXT).leg
    clock.go_on(minutes=20)
    assert forget_notes(hall) == 0
    desk.do(Deed.START)
    desk.do(Deed.FINISH)
    desk.serve()
    desk.do(Deed.FINISH)
    clock.go_on(minutes=14)
    assert forget_notes(hall) == 0
    clock.go_on(minutes=2)

    assert (forget_notes(hall), note(hall, leg_id)) == (1, "")


def test_a_note_is_in_no_event_answer_or_audit_row(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    desk.do(Deed.TRANSFER, service="permit", note="unheard-of words")
    desk.serve()
    desk.do(Deed.FINISH)

    with hall.store.read() as tx:
        kept = [str(row) for name in ("event", "deed", "audit") for row in tx.execute(select(tables.metadata.tables[name]))]
    assert kept
    assert not [row for row in kept if "unheard-of" in row]


def test_a_transfer_to_a_moved_counter_asks_what_it_takes_now(hall: LocalHall) -> None:
    desk = another_desk(hall, 1, "zhao", role="manager")
    desk.do(Deed.SET_SERVICES, to_counter=2, services=frozenset({"permit"}))
    a_ticket(hall)
    desk.serve()
    with refused("unknown-counter"):
        desk.do(Deed.TRANSFER, service="tax", to_counter=2)

    assert desk.do(Deed.TRANSFER, service="permit", to_counter=2).state is CounterState.AVAILABLE
