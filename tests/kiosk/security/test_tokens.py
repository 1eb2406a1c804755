"""Receipt tokens: signed by us, in one spelling only."""

import base64
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import cbor2
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.security.tokens import URL, Claims, ReceiptSigner, kid, sign, verify

SIGNER = ReceiptSigner(bytes(range(32)))
KEYS = {kid(SIGNER.public): SIGNER.public}
CLAIMS = Claims(
    id=UUID("018f3a5e-7b2c-7def-8123-456789abcdef"),
    issued_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    reference="H1-000042",
    digest=bytes(range(16)),
    service="pension",
)
TOKEN = sign(SIGNER, CLAIMS)


def test_a_token_of_ours_says_what_was_signed() -> None:
    assert verify(KEYS, TOKEN) == CLAIMS
    assert sign(SIGNER, CLAIMS) == TOKEN


def test_a_token_fits_a_qr_in_alphanumeric_mode() -> None:
    assert set(TOKEN) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567/:.")
    assert len(TOKEN) < 300


def test_no_character_of_a_token_can_be_changed() -> None:
    changed = [TOKEN[:at] + other + TOKEN[at + 1 :] for at in range(len(URL), len(TOKEN)) for other in "A7" if TOKEN[at] != other]

    assert [text for text in changed if verify(KEYS, text) is not None] == []


def test_nothing_unsigned_may_differ() -> None:
    raw = base64.b32decode(TOKEN.removeprefix(URL) + "=" * (-len(TOKEN.removeprefix(URL)) % 8))
    head, _, body, signature = cbor2.loads(raw).value
    spoken_otherwise = cbor2.dumps(cbor2.CBORTag(18, [head, {99: "unseen"}, body, signature]))

    assert verify(KEYS, URL + base64.b32encode(spoken_otherwise).decode().rstrip("=")) is None
    assert verify(KEYS, TOKEN.lower()) is None
    assert verify(KEYS, TOKEN.removeprefix(URL)) is None
    assert verify(KEYS, TOKEN + "=") is None


def test_a_token_of_a_stranger_is_not_ours() -> None:
    stranger = ReceiptSigner(bytes(32))

    assert verify(KEYS, sign(stranger, CLAIMS)) is None
    assert verify({kid(SIGNER.public): stranger.public}, TOKEN) is None


def test_only_half_of_the_digest_travels() -> None:
    whole = sign(SIGNER, replace(CLAIMS, digest=bytes(32)))
    read = verify(KEYS, whole)

    assert read is not None
    assert read.digest == bytes(16)


@given(text=st.text(max_size=200))
@example(text=URL + base64.b32encode(cbor2.dumps([1, 2])).decode())
@example(text=URL + base64.b32encode(cbor2.dumps(cbor2.CBORTag(18, [b"\xa0", {}, b"", b""]))).decode())
@example(text=URL + base64.b32encode(cbor2.dumps(cbor2.CBORTag(18, [b"\x81\x81", {}, b"", b""]))).decode())
@example(text=URL + base64.b32encode(b"\x81" * 500).decode())
@example(text="A" * 5000)
def test_hostile_text_is_only_not_valid(text: str) -> None:
    assert verify(KEYS, text) is None


@given(raw=st.binary(max_size=200))
def test_hostile_bytes_are_only_not_valid(raw: bytes) -> None:
    assert verify(KEYS, URL + base64.b32encode(raw).decode().rstrip("=")) is None
