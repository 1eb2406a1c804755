"""Which hubs are there in this network? A hub says so by multicast DNS, and whoever enrols a station is shown what was heard.

Nothing is trusted because it was heard: it is a proposal to a person, who compares the fingerprint with what the hub itself prints.
"""

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from zeroconf import Error, InterfaceChoice, ServiceBrowser, ServiceInfo, ServiceListener, Zeroconf

from kiosk.model.errors import KioskError

TYPE = "_service-hall._tcp.local."
TRY_AGAIN_S, REST_S = 60.0, 3600.0
FIND_S = 3.0
_LONGEST_TEXT = 120
Interfaces = Sequence[str] | InterfaceChoice


class NoDiscovery(KioskError):
    """This machine cannot use multicast DNS now."""

    code = "hub.discovery"


@dataclass(frozen=True, kw_only=True)
class FoundHub:
    """What a hub says of itself. fingerprint: of the key that the hall's forms are sealed to."""

    hall: str
    name: str
    url: str
    fingerprint: str


class Beacon:
    """Says to the network where this hub is, until `close`; `step` is a Worker's. host: its own address, as stations call it."""

    def __init__(self, hub: FoundHub, *, host: str, port: int) -> None:
        self._hub = hub
        self._host = host
        self._port = port
        self._lock = threading.Lock()
        self._zeroconf: Zeroconf | None = None
        self._closed = self._failed = False

    def step(self) -> float:
        """Begin, or try again later: a network that forbids it changes nothing else. Raises NoDiscovery the first time that it fails."""
        with self._lock:
            if self._closed or self._zeroconf is not None:
                return REST_S
            try:
                self._zeroconf = self._begun()
            except NoDiscovery:
                if not self._failed:
                    self._failed = True
                    raise
                return TRY_AGAIN_S
        return REST_S

    def close(self) -> None:
        """Say that it is gone."""
        with self._lock:
            self._closed = True
            if self._zeroconf is not None:
                self._zeroconf.close()
                self._zeroconf = None

    def _begun(self) -> Zeroconf:
        zeroconf = _open([self._host])
        try:
            zeroconf.register_service(self._info(), allow_name_change=True)
        except (Error, OSError) as fault:
            zeroconf.close()
            raise NoDiscovery from fault
        return zeroconf

    def _info(self) -> ServiceInfo:
        said = {"name": self._hub.name, "url": self._hub.url, "key": self._hub.fingerprint, "v": "1"}
        return ServiceInfo(
            TYPE, f"{self._hub.hall}.{TYPE}", addresses=[socket.inet_aton(self._host)], port=self._port, properties=said,
            server=f"{self._hub.hall}-hub.local.",
        )  # fmt: skip


class _Heard(ServiceListener):
    def __init__(self) -> None:
        self.hubs: dict[str, FoundHub] = {}

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        info = zc.get_service_info(type_, name)
        if info is not None and (found := _found(info)) is not None:
            self.hubs[name] = found

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.hubs.pop(name, None)


def find_hubs(*, within_s: float = FIND_S, interfaces: Interfaces = InterfaceChoice.All) -> tuple[FoundHub, ...]:
    """Every hub that answers within the time, by name. Raises NoDiscovery."""
    heard = _Heard()
    zeroconf = _open(interfaces)
    try:
        browser = ServiceBrowser(zeroconf, TYPE, heard)
        time.sleep(within_s)
        browser.cancel()
    finally:
        zeroconf.close()
    return tuple(sorted(set(heard.hubs.values()), key=lambda hub: (hub.name, hub.url)))


def fingerprint(public: bytes) -> str:
    """A public key as two people compare it aloud: four groups of four."""
    digits = public.hex()[:16]
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


def _open(interfaces: Interfaces) -> Zeroconf:
    try:
        return Zeroconf(interfaces=interfaces)
    except (Error, OSError) as fault:
        raise NoDiscovery from fault


def _found(info: ServiceInfo) -> FoundHub | None:
    """Anybody in the network may have said it: what is no address, or long, or cannot be printed, is none of ours."""
    said = {key: value for key, value in info.decoded_properties.items() if value is not None}
    hall = info.name.removesuffix(f".{TYPE}")
    texts = [hall, *(said.get(key, "") for key in ("name", "url", "key"))]
    if not all(text and len(text) <= _LONGEST_TEXT and text.isprintable() for text in texts) or not said["url"].startswith("http"):
        return None
    return FoundHub(hall=hall, name=said["name"], url=said["url"], fingerprint=said["key"])
