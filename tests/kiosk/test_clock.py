"""A window counts in the hub's time, whatever its own clock says."""

from datetime import timedelta

from kiosk.clock import HallClock
from tests.builders import NINE, FakeClock


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
