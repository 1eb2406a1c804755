"""Who walks away is warned, then forgotten."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.terminal import Rig
from tests.ui.traces import count, holders
from ui.driver import Driver

MARKER = "zhuanyong"


def test_quiet_brings_a_warning_with_a_countdown(rig: Rig) -> None:
    driver = rig.open(idle_s=0.05, warning_s=45)
    driver.tap("tickets")

    driver.wait_for("more-time")

    assert driver.text("seconds-left") == "45"
    assert "您还在吗？" in driver.texts()


@pytest.mark.whole
def test_more_time_can_be_had_ten_times_and_nothing_is_lost(rig: Rig) -> None:
    driver = rig.open(idle_s=0.2, warning_s=45)
    driver.tap("search")
    driver.type("birth")

    for _ in range(10):
        driver.wait_for("more-time")
        driver.tap("more-time")
        driver.wait(lambda: not driver.sees("idle-warning"), "the warning to go")

    assert driver.page == "search"
    assert driver.text("search-field") == "birth"
    assert rig.wiped == []


def test_nobody_answering_ends_the_visit(rig: Rig) -> None:
    driver = rig.open(idle_s=0.05, warning_s=1)
    driver.tap("tickets")

    driver.wait(lambda: rig.wiped == ["idle"], "the end of the visit")
    driver.wait_page("home")

    assert not driver.sees("idle-warning")


def test_leaving_can_be_said_from_the_warning(rig: Rig) -> None:
    driver = rig.open(idle_s=0.05, warning_s=45)
    driver.tap("tickets")
    driver.wait_for("leave-now")

    driver.tap("leave-now")
    driver.wait_page("home")

    assert rig.wiped == ["left"]


def test_a_touch_beside_the_button_is_no_answer(rig: Rig) -> None:
    driver = rig.open(idle_s=0.05, warning_s=45)
    driver.tap("tickets")
    driver.wait_for("more-time")

    driver.tap("seconds-left")

    assert driver.sees("idle-warning")


def test_on_the_untouched_first_page_nobody_is_asked(rig: Rig) -> None:
    driver = rig.open(idle_s=0.02, warning_s=45)
    driver.tap("text-size")

    driver.wait(lambda: not rig.window.terminal.idle.watching, "the watch to rest")

    assert not driver.sees("idle-warning")
    assert rig.wiped == []


def test_language_size_and_contrast_begin_anew_with_the_next_visit(rig: Rig) -> None:
    driver = rig.open()
    plain = rig.window.opened.look.property("tokens")
    for name in ("language.en", "text-size", "contrast", "tickets"):
        driver.tap(name)

    rig.window.terminal.wipe("left")
    driver.wait_page("home")

    assert rig.window.opened.look.property("tokens") == plain
    assert "您想办什么事？" in driver.texts()


def test_nothing_that_was_typed_is_left_anywhere(rig: Rig, tmp_path: Path) -> None:
    driver = rig.open()
    driver.tap("search")
    driver.type(MARKER)
    assert holders(rig, MARKER)

    rig.window.terminal.wipe("left")
    driver.wait_page("home")
    driver.settle()

    assert holders(rig, MARKER) == []
    assert QGuiApplication.clipboard().text() == ""
    assert not any(MARKER.encode() in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_twenty_visits_leave_no_objects_behind(rig: Rig) -> None:
    driver = rig.open()
    _one_visit(rig, driver)
    before = count(rig)

    for _ in range(20):
        _one_visit(rig, driver)

    assert count(rig) == before


def _one_visit(rig: Rig, driver: Driver) -> None:
    driver.tap("search")
    driver.type("cs")
    rig.window.terminal.wipe("left")
    driver.wait_page("home")
    driver.settle()
