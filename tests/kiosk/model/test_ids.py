"""Ids and the spelling of data under a hash."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.model.canonical import canonical_json, digest, whole_ms
from kiosk.model.ids import uuid7
from tests.builders import NINE


def test_an_id_says_version_seven_and_its_millisecond() -> None:
    made = uuid7(NINE, b"\xff" * 10)

    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(NINE.timestamp() * 1000)


def test_ids_sort_by_time() -> None:
    assert uuid7(NINE, b"\xff" * 10) < uuid7(NINE + timedelta(milliseconds=1), bytes(10))


def test_too_little_randomness_is_refused() -> None:
    with pytest.raises(ValueError):
        uuid7(NINE, bytes(9))


def test_the_order_in_which_data_was_put_together_does_not_matter() -> None:
    assert canonical_json({"b": 1, "a": "号"}) == '{"a":"号","b":1}'
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})


def test_times_are_cut_to_the_millisecond() -> None:
    assert whole_ms(datetime(2026, 1, 1, 0, 0, 0, 123999, tzinfo=UTC)).microsecond == 123000
