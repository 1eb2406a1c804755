"""Which machines belong to the hall."""

from datetime import timedelta

import pytest

from kiosk.actions import devices
from kiosk.model.audit import AuditEvent
from kiosk.model.device import Device, DeviceRole
from kiosk.security.keys import DeviceKey
from kiosk.store import audit
from kiosk.store.database import Store
from tests.builders import NINE, some_entropy

KEY, OTHER = DeviceKey(bytes([1]) * 32).public, DeviceKey(bytes([2]) * 32).public
K1 = Device(id="K1", role=DeviceRole.TERMINAL, public=KEY)


def invite(store: Store) -> str:
    return devices.invite(store, device="K1", role=DeviceRole.TERMINAL, now=NINE, entropy=some_entropy())


def events(store: Store) -> list[AuditEvent]:
    with store.read() as tx:
        return [row.event for row in audit.rows(tx) if row.event.startswith("device.")]


def test_a_code_is_easy_to_read_and_forgives_spelling(store: Store) -> None:
    code = invite(store)

    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert devices.redeem(store, code=code.lower().replace("-", " "), public=KEY, now=NINE) == K1
    assert devices.find(store, "K1") == K1
    assert events(store) == [AuditEvent.DEVICE_ENROLLED]


def test_a_code_works_once_but_again_for_the_same_key(store: Store) -> None:
    code = invite(store)

    assert devices.redeem(store, code=code, public=KEY, now=NINE) == K1
    assert devices.redeem(store, code=code, public=KEY, now=NINE) == K1
    assert devices.redeem(store, code=code, public=OTHER, now=NINE) is None
    assert events(store) == [AuditEvent.DEVICE_ENROLLED]


@pytest.mark.parametrize(("hours", "found"), [(23, K1), (25, None)])
def test_a_code_lives_for_a_day(store: Store, hours: int, found: Device | None) -> None:
    assert devices.redeem(store, code=invite(store), public=KEY, now=NINE + timedelta(hours=hours)) == found


def test_a_new_code_makes_the_old_one_worthless(store: Store) -> None:
    old = invite(store)
    devices.invite(store, device="K1", role=DeviceRole.TERMINAL, now=NINE, entropy=some_entropy(2))

    assert devices.redeem(store, code=old, public=KEY, now=NINE) is None


def test_no_code_stands_in_the_database(file_store: Store) -> None:
    code = invite(file_store)
    file_store.checkpoint()

    assert code.replace("-", "").encode() not in file_store.path.read_bytes()


def test_a_technician_may_make_a_station_known_and_give_it_another_key(store: Store) -> None:
    devices.enrol(store, K1, by="technician", now=NINE)
    devices.enrol(store, K1, by="technician", now=NINE)
    devices.enrol(store, Device(id="K1", role=DeviceRole.TERMINAL, public=OTHER), by="technician", now=NINE)

    assert devices.find(store, "K1") == Device(id="K1", role=DeviceRole.TERMINAL, public=OTHER)
    assert events(store) == [AuditEvent.DEVICE_ENROLLED] * 2


def test_a_revoked_station_stays_so_until_it_is_enrolled_again(store: Store) -> None:
    devices.enrol(store, K1, by="technician", now=NINE)
    revoked = [devices.revoke(store, "K1", by="li", now=NINE), devices.revoke(store, "K1", by="li", now=NINE)]
    found = devices.find(store, "K1")
    devices.enrol(store, K1, by="technician", now=NINE)

    assert revoked == [True, False]
    assert found == Device(id="K1", role=DeviceRole.TERMINAL, public=KEY, revoked=True)
    assert devices.find(store, "K1") == K1
    assert events(store) == [AuditEvent.DEVICE_ENROLLED, AuditEvent.DEVICE_REVOKED, AuditEvent.DEVICE_ENROLLED]
