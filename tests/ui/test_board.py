"""What 200 people look at: the last calls, who waits, and the truth about how old that is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.model.announcement import LONGEST, SHORTEST, Announcement
from kiosk.model.catalogue import Zone
from kiosk.model.text import text
from tests.builders import FakeClock, a_catalogue, a_counter, a_service
from tests.ui.board import SERVICES, TALL, WIDE, Wall, called


@pytest.fixture(params=[WIDE])
def wall(qapp: QGuiApplication, clock: FakeClock, request: pytest.FixtureRequest) -> Iterator[Wall]:
    made = Wall(clock, request.param)
    yield made
    made.board.close()


def test_a_fresh_call_stands_large_and_then_in_its_row(wall: Wall) -> None:
    wall.call("A001", 2)
    assert wall.looker.sees("spotlight")

    wall.pass_time(LONGEST)

    assert not wall.looker.sees("spotlight")
    assert wall.rows() == ["A001"]


def test_two_calls_at_once_are_shown_large_one_after_the_other(wall: Wall) -> None:
    wall.call("A001")
    wall.call("A002", 2)

    assert wall.large() == "A001"
    wall.pass_time(LONGEST)
    assert wall.large() == "A002"


def test_after_a_restart_no_old_call_is_made_again(wall: Wall) -> None:
    wall.call("A001", ago=timedelta(seconds=31))

    assert not wall.looker.sees("spotlight")
    assert wall.rows() == ["A001"]


def test_a_recall_stands_large_again_and_moves_to_the_top(wall: Wall) -> None:
    wall.call("A001")
    wall.call("A002", 2)
    wall.pass_time(LONGEST)
    wall.pass_time(LONGEST)

    wall.call("A001", kind="recalled")

    assert wall.large() == "A001"
    wall.pass_time(LONGEST)
    assert wall.rows()[0] == "A001"


@pytest.mark.parametrize("wall", [WIDE, TALL], indirect=True)
def test_the_last_six_calls_fit_and_nothing_overlaps(wall: Wall) -> None:
    for number in range(1, 9):
        wall.call(f"A{number:03d}", number, ago=timedelta(minutes=9))

    assert wall.rows() == ["A008", "A007", "A006", "A005", "A004", "A003"]
    lowest = wall.looker.find("call-A003")
    assert lowest.mapToScene(lowest.boundingRect().bottomLeft()).y() < wall.looker.find("foot").y()


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


NORTH = Zone(code="north", name=text(zh="北区", en="North wing"), counters=frozenset({1, 2}))


@pytest.fixture
def north(qapp: QGuiApplication, clock: FakeClock) -> Iterator[Wall]:
    """The board of a zone whose two counters take taxes only."""
    catalogue = a_catalogue(*SERVICES, counters=(a_counter(1, "tax"), a_counter(2, "tax"), a_counter(3, "permit")))
    made = Wall(clock, WIDE, replace(catalogue, zones=(NORTH,)), zone="north")
    yield made
    made.board.close()


def test_a_board_of_a_zone_shows_its_own_counters_calls_and_services(north: Wall) -> None:
    for number in (1, 2, 3):
        north.call(f"A{number:03d}", number, ago=timedelta(minutes=1))
    north.tell("counter", c=2, state="paused")
    north.tell("issued", s="permit", w=4, n="B001", lang="zh")

    assert north.looker.text("title") == "北区"
    assert north.rows() == ["A002", "A001"]
    assert north.desks() == ["1", "2"]
    assert [line["service"] for line in north.board.view.property("waiting")] == ["税务登记"]


def test_the_last_six_of_a_zone_stay_while_the_rest_of_the_hall_calls(north: Wall) -> None:
    for number in range(1, 8):
        north.call(f"A{number:03d}", 1, ago=timedelta(minutes=9))
    for number in range(1, 40):
        north.call(f"B{number:03d}", 3, ago=timedelta(minutes=1))

    assert north.rows() == ["A007", "A006", "A005", "A004", "A003", "A002"]


def test_a_call_in_another_part_of_the_hall_is_not_announced_here(north: Wall) -> None:
    north.call("B001", 3)

    assert not north.looker.sees("spotlight")


def test_the_range_of_waiting_time_stands_beside_those_who_wait(wall: Wall) -> None:
    wall.tell("issued", s="tax", w=12, n="A012", lang="zh")
    wall.estimate("tax", low=10, high=25)
    wall.tell("issued", s="permit", w=1, n="B001", lang="zh")
    wall.estimate("permit", low=5, high=10, about=1)

    assert wall.board.view.property("waiting") == [
        {"service": "税务登记", "count": "12 人", "wait": "10–25 分钟"},
        {"service": "税务登记", "count": "1 人", "wait": "约 5–10 分钟"},
    ]
    wall.speak("en")
    assert [line["wait"] for line in wall.board.view.property("waiting")] == ["10–25 min", "about 5–10 min"]
    assert [line["count"] for line in wall.board.view.property("waiting")] == ["12 people", "1 person"]


def test_a_message_of_the_hall_stands_before_the_boards_own_and_the_zones_before_both(north: Wall) -> None:
    assert north.looker.text("message") == "请带好证件"
    north.say(zh="今天下午停电", en="No power this afternoon")
    assert north.looker.text("message") == "今天下午停电"
    north.say(zone="north", zh="三号窗口暂停", en="Counter 3 is closed")
    assert north.looker.text("message") == "三号窗口暂停"
    north.say(zone="north", zh="", en="")

    assert north.looker.text("message") == "今天下午停电"


def test_thirty_counters_come_page_after_page_in_every_language(wall: Wall) -> None:
    for number in range(1, 31):
        wall.state = called(wall.state, f"A{number:03d}", number, wall.clock.now() - timedelta(minutes=1))
    wall.show()
    seen = set[tuple[str, str]]()
    for _ in range(4 * 2):
        seen |= {(wall.board.view.language, desk) for desk in wall.desks()}
        wall.board.view.turn_language()
        wall.looker.settle()

    assert seen == {(language, str(number)) for language in ("zh", "en") for number in range(1, 31)}


def test_calls_are_spoken_one_after_the_other_and_the_screen_waits_for_the_voice(qapp: QGuiApplication, clock: FakeClock) -> None:
    spoken: list[Announcement] = []
    wall = Wall(clock, say=spoken.append)
    wall.call("A001")
    wall.call("A002", 2)
    wall.pass_time(3 * LONGEST)
    assert (wall.large(), [one.call.label for one in spoken]) == ("A001", ["A001"])
    wall.board.view.said()
    wall.looker.settle()

    assert (wall.large(), [one.call.label for one in spoken]) == ("A002", ["A001", "A002"])
    wall.board.view.said()
    wall.pass_time(SHORTEST)
    assert wall.looker.sees("spotlight")
    wall.board.close()


def test_a_long_label_stands_whole_in_every_place(wall: Wall) -> None:
    wall.call("K3-001", 12)

    for name in ("spotlight-label", "call-K3-001"):
        item = wall.looker.find(name)
        left, right = (item.mapToScene(point).x() for point in (item.boundingRect().topLeft(), item.boundingRect().topRight()))
        assert 0 <= left < right <= wall.looker.window.width()
        assert item.property("contentWidth") <= item.width() + 1


def test_another_catalogue_is_shown_without_a_restart(wall: Wall) -> None:
    renamed = a_service(name=text(zh="新名字", en="A new name"))
    wall.board.view.show_catalogue(replace(a_catalogue(renamed), name=text(zh="新大厅", en="New hall")))
    wall.call("A001", 2)
    wall.pass_time(LONGEST)

    assert {"新大厅", "新名字"} <= set(wall.looker.texts())
