from datetime import date, timedelta

import pytest

from kiosk.model.lease import block_size, days_to_lease, series_of
from tests.builders import DAY_AND_NIGHT, NINE, a_catalogue, a_service


@pytest.mark.parametrize(("minutes", "size"), [(range(0), 20), (range(0, 600, 10), 20), (range(0, 120, 2), 60), (range(0, 120), 100)])
def test_a_block_is_as_large_as_the_busiest_two_hours_within_limits(minutes: range, size: int) -> None:
    assert block_size(NINE + timedelta(minutes=minute) for minute in minutes) == size


def test_numbers_are_lent_for_today_and_for_the_next_day_that_is_open() -> None:
    friday = NINE + timedelta(days=4)

    assert days_to_lease(a_catalogue(), friday) == (date(2026, 3, 6), date(2026, 3, 9))
    assert days_to_lease(a_catalogue(a_service(opening=DAY_AND_NIGHT)), friday) == (date(2026, 3, 6), date(2026, 3, 7))
    assert days_to_lease(a_catalogue(a_service(opening=())), friday) == (date(2026, 3, 6),)


def test_services_without_tickets_need_no_numbers() -> None:
    assert series_of(a_catalogue(a_service(), a_service("post", series=None), a_service("permit", series="B"))) == ("A", "B")
