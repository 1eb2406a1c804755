"""Opening hours and promises, in the hall's time zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from kiosk.model.catalogue import Opening
from kiosk.model.opening import Calendar, calendar_of, closed_at, is_open, opens_at, promised_by, reopens_at
from tests.builders import DAY_AND_NIGHT, NINE, OFFICE_HOURS, ZONE, a_catalogue

NO_HOLIDAYS = Calendar()


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """Of March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "expected"),
    [(local(2, 8, 29), False), (local(2, 8, 30), True), (local(2, 16, 59), True), (local(2, 17), False), (local(7, 10), False)],
    ids=["a minute early", "first minute", "last minute", "closing time", "Saturday"],
)
def test_a_service_is_open_in_its_hours_only(at: datetime, expected: bool) -> None:
    assert is_open(OFFICE_HOURS, at, ZONE) is expected


def test_a_service_without_hours_is_never_open() -> None:
    assert not is_open((), NINE, ZONE)
    assert opens_at((), NINE, ZONE) is None


def test_day_and_night_is_open_in_the_last_second_of_a_day() -> None:
    assert is_open(DAY_AND_NIGHT, local(2, 23, 59) + timedelta(seconds=59), ZONE)


def test_after_closing_on_friday_it_opens_again_on_monday() -> None:
    assert opens_at(OFFICE_HOURS, local(6, 18), ZONE) == local(9, 8, 30)


def test_a_service_of_one_day_a_week_opens_in_a_week() -> None:
    mondays = (Opening(days=frozenset({1}), opens=time(9), closes=time(12)),)

    assert opens_at(mondays, local(2, 9), ZONE) == local(9, 9)


@pytest.mark.parametrize(
    ("filed", "days", "expected"),
    [
        (local(2, 10), 1, date(2026, 3, 3)),
        (local(2, 10), 5, date(2026, 3, 9)),
        (local(6, 10), 1, date(2026, 3, 9)),
        (local(7, 10), 1, date(2026, 3, 9)),
        (local(2, 10), 0, date(2026, 3, 2)),
        (local(7, 10), 0, date(2026, 3, 9)),
        (local(2, 23, 59), 1, date(2026, 3, 3)),
    ],
    ids=["one day", "over a weekend", "from Friday", "from Saturday", "at once", "at once on a Saturday", "just before midnight"],
)
def test_a_promise_counts_working_days_after_the_day_of_filing(filed: datetime, days: int, expected: date) -> None:
    assert promised_by(filed, days, zone=ZONE, calendar=NO_HOLIDAYS) == expected


def test_a_promise_knows_holidays_and_weekends_of_work() -> None:
    calendar = Calendar(holidays=frozenset({date(2026, 3, 3), date(2026, 3, 4)}), workdays=frozenset({date(2026, 3, 7)}))

    assert promised_by(local(2, 10), 1, zone=ZONE, calendar=calendar) == date(2026, 3, 5)
    assert promised_by(local(2, 10), 3, zone=ZONE, calendar=calendar) == date(2026, 3, 7)


# -- the state's calendar (M9) ----------------------------------------------------------------------------------------

GOLDEN_WEEK = Calendar(holidays=frozenset({date(2026, 3, 9), date(2026, 3, 10)}), workdays=frozenset({date(2026, 3, 7)}))
"""As in autumn: Monday and Tuesday are free, and the Saturday before counts as a Monday."""


@pytest.mark.parametrize(
    ("at", "expected"),
    [(local(6, 10), True), (local(7, 10), True), (local(8, 10), False), (local(9, 10), False), (local(11, 10), True)],
    ids=["Friday", "a Saturday to work on", "Sunday", "a Monday that is free", "Wednesday"],
)
def test_on_holidays_it_is_closed_and_on_days_of_work_it_is_as_on_a_monday(at: datetime, expected: bool) -> None:
    assert is_open(OFFICE_HOURS, at, ZONE, GOLDEN_WEEK) is expected


def test_a_holiday_closes_also_what_is_open_day_and_night() -> None:
    assert not is_open(DAY_AND_NIGHT, local(9, 10), ZONE, GOLDEN_WEEK)


def test_a_saturday_to_work_on_has_the_hours_of_a_monday_and_not_its_own() -> None:
    monday_and_saturday = (
        Opening(days=frozenset({1}), opens=time(9), closes=time(12)), Opening(days=frozenset({6}), opens=time(14), closes=time(16)),
    )  # fmt: skip

    assert is_open(monday_and_saturday, local(7, 10), ZONE, GOLDEN_WEEK)
    assert not is_open(monday_and_saturday, local(7, 15), ZONE, GOLDEN_WEEK)


def test_it_opens_again_after_the_holidays_and_after_the_last_ticket_of_a_day() -> None:
    assert opens_at(OFFICE_HOURS, local(7, 18), ZONE, GOLDEN_WEEK) == local(11, 8, 30)
    assert reopens_at(OFFICE_HOURS, local(6, 9), ZONE, GOLDEN_WEEK) == local(7, 8, 30)
    assert reopens_at(OFFICE_HOURS, local(7, 9), ZONE, GOLDEN_WEEK) == local(11, 8, 30)


def test_a_day_ends_with_its_last_hours() -> None:
    two = (Opening(days=frozenset({1}), opens=time(9), closes=time(12)), Opening(days=frozenset({1}), opens=time(13), closes=time(17)))

    assert closed_at(two, date(2026, 3, 2), ZONE) == local(2, 17)
    assert closed_at(two, date(2026, 3, 9), ZONE, GOLDEN_WEEK) is None


def test_a_catalogue_has_its_calendar() -> None:
    catalogue = replace(a_catalogue(), holidays=GOLDEN_WEEK.holidays, workdays=GOLDEN_WEEK.workdays)

    assert calendar_of(catalogue) == GOLDEN_WEEK
