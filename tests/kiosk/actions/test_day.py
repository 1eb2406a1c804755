"""The end of a day that nobody ended, and what of it goes on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.actions.audit import trail
from kiosk.actions.day import end_day
from kiosk.actions.feed import snapshot
from kiosk.actions.insight import Insight, record
from kiosk.actions.queue import LocalHall
from kiosk.model.audit import AuditEvent
from kiosk.model.hall import CounterState, Deed, LegState
from kiosk.store.database import Store
from tests.builders import DAY_AND_NIGHT, NINE, FakeClock, a_catalogue, a_hall, a_service, a_ticket, an_open_counter, new_id
from tests.kiosk.actions.test_counter import Desk, leg, state
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


# -- services that carry over -----------------------------------------------------------------------------------------


@pytest.fixture
def carrying(store: Store, clock: FakeClock) -> LocalHall:
    """Taxes carry over; permits do not. Monday, 9 o'clock; open from 8.30 to 17."""
    return a_hall(store, clock, a_catalogue(a_service("tax", carry_over=True), a_service("permit", series="B")))


def test_who_waits_for_a_service_that_carries_over_waits_on_the_next_day(carrying: LocalHall, clock: FakeClock) -> None:
    clock.go_on(hours=7)
    late, other = a_ticket(carrying), a_ticket(carrying, "permit")
    clock.go_on(hours=8, minutes=1)
    assert end_day(carrying) == 2
    assert end_day(carrying) == 0
    clock.go_on(hours=8, minutes=59)
    today = a_ticket(carrying)

    assert leg(carrying, late.leg).due == NINE + timedelta(hours=22, minutes=30), "an hour less than when it opens: 7.30"
    assert state(carrying, other.leg) is LegState.ABANDONED
    desk = Desk(carrying, an_open_counter(carrying))
    assert [desk.call(), late.day.day, today.day.day] == [late.label, 2, 3]
    assert_the_events_tell_the_rows(carrying.store)
    assert end_day(carrying) == 0


def test_a_class_and_a_hold_are_carried_over_too_but_nobody_is_kept_for_one_clerk(carrying: LocalHall, clock: FakeClock) -> None:
    clock.go_on(hours=7, minutes=30)
    desk = Desk(carrying, an_open_counter(carrying))
    held = a_ticket(carrying)
    desk.serve()
    desk.do(Deed.HOLD, reason="papers")
    elderly = carrying.take_ticket(new_id(), service="tax", language="zh", audience="person", priority="elderly")
    clock.go_on(hours=8)
    end_day(carrying)

    assert leg(carrying, elderly.leg).due == NINE + timedelta(hours=22, minutes=40), "8.30, less 30 min of waiting, less 20 of credit"
    assert (state(carrying, held.leg), leg(carrying, held.leg).pin) == (LegState.ON_HOLD, None)


def test_over_a_weekend_and_a_holiday_the_next_opening_day_is_meant(store: Store, clock: FakeClock) -> None:
    """M9: the 9th of March, a Monday, is a holiday here."""
    catalogue = a_catalogue(a_service("tax", carry_over=True))
    hall = a_hall(store, clock, replace(catalogue, holidays=frozenset({date(2026, 3, 9)})))
    clock.go_on(days=4, hours=7, minutes=45)
    friday = a_ticket(hall)
    clock.go_on(hours=9)
    assert end_day(hall) == 1

    assert leg(hall, friday.leg).due == datetime(2026, 3, 10, 0, 15, tzinfo=UTC)
    clock.go_on(hours=20)
    assert end_day(hall) == 0


def test_a_wait_of_a_whole_day_does_not_come_round_again_and_again(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock, a_catalogue(a_service("tax", carry_over=True, opening=DAY_AND_NIGHT)))
    clock.go_on(hours=-8, minutes=-59)
    a_ticket(hall)
    clock.go_on(days=1, hours=5)

    assert end_day(hall) == 1
    assert end_day(hall) == 0


def test_a_service_that_never_opens_again_has_nobody_to_carry_over(carrying: LocalHall, clock: FakeClock) -> None:
    ticket = a_ticket(carrying)
    carrying.shelf.put(a_catalogue(a_service("tax", carry_over=True, opening=())), frozenset())
    clock.go_on(days=1)
    end_day(carrying)

    assert state(carrying, ticket.leg) is LegState.ABANDONED


def test_a_night_in_between_is_no_broken_promise(carrying: LocalHall, clock: FakeClock) -> None:
    hall = replace(carrying, insight=Insight(carrying.store, carrying.shelf))
    session = an_open_counter(hall)
    hall.take_ticket(new_id(), service="tax", language="zh", audience="person")
    clock.go_on(hours=16)
    end_day(hall)
    clock.go_on(hours=8)
    assert session

    assert Desk(hall, an_open_counter(hall)).call() == "A001"
    assert record(hall.store, hall.now()).kept == {}
