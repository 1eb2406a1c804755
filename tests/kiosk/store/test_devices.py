"""Machines that may speak to this one."""

from kiosk.model.device import Device, DeviceRole
from kiosk.store import devices
from kiosk.store.database import Store
from tests.builders import NINE

TERMINAL = Device(id="K1", role=DeviceRole.TERMINAL, public=bytes(32))
BOARD = Device(id="B1", role=DeviceRole.BOARD, public=bytes(range(32)))


def test_a_device_is_found_by_its_id(store: Store) -> None:
    with store.write() as tx:
        devices.put(tx, TERMINAL, now=NINE)
        devices.put(tx, BOARD, now=NINE)
    with store.read() as tx:
        assert devices.get(tx, "K1") == TERMINAL
        assert devices.get(tx, "K2") is None
        assert devices.known(tx) == (BOARD, TERMINAL)


def test_a_revoked_device_is_known_as_such(store: Store) -> None:
    with store.write() as tx:
        devices.put(tx, TERMINAL, now=NINE)

        assert devices.revoke(tx, "K1", now=NINE)
        assert not devices.revoke(tx, "K1", now=NINE)
        assert not devices.revoke(tx, "K9", now=NINE)
    with store.read() as tx:
        known = devices.get(tx, "K1")

    assert known is not None
    assert known.revoked


def test_a_device_that_comes_again_has_its_new_key(store: Store) -> None:
    with store.write() as tx:
        devices.put(tx, TERMINAL, now=NINE)
        devices.revoke(tx, "K1", now=NINE)
        devices.put(tx, Device(id="K1", role=DeviceRole.TERMINAL, public=bytes(range(32))), now=NINE)
    with store.read() as tx:
        assert devices.get(tx, "K1") == Device(id="K1", role=DeviceRole.TERMINAL, public=bytes(range(32)))
