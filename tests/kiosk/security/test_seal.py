"""Seals: what opens them, and what does not."""

import secrets
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.security.seal import OVERHEAD_BYTES, SealPrivateKey, UnusableKey, context, open_sealed, seal, seal_key

HALL = SealPrivateKey(bytes(range(32)))
ITEM = UUID("018f3a5e-7b2c-7def-8123-456789abcdef")


def a_context(part: str = "", version: str = "1") -> bytes:
    return context(HALL.kid, ITEM, "pension", version, part)


@given(plain=st.binary(max_size=4096))
def test_what_was_sealed_opens_to_the_same_bytes(plain: bytes) -> None:
    sealed = seal(plain, HALL.public, a_context())

    assert open_sealed(sealed, HALL, a_context()) == plain
    assert len(sealed) == len(plain) + OVERHEAD_BYTES


def test_the_same_bytes_are_sealed_differently_each_time() -> None:
    assert seal(b"answers", HALL.public, a_context()) != seal(b"answers", HALL.public, a_context())


def test_another_key_another_context_or_damage_opens_nothing() -> None:
    sealed = seal(b"answers", HALL.public, a_context())
    damaged = sealed[:-1] + bytes([sealed[-1] ^ 1])

    assert open_sealed(sealed, SealPrivateKey(secrets.token_bytes(32)), a_context()) is None
    assert open_sealed(sealed, HALL, a_context(part="photo.png")) is None
    assert open_sealed(sealed, HALL, a_context(version="2")) is None
    assert open_sealed(damaged, HALL, a_context()) is None
    assert open_sealed(sealed[:40], HALL, a_context()) is None
    assert open_sealed(b"", HALL, a_context()) is None


def test_a_line_break_cannot_shift_the_fields_of_a_context() -> None:
    with pytest.raises(ValueError, match="line break"):
        context(HALL.kid, ITEM, "pension\n1", "", "")


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(32), b"\x01" + bytes(31)], ids=["none", "short", "zero", "low order"])
def test_a_key_that_cannot_be_sealed_to_is_refused_when_it_is_installed(public: bytes) -> None:
    with pytest.raises(UnusableKey):
        seal_key(public)


def test_the_private_key_stands_in_no_text() -> None:
    assert HALL.raw.hex() not in repr(HALL)
    assert str(HALL.raw) not in repr(HALL)
