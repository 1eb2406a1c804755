"""What the hall tells of waiting times, and what it learns from its own days (M3, C3)."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.actions.day import end_day
from kiosk.actions.insight import Insight, record
from kiosk.actions.queue import LocalHall
from kiosk.model.forecast import Kept
from kiosk.model.hall import Deed, Order, Ticket
from kiosk.store import queue as rows
from kiosk.store.database import Store
from tests.builders import NINE, FakeClock, a_catalogue, a_hall, a_service, a_ticket, an_open_counter, new_id


def with_insight(hall: LocalHall) -> LocalHall:
    return replace(hall, insight=Insight(hall.store, hall.shelf))


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return with_insight(a_hall(store, clock))


def test_without_an_open_counter_only_people_are_counted(hall: LocalHall) -> None:
    assert a_ticket(hall).wait_min is None


def test_a_fresh_hall_tells_the_minutes_of_its_catalogue_and_says_about(hall: LocalHall) -> None:
    an_open_counter(hall, counter=1)
    an_open_counter(hall, counter=3)
    tickets = [a_ticket(hall) for _ in range(6)]

    assert [(ticket.about, ticket.ahead) for ticket in tickets] == [(True, n) for n in range(6)]
    assert [ticket.wait_min for ticket in tickets] == [(5, 15), (10, 25), (10, 30), (15, 40), (20, 45), (25, 50)]


def test_beyond_an_hour_and_a_half_nothing_is_promised(store: Store, clock: FakeClock) -> None:
    catalogue = a_catalogue(a_service("tax", minutes=60))
    hall = with_insight(a_hall(store, clock, catalogue))
    an_open_counter(hall)
    a_ticket(hall)

    assert a_ticket(hall).wait_min is None


def a_day(hall: LocalHall, clock: FakeClock, *, visitors: int = 70, seed: int = 1, service_min: float = 6.0) -> list[Ticket]:
    """From nine on, with two counters and about as many visitors as they can serve; everybody is served in the end."""
    source = random.Random(seed)
    sessions = {counter: an_open_counter(hall, counter=counter) for counter in (1, 3)}
    free_at = dict.fromkeys(sessions, clock.now())
    busy: set[int] = set()
    tickets, coming = [], [clock.now() + timedelta(minutes=source.uniform(0, visitors * service_min / 2.2)) for _ in range(visitors)]
    coming.sort()
    while coming or busy or any(_waits(hall)):
        moment = min([*coming[:1], *(free_at[counter] for counter in sessions if counter in busy or any(_waits(hall)))])
        clock.go_on(seconds=max(0.0, (moment - clock.now()).total_seconds()))
        while coming and coming[0] <= clock.now():
            coming.pop(0)
            tickets.append(a_ticket(hall))
        for counter, session in sessions.items():
            if free_at[counter] > clock.now():
                continue
            if counter in busy:
                hall.finish(new_id(), session=session, counter=counter)
                busy.discard(counter)
            if hall.call_next(new_id(), session=session, counter=counter) is not None:
                hall.start(new_id(), session=session, counter=counter)
                busy.add(counter)
                free_at[counter] = clock.now() + timedelta(minutes=source.expovariate(1 / service_min))
    for counter, session in sessions.items():
        hall.close_counter(new_id(), session=session, counter=counter)
    return tickets


def _waits(hall: LocalHall) -> list[int]:
    with hall.store.read() as tx:
        return [count for count in rows.waiting(tx).values() if count]


def to_the_next_morning(hall: LocalHall, clock: FakeClock, day: int) -> None:
    clock.go_on(seconds=(NINE + timedelta(days=day) - clock.now()).total_seconds())
    end_day(hall)


def test_a_hall_learns_from_its_own_days_and_then_tells_what_is_true(store: Store, clock: FakeClock) -> None:
    catalogue = a_catalogue(a_service("tax", minutes=20))
    hall = with_insight(a_hall(store, clock, catalogue))
    for day in range(5):
        a_day(hall, clock, seed=day)
        to_the_next_morning(hall, clock, day + 1 if day < 4 else 7)
    assert hall.insight is not None
    early = record(store, clock.now())
    assert hall.insight.learn(clock.now())
    clock.go_on(days=1)
    tickets = a_day(hall, clock, seed=99)
    later = record(store, clock.now(), timedelta(hours=20))

    assert not any(ticket.about for ticket in tickets)
    assert later.middle_off_min["tax"] < early.middle_off_min["tax"]
    assert sum(one is not Kept.LATER for one in later.kept["tax"]) / len(later.kept["tax"]) > 0.8


def test_what_was_learned_is_there_after_a_restart(hall: LocalHall, store: Store, clock: FakeClock) -> None:
    a_day(hall, clock, visitors=20)
    assert hall.insight is not None
    hall.insight.learn(clock.now())
    again = replace(hall, insight=Insight(store, hall.shelf))
    session = an_open_counter(again)
    ticket = a_ticket(again)

    assert session
    assert not ticket.about
    assert ticket.wait_min is not None


def test_it_learns_once_a_night(hall: LocalHall, clock: FakeClock) -> None:
    assert hall.insight is not None
    assert hall.insight.keep_learning(clock.now())
    assert not hall.insight.keep_learning(clock.now() + timedelta(hours=16, minutes=59))
    assert not hall.insight.keep_learning(clock.now() + timedelta(hours=16, minutes=30))
    assert hall.insight.keep_learning(clock.now() + timedelta(hours=17))


def test_a_service_whose_promises_fail_tells_people_only(hall: LocalHall, store: Store, clock: FakeClock) -> None:
    """Two hundred promises, a quarter of them broken: the service is silent from the next night on."""
    session = an_open_counter(hall)
    for number in range(200):
        assert a_ticket(hall).wait_min is not None
        clock.go_on(minutes=90 if number % 4 == 0 else 1)
        hall.call_next(new_id(), session=session, counter=1)
        hall.start(new_id(), session=session, counter=1)
        hall.do(new_id(), session=session, counter=1, order=Order(deed=Deed.FINISH))
        if clock.now().astimezone(hall.catalogue.zone).hour >= 15:
            clock.go_on(seconds=-6 * 3600)
    assert record(store, clock.now() + timedelta(hours=1)).kept["tax"].count(Kept.LATER) == 50
    assert hall.insight is not None
    hall.insight.learn(clock.now() + timedelta(hours=1))

    assert a_ticket(hall).wait_min is None
    assert a_ticket(hall, "permit").wait_min is not None


@pytest.mark.whole
def test_a_silent_service_tells_again_when_a_hundred_promises_would_have_held(hall: LocalHall, store: Store, clock: FakeClock) -> None:
    session = an_open_counter(hall)

    def serve(count: int, late: int) -> None:
        for number in range(count):
            a_ticket(hall)
            clock.go_on(minutes=90 if number < late else 1)
            hall.call_next(new_id(), session=session, counter=1)
            hall.start(new_id(), session=session, counter=1)
            hall.finish(new_id(), session=session, counter=1)
            if clock.now().astimezone(hall.catalogue.zone).hour >= 15:
                clock.go_on(seconds=-6 * 3600)

    assert hall.insight is not None
    serve(200, late=50)
    hall.insight.learn(clock.now() + timedelta(hours=6))
    assert a_ticket(hall).wait_min is None
    hall.call_next(new_id(), session=session, counter=1)
    hall.start(new_id(), session=session, counter=1)
    hall.finish(new_id(), session=session, counter=1)
    serve(100, late=0)
    hall.insight.learn(clock.now() + timedelta(hours=6))

    assert a_ticket(hall).wait_min is not None


def test_a_person_of_a_class_is_told_the_shorter_wait(hall: LocalHall, clock: FakeClock) -> None:
    an_open_counter(hall)
    for _ in range(6):
        a_ticket(hall)
    clock.go_on(minutes=5)
    elderly = hall.take_ticket(new_id(), service="tax", language="zh", audience="person", priority="elderly")
    other = a_ticket(hall)

    assert (elderly.ahead, other.ahead) == (0, 7)
    assert elderly.wait_min is not None
    assert other.wait_min is None or elderly.wait_min < other.wait_min
