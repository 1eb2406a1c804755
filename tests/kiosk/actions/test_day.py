"""The end of a day that nobody ended."""

import pytest

from kiosk.actions.audit import trail
from kiosk.actions.day import end_day
from kiosk.actions.feed import snapshot
from kiosk.actions.queue import LocalHall
from kiosk.model.audit import AuditEvent
from kiosk.model.queue import CounterState
from kiosk.store.database import Store
from tests.builders import DAY_AND_NIGHT, FakeClock, a_catalogue, a_hall, a_service, a_ticket, an_open_counter, new_id
from tests.kiosk.actions.test_queue_schedules import assert_the_events_tell_the_rows


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock)


def test_nobody_is_called_today_with_a_ticket_of_yesterday(hall: LocalHall, clock: FakeClock) -> None:
    a_ticket(hall)
    a_ticket(hall, "permit")
    clock.go_on(days=1)

    assert end_day(hall) == 2
    session = an_open_counter(hall)
    assert hall.call_next(new_id(), session=session, counter=1) is None
    assert snapshot(hall.store).waiting == {"tax": 0, "permit": 0}
    assert_the_events_tell_the_rows(hall.store)


def test_counters_that_were_left_open_are_closed_and_their_tickets_let_go(hall: LocalHall, clock: FakeClock) -> None:
    a_ticket(hall)
    busy, free = an_open_counter(hall, counter=1), an_open_counter(hall, counter=3)
    hall.call_next(new_id(), session=busy, counter=1)
    clock.go_on(days=1)

    assert end_day(hall) == 2
    assert {desk.state for desk in snapshot(hall.store).desks.values()} == {CounterState.CLOSED}
    assert AuditEvent.TICKET_ABANDONED in {row.event for row in trail(hall.store)}
    assert free
    assert end_day(hall) == 0


def test_todays_queue_is_left_alone(hall: LocalHall, clock: FakeClock) -> None:
    a_ticket(hall)
    an_open_counter(hall)
    clock.go_on(hours=7)

    assert end_day(hall) == 0


def test_a_hall_that_is_open_over_midnight_keeps_who_came_lately(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock, a_catalogue(a_service("tax", opening=DAY_AND_NIGHT)))
    clock.go_on(hours=14, minutes=30)
    a_ticket(hall)
    clock.go_on(hours=1)

    assert end_day(hall) == 0
    clock.go_on(hours=4)
    assert end_day(hall) == 1


def test_a_long_queue_is_let_go_in_pieces(hall: LocalHall, clock: FakeClock) -> None:
    for _ in range(5):
        a_ticket(hall)
    clock.go_on(days=1)

    assert [end_day(hall, limit=2) for _ in range(4)] == [2, 2, 1, 0]
