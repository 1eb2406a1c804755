"""Runs the display board: the window, and the feed of the hall."""

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager

from kiosk.config import BoardSettings
from kiosk.model.parcel import LinkState
from kiosk.programs.feeding import following
from kiosk.programs.windows import an_app, run_window
from kiosk.programs.wiring import House, a_house, catalogue_for, settings_argument, settings_for
from ui.bridge.board import BoardParts, BoardWindow, open_board


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, BoardSettings)
    with a_house(settings, "board") as house, an_app(house, settings.renderer) as app, a_board(settings, house):
        run_window(app, house)
    return 0


@contextmanager
def a_board(settings: BoardSettings, house: House) -> Iterator[BoardWindow]:
    """The board with its feed. Qt has been prepared."""
    catalogue = catalogue_for(settings)
    parts = BoardParts(
        catalogue=catalogue, screen=settings.screen.screen, now=house.clock.now, message=settings.message,
        full_screen=settings.full_screen,
    )  # fmt: skip
    with closing(open_board(parts)) as window:

        def show_link(state: LinkState) -> None:
            window.view.show_stale(None if state in {LinkState.UP, LinkState.NEAR} else house.clock.now())

        with following(settings, house, show=window.view.show_state, link=show_link, catalogue=(catalogue, window.view.show_catalogue)):
            yield window
