"""A real hub on 127.0.0.1, with a store of its own and some stations that it knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.actions import devices
from kiosk.actions.case import LocalCases
from kiosk.actions.filing import Forwarding
from kiosk.actions.insight import Insight
from kiosk.actions.lists import LocalLists
from kiosk.actions.phone import Phone
from kiosk.actions.queue import LocalHall
from kiosk.config import DatabaseServer
from kiosk.hub.app import Hub, HubParts, make_app
from kiosk.hub.phone import PhoneParts
from kiosk.model.catalogue import Catalogue
from kiosk.model.device import Device, DeviceRole
from kiosk.model.queue import Policy
from kiosk.security.keys import DeviceKey
from kiosk.store.database import Store
from sync.http import SignedSession
from sync.serve import Listener, listen
from tests.builders import HALL_KEY, NINE, FakeClock, a_hall, no_form, some_entropy
from tests.sync.builders import CENTRAL_KEY, Faults, a_session, serving
from tests.sync.line import Troubled

KEYS = {name: DeviceKey(bytes([number]) * 32) for number, name in enumerate(("K1", "K2", "D1", "D2", "B1"), 1)}
PUBLISHER = DeviceKey(bytes([99]) * 32).public
ROLES = {"K": DeviceRole.TERMINAL, "D": DeviceRole.COUNTER, "B": DeviceRole.BOARD}


@dataclass(frozen=True, kw_only=True)
class Site:
    """A running hub. faults: of its feed; accepted: one entry for each batch that brought something new."""

    store: Store
    hall: LocalHall
    hub: Hub
    listener: Listener
    line: Troubled
    clock: FakeClock
    faults: Faults
    accepted: list[str] = field(default_factory=list)
    sessions: list[SignedSession] = field(default_factory=list)

    def session(self, device: str, *, key: DeviceKey | None = None, clock: FakeClock | None = None) -> SignedSession:
        made = a_session(self.listener.url, device=device, key=key or KEYS[device], clock=clock or self.clock)
        self.sessions.append(made)
        return made


@contextmanager
def a_site(
    place: Path | DatabaseServer, clock: FakeClock | None = None, *, policy: Policy | None = None, reserve_bytes: int = 0,
    phones: bool = False, catalogue: Catalogue | None = None,
) -> Iterator[Site]:  # fmt: skip
    """place: a database server, or the folder of the hub's file."""
    clock = clock or FakeClock()
    place = place / "hub.db" if isinstance(place, Path) else place
    with Store.open(place, now=NINE, reserve_bytes=reserve_bytes) as store:
        for name, key in KEYS.items():
            devices.enrol(store, Device(id=name, role=ROLES[name[0]], public=key.public), by="test", now=NINE)
        site = _site(store, a_hall(store, clock, catalogue, policy=policy), listen("127.0.0.1"), phones=phones)
        with serving(site.line, site.listener, before_stop=site.hub.end_streams):
            yield site
        for session in site.sessions:
            session.close()
        assert site.faults.seen == []


def _site(store: Store, hall: LocalHall, listener: Listener, *, phones: bool) -> Site:
    clock, faults, accepted = hall.clock, Faults(), list[str]()
    assert isinstance(clock, FakeClock)
    phone = None
    if phones:
        insight = Insight(store, hall.shelf)
        reader = Phone(store=store, shelf=hall.shelf, insight=insight)
        phone = PhoneParts(phone=reader, clock=clock, url=listener.url, secret=bytes(32))
        hall = replace(hall, insight=insight, link=phone.link)
    parts = HubParts(
        store=store, hall=hall, authority=listener.authority, clock=clock, on_fault=faults, seal_keys=(HALL_KEY.public,),
        publishers=lambda: (PUBLISHER,),
        forwarding=Forwarding(openers=[HALL_KEY], sealers={"city": CENTRAL_KEY.public}, entropy=some_entropy(99)),
        on_accepted=lambda: accepted.append("batch"), phone=phone, lists=LocalLists(hall=hall),
        cases=LocalCases(hall=hall, openers=[HALL_KEY], form=no_form),
    )  # fmt: skip
    hub = make_app(parts)
    return Site(
        store=store, hall=hall, hub=hub, listener=listener, line=Troubled(hub), clock=clock, faults=faults, accepted=accepted
    )  # fmt: skip
