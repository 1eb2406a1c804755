"""The hall's queue, on a real database."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kiosk.actions.audit import broken_at, trail
from kiosk.actions.feed import snapshot
from kiosk.actions.queue import LocalHall
from kiosk.model.audit import AuditEvent
from kiosk.model.board import BoardState, apply
from kiosk.model.queue import Call, CounterState, QueueRefused
from kiosk.store import feed, tables
from kiosk.store.database import Store
from tests.builders import (
    NINE,
    FakeClock,
    a_catalogue,
    a_clerk,
    a_counter,
    a_hall,
    a_service,
    a_ticket,
    an_open_counter,
    new_id,
)


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock)


def a_call(hall: LocalHall, session: str, counter: int = 1) -> Call:
    call = hall.call_next(new_id(), session=session, counter=counter)
    assert call is not None
    return call


def refused(reason: str) -> "pytest.RaisesExc[QueueRefused]":
    return pytest.raises(QueueRefused, match=f"^{reason}$")


# -- tickets ----------------------------------------------------------------------------------------------------------


def test_a_ticket_has_the_next_number_of_its_series(hall: LocalHall) -> None:
    labels = [a_ticket(hall, service).label for service in ("tax", "tax", "permit", "tax")]

    assert labels == ["A001", "A002", "B001", "A003"]


def test_a_ticket_says_how_many_people_are_ahead(hall: LocalHall) -> None:
    session = an_open_counter(hall)
    assert [a_ticket(hall).ahead for _ in range(3)] == [0, 1, 2]
    a_call(hall, session)

    assert a_ticket(hall).ahead == 2
    assert a_ticket(hall, "permit").ahead == 0


def test_two_touches_make_one_ticket(hall: LocalHall) -> None:
    request = new_id()

    assert a_ticket(hall, request=request) == a_ticket(hall, request=request)
    assert snapshot(hall.store).waiting == {"tax": 1}


def test_an_id_that_was_used_for_something_else_is_refused(hall: LocalHall) -> None:
    request = new_id()
    a_ticket(hall, request=request)
    with refused("id-reused"):
        a_ticket(hall, "permit", request=request)
    with refused("id-reused"):
        a_ticket(hall.for_station("K2"), request=request)


def test_the_day_of_a_ticket_is_that_of_the_hall(hall: LocalHall, clock: FakeClock) -> None:
    clock.go_on(days=1)

    assert a_ticket(hall).day == date(2026, 3, 3)


def test_two_services_of_one_series_never_share_a_number(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock, a_catalogue(a_service("tax"), a_service("invoice")))

    assert [a_ticket(hall, service).label for service in ("tax", "invoice", "tax")] == ["A001", "A002", "A003"]


@pytest.mark.parametrize("service", ["nothing", "form-only"])
def test_no_ticket_is_given_for_what_has_none(store: Store, clock: FakeClock, service: str) -> None:
    hall = a_hall(store, clock, a_catalogue(a_service("tax"), a_service("form-only", series=None)))
    with refused("unknown-service"):
        a_ticket(hall, service)


def test_a_closed_service_says_when_it_opens_again(hall: LocalHall, clock: FakeClock) -> None:
    clock.go_on(hours=9)
    with refused("closed") as fault:
        a_ticket(hall)

    assert fault.value.facts == {"opens_at": "2026-03-03T08:30:00+08:00"}


def test_a_service_without_hours_promises_no_opening(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock, a_catalogue(a_service("tax", opening=())))
    with refused("closed") as fault:
        a_ticket(hall)

    assert fault.value.facts == {}


def test_a_day_limit_holds_for_its_service_and_its_day(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock, a_catalogue(a_service("tax", day_limit=2), a_service("permit", series="B")))
    a_ticket(hall)
    a_ticket(hall)
    for _ in range(2):
        with refused("limit-reached"):
            a_ticket(hall)
    a_ticket(hall, "permit")
    clock.go_on(days=1)

    assert a_ticket(hall).label == "A001"


# -- calling ----------------------------------------------------------------------------------------------------------


def test_the_first_who_came_is_called_first_whatever_the_service(hall: LocalHall, clock: FakeClock) -> None:
    for service in ("permit", "tax", "permit"):
        a_ticket(hall, service)
        clock.go_on(minutes=1)
    session = an_open_counter(hall)
    labels = []
    for _ in range(3):
        labels.append(a_call(hall, session).label)
        hall.start(new_id(), session=session, counter=1)
        hall.finish(new_id(), session=session, counter=1)

    assert labels == ["B001", "A001", "B002"]
    assert hall.call_next(new_id(), session=session, counter=1) is None


def test_a_call_says_why_and_how_long_it_took(hall: LocalHall, clock: FakeClock) -> None:
    a_ticket(hall)
    clock.go_on(minutes=3)
    a_ticket(hall, "permit")
    call = a_call(hall, an_open_counter(hall))

    assert (call.label, call.counter, call.why, call.waited_s) == ("A001", 1, ("due",), 180)


def test_a_counter_is_given_only_what_it_serves(hall: LocalHall) -> None:
    a_ticket(hall, "permit")
    session = an_open_counter(hall, counter=2)

    assert hall.call_next(new_id(), session=session, counter=2) is None
    assert a_ticket(hall).label == a_call(hall, session, 2).label


def test_a_clerk_is_given_only_what_both_can_do(hall: LocalHall) -> None:
    a_ticket(hall, "tax")
    session = an_open_counter(hall, services=("permit",))

    assert hall.call_next(new_id(), session=session, counter=1) is None


def test_a_clerk_who_can_do_nothing_here_does_not_open(hall: LocalHall) -> None:
    with refused("no-skill"):
        an_open_counter(hall, counter=2, services=("permit",))


def test_a_lost_answer_does_not_call_a_second_citizen(hall: LocalHall) -> None:
    a_ticket(hall)
    a_ticket(hall)
    session = an_open_counter(hall)
    request = new_id()
    first = hall.call_next(request, session=session, counter=1)

    assert hall.call_next(request, session=session, counter=1) == first
    assert snapshot(hall.store).waiting == {"tax": 1}


def test_that_nobody_waited_is_an_answer_too(hall: LocalHall) -> None:
    session = an_open_counter(hall)
    request = new_id()
    assert hall.call_next(request, session=session, counter=1) is None
    a_ticket(hall)

    assert hall.call_next(request, session=session, counter=1) is None


def test_a_second_press_is_told_whom_the_counter_has(hall: LocalHall, clock: FakeClock) -> None:
    a_ticket(hall)
    clock.go_on(seconds=1)
    a_ticket(hall)
    session = an_open_counter(hall)
    a_call(hall, session)
    for deed in (hall.call_next, hall.close_counter):
        with refused("counter-busy") as fault:
            deed(new_id(), session=session, counter=1)

        assert fault.value.facts == {"label": "A001"}
    hall.start(new_id(), session=session, counter=1)
    with refused("counter-busy"):
        hall.call_next(new_id(), session=session, counter=1)


def test_a_closed_counter_calls_nobody(hall: LocalHall) -> None:
    session = a_clerk(hall)
    for deed in (hall.call_next, hall.close_counter, hall.recall, hall.start, hall.no_show, hall.finish):
        with refused("wrong-state") as fault:
            deed(new_id(), session=session, counter=1)

        assert fault.value.facts == {"state": "closed"}


def test_a_free_counter_has_nobody_to_start_with(hall: LocalHall) -> None:
    session = an_open_counter(hall)
    with refused("wrong-state") as fault:
        hall.start(new_id(), session=session, counter=1)

    assert fault.value.facts == {"state": "available"}


def test_a_colleagues_counter_is_not_yours(hall: LocalHall) -> None:
    an_open_counter(hall, code="li")
    other = a_clerk(hall, code="wang")
    for deed in (hall.call_next, hall.close_counter, hall.start):
        with refused("not-yours"):
            deed(new_id(), session=other, counter=1)


def test_an_unknown_counter_is_refused(hall: LocalHall) -> None:
    with refused("unknown-counter"):
        hall.call_next(new_id(), session="x", counter=99)


# -- at the counter ---------------------------------------------------------------------------------------------------


def test_a_ticket_is_called_served_and_finished(hall: LocalHall) -> None:
    ticket = a_ticket(hall)
    session = an_open_counter(hall)
    a_call(hall, session)
    serving = hall.start(new_id(), session=session, counter=1)
    free = hall.finish(new_id(), session=session, counter=1)

    assert (serving.state, serving.leg, serving.label) == (CounterState.SERVING, ticket.leg, "A001")
    assert (free.state, free.leg) == (CounterState.AVAILABLE, None)


def test_a_recall_calls_the_same_again_but_not_at_once(hall: LocalHall, clock: FakeClock) -> None:
    a_ticket(hall)
    session = an_open_counter(hall)
    call = a_call(hall, session)
    with refused("too-early"):
        hall.recall(new_id(), session=session, counter=1)
    clock.go_on(seconds=10)
    again = hall.recall(new_id(), session=session, counter=1)

    assert (again.leg, again.why) == (call.leg, ("recall",))
    assert snapshot(hall.store).last_calls[0].times == 2


def test_a_citizen_who_does_not_come_is_let_go_after_two_calls_and_a_minute(hall: LocalHall, clock: FakeClock) -> None:
    a_ticket(hall)
    session = an_open_counter(hall)
    a_call(hall, session)
    clock.go_on(seconds=60)
    with refused("too-early"):
        hall.no_show(new_id(), session=session, counter=1)
    hall.recall(new_id(), session=session, counter=1)

    assert hall.no_show(new_id(), session=session, counter=1).state is CounterState.AVAILABLE
    assert hall.call_next(new_id(), session=session, counter=1) is None


def test_nobody_is_finished_before_being_served(hall: LocalHall) -> None:
    a_ticket(hall)
    session = an_open_counter(hall)
    a_call(hall, session)
    with refused("wrong-state") as fault:
        hall.finish(new_id(), session=session, counter=1)

    assert fault.value.facts == {"state": "called"}


def test_a_console_that_was_restarted_finds_its_counter_as_it_was(hall: LocalHall) -> None:
    a_ticket(hall)
    session = an_open_counter(hall)
    a_call(hall, session)
    view = hall.open_counter(new_id(), session=session, counter=1)

    assert (view.state, view.label) == (CounterState.CALLING, "A001")


def test_a_clerk_is_at_one_counter(hall: LocalHall) -> None:
    an_open_counter(hall, counter=1, code="li")
    session = a_clerk(hall, counter=3, code="li")
    with refused("elsewhere") as fault:
        hall.open_counter(new_id(), session=session, counter=3)

    assert fault.value.facts == {"counter": 1}


def test_a_free_counter_can_be_taken_over_and_a_busy_one_not(hall: LocalHall) -> None:
    session = an_open_counter(hall, code="li")
    other = a_clerk(hall, code="wang")
    assert hall.open_counter(new_id(), session=other, counter=1).staff == "wang"
    a_ticket(hall)
    a_call(hall, other)
    with refused("counter-busy"):
        hall.open_counter(new_id(), session=session, counter=1)


def test_a_counter_that_was_closed_can_be_opened_again(hall: LocalHall) -> None:
    session = an_open_counter(hall)
    closed = hall.close_counter(new_id(), session=session, counter=1)

    assert (closed.state, closed.staff) == (CounterState.CLOSED, None)
    assert hall.open_counter(new_id(), session=session, counter=1).state is CounterState.AVAILABLE


# -- traces -----------------------------------------------------------------------------------------------------------


def a_morning(hall: LocalHall, clock: FakeClock) -> None:
    sessions = {counter: an_open_counter(hall, counter=counter) for counter in (1, 3)}
    for service in ("tax", "permit", "tax", "tax"):
        a_ticket(hall, service)
        clock.go_on(seconds=30)
    for counter, session in sessions.items():
        a_call(hall, session, counter)
    clock.go_on(minutes=2)
    hall.recall(new_id(), session=sessions[1], counter=1)
    hall.no_show(new_id(), session=sessions[1], counter=1)
    hall.start(new_id(), session=sessions[3], counter=3)
    a_call(hall, sessions[1])


def test_the_snapshot_is_what_the_feed_tells(hall: LocalHall, clock: FakeClock) -> None:
    a_morning(hall, clock)
    with hall.store.read() as tx:
        events = feed.events_after(tx, 0, 1000)
        bounds = feed.bounds(tx)
    state = BoardState()
    for event in events:
        state = apply(state, event)

    assert snapshot(hall.store) == state
    assert bounds == (1, len(events))


def test_the_feed_is_read_on_from_any_event(hall: LocalHall, clock: FakeClock) -> None:
    with hall.store.read() as tx:
        assert feed.bounds(tx) == (1, 0)
    a_morning(hall, clock)
    with hall.store.read() as tx:
        assert [event.seq for event in feed.events_after(tx, 3, 2)] == [4, 5]


def test_every_deed_leaves_an_audit_row_and_a_refusal_none(hall: LocalHall, clock: FakeClock) -> None:
    a_morning(hall, clock)
    before = len(trail(hall.store))
    with refused("unknown-service"):
        a_ticket(hall, "nothing")

    events = [row.event for row in trail(hall.store)]
    assert len(events) == before
    assert events.count(AuditEvent.TICKET_TAKEN) == 4
    assert events.count(AuditEvent.TICKET_CALLED) == 3
    assert broken_at(hall.store) is None


def test_an_event_fits_into_three_hundred_bytes(hall: LocalHall, clock: FakeClock) -> None:
    a_morning(hall, clock)
    with hall.store.read() as tx:
        sizes = [len(repr(dict(event.data))) for event in feed.events_after(tx, 0, 1000)]

    assert max(sizes) < 300


def test_the_hall_says_the_time_to_the_millisecond(hall: LocalHall, clock: FakeClock) -> None:
    clock.go_on(microseconds=1234)

    assert hall.now() == NINE + timedelta(milliseconds=1)


def test_a_counter_of_one_service_has_its_own_line(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock, a_catalogue(a_service("tax"), counters=(a_counter(7, "tax"),)))
    a_ticket(hall)

    assert a_call(hall, an_open_counter(hall, counter=7), 7).counter == 7


REFUSED: dict[str, Callable[[LocalHall, str], object]] = {
    "unknown-service": lambda hall, _: a_ticket(hall, "nothing"),
    "counter-busy": lambda hall, session: hall.call_next(new_id(), session=session, counter=1),
    "wrong-state": lambda hall, session: hall.finish(new_id(), session=session, counter=1),
    "too-early": lambda hall, session: hall.no_show(new_id(), session=session, counter=1),
    "signed-out": lambda hall, _: hall.call_next(new_id(), session="nobody's", counter=1),
    "unknown-counter": lambda hall, session: hall.open_counter(new_id(), session=session, counter=99),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_refused_deed_writes_nothing_at_all(hall: LocalHall, reason: str) -> None:
    a_ticket(hall)
    session = an_open_counter(hall)
    hall.call_next(new_id(), session=session, counter=1)
    before = everything(hall)

    with refused(reason):
        REFUSED[reason](hall, session)

    assert everything(hall) == before


def everything(hall: LocalHall) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with hall.store.read() as tx:
        return {name: [tuple(row) for row in tx.execute(select(table))] for name, table in tables.metadata.tables.items()}
