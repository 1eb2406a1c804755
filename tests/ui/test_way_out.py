"""Nothing strands a citizen: from every page there is a way home by touch, and whoever walks away is warned and then forgotten."""

from collections.abc import Iterator

import pytest

from tests.ui.scenes import ONE_OF_EACH, SCENES
from tests.ui.terminal import PORTRAIT, SMALL, Rig
from tests.ui.walk import Stop, of_form, of_terminal
from ui.driver import Driver

WAYS_OUT = ("leave", "leave-now", "finish", "start-again")
BEGUN = ("home-company", *(name for name in ONE_OF_EACH if name not in {"home", "help", "idle", "trouble"}))
UNTOUCHED = ("home", "help")
"""Where nobody has begun anything: no warning comes, the page goes by itself or is the first one."""


def test_from_every_page_there_is_a_way_home_by_touch(rig: Rig) -> None:
    seen, stranded = set(), []
    for stop in of_terminal(rig, PORTRAIT, ONE_OF_EACH):
        seen.add(stop.driver.page)
        stranded += [] if _gets_home(stop.driver) else [stop.name]

    assert stranded == []
    assert seen >= {"home", "search", "services", "guide", "ticket", "form", "list", "check", "done", "help", "leaving", "trouble"}


@pytest.mark.whole
def test_from_every_page_in_every_state_there_is_a_way_home_by_touch(rig: Rig) -> None:
    assert [stop.name for stop in of_terminal(rig, PORTRAIT) if not _gets_home(stop.driver)] == []


@pytest.mark.whole
def test_a_low_screen_with_its_keyboard_open_strands_nobody_either(rig: Rig) -> None:
    assert [stop.name for stop in of_terminal(rig, SMALL) if not _gets_home(stop.driver)] == []


def test_from_every_page_of_a_form_the_way_out_can_be_thought_over(rig: Rig) -> None:
    stranded = []
    for stop in of_form(rig, PORTRAIT, "birth_bundle"):
        title = stop.driver.text("title")
        stop.driver.tap("leave")
        stop.driver.wait_page("leaving")
        stop.driver.tap("go-on")
        stop.driver.wait(lambda: not stop.driver.sees("page-leaving"), "the page to come back")  # noqa: B023 - waited for here
        if stop.driver.text("title") != title:
            stranded.append(stop.name)

    assert stranded == []


def test_leaving_a_form_erases_it(rig: Rig) -> None:
    driver = rig.open()
    SCENES["leaving"](rig, driver)

    driver.tap("leave-now")
    driver.wait_page("home")

    assert rig.wiped == ["left"]


def test_leaving_without_a_form_asks_nothing(rig: Rig) -> None:
    driver = rig.open()
    SCENES["guide-both"](rig, driver)

    driver.tap("leave")
    driver.wait_page("home")

    assert rig.wiped == ["left"]


def test_whoever_walks_away_from_a_page_is_warned_may_stay_and_is_forgotten(rig: Rig) -> None:
    assert [line for stop in of_terminal(rig, PORTRAIT, BEGUN[::2]) for line in _idle(rig, stop)] == []


@pytest.mark.whole
def test_whoever_walks_away_from_any_page_in_any_state_is_warned_may_stay_and_is_forgotten(rig: Rig) -> None:
    assert [line for stop in _begun(rig) for line in _idle(rig, stop)] == []


@pytest.mark.parametrize("scene", ["form-letters", "form-lines"])
def test_after_more_time_the_field_and_its_keyboard_are_as_they_were(rig: Rig, scene: str) -> None:
    driver = rig.open()
    SCENES[scene](rig, driver)
    field = driver.window.activeFocusItem()
    rig.be_still()
    driver.wait_for("more-time")
    rig.window.terminal.idle.wait_for(120)

    driver.tap("more-time")
    driver.wait_for("keyboard")

    assert driver.window.activeFocusItem() == field


def _begun(rig: Rig) -> Iterator[Stop]:
    """The stops at which somebody has begun a visit."""
    return (stop for stop in of_terminal(rig, PORTRAIT) if not stop.name.startswith((*UNTOUCHED, "idle", "trouble")))


def _gets_home(driver: Driver) -> bool:
    """By buttons alone, as many as it takes."""
    for _ in range(4):
        if driver.page == "home" and not driver.sees("idle-warning"):
            return True
        if driver.sees("keyboard") and not any(driver.sees(name) for name in WAYS_OUT):
            driver.tap("key.hide")
            driver.settle()
        name = next((name for name in ("leave-now", "close-help", *WAYS_OUT) if driver.sees(name)), None)
        if name is None:
            return False
        before = driver.page
        driver.tap(name)
        driver.wait(lambda: driver.page not in ("", before) or driver.sees("page-home"), "another page")  # noqa: B023 - waited for here
        driver.settle()
    return driver.page == "home"


def _idle(rig: Rig, stop: Stop) -> Iterator[str]:
    """Quiet brings the warning; a touch takes it away and the page is the same; quiet again ends the visit."""
    driver, page, wiped = stop.driver, stop.driver.page, len(rig.wiped)
    rig.be_still()
    driver.wait_for("more-time")
    rig.window.terminal.idle.wait_for(120)
    driver.tap("more-time")
    driver.wait(lambda: not driver.sees("idle-warning"), "the warning to go")
    if driver.page != page:
        yield f"{stop.name}: the page is {driver.page}"
    rig.be_still()
    driver.wait_for("more-time")
    rig.window.terminal.idle.end()
    driver.wait(lambda: len(rig.wiped) > wiped and driver.page == "home", "the end of the visit")
    if rig.wiped[-1] != "idle":
        yield f"{stop.name}: ended by {rig.wiped[-1]}"
