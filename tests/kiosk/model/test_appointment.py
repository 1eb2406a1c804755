"""Codes as people type them, and what early, in time and late mean (C4)."""

from datetime import timedelta

import pytest

from kiosk.model.appointment import Timing, clean_code, timing
from kiosk.model.queue import Policy
from tests.builders import NINE


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("yy20260302", "YY20260302"), (" YY-2026 0302 ", "YY20260302"), ("ＹＹ２０２６０３", "YY202603"), ("yyO1l5iI", "YY011511"),
        ("https://city.example/appointment?code=YY202603", "YY202603"), ("hall:appointment:YY202603", "YY202603"),
        ("YY203", None), ("", None), ("王小明的预约", None), ("A" * 33, None), ("YY2026\x0002", None),
    ],
)  # fmt: skip
def test_a_code_is_read_as_people_and_scanners_write_it(typed: str, code: str | None) -> None:
    assert clean_code(typed) == code


@pytest.mark.parametrize(
    ("minutes", "came"),
    [(-11, Timing.EARLY), (-10, Timing.ON_TIME), (0, Timing.ON_TIME), (10, Timing.ON_TIME), (11, Timing.LATE)],
)  # fmt: skip
def test_ten_minutes_either_side_are_in_time(minutes: int, came: Timing) -> None:
    assert timing(NINE + timedelta(minutes=minutes), NINE, policy=Policy()) is came
