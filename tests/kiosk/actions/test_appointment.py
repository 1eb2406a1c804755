"""From a list of appointments to a ticket with the place of the slot, or to nobody (C4, M9)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from kiosk.actions.appointment import Taken, keep, take_over
from kiosk.actions.audit import trail
from kiosk.actions.feed import snapshot
from kiosk.actions.insight import Insight
from kiosk.actions.queue import LocalHall
from kiosk.actions.shelf import Shelf
from kiosk.actions.ticket import order_for
from kiosk.model.appointment import Booking, Timing
from kiosk.model.audit import AuditEvent
from kiosk.model.catalogue import Opening
from kiosk.model.hall import Call, CounterState, Deed, Leg, LegState, Order, QueueRefused
from kiosk.store import appointment as rows
from kiosk.store import queue
from kiosk.store.database import Store
from kiosk.store.tables import metadata
from tests.builders import NINE, FakeClock, a_booking, a_catalogue, a_hall, a_service, a_ticket, an_open_counter, new_id
from tests.kiosk.actions.test_queue_schedules import assert_the_events_tell_the_rows

TEN_O_CLOCK = NINE + timedelta(hours=1)


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> Iterator[LocalHall]:
    yield a_hall(store, clock)
    assert_the_events_tell_the_rows(store)


def booked(hall: LocalHall, *bookings: Booking) -> None:
    take_over(hall, bookings, rows.FILE)
    keep(hall)


def refusal(hall: LocalHall, code: str = "YY202603") -> QueueRefused:
    with pytest.raises(QueueRefused) as refused:
        hall.check_in(new_id(), code=code)
    return refused.value


def leg_of(hall: LocalHall) -> Leg:
    """Of the only appointment."""
    with hall.store.read() as tx:
        (one,) = rows.between(tx, rows.FILE, NINE, NINE + timedelta(days=1))
        assert one.leg is not None
        return queue.get_leg(tx, one.leg)


# -- lists ------------------------------------------------------------------------------------------------------------


def test_a_list_is_in_the_queue_as_soon_as_its_day_is_near(hall: LocalHall, clock: FakeClock) -> None:
    later = a_booking("AA202603", slot=TEN_O_CLOCK + timedelta(days=2))

    assert take_over(hall, [a_booking(), a_booking("BB202603"), later], rows.FILE) == Taken(added=3)
    assert (keep(hall), keep(hall)) == (2, 0)
    clock.go_on(days=1)
    assert keep(hall) == 1 + 2, "the day after tomorrow is tomorrow now, and yesterday's two never came"


def test_the_same_list_again_changes_nothing(hall: LocalHall) -> None:
    booked(hall, a_booking(), a_booking("BB202603"))
    count = len(trail(hall.store))

    assert take_over(hall, [a_booking(), a_booking("BB202603")], rows.FILE, whole_days=True) == Taken()
    assert len(trail(hall.store)) == count


def test_what_a_whole_list_lacks_on_its_days_is_cancelled_and_what_it_moves_is_moved(hall: LocalHall) -> None:
    other_day = a_booking("CC202603", slot=TEN_O_CLOCK + timedelta(days=1))
    booked(hall, a_booking(), a_booking("BB202603"), other_day)
    moved = a_booking(slot=TEN_O_CLOCK + timedelta(minutes=30))

    assert take_over(hall, [moved], rows.FILE, whole_days=True) == Taken(changed=1, cancelled=1)
    assert keep(hall) == 1
    assert hall.check_in(new_id(), code="YY202603").slot == moved.slot
    assert refusal(hall, "BB202603").reason == "cancelled"
    assert refusal(hall, "CC202603").reason == "wrong-day"


def test_a_cancelled_appointment_may_be_made_again(hall: LocalHall) -> None:
    booked(hall, a_booking())

    assert take_over(hall, [a_booking(cancelled=True)], "city") == Taken(cancelled=1)
    assert take_over(hall, [a_booking(cancelled=True), a_booking("ZZ202603", cancelled=True)], "city") == Taken()
    assert refusal(hall).reason == "cancelled"
    assert take_over(hall, [a_booking()], "city") == Taken(changed=1)
    assert hall.check_in(new_id(), code="YY202603").ticket.label == "A001"


def test_whoever_is_here_already_is_not_cancelled_from_afar(hall: LocalHall) -> None:
    booked(hall, a_booking())
    hall.check_in(new_id(), code="YY202603")

    assert take_over(hall, [a_booking(cancelled=True)], "city") == Taken(left_alone=1)
    assert take_over(hall, [a_booking(slot=TEN_O_CLOCK + timedelta(hours=1))], "city") == Taken(left_alone=1)
    assert snapshot(hall.store).waiting["tax"] == 1


def test_an_appointment_for_a_service_that_is_gone_is_cancelled(hall: LocalHall) -> None:
    take_over(hall, [a_booking(service="permit")], rows.FILE)
    smaller = replace(hall, shelf=Shelf(a_catalogue(a_service())))

    assert keep(smaller) == 1
    assert refusal(smaller).reason == "cancelled"


def test_a_service_that_went_after_the_booking_is_told(hall: LocalHall) -> None:
    booked(hall, a_booking(service="permit"))

    assert refusal(replace(hall, shelf=Shelf(a_catalogue(a_service())))).reason == "unknown-service"


def test_the_code_is_in_no_file(hall: LocalHall) -> None:
    booked(hall, a_booking())
    hall.check_in(new_id(), code="YY202603")
    with hall.store.read() as tx:
        text = repr([tuple(row) for table in metadata.sorted_tables for row in tx.execute(select(table))])

    assert "YY202603" not in text


# -- check-in ---------------------------------------------------------------------------------------------------------


def test_in_time_the_ticket_has_the_place_of_the_slot(hall: LocalHall, clock: FakeClock) -> None:
    """C4: 10 minutes either side."""
    booked(hall, a_booking())
    clock.go_on(minutes=35)
    a_ticket(hall)
    clock.go_on(minutes=15)
    arrival = hall.check_in(new_id(), code="yy-2026 03")

    assert (arrival.timing, arrival.slot, arrival.again) == (Timing.ON_TIME, TEN_O_CLOCK, False)
    assert (arrival.ticket.label, arrival.ticket.ahead, arrival.ticket.language) == ("A002", 0, "en")
    call = hall.call_next(new_id(), session=an_open_counter(hall), counter=1)
    assert isinstance(call, Call)
    assert (call.label, call.why, call.waited_s) == ("A002", ("due", "booked"), 0)


def test_somebody_early_is_called_from_ten_minutes_before_on_or_if_nobody_else_waits(hall: LocalHall, clock: FakeClock) -> None:
    booked(hall, a_booking(), a_booking("BB202603"))
    clock.go_on(minutes=20)
    arrival = hall.check_in(new_id(), code="YY202603", language="zh")
    hall.check_in(new_id(), code="BB202603")
    walk_in = a_ticket(hall)
    session = an_open_counter(hall)
    calls = [call_and_finish(hall, session) for _ in range(2)]
    clock.go_on(minutes=31)
    calls.append(call_and_finish(hall, session))

    assert (arrival.timing, arrival.ticket.wait_min, arrival.ticket.language) == (Timing.EARLY, None, "zh")
    assert [(call.label, call.why[0]) for call in calls] == [(walk_in.label, "alone"), ("A001", "early"), ("A002", "alone")]


def call_and_finish(hall: LocalHall, session: str) -> Call:
    call = hall.call_next(new_id(), session=session, counter=1)
    assert call is not None
    hall.start(new_id(), session=session, counter=1)
    assert hall.finish(new_id(), session=session, counter=1).state is CounterState.AVAILABLE
    return call


def test_somebody_late_waits_like_everybody_and_is_told_so_at_once(hall: LocalHall, clock: FakeClock) -> None:
    insight = Insight(hall.store, hall.shelf)
    hall = replace(hall, insight=insight)
    an_open_counter(hall)
    booked(hall, a_booking())
    clock.go_on(minutes=72)
    a_ticket(hall)
    clock.go_on(minutes=1)
    arrival = hall.check_in(new_id(), code="YY202603")

    assert (arrival.timing, arrival.ticket.ahead) == (Timing.LATE, 1)
    assert arrival.ticket.wait_min is not None
    assert hall.check_in(new_id(), code="YY202603").timing is Timing.LATE


def test_a_second_check_in_gives_the_same_ticket(hall: LocalHall, clock: FakeClock) -> None:
    booked(hall, a_booking())
    request = new_id()
    first = hall.check_in(request, code="YY202603")
    again = hall.check_in(new_id(), code="YY202603")

    assert hall.check_in(request, code="YY202603") == first
    assert (again.again, again.timing, again.ticket.label) == (True, Timing.EARLY, first.ticket.label)
    assert snapshot(hall.store).waiting == {"tax": 1}
    session = an_open_counter(hall)
    hall.call_next(new_id(), session=session, counter=1)
    assert hall.check_in(new_id(), code="YY202603").ticket.ahead == 0
    hall.start(new_id(), session=session, counter=1)
    hall.finish(new_id(), session=session, counter=1)
    assert refusal(hall).facts == {"state": "completed"}


def test_a_list_that_came_this_minute_is_known_at_the_terminal(hall: LocalHall) -> None:
    take_over(hall, [a_booking()], rows.FILE)

    assert hall.check_in(new_id(), code="YY202603").ticket.label == "A001"


@pytest.mark.parametrize(
    ("booking", "reason"),
    [
        (a_booking("ZZ202603"), "unknown-code"), (a_booking(slot=TEN_O_CLOCK + timedelta(days=1)), "wrong-day"),
        (a_booking(hall="south"), "wrong-hall"), (a_booking(slot=NINE + timedelta(hours=9)), "closed"),
    ],
)  # fmt: skip
def test_what_is_not_for_here_and_now_is_told_apart(hall: LocalHall, clock: FakeClock, booking: Booking, reason: str) -> None:
    booked(hall, booking)
    clock.go_on(hours=8 if reason == "closed" else 0)

    assert refusal(hall).reason == reason


def test_a_hall_that_never_opens_again_says_only_that_it_is_closed(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock, a_catalogue(a_service("tax", opening=())))
    booked(hall, a_booking())

    assert refusal(hall).facts == {}


def test_before_the_first_opening_whoever_is_booked_for_it_is_let_in(store: Store, clock: FakeClock) -> None:
    afternoon = (Opening(days=frozenset({1}), opens=time(10), closes=time(12)),)
    hall = a_hall(store, clock, a_catalogue(a_service("tax", opening=afternoon)))
    booked(hall, a_booking())

    assert hall.check_in(new_id(), code="YY202603").timing is Timing.EARLY


def test_whoever_does_not_come_in_an_hour_is_let_go_and_takes_a_ticket(hall: LocalHall, clock: FakeClock) -> None:
    booked(hall, a_booking())
    clock.go_on(minutes=120)
    assert keep(hall) == 0
    clock.go_on(minutes=1)
    assert keep(hall) == 1

    assert leg_of(hall).state is LegState.NO_SHOW
    assert refusal(hall).facts == {"slot": TEN_O_CLOCK.isoformat()}
    assert AuditEvent.TICKET_NOT_COME in {row.event for row in trail(hall.store)}
    session = an_open_counter(hall)
    with pytest.raises(QueueRefused) as refused:
        hall.do(new_id(), session=session, counter=1, order=Order(deed=Deed.REINSTATE, leg=leg_of(hall).id))
    assert refused.value.reason == "too-late"
    clock.go_on(days=3)
    assert keep(hall) == 0
    assert refusal(hall).reason == "unknown-code"


def test_after_some_wrong_codes_everybody_waits_at_that_terminal(hall: LocalHall, clock: FakeClock) -> None:
    booked(hall, a_booking())
    assert [refusal(hall, f"ZZ20260{number}").reason for number in range(5)] == ["unknown-code"] * 5
    waiting = refusal(hall)

    assert (waiting.reason, waiting.facts) == ("wait", {"wait_s": 30})
    assert hall.for_station("K2").check_in(new_id(), code="YY202603").ticket.label == "A001"
    clock.go_on(seconds=31)
    assert hall.check_in(new_id(), code="YY202603").again
    assert refusal(hall, "nothing").reason == "unknown-code"
    assert refusal(hall).reason == "wait"
    clock.go_on(minutes=11)
    assert [refusal(hall, "nothing").reason for _ in range(5)] == ["unknown-code"] * 5
    clock.go_on(hours=-5)
    assert refusal(hall, "nothing").reason == "unknown-code", "a clock that was set back shuts nobody out"


def test_the_paper_of_somebody_early_counts_nobody_ahead(hall: LocalHall, clock: FakeClock) -> None:
    booked(hall, a_booking(), a_booking("BB202603"))
    early = hall.check_in(new_id(), code="YY202603")
    clock.go_on(minutes=55)
    in_time = hall.check_in(new_id(), code="BB202603")
    papers = [order_for(one.ticket, hall.catalogue, paper=new_id(), arrival=one).content for one in (early, in_time)]

    assert [(paper["slot"], paper["timing"]) for paper in papers] == [
        (TEN_O_CLOCK.isoformat(), "early"), (TEN_O_CLOCK.isoformat(), "on_time"),
    ]  # fmt: skip
    assert ["ahead" in paper for paper in papers] == [False, True]
    assert papers[0]["rating"] == early.ticket.rating_code


# -- at the counter ---------------------------------------------------------------------------------------------------


def test_a_clerk_checks_somebody_in(hall: LocalHall, clock: FakeClock) -> None:
    booked(hall, a_booking())
    session = an_open_counter(hall)
    order = Order(deed=Deed.CHECK_IN, code="YY202603")

    assert hall.do(new_id(), session=session, counter=1, order=order).state is CounterState.AVAILABLE
    assert snapshot(hall.store).waiting == {"tax": 1}
    for code in (None, "ZZ202603"):
        with pytest.raises(QueueRefused) as refused:
            hall.do(new_id(), session=session, counter=1, order=replace(order, code=code))
        assert refused.value.reason == "unknown-code"


def test_a_clerk_cancels_an_appointment(hall: LocalHall) -> None:
    booked(hall, a_booking())
    session = an_open_counter(hall)
    hall.do(new_id(), session=session, counter=1, order=Order(deed=Deed.CANCEL, leg=leg_of(hall).id, reason="left"))

    assert refusal(hall).reason == "cancelled"


def test_a_class_does_not_take_the_slot_away(hall: LocalHall, clock: FakeClock) -> None:
    booked(hall, a_booking())
    clock.go_on(minutes=55)
    a_ticket(hall)
    clock.go_on(minutes=1)
    arrival = hall.check_in(new_id(), code="YY202603")
    session = an_open_counter(hall)
    hall.do(new_id(), session=session, counter=1, order=Order(deed=Deed.SET_CLASS, leg=arrival.ticket.leg, priority="elderly"))
    call = hall.call_next(new_id(), session=session, counter=1)

    assert isinstance(call, Call)
    assert (call.label, call.why) == (arrival.ticket.label, ("due", "booked", "elderly"))


# -- fairness ---------------------------------------------------------------------------------------------------------


def test_nobody_starves_between_people_with_appointments(hall: LocalHall, clock: FakeClock) -> None:
    """One counter, six minutes each, an appointment every seven minutes: whoever has none is served in its turn all the same."""
    slots = [NINE + timedelta(minutes=7 * number) for number in range(1, 25)]
    booked(hall, *(a_booking(f"AA2026{number:02d}", slot=slot) for number, slot in enumerate(slots)))
    session = an_open_counter(hall)
    walk_ins = {a_ticket(hall).label for _ in range(6)}
    waited: dict[str, int] = {}
    for number, slot in enumerate(slots):
        clock.go_on(seconds=(slot - clock.now()).total_seconds())
        hall.check_in(new_id(), code=f"AA2026{number:02d}")
        call = call_and_finish(hall, session)
        waited[call.label] = call.waited_s

    assert walk_ins <= set(waited), "the booked credit of half an hour passes nobody without end"
    assert max(waited.values()) < 100 * 60
