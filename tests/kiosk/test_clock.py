"""A hub's clock goes on when somebody sets the machine's; a window counts in the hub's time."""

from datetime import datetime, timedelta

import pytest

from kiosk.clock import HallClock, SteadyClock, SystemClock
from tests.builders import NINE, FakeClock


class Machine:
    """Its wall clock, and what nobody can set."""

    def __init__(self) -> None:
        self.off = timedelta(0)
        self.up_s = 1000.0

    def wall(self) -> datetime:
        return NINE + timedelta(seconds=self.up_s - 1000) + self.off

    def go_on(self, seconds: float) -> None:
        self.up_s += seconds


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def leaps() -> list[timedelta]:
    return []


@pytest.fixture
def steady(machine: Machine, leaps: list[timedelta]) -> SteadyClock:
    made = SteadyClock(machine.wall, lambda: machine.up_s)
    made.tell(leaps.append)
    return made


@pytest.mark.parametrize("days", [1, -1, 9000])
def test_a_leap_is_not_followed_and_told_once(machine: Machine, steady: SteadyClock, leaps: list[timedelta], days: int) -> None:
    machine.go_on(60)
    machine.off = timedelta(days=days)
    first = steady.now()
    machine.go_on(60)

    assert (first, steady.now()) == (NINE + timedelta(minutes=1), NINE + timedelta(minutes=2))
    assert leaps == [timedelta(days=days)]


def test_a_leap_that_is_taken_back_leaves_no_trace(machine: Machine, steady: SteadyClock) -> None:
    machine.off = timedelta(days=1)
    steady.now()
    machine.off = timedelta(0)
    machine.go_on(60)

    assert steady.now() == NINE + timedelta(minutes=1)


def test_small_corrections_are_followed(machine: Machine, steady: SteadyClock, leaps: list[timedelta]) -> None:
    machine.off = timedelta(minutes=-2)
    machine.go_on(180)

    assert steady.now() == NINE + timedelta(minutes=1)
    assert leaps == []


def test_a_night_in_which_nobody_asked_is_no_leap(machine: Machine, steady: SteadyClock, leaps: list[timedelta]) -> None:
    machine.go_on(12 * 3600)

    assert steady.now() == NINE + timedelta(hours=12)
    assert leaps == []


def test_on_this_machine_it_says_what_the_machine_says() -> None:
    assert abs(SteadyClock().now() - SystemClock().now()) < timedelta(seconds=5)


def test_until_the_hub_has_said_it_the_own_clock_counts() -> None:
    own = FakeClock()

    assert HallClock(own).now() == own.now()


def test_after_that_the_hubs_time_goes_on_even_if_the_own_clock_is_set() -> None:
    own, steady = FakeClock(), [100.0]
    clock = HallClock(own, lambda: steady[0])
    clock.told(NINE + timedelta(hours=3))
    own.go_on(days=1)
    steady[0] += 7

    assert clock.now() == NINE + timedelta(hours=3, seconds=7)
