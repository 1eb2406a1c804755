"""Nothing is cut, nothing overlaps, everything can be read and hit: each page and state, language, size, contrast and screen."""

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.model.screen import Screen
from tests.ui.layout import faults
from tests.ui.scenes import ONE_OF_EACH, SCENES
from tests.ui.scenes_counter import FULLEST
from tests.ui.terminal import LANDSCAPE, PORTRAIT, SMALL, Rig
from tests.ui.walk import BOARDS, FORMS, LANGUAGES, LARGEST, SCREENS, Dress, Stop, of_board, of_counter, of_form, of_terminal
from ui.theme import CAPITALS_MM, Contrast

SHORT, LONG = Dress(), Dress(language="en", size=LARGEST)
"""The two looks between which the others lie: the fast tests see these, `make test-all` sees all."""

NARROW = ("home", "guide-hub-away", "form-errors", "done-all-away", "rate-badly", "priority")
"""The fullest pages; `make test-all` sees all of them on the low screen."""

EVERY = tuple(
    Dress(language=language, size=size, contrast=contrast)
    for language, size, contrast in itertools.product(LANGUAGES, range(len(CAPITALS_MM)), (Contrast.DEFAULT, Contrast.LIGHT_ON_DARK))
)
EVERY_PLAIN = tuple(Dress(language=language, contrast=contrast) for language, contrast in itertools.product(LANGUAGES, Contrast))


@pytest.mark.parametrize(("screen", "dress"), [(PORTRAIT, SHORT), (LANDSCAPE, LONG)], ids=["portrait", "landscape"])
def test_every_page_of_the_terminal(rig: Rig, screen: Screen, dress: Dress) -> None:
    """`make test-all` sees every state of every page in every look."""
    assert _faults(of_terminal(rig, screen, ONE_OF_EACH), (dress,)) == []


def test_the_pages_that_are_narrowest_on_a_low_screen(rig: Rig) -> None:
    assert _faults(of_terminal(rig, SMALL, NARROW), (LONG,)) == []


@pytest.mark.parametrize(("form", "screen", "dress"), [
    (form, screen, dress) for form, (screen, dress) in zip(FORMS[:2], itertools.cycle(((PORTRAIT, LONG), (LANDSCAPE, SHORT))), strict=False)
], ids=FORMS[:2])  # fmt: skip
def test_every_page_of_a_form_with_and_without_errors(rig: Rig, form: str, screen: Screen, dress: Dress) -> None:
    assert _faults(of_form(rig, screen, form), (dress,)) == []


@pytest.mark.parametrize("screen", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_every_state_of_the_console(qapp: QGuiApplication, tmp_path: Path, screen: Screen) -> None:
    assert _faults(of_counter(tmp_path, screen, FULLEST), (Dress(), Dress(language="en"))) == []


@pytest.mark.parametrize("screen", BOARDS.values(), ids=BOARDS)
def test_every_state_of_the_board(qapp: QGuiApplication, screen: Screen) -> None:
    assert _faults(of_board(screen), EVERY_PLAIN, by_touch=False) == []


@pytest.mark.whole
@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_every_page_of_the_terminal_in_every_look(rig: Rig, screen: Screen) -> None:
    assert _faults(of_terminal(rig, screen), EVERY) == []


@pytest.mark.whole
@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
@pytest.mark.parametrize("form", FORMS)
def test_every_page_of_every_form_in_every_look(rig: Rig, form: str, screen: Screen) -> None:
    assert _faults(of_form(rig, screen, form), EVERY) == []


@pytest.mark.whole
@pytest.mark.parametrize("screen", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_every_state_of_the_console_in_every_look(qapp: QGuiApplication, tmp_path: Path, screen: Screen) -> None:
    assert _faults(of_counter(tmp_path, screen), EVERY_PLAIN) == []


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        ("title", {"width": 40}, "larger than its place"),
        ("back", {"width": 30}, "too small for a finger"),
        ("leave", {"x": 830}, "one over the other: leave and help"),
        ("title", {"color": "#c0c0c0"}, "too pale"),
        ("title", {"x": 900}, "outside the window"),
        ("leave", {"y": -60}, "out of reach"),
    ],
)
def test_the_rules_see_what_they_are_for(rig: Rig, name: str, change: dict[str, object], fault: str) -> None:
    driver = rig.open()
    SCENES["guide-ticket-only"](rig, driver)
    assert faults(driver, PORTRAIT) == []

    item = driver.find(name)
    for key, value in change.items():
        item.setProperty(key, value)
    found = faults(driver, PORTRAIT)

    assert [line for line in found if line.startswith(fault)], found


def test_the_rules_see_two_controls_that_are_too_near(rig: Rig) -> None:
    driver = rig.open()
    SCENES["guide-ticket-only"](rig, driver)
    leave = driver.find("leave")

    leave.setX(driver.find("help").x() - leave.width() - 4)

    assert faults(driver, PORTRAIT) == ["too near each other: leave and help"]


def _faults(stops: Iterator[Stop], dresses: Iterable[Dress], *, by_touch: bool = True) -> list[str]:
    found = []
    for stop in stops:
        for dress in dresses:
            stop.wear(dress)
            found += [f"{stop.name} {dress}: {fault}" for fault in faults(stop.driver, stop.screen, by_touch=by_touch)]
        stop.wear(Dress())
    return found
