"""A line that will break its promise is known half an hour before (M4, S11)."""

from datetime import timedelta

import pytest

from kiosk.actions.day import end_day
from kiosk.actions.insight import Insight
from kiosk.actions.queue import LocalHall
from kiosk.actions.warning import LOOK_EVERY, Watch
from kiosk.model.forecast import Warn
from kiosk.store.database import Store
from tests.builders import NINE, FakeClock, a_hall, a_ticket, an_open_counter, new_id


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock)


@pytest.fixture
def watch(hall: LocalHall) -> Watch:
    return Watch(hall.store, hall.shelf, Insight(hall.store, hall.shelf))


def come(hall: LocalHall, clock: FakeClock, people: int, service: str = "tax", every_s: int = 30) -> None:
    for _ in range(people):
        clock.go_on(seconds=every_s)
        a_ticket(hall, service)


def test_an_empty_hall_is_calm(hall: LocalHall, watch: Watch) -> None:
    an_open_counter(hall)

    assert watch.warnings(NINE) == ()


def test_more_people_than_one_counter_serves_ring_before_anybody_has_waited_so_long(
    hall: LocalHall, watch: Watch, clock: FakeClock
) -> None:
    an_open_counter(hall)
    come(hall, clock, 6)
    [warning] = watch.warnings(clock.now())

    assert (warning.service, warning.level, warning.promise_min) == ("tax", Warn.RED, 30)
    assert warning.wait_min > 30
    assert clock.now() - NINE < timedelta(minutes=5)


def test_red_comes_before_amber_and_people_without_a_counter_are_shown(hall: LocalHall, watch: Watch, clock: FakeClock) -> None:
    an_open_counter(hall, counter=2)
    a_ticket(hall, "permit")
    come(hall, clock, 6)

    assert [(one.service, one.level) for one in watch.warnings(clock.now())] == [("tax", Warn.RED), ("permit", Warn.AMBER)]


def test_it_looks_four_times_a_minute_whoever_asks(hall: LocalHall, watch: Watch, clock: FakeClock) -> None:
    an_open_counter(hall)
    assert watch.warnings(clock.now()) == ()
    come(hall, clock, 6, every_s=2)
    assert watch.warnings(clock.now()) == ()
    clock.go_on(seconds=LOOK_EVERY.total_seconds())
    assert watch.warnings(clock.now()) != ()
    clock.go_on(hours=-2)
    assert watch.warnings(clock.now()) != ()


def test_a_warning_lasts_until_the_line_is_well_below_its_promise(hall: LocalHall, watch: Watch, clock: FakeClock) -> None:
    session = an_open_counter(hall)
    come(hall, clock, 6)
    assert watch.warnings(clock.now())
    levels = []
    for _ in range(6):
        hall.call_next(new_id(), session=session, counter=1)
        hall.start(new_id(), session=session, counter=1)
        hall.finish(new_id(), session=session, counter=1)
        clock.go_on(minutes=3)
        levels.append([one.level for one in watch.warnings(clock.now())])

    assert levels[-1] == []


@pytest.mark.parametrize(("hour", "level"), [(9, Warn.RED), (11, None)])
def test_an_ordinary_half_hour_is_learned_from_the_days_before(
    hall: LocalHall, watch: Watch, clock: FakeClock, hour: int, level: Warn | None
) -> None:
    """Forty came yesterday between nine and half past: today the first two of that half hour are a warning, and later they are none."""
    come(hall, clock, 40, every_s=40)
    clock.go_on(seconds=(NINE + timedelta(days=1, hours=hour - 9) - clock.now()).total_seconds())
    end_day(hall)
    an_open_counter(hall)
    come(hall, clock, 2, every_s=1)

    assert [one.level for one in watch.warnings(clock.now())] == ([level] if level else [])
