"""A hub is found by real multicast on the loopback interface, and what a stranger says is not shown."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from zeroconf import ServiceInfo, Zeroconf

from kiosk.worker import Worker
from sync.discovery import REST_S, TRY_AGAIN_S, TYPE, Beacon, FoundHub, NoDiscovery, find_hubs, fingerprint

pytestmark = pytest.mark.whole
HERE = ["127.0.0.1"]
HUB = FoundHub(hall="hubin", name="Hubin City Service Hall", url="http://127.0.0.1:8765", fingerprint="5a1c 0f2e 77b0 91d4")


@contextmanager
def told(beacon: Beacon) -> Iterator[list[Exception]]:
    """By a worker, as the hub does it."""
    faults, begun = list[Exception](), threading.Event()

    def step() -> float:
        rest_s = beacon.step()
        begun.set()
        return rest_s

    worker = Worker("discovery", step, on_fault=faults.append)
    worker.start()
    assert begun.wait(10)
    yield faults
    beacon.close()
    assert worker.stop()


@contextmanager
def a_stranger(hall: str, **said: str) -> Iterator[None]:
    zeroconf = Zeroconf(interfaces=HERE)
    address = [socket.inet_aton("127.0.0.1")]
    zeroconf.register_service(ServiceInfo(TYPE, f"{hall}.{TYPE}", addresses=address, port=1, properties=said, server=f"{hall}.local."))
    yield
    zeroconf.close()


def test_a_hub_is_found_with_its_name_address_and_fingerprint_and_then_is_gone() -> None:
    with told(Beacon(HUB, host="127.0.0.1", port=8765)) as faults:
        found = find_hubs(interfaces=HERE)

    assert found == (HUB,)
    assert faults == []
    assert find_hubs(within_s=1.0, interfaces=HERE) == ()


def test_what_cannot_be_shown_to_a_person_is_not_shown() -> None:
    good = {"name": "Hall", "url": "http://127.0.0.1:1", "key": "0000 0000 0000 0000"}
    strange = ({"name": "\x1b[31mHall"}, {"name": "x" * 200}, {"url": "javascript:alert(1)"}, {"key": ""})
    with ExitStack() as strangers:
        for number, said in enumerate(({}, *({**good, **one} for one in strange))):
            strangers.enter_context(a_stranger(f"stranger-{number}", **said))
        strangers.enter_context(a_stranger("good", **good))

        assert [hub.hall for hub in find_hubs(interfaces=HERE)] == ["good"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_network_that_does_not_let_it_is_told_once_and_tried_again() -> None:
    """zeroconf 0.154 leaves the socket of a start that failed to Python's collector."""
    beacon = Beacon(HUB, host="203.0.113.7", port=8765)

    with pytest.raises(NoDiscovery):
        beacon.step()
    assert beacon.step() == TRY_AGAIN_S
    beacon.close()
    assert beacon.step() == REST_S


def test_a_fingerprint_is_read_aloud_in_four_groups() -> None:
    assert fingerprint(bytes.fromhex("5a1c0f2e77b091d4" + "00" * 24)) == HUB.fingerprint
