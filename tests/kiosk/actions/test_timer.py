"""What happens in the queue without anybody's deed (S11)."""

from datetime import timedelta

import pytest

from kiosk.actions.feed import bounds, snapshot
from kiosk.actions.queue import LocalHall
from kiosk.actions.timer import ring
from kiosk.model.hall import CounterState, Deed, LegState, Pool
from kiosk.store import queue as rows
from kiosk.store.database import Store
from tests.builders import FakeClock, a_catalogue, a_hall, a_service, a_ticket, an_open_counter
from tests.kiosk.actions.test_counter import Desk, state
from tests.kiosk.actions.test_queue_schedules import assert_the_events_tell_the_rows


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock, a_catalogue(a_service("tax", wrap_s=30), a_service("permit", series="B")))


@pytest.fixture
def desk(hall: LocalHall) -> Desk:
    return Desk(hall, an_open_counter(hall))


def desk_state(hall: LocalHall) -> CounterState:
    with hall.store.read() as tx:
        return rows.get_counter(tx, 1).state


def test_the_time_to_wrap_up_ends_by_itself_and_what_was_done_may_still_be_undone(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    ticket = a_ticket(hall)
    desk.serve()
    desk.do(Deed.FINISH)
    clock.go_on(seconds=29)
    assert not ring(hall)
    clock.go_on(seconds=1)
    assert ring(hall)

    assert desk_state(hall) is CounterState.AVAILABLE
    assert snapshot(hall.store).desks[1].state == CounterState.AVAILABLE
    assert desk.do(Deed.UNDO).label == ticket.label
    assert_the_events_tell_the_rows(hall.store)


def test_whoever_is_on_hold_until_now_waits_again_though_nobody_calls(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    ticket = a_ticket(hall)
    desk.serve()
    desk.do(Deed.HOLD, reason="copy", wake_at=hall.now() + timedelta(minutes=5), pool=Pool.HALL)
    assert snapshot(hall.store).waiting["tax"] == 0
    clock.go_on(minutes=5)
    assert ring(hall)

    assert state(hall, ticket.leg) is LegState.WAITING
    assert snapshot(hall.store).waiting["tax"] == 1


def test_where_nothing_is_due_nothing_is_written(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    before = bounds(hall.store)

    assert not ring(hall)
    assert bounds(hall.store) == before
