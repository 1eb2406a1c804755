"""Runs the console of a counter: the window, the feed of the hall, and what it needs to go on without the hub."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from uuid import UUID

from kiosk.actions import housekeeping
from kiosk.actions.emergency import CounterDesk
from kiosk.actions.shelf import Shelf
from kiosk.config import CounterSettings
from kiosk.model.catalogue import Catalogue
from kiosk.model.ids import uuid7
from kiosk.model.parcel import HUB, Link, LinkState
from kiosk.model.queue import Policy
from kiosk.programs.feeding import following
from kiosk.programs.keeping import REST_S, sound
from kiosk.programs.windows import an_app, run_window, running, session_to_hub
from kiosk.programs.wiring import House, a_house, a_store, catalogue_for, settings_argument, settings_for
from kiosk.store.database import Store
from sync.console import SteadyCounter
from sync.courier import Courier
from sync.hall import RemoteHall
from sync.http import AT_THE_COUNTER, SignedSession
from sync.lending import LaneKeeper, exchanger
from sync.lists import RemoteLists
from sync.native import NativeConnector
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
    """The console with its file, its feed and its courier. Qt has been prepared."""

    def new_id() -> UUID:
        return uuid7(house.clock.now(), os.urandom(10))

    catalogue = catalogue_for(settings)
    shelf = Shelf(catalogue)
    with ExitStack() as stack:
        store = stack.enter_context(a_store(house, settings.database_file))
        sound(store, house)
        hub = RemoteHall(stack.enter_context(closing(session_to_hub(settings, house, timeouts=AT_THE_COUNTER))))
        session = stack.enter_context(closing(session_to_hub(settings, house)))
        desk = CounterDesk(
            store=store, shelf=shelf, station=settings.station, counter=settings.counter, clock=house.clock, entropy=os.urandom,
            offset=lambda: session.offset,
        )  # fmt: skip
        alone = SteadyCounter(hub, desk)
        lanes = LaneKeeper(store, settings.counter, exchanger(session))
        stack.callback(lanes.give_back)
        steps = {"courier": _courier(house, store, session).step, "lanes": lanes.step, "housekeeping": _keeper(house, store)}
        workers = stack.enter_context(running(house, steps))
        jobs = stack.enter_context(closing(Jobs()))
        lists = RemoteLists(stack.enter_context(closing(session_to_hub(settings, house, timeouts=AT_THE_COUNTER))))
        parts = CounterParts(
            hall=alone, lists=lists, cases=lists, reads=stack.enter_context(closing(Jobs())), catalogue=catalogue,
            counter=settings.counter, screen=settings.screen.screen, now=house.clock.now, request=new_id,
            jobs=jobs, language=settings.language, full_screen=settings.full_screen, alone=alone,
        )  # fmt: skip
        window = stack.enter_context(closing(open_counter(parts)))

        def show_link(link: LinkState) -> None:
            """What waits for the hub goes as soon as the feed speaks again."""
            window.desk.show_link(link)
            if link is not LinkState.DOWN:
                workers["courier"].wake()
                workers["lanes"].wake()

        def renew(new: Catalogue) -> None:
            shelf.use(new)
            window.desk.show_catalogue(new)

        renewed = (catalogue, renew)
        stack.enter_context(following(settings, house, show=window.desk.show_state, link=show_link, catalogue=renewed))
        yield window


def _courier(house: House, store: Store, session: SignedSession) -> Courier:
    def changed(link: Link) -> None:
        house.log.event("link.changed", destination=link.destination, state=link.state, count=link.waiting)

    connector = NativeConnector(session)
    return Courier(
        store, connector, HUB, clock=house.clock, random=house.random, on_change=changed, epoch=lambda: connector.epoch
    )  # fmt: skip


def _keeper(house: House, store: Store) -> Callable[[], float]:
    def step() -> float:
        housekeeping.tidy(store, now=house.clock.now(), policy=Policy())
        return REST_S

    return step
