"""Keys on the disk: private, made once, whole."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.security.keys import KeyFault, KeyStore, is_device_public
from kiosk.security.seal import UnusableKey


def test_a_key_is_made_once_and_is_the_same_ever_after(tmp_path: Path) -> None:
    first = KeyStore(tmp_path / "keys")
    device, receipts, opener, pepper = first.device(), first.receipts(), first.opener("hall"), first.pepper()
    again = KeyStore(tmp_path / "keys")

    assert (again.device(), again.receipts(), again.opener("hall"), again.pepper()) == (device, receipts, opener, pepper)
    assert len({device.raw, receipts.raw, opener.raw, pepper}) == 4


def test_nobody_else_may_read_the_keys(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path / "keys")
    keys.device()
    keys.install_sealer("hall", KeyStore(tmp_path / "hub").opener("hall").public.public)

    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()} == {0o600}


def test_a_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    KeyStore(tmp_path).device()
    (tmp_path / "device.ed25519").chmod(0o644)

    with pytest.raises(KeyFault) as fault:
        KeyStore(tmp_path).device()
    assert fault.value.facts == {"file": "device.ed25519"}


def test_a_key_cut_short_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "pepper"
    path.write_bytes(b"short")
    path.chmod(0o600)

    with pytest.raises(KeyFault):
        KeyStore(tmp_path).pepper()


def test_many_threads_at_the_first_use_get_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: KeyStore(tmp_path / "keys").device().raw, range(64)))

    assert len(set(made)) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["device.ed25519"]


def test_an_installed_seal_key_is_found_and_replaced(tmp_path: Path) -> None:
    station, hub = KeyStore(tmp_path / "station"), KeyStore(tmp_path / "hub")

    assert station.sealer("hall") is None
    assert station.install_sealer("hall", hub.opener("hall").public.public) == hub.opener("hall").public
    station.install_sealer("hall", hub.opener("next").public.public)
    assert station.sealer("hall") == hub.opener("next").public
    with pytest.raises(UnusableKey):
        station.install_sealer("hall", bytes(32))


def test_older_private_keys_stay_for_late_arrivals(tmp_path: Path) -> None:
    hub = KeyStore(tmp_path)
    old = hub.opener("hall")
    (tmp_path / "hall.x25519").rename(tmp_path / "hall-2026-01.x25519")

    assert hub.openers("hall") == (hub.opener("hall"), old)
    assert hub.opener("hall") != old


def test_a_public_key_has_32_bytes(tmp_path: Path) -> None:
    assert is_device_public(KeyStore(tmp_path).device().public)
    assert not is_device_public(b"short")


def test_no_key_stands_in_a_text(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path)

    assert "raw" not in f"{keys.device()} {keys.receipts()} {keys.opener('hall')}"


def test_whose_forms_are_used_is_kept_and_replaced(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path / "keys")
    one, other = (KeyStore(tmp_path / name).publisher().public for name in ("one", "other"))
    assert keys.publishers() == ()

    keys.install_publishers([one, other, one])
    assert keys.publishers() == (one, other)

    keys.install_publishers([other])
    assert keys.publishers() == (other,)


@pytest.mark.parametrize("publics", [[], [b""], [bytes(31)], [b"\xff" * 33]])
def test_what_is_no_key_of_a_publisher_is_refused(tmp_path: Path, publics: list[bytes]) -> None:
    with pytest.raises(KeyFault):
        KeyStore(tmp_path).install_publishers(publics)
