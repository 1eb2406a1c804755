"""A real hub in a process of its own, with insight and pages for telephones as in a hall.

`python -m tests.benchmarks.hub FOLDER COUNTERS` prints its address and the session of the clerk at each counter, and serves.
"""

import gc
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from kiosk.actions import devices
from kiosk.actions.filing import Forwarding
from kiosk.actions.insight import Insight
from kiosk.actions.phone import Phone
from kiosk.actions.queue import LocalHall
from kiosk.actions.shelf import Shelf
from kiosk.clock import SystemClock
from kiosk.hub.app import HubParts, make_app
from kiosk.hub.phone import PhoneParts
from kiosk.model.catalogue import Catalogue
from kiosk.model.device import Device, DeviceRole
from kiosk.security.keys import DeviceKey
from kiosk.store.database import Store
from sync.hall import RemoteHall
from sync.http import SignedSession, Timeouts
from sync.serve import Server, listen
from tests.builders import CENTRAL_KEY, DAY_AND_NIGHT, HALL_KEY, a_catalogue, a_counter, a_service, an_open_counter

CLIENTS = 4
MANY = 50
ROLES = {"K": DeviceRole.TERMINAL, "D": DeviceRole.COUNTER, "B": DeviceRole.BOARD}


@dataclass(frozen=True)
class RunningHub:
    """A child. sessions: of the clerks at its counters 1, 2, 3 and so on."""

    url: str
    sessions: tuple[str, ...]
    pid: int


def key_of(name: str) -> DeviceKey:
    """The same key for the same name, on both sides."""
    return DeviceKey(name.encode().ljust(32, b"-"))


def open_day(counters: int = 3) -> Catalogue:
    """Two services that are open at any hour, and counters for both."""
    services = (a_service(opening=DAY_AND_NIGHT), a_service("permit", series="B", opening=DAY_AND_NIGHT))
    return a_catalogue(*services, counters=tuple(a_counter(number, "tax", "permit") for number in range(1, counters + 1)))


def make_ready(folder: Path) -> Store:
    """Its database, which knows the stations; only once."""
    now = SystemClock().now()
    store = Store.open(folder / "hub.db", now=now)
    for kind, role in ROLES.items():
        for number in range(MANY):
            name = f"{kind}{number}"
            devices.enrol(store, Device(id=name, role=role, public=key_of(name).public), by="bench", now=now)
    return store


def main() -> None:
    folder, counters = Path(sys.argv[1]), int(sys.argv[2])
    clock, listener = SystemClock(), listen("127.0.0.1")
    shelf = Shelf(open_day(counters))
    with Store.open(folder / "hub.db", now=clock.now()) as store:
        insight = Insight(store, shelf)
        phones = PhoneParts(phone=Phone(store=store, shelf=shelf, insight=insight), clock=clock, url=listener.url, secret=bytes(32))
        hall = LocalHall(
            store=store, shelf=shelf, station="hub", clock=clock, entropy=os.urandom, insight=insight, link=phones.link
        )  # fmt: skip
        sessions = [an_open_counter(hall, counter=number) for number in range(1, counters + 1)]
        parts = HubParts(
            store=store, hall=hall, authority=listener.authority, clock=clock, on_fault=_tell, phone=phones,
            forwarding=Forwarding(openers=(HALL_KEY,), sealers={"city": CENTRAL_KEY.public}, entropy=os.urandom),
        )  # fmt: skip
        hub = make_app(parts)
        gc.freeze()  # as kiosk.programs.serving does
        print(listener.url, *(session.replace(" ", "_") for session in sessions), flush=True)
        Server(hub, listener, on_fault=_tell, before_stop=hub.end_streams).run()


def _tell(fault: Exception) -> None:
    print(repr(fault), file=sys.stderr, flush=True)


@contextmanager
def running_hub(folder: Path, *, counters: int = 3) -> Iterator[RunningHub]:
    """On the database in `folder`, which is made if need be."""
    if not (folder / "hub.db").exists():
        make_ready(folder).close()
    words = [sys.executable, "-m", "tests.benchmarks.hub", str(folder), str(counters)]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    url, *sessions = child.stdout.readline().split()
    try:
        yield RunningHub(url, tuple(session.replace("_", " ") for session in sessions), child.pid)
    finally:
        child.terminate()
        child.wait(20)
        child.stdout.close()


def session_of(url: str, device: str, timeouts: Timeouts | None = None) -> SignedSession:
    return SignedSession(url, device=device, key=key_of(device), clock=SystemClock(), timeouts=timeouts)


def hall_of(url: str, device: str) -> RemoteHall:
    return RemoteHall(session_of(url, device))


def request_id() -> UUID:
    return UUID(bytes=secrets.token_bytes(16), version=4)


if __name__ == "__main__":
    main()
