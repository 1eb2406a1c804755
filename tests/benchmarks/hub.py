"""A real hub in a process of its own: `python -m tests.benchmarks.hub FOLDER` prints its address and serves until it is ended."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from kiosk.actions import devices
from kiosk.actions.filing import Forwarding
from kiosk.actions.queue import LocalHall
from kiosk.actions.shelf import Shelf
from kiosk.clock import SystemClock
from kiosk.hub.app import HubParts, make_app
from kiosk.model.catalogue import Catalogue
from kiosk.model.device import Device, DeviceRole
from kiosk.security.keys import DeviceKey
from kiosk.store.database import Store
from sync.hall import RemoteHall
from sync.http import SignedSession
from sync.serve import Server, listen
from tests.builders import CENTRAL_KEY, DAY_AND_NIGHT, HALL_KEY, a_catalogue, a_service, an_open_counter

CLIENTS = 4


def key_of(name: str) -> DeviceKey:
    """The same key for the same name, on both sides."""
    return DeviceKey(name.encode().ljust(32, b"-"))


def open_day() -> Catalogue:
    """Two services that are open at any hour, and three counters for both."""
    return a_catalogue(a_service(opening=DAY_AND_NIGHT), a_service("permit", series="B", opening=DAY_AND_NIGHT))


def main() -> None:
    clock = SystemClock()
    listener = listen("127.0.0.1")
    with Store.open(Path(sys.argv[1]) / "hub.db", now=clock.now()) as store:
        hall = LocalHall(store=store, shelf=Shelf(open_day()), station="hub", clock=clock, entropy=os.urandom)
        for n in range(CLIENTS):
            devices.enrol(store, Device(id=f"K{n}", role=DeviceRole.TERMINAL, public=key_of(f"K{n}").public), by="bench", now=clock.now())
            devices.enrol(store, Device(id=f"D{n}", role=DeviceRole.COUNTER, public=key_of(f"D{n}").public), by="bench", now=clock.now())
        sessions = [an_open_counter(hall, counter=n) for n in (1, 3)]
        parts = HubParts(
            store=store, hall=hall, authority=listener.authority, clock=clock, on_fault=_tell,
            forwarding=Forwarding(openers=(HALL_KEY,), sealers={"city": CENTRAL_KEY.public}, entropy=os.urandom),
        )  # fmt: skip
        hub = make_app(parts)
        print(listener.url, *(session.replace(" ", "_") for session in sessions), flush=True)
        Server(hub, listener, on_fault=_tell, before_stop=hub.end_streams).run()


def _tell(fault: Exception) -> None:
    print(repr(fault), file=sys.stderr, flush=True)


@contextmanager
def running_hub(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Its address, and the sessions of the clerks at its counters 1 and 3."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.hub", str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    url, *sessions = child.stdout.readline().split()
    try:
        yield url, tuple(session.replace("_", " ") for session in sessions)
    finally:
        child.terminate()
        child.wait(20)
        child.stdout.close()


def hall_of(url: str, device: str) -> RemoteHall:
    return RemoteHall(SignedSession(url, device=device, key=key_of(device), clock=SystemClock()))


def request_id() -> UUID:
    return UUID(bytes=secrets.token_bytes(16), version=4)


if __name__ == "__main__":
    main()
