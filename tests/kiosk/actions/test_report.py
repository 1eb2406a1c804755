"""The day's report, computed from the events of a real database: every figure by hand, and every ticket has one end (S3, M3)."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from kiosk.actions.appointment import keep, take_over
from kiosk.actions.day import end_day
from kiosk.actions.insight import Insight
from kiosk.actions.queue import LocalHall
from kiosk.actions.report import report
from kiosk.model.forecast import Kept
from kiosk.model.hall import Deed, LegState, Place
from kiosk.model.report import Report, Spread
from kiosk.store.appointment import FILE
from kiosk.store.database import Store
from tests.builders import NINE, FakeClock, a_booking, a_catalogue, a_hall, a_service, a_ticket, an_open_counter, new_id
from tests.kiosk.actions.test_counter import Desk

TODAY = date(2026, 3, 2)


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock)


@pytest.fixture
def desk(hall: LocalHall) -> Desk:
    return Desk(hall, an_open_counter(hall))


def of_today(hall: LocalHall) -> Report:
    found = report(hall.store, hall.catalogue, first=TODAY, last=TODAY, now=hall.now())
    assert found.adds_up
    return found


def test_a_day_without_tickets_is_told_too(hall: LocalHall) -> None:
    found = of_today(hall)

    assert (found.visits, found.legs, found.counters, found.half_hours) == (0, 0, (), ())


def test_a_visit_with_two_services_is_one_visit_and_two_legs(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    desk.do(Deed.ADD_SERVICE, service="permit")
    desk.do(Deed.FINISH)
    desk.serve()
    desk.do(Deed.FINISH)

    found = of_today(hall)

    assert (found.visits, found.legs) == (1, 2)
    assert found.visit_ends == {LegState.COMPLETED: 1}
    assert [(one.service, one.ends) for one in found.services] == [("permit", {LegState.COMPLETED: 1}), ("tax", {LegState.COMPLETED: 1})]


def test_waits_calls_and_services_are_measured_in_minutes(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    for _ in range(5):
        a_ticket(hall)
    for _ in range(5):
        clock.go_on(minutes=2)
        desk.call()
        clock.go_on(minutes=1)
        desk.do(Deed.START)
        clock.go_on(minutes=7)
        desk.do(Deed.FINISH)

    (tax,) = of_today(hall).services

    assert tax.first_wait == Spread(n=5, p50=22, p90=38, longest=42)
    assert (tax.call.p50, tax.serving.p50) == (1, 7)
    assert tax.within == 3 / 5
    assert of_today(hall).visit_time.longest == 50


def test_fewer_than_five_are_not_told(hall: LocalHall, desk: Desk) -> None:
    for _ in range(4):
        a_ticket(hall)
        desk.serve()
        desk.do(Deed.FINISH)

    assert of_today(hall).services[0].first_wait == Spread(n=4)


def test_waiting_again_is_shown_apart(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    for _ in range(5):
        a_ticket(hall)
        clock.go_on(minutes=3)
        desk.call()
        desk.do(Deed.REQUEUE, reason="mistake")
        clock.go_on(minutes=4)
        desk.serve()
        desk.do(Deed.FINISH)

    (tax,) = of_today(hall).services

    assert (tax.first_wait.p50, tax.more_wait.p50) == (3, 4)


def test_a_hold_is_no_time_of_service(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    for _ in range(5):
        ticket = a_ticket(hall)
        desk.serve()
        desk.do(Deed.HOLD, reason="papers")
        clock.go_on(minutes=30)
        desk.do(Deed.RESUME, leg=ticket.leg)
        clock.go_on(minutes=6)
        desk.do(Deed.FINISH)

    assert of_today(hall).services[0].serving.p50 == 6


def test_who_leaves_is_told_by_the_half_hour_of_the_ticket(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    a_ticket(hall)
    clock.go_on(minutes=31)
    a_ticket(hall)
    desk.call()
    clock.go_on(seconds=60)
    desk.do(Deed.RECALL)
    desk.do(Deed.NO_SHOW)

    found = of_today(hall)

    assert [(half.begins, half.issued, half.left) for half in found.half_hours] == [(time(9), 1, 1), (time(9, 30), 1, 0)]
    assert (found.visit_ends, found.visits_open) == ({LegState.NO_SHOW: 1}, 1)


def test_a_counters_minutes_are_told_by_state_and_reason(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    a_ticket(hall)
    clock.go_on(minutes=10)
    desk.serve()
    clock.go_on(minutes=20)
    desk.do(Deed.FINISH)
    desk.do(Deed.PAUSE, reason="break")
    clock.go_on(minutes=5)
    desk.do(Deed.READY)
    clock.go_on(minutes=5)
    desk.do(Deed.CLOSE)
    clock.go_on(minutes=60)

    (counter,) = of_today(hall).counters

    assert (counter.counter, counter.served, counter.occupied) == (1, 1, 0.5)
    assert {state: minutes for state, minutes in counter.minutes.items() if minutes} == {"available": 15, "serving": 20, "paused break": 5}


def test_a_counter_that_is_still_open_counts_until_now(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    clock.go_on(minutes=12)

    assert of_today(hall).counters[0].minutes == {"available": 12}


def test_a_deed_that_was_taken_back_is_not_counted(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    desk.do(Deed.TRANSFER, service="permit")
    desk.do(Deed.UNDO)

    found = of_today(hall)

    assert (found.visits, found.legs, found.visits_open) == (1, 1, 1)


def test_a_walk_up_does_not_shorten_the_waits(hall: LocalHall, desk: Desk) -> None:
    desk.do(Deed.WALK_UP, service="tax")
    desk.do(Deed.FINISH)

    found = of_today(hall)

    assert (found.visits, found.services[0].first_wait.n, found.services[0].ends) == (1, 0, {LegState.COMPLETED: 1})


def test_calls_out_of_turn_are_told_with_their_reasons(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    a_ticket(hall)
    clock.go_on(minutes=1)
    late = a_ticket(hall)
    desk.do(Deed.CALL_CHOSEN, leg=late.leg, reason="short_question")

    found = of_today(hall)

    assert (found.out_of_turn, found.passed) == ({"short_question": 1}, 1)


def test_waits_are_told_by_class_and_language(hall: LocalHall, desk: Desk) -> None:
    hall.take_ticket(new_id(), service="tax", language="en", audience="person", priority="elderly")
    a_ticket(hall)
    for _ in range(2):
        desk.serve()
        desk.do(Deed.FINISH)

    found = of_today(hall)

    assert found.by_class == {"elderly": Spread(n=1), "none": Spread(n=1)}
    assert found.by_language == {"en": Spread(n=1), "zh": Spread(n=1)}


def test_a_promise_is_scored_when_the_ticket_is_called(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock)
    hall = replace(hall, insight=Insight(store, hall.shelf))
    desk = Desk(hall, an_open_counter(hall))
    told = a_ticket(hall).wait_min
    assert told is not None
    clock.go_on(minutes=told[1] + 1)
    desk.call()

    assert of_today(hall).services[0].kept == {Kept.LATER: 1}


def test_a_ticket_that_is_given_up_after_midnight_belongs_to_its_day(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    a_ticket(hall)
    clock.go_on(hours=24)
    end_day(hall)

    found = of_today(hall)

    assert found.visit_ends == {LegState.ABANDONED: 1}
    assert found.counters[0].minutes == {"available": 15 * 60}


def test_another_days_tickets_are_not_in_the_report(hall: LocalHall, clock: FakeClock) -> None:
    a_ticket(hall)
    clock.go_on(hours=24)
    a_ticket(hall)

    found = report(hall.store, hall.catalogue, first=date(2026, 3, 3), last=date(2026, 3, 3), now=hall.now())

    assert (found.visits, found.visits_open) == (1, 1)
    assert of_today(hall).visits == 1


def test_a_transfer_ends_one_leg_and_begins_another(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    desk.do(Deed.TRANSFER, service="permit", place=Place.END)

    permit, tax = of_today(hall).services

    assert (tax.ends, tax.open, permit.ends, permit.open) == ({LegState.TRANSFERRED: 1}, 0, {}, 1)
    assert of_today(hall).visits_open == 1


def test_an_appointment_counts_once_somebody_is_there(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    take_over(hall, [a_booking("AA202603", slot=NINE), a_booking("BB202603", slot=NINE)], FILE)
    keep(hall)
    hall.check_in(new_id(), code="AA202603")
    clock.go_on(minutes=61)
    keep(hall)
    desk.serve()
    desk.do(Deed.ADD_SERVICE, service="permit")
    desk.do(Deed.FINISH)

    found = of_today(hall)

    assert (found.visits, found.legs, found.booked, found.not_come) == (1, 2, 1, 1)


def test_a_night_between_two_days_of_waiting_is_no_wait(store: Store, clock: FakeClock) -> None:
    """Half an hour before the hall closes, and an hour after it opens."""
    hall = a_hall(store, clock, a_catalogue(a_service("tax", carry_over=True)))
    clock.go_on(hours=7, minutes=30)
    for _ in range(5):
        a_ticket(hall)
    clock.go_on(hours=10)
    end_day(hall)
    clock.go_on(hours=7)
    desk = Desk(hall, an_open_counter(hall))
    for _ in range(5):
        desk.serve()
        desk.do(Deed.FINISH)
    found = report(hall.store, hall.catalogue, first=TODAY, last=TODAY + timedelta(days=1), now=hall.now())
    [tax] = found.services

    assert found.adds_up
    assert (tax.first_wait.n, tax.first_wait.longest) == (5, 90.0)
