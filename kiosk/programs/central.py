"""Runs the reference central system: it takes submissions from hubs, opens them, and keeps what became of each."""

import argparse

from kiosk.config import CentralSettings, published_forms
from kiosk.programs.keeping import REST_S, copy_if_due
from kiosk.programs.serving import listen_on, serve
from kiosk.programs.wiring import House, a_house, settings_argument, settings_for
from kiosk.worker import Worker
from sync.central.app import CentralParts, make_app
from sync.central.store import CentralStore


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, CentralSettings)
    with a_house(settings, "central") as house:
        _serve(settings, house)
    return 0


def _keep(house: House, settings: CentralSettings) -> float:
    copy_if_due(house, settings)
    return REST_S


def _serve(settings: CentralSettings, house: House) -> None:
    listener = listen_on(settings.listen)
    store = CentralStore(settings.database_file)
    try:
        parts = CentralParts(
            store=store,
            authority=listener.authority,
            clock=house.clock,
            on_fault=house.log.fault,
            hubs={name: bytes.fromhex(key) for name, key in settings.hubs.items()},
            openers=house.keys.openers("central"),
            forms=frozenset((form, version) for form, versions in published_forms(settings.forms).items() for version in versions),
        )
        keeping = Worker("housekeeping", lambda: _keep(house, settings), on_fault=house.log.fault)
        serve(make_app(parts), listener, house, workers=[keeping])
    finally:
        store.close()
