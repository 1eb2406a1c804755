"""How does a new station find its hub? The hub tells the network where it is; who enrols a station is shown what was heard."""

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.config import HubProgramSettings
from kiosk.model.catalogue import Catalogue
from kiosk.programs.wiring import House
from kiosk.worker import Worker
from sync.discovery import TRY_AGAIN_S, Beacon, FoundHub, Interfaces, find_hubs, fingerprint
from sync.serve import Listener


@contextmanager
def beacon(settings: HubProgramSettings, house: House, catalogue: Catalogue, listener: Listener) -> Iterator[list[Worker]]:
    """The worker that tells, if the settings want it; at the end of the block the network hears that the hub is gone.

    The worker is started by the server, so that the threads of the library leave the program's signals alone.
    """
    if not settings.is_announced:
        yield []
        return
    hub = FoundHub(
        hall=catalogue.hall, name=catalogue.name.in_(catalogue.languages[-1]), url=listener.url,
        fingerprint=fingerprint(house.keys.opener("hall").public.public),
    )  # fmt: skip
    host, port = listener.socket.getsockname()[:2]
    made = Beacon(hub, host=host, port=port)
    try:
        yield [Worker("discovery", made.step, on_fault=lambda fault: house.log.fault(fault, worker="discovery"), fault_rest_s=TRY_AGAIN_S)]
    finally:
        made.close()


def tell_found(interfaces: Interfaces | None = None) -> list[str]:
    """A line for each hub that answers, for a person to compare. Raises NoDiscovery."""
    found = find_hubs(interfaces=interfaces) if interfaces else find_hubs()
    return [f"Found: {hub.name} at {hub.url}, key fingerprint {hub.fingerprint}" for hub in found]
