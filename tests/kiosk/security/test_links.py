"""The address of a ticket's page."""

from datetime import timedelta

import pytest

from kiosk.security.links import make_link, read_link
from tests.builders import NINE, some_id

KEY = bytes(32)
UNTIL = NINE + timedelta(hours=1)
LINK = make_link(KEY, some_id(), UNTIL)


def test_a_link_names_its_visit_until_its_end() -> None:
    assert read_link(KEY, LINK, NINE) == some_id()
    assert read_link(KEY, LINK, UNTIL - timedelta(seconds=1)) == some_id()
    assert read_link(KEY, LINK, UNTIL) is None
    assert len(LINK) == 44


def test_each_visit_and_each_hub_has_its_own() -> None:
    assert make_link(KEY, some_id(2), UNTIL) != LINK
    assert read_link(bytes(31) + b"1", LINK, NINE) is None


@pytest.mark.parametrize("place", range(44))
def test_no_character_may_be_changed(place: int) -> None:
    other = "A" if LINK[place] != "A" else "B"

    assert read_link(KEY, LINK[:place] + other + LINK[place + 1 :], NINE) is None


@pytest.mark.parametrize("words", ["", "x", "号", "=" * 44, LINK[:-1], LINK + "A", "A" * 4000, "../../etc"])
def test_other_words_are_no_link(words: str) -> None:
    assert read_link(KEY, words, NINE) is None
