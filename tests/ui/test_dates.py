"""Separate fields make one day, or say why not."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from ui.dates import Composed, compose, moment, split, written

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("1990", "3", "27"), Composed("1990-03-27")),
        ((" 1990 ", "03", "27"), Composed("1990-03-27")),
        (("", "", ""), Composed("")),
        (("1990", "", "27"), Composed("", "date.incomplete")),
        (("90", "3", "27"), Composed("", "date.incomplete")),
        (("1990", "march", "27"), Composed("", "date.incomplete")),
        (("1990", "2", "30"), Composed("", "date.impossible")),
        (("1990", "13", "1"), Composed("", "date.impossible")),
    ],
)
def test_a_day_of_three_fields(typed: tuple[str, str, str], expected: Composed) -> None:
    assert compose("date", dict(zip(("year", "month", "day"), typed, strict=True)), ZONE) == expected


def test_a_moment_is_that_of_the_halls_clock() -> None:
    fields = {"year": "2026", "month": "11", "day": "23", "hour": "9", "minute": "05"}

    assert compose("datetime", fields, ZONE) == Composed("2026-11-23T09:05:00.000+08:00")


def test_a_time_of_two_fields() -> None:
    assert compose("time", {"hour": "9", "minute": "5"}, ZONE) == Composed("09:05:00.000")
    assert compose("time", {"hour": "25", "minute": "5"}, ZONE) == Composed("", "date.impossible")


@pytest.mark.parametrize(("control", "answer"), [("date", "1990-03-27"), ("datetime", "2026-11-23T09:05:00.000+08:00"), ("date", "")])
def test_an_answer_comes_back_into_the_same_fields(control: str, answer: str) -> None:
    assert compose(control, split(control, answer, ZONE), ZONE).answer == answer


def test_a_moment_of_another_zone_is_shown_in_that_of_the_hall() -> None:
    assert split("datetime", "2026-11-23T01:05:00.000Z", ZONE)["hour"] == "09"


@pytest.mark.parametrize(("language", "expected"), [("zh", "2026年12月6日"), ("en", "6 December 2026")])
def test_a_day_is_written_as_people_write_it(language: str, expected: str) -> None:
    assert written(date(2026, 12, 6), language) == expected
    assert written(None, language) == ""


@pytest.mark.parametrize(
    ("day", "language", "expected"),
    [(2, "zh", "13:30"), (2, "en", "13:30"), (7, "zh", "3月7日（周六）13:30"), (7, "en", "Saturday, 7 March, 13:30")],
    ids=["today", "today in English", "another day", "another day in English"],
)
def test_a_moment_says_its_day_only_where_that_is_another_one(day: int, language: str, expected: str) -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=ZONE)

    assert moment(datetime(2026, 3, day, 13, 30, tzinfo=ZONE), now, language) == expected
