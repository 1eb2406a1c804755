"""Runs the hall's hub: the queue, what comes in from stations, the feed, and a courier to each central system."""

import argparse
import os
from collections.abc import Callable, Iterable, Mapping

from kiosk.actions.appointment import keep
from kiosk.actions.case import LocalCases
from kiosk.actions.day import end_day, forget_notes
from kiosk.actions.estimate import Teller
from kiosk.actions.filing import Forwarding
from kiosk.actions.insight import Insight
from kiosk.actions.lists import LocalLists
from kiosk.actions.phone import Phone
from kiosk.actions.queue import LocalHall, no_link
from kiosk.actions.rating import Ratings
from kiosk.actions.shelf import Shelf
from kiosk.actions.timer import ring
from kiosk.actions.warning import Watch
from kiosk.clock import SteadyClock
from kiosk.config import HubProgramSettings
from kiosk.forms import FormDef
from kiosk.forms.bundle import bundle_name
from kiosk.forms.cache import FormCache
from kiosk.hub.app import Hub, HubParts, make_app
from kiosk.hub.phone import PhoneParts
from kiosk.model.catalogue import Catalogue
from kiosk.model.parcel import Link, LinkState
from kiosk.programs.discovery import beacon
from kiosk.programs.keeping import keeper, sound
from kiosk.programs.renewing import renewal
from kiosk.programs.serving import listen_on, serve
from kiosk.programs.wiring import (
    House,
    NotEnrolled,
    a_house,
    a_store,
    catalogue_for,
    check_signatures,
    pace_of,
    settings_argument,
    settings_for,
    trust_for,
)
from kiosk.security.seal import SealKey
from kiosk.store.database import Store
from kiosk.store.reserve import RESERVE_BYTES
from kiosk.worker import Worker
from sync.appointment import AppointmentPuller, Page
from sync.courier import Courier, Pace
from sync.http import SignedSession
from sync.native import NativeConnector

TICK_S = 1.0
"""So often the queue's own clock is looked at: holds that end, time to wrap up."""


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, HubProgramSettings)
    clock = SteadyClock()
    with a_house(settings, "hub", clock=clock) as house:
        clock.tell(lambda leap: house.log.event("clock.leapt", wait_s=int(leap.total_seconds())))
        catalogue = catalogue_for(settings)
        check_signatures(settings, catalogue, house.keys)
        with a_store(house, settings.kept_in, reserve_bytes=RESERVE_BYTES) as store:
            sound(store, house)
            _serve(settings, house, catalogue, store)
    return 0


def _serve(settings: HubProgramSettings, house: House, catalogue: Catalogue, store: Store) -> None:
    listener = listen_on(settings.listen)
    sealers = central_keys(settings, house)
    onward = Onward(settings.centrals)
    couriers = [
        _courier(_session(settings, house, catalogue, name), house, store, name, pace=pace_of(settings.retry), onward=onward)
        for name in settings.centrals
    ]
    shelf = Shelf(catalogue)
    insight = Insight(store, shelf)
    phone = _phone(settings, house, shelf, store, insight)
    hall = LocalHall(
        store=store, shelf=shelf, station="hub", clock=house.clock, entropy=os.urandom, pepper=house.keys.pepper(),
        insight=insight, link=phone.link if phone else no_link,
    )  # fmt: skip
    openers = house.keys.openers("hall")
    parts = HubParts(
        store=store,
        hall=hall,
        authority=listener.authority,
        clock=house.clock,
        forwarding=Forwarding(openers=openers, sealers=sealers, entropy=os.urandom),
        seal_keys=(openers[0].public,),
        publishers=house.keys.publishers,
        on_accepted=lambda: _wake(couriers),
        on_fault=house.log.fault,
        phone=phone,
        onward=onward.state,
        lists=LocalLists(hall=hall, warnings=Watch(store, shelf, insight).warnings),
        cases=LocalCases(hall=hall, openers=openers, form=_forms(settings, house)),
    )
    hub = make_app(parts)
    hall.take_over(catalogue)
    ratings = parts.ratings
    step = keeper(store, house, settings, also=lambda: _each_round(hall, hub, insight, ratings))
    pullers = [_puller(_session(settings, house, catalogue, name), hall, name, house, hub) for name in settings.centrals]
    renewing = renewal(
        settings, house, catalogue, take=lambda new: _take_over(hall, hub, new),
        check=lambda new: check_signatures(settings, new, house.keys),
    )  # fmt: skip
    steps = {"housekeeping": step, "timer": _timer(hall, hub), "catalogue": renewing}
    own = [_worker(name, each, house) for name, each in steps.items()]
    workers = [*couriers, *pullers, *own, _telling(store, insight, house, hub)]
    with beacon(settings, house, catalogue, listener) as telling:
        serve(hub, listener, house, workers=[*workers, *telling], before_stop=hub.end_streams)


def _forms(settings: HubProgramSettings, house: House) -> Callable[[str, str], FormDef]:
    """Published forms, for what was filed with them."""
    cache = FormCache(trust_for(house.keys))
    return lambda form, version: cache.form(settings.forms / bundle_name(form, version))


def _worker(name: str, step: Callable[[], float], house: House) -> Worker:
    return Worker(name, step, on_fault=lambda fault: house.log.fault(fault, worker=name))


def _telling(store: Store, insight: Insight, house: House, hub: Hub) -> Worker:
    """Tells boards and terminals how long newcomers wait."""
    teller = Teller(store, insight, house.clock, os.urandom, on_told=hub.wake_feed)
    return _worker("estimate", teller.step, house)


def _timer(hall: LocalHall, hub: Hub) -> Callable[[], float]:
    def step() -> float:
        if ring(hall):
            hub.wake_feed()
        return TICK_S

    return step


def _take_over(hall: LocalHall, hub: Hub, catalogue: Catalogue) -> None:
    hall.take_over(catalogue)
    hub.wake_feed()


def _phone(settings: HubProgramSettings, house: House, shelf: Shelf, store: Store, insight: Insight) -> PhoneParts | None:
    if settings.phone is None:
        return None
    phone = Phone(store=store, shelf=shelf, insight=insight)
    return PhoneParts(phone=phone, clock=house.clock, url=settings.phone.url, secret=house.keys.pepper())


def central_keys(settings: HubProgramSettings, house: House) -> Mapping[str, SealKey]:
    """The public seal key of each central system in the settings. Raises NotEnrolled if one was not given to this hub."""
    keys = {name: house.keys.sealer(name) for name in settings.centrals}
    missing = [name for name, key in keys.items() if key is None]
    if missing:
        raise NotEnrolled("The hub lacks the seal key of a central system.", central=missing[0])
    return {name: key for name, key in keys.items() if key is not None}


class Onward:
    """Which central systems answer this hub; noted by the couriers' threads, read by the server's."""

    def __init__(self, centrals: Iterable[str]) -> None:
        self._states = dict.fromkeys(centrals, LinkState.UNKNOWN)

    def note(self, link: Link) -> None:
        self._states[link.destination] = link.state

    def state(self) -> LinkState:
        """DOWN as soon as one of them does not answer: nobody is told more than is known."""
        states = set(self._states.values())
        return LinkState.DOWN if LinkState.DOWN in states else LinkState.UP if states == {LinkState.UP} else LinkState.UNKNOWN


def _session(settings: HubProgramSettings, house: House, catalogue: Catalogue, central: str) -> SignedSession:
    return SignedSession(settings.centrals[central].url, device=catalogue.hall, key=house.keys.device(), clock=house.clock)


def _courier(session: SignedSession, house: House, store: Store, central: str, *, pace: Pace, onward: Onward) -> Worker:
    courier = Courier(
        store, NativeConnector(session), central, clock=house.clock, random=house.random, pace=pace,
        on_change=lambda link: _note(house, link, onward),
    )  # fmt: skip
    return Worker(f"courier-{central}", courier.step, on_fault=lambda fault: house.log.fault(fault, worker="courier"))


def _note(house: House, link: Link, onward: Onward) -> None:
    onward.note(link)
    house.log.event("link.changed", destination=link.destination, state=link.state, count=link.waiting)


def _puller(session: SignedSession, hall: LocalHall, central: str, house: House, hub: Hub) -> Worker:
    """Asks a central system for news of appointments."""

    def heard(page: Page) -> None:
        house.log.event("appointments.taken", destination=central, count=len(page.bookings))
        if page.left:
            house.log.event("appointments.unusable", destination=central, count=page.left)
        hub.wake_feed()

    puller = AppointmentPuller(session, hall, central, on_news=heard)
    return Worker(f"appointments-{central}", puller.step, on_fault=lambda fault: house.log.fault(fault, worker="appointments"))


def _each_round(hall: LocalHall, hub: Hub, insight: Insight, ratings: Ratings) -> None:
    """Whoever waits from an earlier day or never came is let go, and the windows are told; at night the hall learns from its waits."""
    ratings.keep(hall.now())
    while end_day(hall) or keep(hall):
        hub.wake_feed()
    forget_notes(hall)
    insight.keep_learning(hall.now())


def _wake(workers: list[Worker]) -> None:
    for worker in workers:
        worker.wake()
