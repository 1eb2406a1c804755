"""Runs the console of a counter: the window, and the feed of the hall."""

import argparse
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from uuid import UUID

from kiosk.config import CounterSettings
from kiosk.model.ids import uuid7
from kiosk.programs.feeding import following
from kiosk.programs.windows import an_app, run_window, session_to_hub
from kiosk.programs.wiring import House, a_house, catalogue_for, settings_argument, settings_for
from sync.hall import RemoteHall
from sync.http import AT_THE_COUNTER
from ui.bridge.counter import CounterParts, CounterWindow, open_counter
from ui.jobs import Jobs


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, CounterSettings)
    with a_house(settings, "counter") as house, an_app(house, settings.renderer) as app, a_counter(settings, house):
        run_window(app, house)
    return 0


@contextmanager
def a_counter(settings: CounterSettings, house: House) -> Iterator[CounterWindow]:
    """The console with its feed. Qt has been prepared."""

    def new_id() -> UUID:
        return uuid7(house.clock.now(), os.urandom(10))

    with closing(session_to_hub(settings, house, timeouts=AT_THE_COUNTER)) as session, closing(Jobs()) as jobs:
        catalogue = catalogue_for(settings)
        parts = CounterParts(
            hall=RemoteHall(session),
            catalogue=catalogue,
            counter=settings.counter,
            screen=settings.screen.screen,
            now=house.clock.now,
            request=new_id,
            jobs=jobs,
            language=settings.language,
            full_screen=settings.full_screen,
        )
        with closing(open_counter(parts)) as window, following(
            settings, house, show=window.desk.show_state, link=window.desk.show_link, catalogue=(catalogue, window.desk.show_catalogue)
        ):
            yield window
