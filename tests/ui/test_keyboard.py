"""The boards, and what their keys do to a field."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.terminal import Rig
from ui.bridge.keyboard import board_for
from ui.keyboard import BOARDS, BoardName

HINT = Qt.InputMethodHint


@pytest.mark.parametrize(
    ("hints", "board"),
    [
        (HINT.ImhNone, "letters"),
        (HINT.ImhUppercaseOnly, "letters"),
        (HINT.ImhDigitsOnly, "digits"),
        (HINT.ImhFormattedNumbersOnly, "decimal"),
        (HINT.ImhPreferNumbers | HINT.ImhUppercaseOnly, "identity"),
    ],
)
def test_a_field_gets_the_keys_that_it_needs(hints: Qt.InputMethodHint, board: BoardName) -> None:
    assert board_for(hints) == board


@pytest.mark.parametrize("board", BOARDS)
def test_the_rows_of_a_board_are_equally_wide(board: BoardName) -> None:
    widths = {sum(key.share for key in row) for row in BOARDS[board]}

    assert len(widths) == 1


@pytest.mark.parametrize("board", BOARDS)
def test_every_board_can_be_left(board: BoardName) -> None:
    kinds = {key.kind for row in BOARDS[board] for key in row}

    assert {"erase", "next", "hide"} <= kinds


def test_all_digits_and_letters_and_the_x_can_be_typed() -> None:
    typed = {key.text for rows in BOARDS.values() for row in rows for key in row}

    assert set("0123456789abcdefghijklmnopqrstuvwxyzX.@-") <= typed


def test_keys_write_erase_and_go_away(rig: Rig) -> None:
    driver = rig.open()
    driver.tap("search")

    driver.type("Ab1 c")
    driver.erase(2)
    assert driver.text("search-field") == "Ab1"

    driver.tap("key.hide")
    driver.settle()
    assert not driver.sees("keyboard")

    driver.tap("search-field")
    driver.type("x")
    assert driver.text("search-field") == "Ab1x"


def test_signs_are_one_key_away(rig: Rig) -> None:
    driver = rig.open()
    driver.tap("search")

    driver.type("a@b")

    assert driver.text("search-field") == "a@b"


def test_a_finger_that_slides_off_a_key_types_nothing(rig: Rig) -> None:
    driver = rig.open()
    driver.tap("search")
    driver.settle()

    driver.stroke("key.q", [(0.5, 0.5), (0.5, -4.0)])

    assert driver.text("search-field") == ""


def test_capitals_after_a_sign_stay_capitals(rig: Rig) -> None:
    driver = rig.open()
    driver.tap("search")

    driver.type("Road, Hubin")

    assert driver.text("search-field") == "Road, Hubin"
