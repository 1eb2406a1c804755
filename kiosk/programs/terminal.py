"""Runs the citizens' terminal: the window, a courier to the hub, and the spooler of its printer."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from functools import cached_property

from kiosk.actions.away import TicketDesk
from kiosk.actions.catalogue import Index, Matcher
from kiosk.actions.filing import Desk
from kiosk.actions.shelf import Shelf
from kiosk.config import TerminalSettings
from kiosk.devices.reader import FolderReader
from kiosk.devices.scanner import FolderScanner
from kiosk.model.catalogue import Catalogue, Service
from kiosk.model.opening import calendar_of
from kiosk.model.parcel import HUB, Link
from kiosk.programs.keeping import keeper, sound
from kiosk.programs.renewing import renewal
from kiosk.programs.terminal_deeds import TerminalDeeds, Works
from kiosk.programs.windows import an_app, run_window, running, session_to_hub
from kiosk.programs.wiring import House, NotEnrolled, a_house, a_store, catalogue_for, pace_of, settings_argument, settings_for
from kiosk.store.database import Store
from kiosk.store.reserve import RESERVE_BYTES
from printing.printer import open_printer
from printing.spooler import Spooler
from sync.courier import Courier
from sync.hall import RemoteHall
from sync.http import AT_THE_TERMINAL, SignedSession
from sync.lending import LeaseKeeper, lender
from sync.native import NativeConnector
from sync.steady import SteadyHall
from ui.bridge.terminal import TerminalParts, TerminalWindow, open_terminal

READ_S = 0.25
"""Between two looks at the reader of codes: nobody notices it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, TerminalSettings)
    with a_house(settings, "terminal") as house, an_app(house, settings.renderer) as app, a_terminal(settings, house) as window:
        run_window(app, house, calm=window.terminal.show_trouble)
    return 0


class Bell:
    """Tells the window that something moved, while there is one; rung from any thread."""

    def __init__(self) -> None:
        self.window: TerminalWindow | None = None
        self.on_back: Callable[[], None] = lambda: None

    def back(self) -> None:
        """The hub answers again: what waits for it goes now."""
        self.on_back()
        self.ring()

    def ring(self, *_: object) -> None:
        if self.window is not None:
            self.window.notify()

    def read(self, words: str) -> None:
        """A code was held under the reader."""
        if self.window is not None:
            self.window.read_code(words)

    def hush(self) -> None:
        self.window = None


class Search:
    """The search of the catalogue, made ready after the first picture, or by the first search if that is sooner."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def search(self, text: str, limit: int) -> tuple[Service, ...]:
        return self._index.search(text, limit)

    def prepare(self) -> Index:
        return self._index

    @cached_property
    def _index(self) -> Index:
        return Index(self._catalogue)


class Later:
    """A catalogue that came while somebody may stand here; taken on a helper's thread, asked for on the main one."""

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self._catalogue: Catalogue | None = None

    def take(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._bell.ring()

    def ask(self) -> Catalogue | None:
        """Once for each."""
        catalogue, self._catalogue = self._catalogue, None
        return catalogue


def _renewed(parts: TerminalParts, later: Later, deeds: TerminalDeeds) -> TerminalParts | None:
    """What the window goes on with, once the hall has another catalogue."""
    catalogue = later.ask()
    if catalogue is None:
        return None
    deeds.use(catalogue)
    languages = (parts.languages[0], *(one for one in catalogue.languages if one != parts.languages[0]))
    return replace(
        parts, catalogue=catalogue, languages=languages, search=Search(catalogue).search, renew=lambda: _renewed(parts, later, deeds)
    )


@contextmanager
def a_terminal(settings: TerminalSettings, house: House) -> Iterator[TerminalWindow]:
    """The whole terminal, from its database to its window, and back. Qt has been prepared."""
    catalogue = catalogue_for(settings)
    desk = _desk(settings, house, catalogue)
    bell, shelf = Bell(), Shelf(catalogue)
    with ExitStack() as stack:
        store = stack.enter_context(a_store(house, settings.database_file, reserve_bytes=RESERVE_BYTES))
        sound(store, house)
        session = stack.enter_context(closing(session_to_hub(settings, house)))
        courier = _courier(settings, house, store, session, bell)
        tickets = TicketDesk(
            store=store, shelf=shelf, station=settings.station, clock=house.clock, entropy=os.urandom,
            offset=lambda: session.offset,
        )  # fmt: skip
        leases = LeaseKeeper(tickets, lender(session))
        to_hub = stack.enter_context(closing(session_to_hub(settings, house, timeouts=AT_THE_TERMINAL)))
        reception = RemoteHall(to_hub)
        hall = SteadyHall(reception, tickets, ping=NativeConnector(to_hub).ping, on_back=bell.back)
        spooler = _spooler(settings, house, store, bell, catalogue)
        later = Later(bell)
        steps = {
            "courier": courier.step, "spooler": spooler.step, "hall": hall.step, "leases": leases.step,
            "housekeeping": keeper(store, house, settings), "catalogue": renewal(settings, house, catalogue, take=later.take),
            **_reading(settings, bell),
        }  # fmt: skip
        workers = stack.enter_context(running(house, steps))
        bell.on_back = workers["courier"].wake
        works = Works(
            hall=hall, reception=reception, desk=desk, shelf=shelf, courier=courier, spooler=spooler,
            wake=lambda name: workers[name].wake(),
        )  # fmt: skip
        deeds = TerminalDeeds(settings, house, store, works)
        search = Search(catalogue)
        parts = _parts(settings, house, catalogue, deeds, search)
        bell.window = stack.enter_context(closing(open_terminal(replace(parts, renew=lambda: _renewed(parts, later, deeds)))))
        bell.window.terminal.jobs.run(search.prepare, then=lambda _: None, failed=lambda _: None)
        stack.callback(bell.hush)
        yield bell.window


def _reading(settings: TerminalSettings, bell: Bell) -> dict[str, Callable[[], float]]:
    """The step that looks whether a code was held under the reader, if there is one."""
    if settings.scanner is None:
        return {}
    reader = FolderReader(settings.scanner.folder)

    def step() -> float:
        words = reader.take()
        if words is not None:
            bell.read(words)
        return READ_S

    return {"reader": step}


def _desk(settings: TerminalSettings, house: House, catalogue: Catalogue) -> Desk:
    seal_key = house.keys.sealer("hall")
    if seal_key is None:
        raise NotEnrolled("This terminal has not been enrolled.", station=settings.station)
    signer = house.keys.receipts()
    return Desk(
        catalogue=catalogue, station=settings.station, seal_key=seal_key, signer=signer, entropy=os.urandom,
        calendar=calendar_of(catalogue),
    )  # fmt: skip


def _courier(settings: TerminalSettings, house: House, store: Store, session: SignedSession, bell: Bell) -> Courier:
    def changed(link: Link) -> None:
        house.log.event("link.changed", destination=link.destination, state=link.state, count=link.waiting)
        bell.ring()

    connector = NativeConnector(session)
    return Courier(
        store, connector, HUB, clock=house.clock, random=house.random, on_change=changed, pace=pace_of(settings.retry),
        onward=lambda: connector.onward, epoch=lambda: connector.epoch,
    )  # fmt: skip


def _spooler(settings: TerminalSettings, house: House, store: Store, bell: Bell, catalogue: Catalogue) -> Spooler:
    settings.printer.folder.mkdir(parents=True, exist_ok=True)
    printer = open_printer(settings.printer.kind, settings.printer.folder, settings.printer.receipts)
    return Spooler(store, printer, house.clock, zone=catalogue.zone, on_paper=bell.ring, on_state=bell.ring)


def _parts(settings: TerminalSettings, house: House, catalogue: Catalogue, deeds: TerminalDeeds, search: Search) -> TerminalParts:
    others = tuple(language for language in catalogue.languages if language != settings.language)
    return TerminalParts(
        catalogue=catalogue,
        name=settings.station,
        languages=(settings.language, *others),
        screen=settings.screen.screen,
        new_id=deeds.new_id,
        now=house.clock.now,
        take_ticket=deeds.take_ticket,
        check_in=deeds.check_in,
        matters=deeds.matters,
        rate=deeds.rate,
        open_form=deeds.open_form,
        file=deeds.file,
        search=search.search,
        matches=Matcher().matches,
        state=deeds.state,
        paper=deeds.paper,
        scanner=FolderScanner(settings.scanner.folder) if settings.scanner else None,
        wiped=deeds.wiped,
        report=lambda fault: house.log.event("window.fault", error=fault),
        idle_s=settings.idle.warn_after_s,
        warning_s=settings.idle.end_after_s,
        full_screen=settings.full_screen,
        renderer=settings.renderer,
    )
