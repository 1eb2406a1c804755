"""What 200 people look at: the last calls, who waits, and the truth about how old that is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.model.text import text
from tests.builders import FakeClock, a_catalogue, a_service
from tests.ui.board import TALL, WIDE, Wall
from ui.bridge.board import SPOTLIGHT


@pytest.fixture(params=[WIDE])
def wall(qapp: QGuiApplication, clock: FakeClock, request: pytest.FixtureRequest) -> Iterator[Wall]:
    made = Wall(clock, request.param)
    yield made
    made.board.close()


def test_a_fresh_call_stands_large_and_then_in_its_row(wall: Wall) -> None:
    wall.call("A001", 2)
    assert wall.looker.sees("spotlight")

    wall.pass_time(SPOTLIGHT)

    assert not wall.looker.sees("spotlight")
    assert wall.rows() == ["A001"]


def test_two_calls_at_once_are_shown_large_one_after_the_other(wall: Wall) -> None:
    wall.call("A001")
    wall.call("A002", 2)

    assert wall.large() == "A001"
    wall.pass_time(SPOTLIGHT)
    assert wall.large() == "A002"


def test_after_a_restart_no_old_call_is_made_again(wall: Wall) -> None:
    wall.call("A001", ago=timedelta(seconds=31))

    assert not wall.looker.sees("spotlight")
    assert wall.rows() == ["A001"]


def test_a_recall_stands_large_again_and_moves_to_the_top(wall: Wall) -> None:
    wall.call("A001")
    wall.call("A002", 2)
    wall.pass_time(SPOTLIGHT)
    wall.pass_time(SPOTLIGHT)

    wall.call("A001", kind="recalled")

    assert wall.large() == "A001"
    wall.pass_time(SPOTLIGHT)
    assert wall.rows()[0] == "A001"


@pytest.mark.parametrize("wall", [WIDE, TALL], indirect=True)
def test_the_last_six_calls_fit_and_nothing_overlaps(wall: Wall) -> None:
    for number in range(1, 9):
        wall.call(f"A{number:03d}", number, ago=timedelta(minutes=9))

    assert wall.rows() == ["A008", "A007", "A006", "A005", "A004", "A003"]
    lowest = wall.looker.find("call-A003")
    assert lowest.mapToScene(lowest.boundingRect().bottomLeft()).y() < wall.looker.find("message").y()


@pytest.mark.parametrize("wall", [WIDE, TALL], indirect=True)
def test_numbers_are_at_least_a_300th_of_the_distance_high(wall: Wall) -> None:
    wall.call("A001", ago=timedelta(minutes=1))
    font = wall.looker.find("call-A001").property("font")
    screen = WIDE if wall.looker.window.width() > 1500 else TALL

    assert font.pixelSize() * 0.733 / screen.px_per_mm >= 10_000 / 300


def test_a_silent_hub_is_told_with_its_time_and_the_calls_stay(wall: Wall) -> None:
    wall.call("A001", ago=timedelta(minutes=1))
    wall.board.view.show_stale(wall.clock.now())
    wall.looker.settle()

    assert wall.looker.sees("stale")
    assert wall.looker.text("link-state") == "网络中断"
    assert any("09:00" in text for text in wall.looker.texts())
    assert wall.rows() == ["A001"]


def test_the_halls_languages_come_in_turn(wall: Wall) -> None:
    chinese = set(wall.looker.texts())
    wall.board.view.turn_language()
    wall.looker.settle()

    assert "北区政务服务中心" in chinese
    assert "North Service Hall" in wall.looker.texts()
    assert not chinese & {"Now calling", "People waiting"}


def test_a_service_that_the_board_does_not_know_is_shown_by_its_code(wall: Wall) -> None:
    wall.state = replace(wall.state, waiting={"new-service": 2})
    wall.board.view.show_state(wall.state)
    wall.looker.settle()

    assert "new-service" in wall.looker.texts()


def test_another_catalogue_is_shown_without_a_restart(wall: Wall) -> None:
    renamed = a_service(name=text(zh="新名字", en="A new name"))
    wall.board.view.show_catalogue(replace(a_catalogue(renamed), name=text(zh="新大厅", en="New hall")))
    wall.call("A001", 2)
    wall.pass_time(SPOTLIGHT)

    assert {"新大厅", "新名字"} <= set(wall.looker.texts())
