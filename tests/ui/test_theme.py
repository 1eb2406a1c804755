"""Sizes in millimetres and colours that everybody can read (access.md of the project's standards: VVSG 7.1-G, WCAG 1.4.6, 1.4.11)."""

import pytest

from kiosk.model.screen import Screen
from ui.theme import CAPITAL_RATIO, CAPITALS_MM, COLOURS, DEFAULT_SIZE, SHAPE_PAIRS, TEXT_PAIRS, Contrast, ratio, sizes, text_px, tokens

RANGES_MM = ((3.5, 4.2), (4.8, 5.6), (6.4, 7.1), (8.5, 9.0))
LEAST_TARGET_MM = 12.7

SCREENS = {
    "15.6 inch": Screen(width_mm=345.0, height_mm=194.0, width_px=1920, height_px=1080, distance_mm=600.0),
    "21.5 inch upright": Screen(width_mm=268.0, height_mm=476.0, width_px=1080, height_px=1920, distance_mm=600.0),
    "27 inch": Screen(width_mm=598.0, height_mm=336.0, width_px=1920, height_px=1080, distance_mm=700.0),
    "43 inch upright": Screen(width_mm=535.0, height_mm=951.0, width_px=1080, height_px=1920, distance_mm=700.0),
}


@pytest.mark.parametrize("contrast", Contrast)
def test_every_text_stands_out_seven_to_one(contrast: Contrast) -> None:
    colours = COLOURS[contrast]

    weak = {pair: ratio(colours[pair[0]], colours[pair[1]]) for pair in TEXT_PAIRS}

    assert {pair: round(value, 2) for pair, value in weak.items() if value < 7} == {}


@pytest.mark.parametrize("contrast", Contrast)
def test_every_edge_that_tells_something_stands_out_three_to_one(contrast: Contrast) -> None:
    colours = COLOURS[contrast]

    weak = {pair: ratio(colours[pair[0]], colours[pair[1]]) for pair in SHAPE_PAIRS}

    assert {pair: round(value, 2) for pair, value in weak.items() if value < 3} == {}


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
@pytest.mark.parametrize("size", range(len(CAPITALS_MM)))
def test_capitals_are_as_high_as_the_size_says(screen: Screen, size: int) -> None:
    least, most = RANGES_MM[size]

    height_mm = text_px(screen, CAPITALS_MM[size]) * CAPITAL_RATIO / screen.px_per_mm

    assert least <= height_mm <= most


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_a_finger_finds_every_target(screen: Screen) -> None:
    made = tokens(screen, DEFAULT_SIZE, Contrast.DEFAULT)

    for name in ("target", "targetLarge", "keyHeight"):
        assert float(made[name]) / screen.px_per_mm >= LEAST_TARGET_MM


def test_all_contrasts_name_the_same_colours() -> None:
    assert len({frozenset(colours) for colours in COLOURS.values()}) == 1


def test_no_token_is_named_like_a_signal_handler() -> None:
    made = tokens(SCREENS["27 inch"], DEFAULT_SIZE, Contrast.DEFAULT)

    assert [name for name in made if name.startswith("on") and name[2:3].isupper()] == []


def test_a_low_screen_offers_no_size_that_would_fill_it() -> None:
    low = Screen(width_mm=217.0, height_mm=136.0, width_px=1280, height_px=800, distance_mm=500.0)

    assert (sizes(low), sizes(SCREENS["15.6 inch"])) == (3, 4)
