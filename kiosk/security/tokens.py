"""Is this receipt ours? The signed text of its QR: a COSE_Sign1 (RFC 9052) in Base32, readable with no network.

Only A-Z 2-7 / : . occur, so the QR stays in its alphanumeric mode and survives a keyboard wedge.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

URL = "HTTPS://HALL.EXAMPLE/R/"
MAX_CHARACTERS = 1024

_EDDSA = -8
_ALG, _KID = 1, 4
_IAT, _CTI = 6, 7
_REFERENCE, _DIGEST, _SERVICE = -70001, -70002, -70003
_HOSTILE = (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError, RecursionError, cbor2.CBORError)
"""What hostile text was seen to raise on its way through Base32 and CBOR."""


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What a receipt says; no name and no identity number.

    id: of the submission; reference: the receipt number that people read; digest: the first 16 bytes of the submission's SHA-256.
    """

    id: UUID
    issued_at: datetime
    reference: str
    digest: bytes
    service: str


@dataclass(frozen=True)
class ReceiptSigner:
    """The key that signs a station's receipts; 32 raw bytes of Ed25519."""

    raw: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw()


def kid(public: bytes) -> bytes:
    """The name of a signing key inside tokens: 4 bytes of its SHA-256."""
    return hashlib.sha256(public).digest()[:4]


def sign(key: ReceiptSigner, claims: Claims) -> str:
    """The text of the receipt's QR, about 290 characters; the same claims give the same text."""
    head = cbor2.dumps({_ALG: _EDDSA, _KID: kid(key.public)})
    body = cbor2.dumps(_to_cbor(claims), canonical=True)
    return _text(head, body, Ed25519PrivateKey.from_private_bytes(key.raw).sign(_signed(head, body)))


def verify(keys: Mapping[bytes, bytes], text: str) -> Claims | None:
    """What the token says if one of our keys signed it, else None. keys: kid -> 32 raw bytes of Ed25519.

    There is one spelling of each token: nothing that is unsigned may differ.
    """
    if len(text) > MAX_CHARACTERS:
        return None
    try:
        return _verified(keys, text)
    except (*_HOSTILE, InvalidSignature):
        return None


def peek(text: str) -> Claims | None:
    """What a token says, unproved: to find a submission by it, where something else decides who may see that."""
    if len(text) > MAX_CHARACTERS or not text.startswith(URL):
        return None
    try:
        raw = text.removeprefix(URL)
        _head, _, body, _signature = cbor2.loads(base64.b32decode(raw + "=" * (-len(raw) % 8))).value
        return _from_cbor(cbor2.loads(body))
    except _HOSTILE:
        return None


def _verified(keys: Mapping[bytes, bytes], text: str) -> Claims | None:
    raw = text.removeprefix(URL)
    head, _, body, signature = cbor2.loads(base64.b32decode(raw + "=" * (-len(raw) % 8))).value
    params = cbor2.loads(head)
    if params.get(_ALG) != _EDDSA or text != _text(head, body, signature):
        return None
    Ed25519PublicKey.from_public_bytes(keys[params[_KID]]).verify(signature, _signed(head, body))
    return _from_cbor(cbor2.loads(body))


def _to_cbor(claims: Claims) -> dict[int, object]:
    return {
        _IAT: int(claims.issued_at.timestamp()),
        _CTI: claims.id.bytes,
        _REFERENCE: claims.reference,
        _DIGEST: claims.digest[:16],
        _SERVICE: claims.service,
    }


def _from_cbor(body: Mapping[int, Any]) -> Claims:  # Any: CBOR of our own making, its signature already checked
    return Claims(
        id=UUID(bytes=body[_CTI]),
        issued_at=datetime.fromtimestamp(body[_IAT], UTC),
        reference=body[_REFERENCE],
        digest=body[_DIGEST],
        service=body[_SERVICE],
    )


def _signed(head: bytes, body: bytes) -> bytes:
    return cbor2.dumps(["Signature1", head, b"", body])


def _text(head: bytes, body: bytes, signature: bytes) -> str:
    token = cbor2.dumps(cbor2.CBORTag(18, [head, {}, body, signature]))
    return URL + base64.b32encode(token).decode().rstrip("=")
