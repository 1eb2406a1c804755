"""Runs the hall's hub: the queue, what comes in from stations, the feed, and a courier to each central system."""

import argparse
import os
from collections.abc import Mapping

from kiosk.actions.day import end_day
from kiosk.actions.filing import Forwarding
from kiosk.actions.queue import LocalHall
from kiosk.config import HubProgramSettings
from kiosk.hub.app import Hub, HubParts, make_app
from kiosk.model.catalogue import Catalogue
from kiosk.model.parcel import Link
from kiosk.programs.keeping import keeper, sound
from kiosk.programs.serving import listen_on, serve
from kiosk.programs.wiring import House, NotEnrolled, a_house, a_store, catalogue_for, pace_of, settings_argument, settings_for
from kiosk.security.seal import SealKey
from kiosk.store.database import Store
from kiosk.store.reserve import RESERVE_BYTES
from kiosk.worker import Worker
from sync.courier import Courier
from sync.http import SignedSession
from sync.native import NativeConnector


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, HubProgramSettings)
    with a_house(settings, "hub") as house:
        catalogue = catalogue_for(settings)
        with a_store(house, settings.kept_in, reserve_bytes=RESERVE_BYTES) as store:
            sound(store, house)
            _serve(settings, house, catalogue, store)
    return 0


def _serve(settings: HubProgramSettings, house: House, catalogue: Catalogue, store: Store) -> None:
    listener = listen_on(settings.listen)
    sealers = central_keys(settings, house)
    couriers = [_courier(settings, house, catalogue, store, name) for name in settings.centrals]
    hall = LocalHall(
        store=store, catalogue=catalogue, station="hub", clock=house.clock, entropy=os.urandom, pepper=house.keys.pepper()
    )  # fmt: skip
    openers = house.keys.openers("hall")
    hub = make_app(
        HubParts(
            store=store,
            hall=hall,
            authority=listener.authority,
            clock=house.clock,
            forwarding=Forwarding(openers=openers, sealers=sealers, entropy=os.urandom),
            seal_keys=(openers[0].public,),
            on_accepted=lambda: _wake(couriers),
            on_fault=house.log.fault,
        )
    )
    step = keeper(store, house, settings, also=lambda: _end_day(hall, hub))
    keeping = Worker("housekeeping", step, on_fault=lambda fault: house.log.fault(fault, worker="housekeeping"))
    serve(hub, listener, house, workers=[*couriers, keeping], before_stop=hub.end_streams)


def central_keys(settings: HubProgramSettings, house: House) -> Mapping[str, SealKey]:
    """The public seal key of each central system in the settings. Raises NotEnrolled if one was not given to this hub."""
    keys = {name: house.keys.sealer(name) for name in settings.centrals}
    missing = [name for name, key in keys.items() if key is None]
    if missing:
        raise NotEnrolled("The hub lacks the seal key of a central system.", central=missing[0])
    return {name: key for name, key in keys.items() if key is not None}


def _courier(settings: HubProgramSettings, house: House, catalogue: Catalogue, store: Store, name: str) -> Worker:
    session = SignedSession(settings.centrals[name].url, device=catalogue.hall, key=house.keys.device(), clock=house.clock)
    courier = Courier(
        store, NativeConnector(session), name, clock=house.clock, random=house.random, pace=pace_of(settings.retry),
        on_change=lambda link: _note(house, link),
    )  # fmt: skip
    return Worker(f"courier-{name}", courier.step, on_fault=lambda fault: house.log.fault(fault, worker="courier"))


def _note(house: House, link: Link) -> None:
    house.log.event("link.changed", destination=link.destination, state=link.state, count=link.waiting)


def _end_day(hall: LocalHall, hub: Hub) -> None:
    """Whoever still waits from an earlier day is let go, and the windows are told."""
    while end_day(hall):
        hub.wake_feed()


def _wake(workers: list[Worker]) -> None:
    for worker in workers:
        worker.wake()
