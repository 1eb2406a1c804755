"""PINs: argon2id with a pepper."""

import pytest

from kiosk.security.pins import hash_pin, verify_pin

SALT = bytes(16)


def test_the_right_pin_is_known_and_no_other() -> None:
    stored = hash_pin("4711", salt=SALT, pepper=b"pepper")

    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert verify_pin(stored, "4711", pepper=b"pepper")
    assert not verify_pin(stored, "4712", pepper=b"pepper")
    assert not verify_pin(stored, "4711", pepper=b"salt")


def test_a_damaged_hash_lets_nobody_in() -> None:
    assert not verify_pin("", "4711")
    assert not verify_pin("$argon2id$", "4711")


def test_a_short_salt_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        hash_pin("4711", salt=b"short")
