"""Is every letter on a board high enough for its distance, and everything whole? On several screens, in up to eight languages (S12)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from kiosk.model.announcement import LONGEST
from kiosk.model.catalogue import Catalogue
from kiosk.model.screen import Screen
from kiosk.model.text import Text
from tests.builders import FakeClock
from tests.ui.board import TALL, WIDE, Wall, called
from tests.ui.layout import faults
from tests.ui.terminal import the_catalogue
from ui.theme import CAPITAL_RATIO

SCREENS = {
    "55 inch at 10 m": WIDE,
    "55 inch upright at 10 m": TALL,
    "43 inch at 4 m": Screen(width_mm=952, height_mm=535, width_px=1920, height_px=1080, distance_mm=4000),
    "65 inch 4K at 10 m": Screen(width_mm=1429, height_mm=804, width_px=3840, height_px=2160, distance_mm=10_000),
    "32 inch upright at 5 m": Screen(width_mm=398, height_mm=708, width_px=1080, height_px=1920, distance_mm=5000),
}
"""8 languages: the hall's two, two with long words, four from right to left, for layout only: their words are the English ones."""
LONG = {"zh-Hant": "為居民與企業辦理登記變更註銷等事項", "de": "Krankenversicherungsbescheinigungen beantragen"}
EIGHT = ("zh", "en", *LONG, "ug", "ar", "fa", "ur")


def in_languages(hall: Catalogue, languages: tuple[str, ...]) -> Catalogue:
    """The same hall with names in these languages."""

    def named(name: Text) -> Text:
        return Text({language: name.get(language) or LONG.get(language) or name["en"] for language in languages})

    services = tuple(replace(service, name=named(service.name)) for service in hall.services)
    return replace(hall, languages=languages, name=Text({**dict.fromkeys(languages, hall.name["en"]), **hall.name}), services=services)


def busy(screen: Screen, languages: tuple[str, ...]) -> Wall:
    """Thirty counters, a label of a terminal that was alone, nine services for which people wait."""
    hall = in_languages(the_catalogue(), languages)
    wall = Wall(FakeClock(), screen, hall)
    services = [one for one in hall.services if one.has_ticket][:9]
    for number in range(1, 31):
        service = services[number % len(services)]
        wall.state = called(wall.state, f"{service.series}{number:03d}", number, wall.clock.now() - 9 * LONGEST, service=service.code)
        wall.state = replace(wall.state, waiting={**wall.state.waiting, service.code: 100 + number})
    for service in services:
        wall.estimate(service.code, low=80, high=90, about=1)
    wall.say(zh="三号窗口今天不办理公积金业务", en="Counter 3 does not take housing funds today")
    wall.call("K3-001", 12)
    return wall


def small_letters(wall: Wall, screen: Screen) -> list[str]:
    """Words whose capitals are lower than a 300th of the distance."""
    least = screen.distance_mm / 300
    texts = [item for item in wall.looker.items() if item.inherits("QQuickText") and item.property("text")]
    heights = {str(item.property("text")): item.property("font").pixelSize() * CAPITAL_RATIO / screen.px_per_mm for item in texts}
    return [f"{text}: {height:.1f} mm" for text, height in heights.items() if height < least - 0.01]


@pytest.mark.parametrize("screen", [WIDE, TALL], ids=["wide", "tall"])
def test_every_letter_is_high_enough_and_whole(qapp: QGuiApplication, screen: Screen) -> None:
    assert _walk(screen, ("zh", "en", "ug"), rounds=1) == []


@pytest.mark.whole
@pytest.mark.parametrize("languages", [EIGHT[:2], EIGHT[:4], EIGHT], ids=["2", "4", "8"])
@pytest.mark.parametrize("name", SCREENS)
def test_every_letter_on_every_page_in_every_language_is_high_enough_and_whole(
    qapp: QGuiApplication, name: str, languages: tuple[str, ...]
) -> None:
    assert _walk(SCREENS[name], languages, rounds=12) == []


@pytest.mark.parametrize("name", list(SCREENS)[:3])
def test_six_calls_fit(qapp: QGuiApplication, name: str) -> None:
    wall = busy(SCREENS[name], ("zh", "en"))
    wall.pass_time(LONGEST)

    assert len(wall.rows()) == 6
    wall.close()


def test_a_language_from_right_to_left_mirrors_the_board_and_leaves_numbers_alone(qapp: QGuiApplication) -> None:
    wall = busy(WIDE, ("zh", "ug"))
    wall.pass_time(LONGEST)
    before = _left_of(wall, "call-K3-001")
    wall.board.view.turn_language()
    wall.looker.settle()

    assert before < WIDE.width_px / 4
    assert _left_of(wall, "call-K3-001") > WIDE.width_px * 3 / 4
    assert wall.looker.text("call-K3-001") == "K3-001"
    wall.close()


def _walk(screen: Screen, languages: tuple[str, ...], *, rounds: int) -> list[str]:
    wall = busy(screen, languages)
    found = _seen(wall, screen, "call")
    wall.pass_time(LONGEST)
    for turn in range(rounds * len(languages)):
        found += _seen(wall, screen, f"{wall.board.view.language} {turn}")
        wall.board.view.turn_language()
    wall.board.view.show_stale(wall.clock.now())
    for _ in languages:
        wall.board.view.turn_language()
        found += _seen(wall, screen, f"{wall.board.view.language} stale")
    wall.close()
    return found


def _seen(wall: Wall, screen: Screen, name: str) -> list[str]:
    return [f"{name}: {fault}" for fault in (*faults(wall.looker, screen, by_touch=False), *small_letters(wall, screen))]


def _left_of(wall: Wall, name: str) -> float:
    item = wall.looker.find(name)
    assert isinstance(item, QObject)
    return item.mapToScene(item.boundingRect().topLeft()).x()
