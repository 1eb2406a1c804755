"""Receipt numbers and their check character."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model.receipt import check_character, grouped, is_receipt_no, receipt_no

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_the_check_character_is_that_of_the_standard() -> None:
    assert check_character("A12425GABC1234002") == "M"


def test_a_number_names_station_day_and_running_number() -> None:
    number = receipt_no("K1", date(2026, 11, 24), 17)

    assert number[:-1] == "K126112400017"
    assert is_receipt_no(number)


@given(st.text(ALPHABET, min_size=1, max_size=20), st.data())
def test_one_wrong_character_is_noticed(text: str, data: st.DataObject) -> None:
    number = text + check_character(text)
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from(ALPHABET.replace(number[place], "")))

    assert not is_receipt_no(number[:place] + wrong + number[place + 1 :])


def test_nearly_all_neighbours_that_changed_places_are_noticed() -> None:
    pairs = [(first, second) for first in ALPHABET for second in ALPHABET if first != second]
    missed = [pair for pair in pairs if check_character("K1" + "".join(pair)) == check_character("K1" + "".join(reversed(pair)))]

    assert len(missed) / len(pairs) < 0.03


@pytest.mark.parametrize("text", ["", "k126", "K1 26", "号"])
def test_what_holds_other_characters_is_no_receipt_number(text: str) -> None:
    assert not is_receipt_no(text)


@pytest.mark.parametrize(
    ("number", "read"), [("K126112400001T", "K1 261124 00001T"), ("K1226112400001T", "K12 261124 00001T"), ("00001T", "00001T")]
)
def test_a_receipt_number_is_read_in_groups(number: str, read: str) -> None:
    assert grouped(number) == read
