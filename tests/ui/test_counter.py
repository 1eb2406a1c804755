"""A clerk's day at a counter: a real window, real keys, the real queue on a real database."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kiosk.actions import feed
from kiosk.model.text import text
from kiosk.store.database import Store
from tests.builders import FakeClock, a_ticket
from tests.ui.counter import SCREENS, Desk


@pytest.fixture(params=["wide"])
def desk(qapp: QGuiApplication, store: Store, clock: FakeClock, request: pytest.FixtureRequest) -> Iterator[Desk]:
    made = Desk(store, clock, SCREENS[request.param])
    yield made
    made.close()


def test_a_day_is_worked_by_keys_alone(desk: Desk) -> None:
    a_ticket(desk.hall)

    desk.sign_in()
    assert "1" in desk.clerk.text("waiting-here")
    desk.press(Qt.Key.Key_F1)
    assert desk.clerk.text("present-label") == "A001"
    desk.press(Qt.Key.Key_F2)
    assert desk.shows("state") == "serving"
    desk.press(Qt.Key.Key_F3)
    assert desk.shows("state") == "available"
    desk.press(Qt.Key.Key_F10)

    assert desk.clerk.sees("staff-code")


def test_a_wrong_pin_is_told_and_the_pin_is_not_kept(desk: Desk) -> None:
    desk.sign_in("111111")

    assert "PIN" in desk.clerk.text("problem")
    assert desk.clerk.text("pin") == ""
    assert desk.shows("staff") == ""


def test_nobody_waiting_is_said_and_is_no_error(desk: Desk) -> None:
    desk.sign_in()
    desk.press(Qt.Key.Key_F1)

    assert desk.clerk.text("said") == "Nobody is waiting for this counter."
    assert desk.shows("problem") == ""


def test_after_a_lost_answer_the_same_key_calls_the_same_citizen(desk: Desk) -> None:
    a_ticket(desk.hall)
    desk.clock.go_on(seconds=1)  # at one instant the ids would decide who is first
    a_ticket(desk.hall)
    desk.sign_in()
    desk.line.lose_next = True

    desk.press(Qt.Key.Key_F1)
    lost = desk.line.requests[-1]
    assert "nothing is done twice" in desk.shows("problem")
    desk.console.desk.show_state(feed.snapshot(desk.store))
    desk.console.desk.call_next()
    desk.settled()

    assert desk.line.requests[-1] == lost
    assert desk.clerk.text("present-label") == "A001"


def test_an_absent_citizen_is_called_twice_before_the_ticket_ends(desk: Desk) -> None:
    a_ticket(desk.hall)
    desk.sign_in()
    desk.press(Qt.Key.Key_F1)
    desk.press(Qt.Key.Key_F6)
    assert "more time" in desk.shows("problem")

    desk.clock.go_on(seconds=61)
    desk.press(Qt.Key.Key_F4)
    desk.press(Qt.Key.Key_F6)

    assert desk.shows("state") == "available"


def test_only_the_deeds_that_are_possible_can_be_pressed(desk: Desk) -> None:
    a_ticket(desk.hall)
    desk.sign_in()

    assert [name for name in DEEDS if desk.clerk.find(name).isEnabled()] == ["call-next", "sign-out"]
    desk.press(Qt.Key.Key_F1)
    assert [name for name in DEEDS if desk.clerk.find(name).isEnabled()] == ["start", "recall", "no-show"]


DEEDS = ("call-next", "start", "finish", "recall", "no-show", "sign-out")


@pytest.mark.parametrize("desk", ["wide", "tall"], indirect=True)
def test_everything_lies_inside_the_window_and_nothing_is_cut(desk: Desk, tmp_path: Path) -> None:
    for _ in range(3):
        a_ticket(desk.hall)
        a_ticket(desk.hall, "permit")
    desk.sign_in()
    desk.press(Qt.Key.Key_F1)

    for item in desk.clerk.items():
        assert not item.property("truncated"), item.property("text")
    for name in DEEDS:
        button = desk.clerk.find(name)
        corner = button.mapToScene(button.boundingRect().bottomRight())
        assert corner.x() <= desk.clerk.window.width()
        assert corner.y() <= desk.clerk.window.height()
        assert button.height() >= 12.7 * desk.clerk.window.width() / (527 if desk.clerk.window.width() > 1500 else 296)


def test_the_window_is_as_large_as_the_screen_of_the_settings(desk: Desk) -> None:
    assert (desk.clerk.window.width(), desk.clerk.window.height()) == (1920, 1080)


def test_another_catalogue_is_shown_without_a_restart(desk: Desk) -> None:
    desk.console.desk.show_catalogue(replace(desk.hall.catalogue, name=text(zh="新大厅", en="New hall")))
    desk.clerk.settle()

    assert "New hall" in desk.clerk.texts()
