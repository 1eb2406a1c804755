"""A clerk's day at a counter: a real window, real keys, the real queue on a real database."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kiosk.actions import feed, outbox
from kiosk.model.parcel import HUB, Delivered
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
    desk.console.desk.press("call-next")
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


def test_only_the_deeds_that_are_possible_are_there_and_the_next_step_is_first(desk: Desk) -> None:
    a_ticket(desk.hall)
    desk.sign_in()

    assert deeds(desk) == ["call-next", "walk-up", "pause", "sign-out"]
    desk.press(Qt.Key.Key_F1)
    assert deeds(desk) == ["start", "recall", "no-show", "transfer", "requeue"]
    desk.press(Qt.Key.Key_F2)
    assert deeds(desk) == ["finish", "hold", "transfer", "add-service", "pause"]


def deeds(desk: Desk) -> list[str]:
    return [str(deed["name"]) for deed in desk.console.desk.property("deeds")]


@pytest.mark.parametrize("desk", ["wide", "tall"], indirect=True)
def test_everything_lies_inside_the_window_and_nothing_is_cut(desk: Desk, tmp_path: Path) -> None:
    for _ in range(3):
        a_ticket(desk.hall)
        a_ticket(desk.hall, "permit")
    desk.sign_in()
    desk.press(Qt.Key.Key_F1)

    for item in desk.clerk.items():
        assert not item.property("truncated"), item.property("text")
    for name in deeds(desk):
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


def test_after_ten_seconds_without_the_hub_the_counter_goes_on_alone_by_keys(desk: Desk) -> None:
    """T17: call from the lane, serve, finish; serve a ticket that is shown; and back to normal when all was told."""
    for _ in range(8):
        a_ticket(desk.hall)
        desk.clock.go_on(seconds=1)
    desk.sign_in()
    desk.keep_lane()
    desk.away()
    assert "Emergency" in desk.clerk.text("away-bar")
    desk.press_alone(Qt.Key.Key_F1)
    assert (desk.clerk.text("away-label"), desk.alone_says("state")) == ("A003", "calling")
    desk.press_alone(Qt.Key.Key_F2)
    desk.press_alone(Qt.Key.Key_F3)
    desk.clerk.find("away-number").setProperty("text", "a001")
    desk.press_alone(Qt.Key.Key_Return)
    assert (desk.clerk.text("away-label"), desk.alone_says("state"), desk.alone_says("unsent")) == ("A001", "serving", "4")

    desk.console.desk.show_link("up")
    desk.clerk.wait(lambda: "answers again" in desk.clerk.text("away-bar"), "the hub to be back")
    desk.press_alone(Qt.Key.Key_F3)
    for parcel in outbox.next_batch(desk.own, HUB, now=desk.clock.now()):
        outbox.settle(desk.own, parcel.id, HUB, Delivered("1"), now=desk.clock.now())

    desk.clerk.wait(lambda: desk.alone_says("active") == "False", "the normal page")
    desk.clerk.wait(lambda: desk.clerk.sees("call-next"), "the deeds of every day")


def test_the_citizen_who_was_there_stays_and_a_console_that_was_started_anew_goes_on(desk: Desk) -> None:
    a_ticket(desk.hall)
    desk.sign_in()
    desk.press(Qt.Key.Key_F1)
    desk.press(Qt.Key.Key_F2)
    desk.sign_out_of_the_window()
    desk.away()
    desk.clerk.tap("go-on-alone")
    desk.clerk.wait(lambda: desk.alone_says("state") == "serving", "the citizen")

    assert desk.clerk.text("away-label") == "A001"


def test_a_short_silence_changes_nothing(desk: Desk) -> None:
    desk.sign_in()
    desk.console.desk.show_link("down")
    desk.console.desk.show_link("up")
    desk.clerk.wait(lambda: desk.shows("link") == "up", "the line")
    desk.without_hub.run_out()

    assert desk.alone_says("active") == "False"
