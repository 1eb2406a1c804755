"""Millimetres on a screen."""

from kiosk.model.screen import Screen

SCREEN = Screen(width_mm=300, height_mm=500, width_px=1080, height_px=1920, distance_mm=600)


def test_the_coarser_direction_decides() -> None:
    assert SCREEN.px_per_mm == 3.6


def test_nothing_comes_out_smaller_than_it_says() -> None:
    assert SCREEN.px(10) == 36
    assert SCREEN.px(10.01) == 37
