"""Who may read what was filed? HPKE seals in base mode (RFC 9180): only the holder of the private key opens them."""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from kiosk.model.errors import KioskError

SUITE = "X25519-HKDF-SHA256-CHACHA20POLY1305"
"""Stands beside every sealed item, so that other suites may follow."""

OVERHEAD_BYTES = 48

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


class UnusableKey(KioskError):
    """The bytes are no public key that anything may be sealed to."""

    code = "keys.unusable"


@dataclass(frozen=True)
class SealKey:
    """A public key to seal to; kid names it beside every sealed item."""

    kid: str
    public: bytes


@dataclass(frozen=True)
class SealPrivateKey:
    """The key that opens; 32 raw bytes that never leave their machine."""

    raw: bytes = field(repr=False)

    @property
    def public(self) -> SealKey:
        return seal_key(X25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw())

    @property
    def kid(self) -> str:
        return self.public.kid


def seal_key(public: bytes) -> SealKey:
    """The key with its name, the first 8 bytes of its SHA-256; raises UnusableKey for bytes that cannot be sealed to."""
    key = SealKey(hashlib.sha256(public).digest()[:8].hex(), public)
    try:
        seal(b"", key, b"")
    except ValueError as fault:  # wrong length, or a point of low order
        raise UnusableKey from fault
    return key


def context(kid: str, item: UUID, form: str, version: str, part: str) -> bytes:
    """What a seal is bound to: none of it can be exchanged later. part: "" for the instance, else the attachment's name."""
    fields = (kid, str(item), form, version, part)
    if any("\n" in text for text in fields):
        raise ValueError("a line break in a sealing context")
    return "\n".join(("hall-seal-1", *fields)).encode()


def seal(plain: bytes, key: SealKey, context: bytes) -> bytes:
    """Other bytes at every call, OVERHEAD_BYTES longer than `plain`."""
    return _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(key.public), info=context)


def open_sealed(sealed: bytes, private: SealPrivateKey, context: bytes) -> bytes | None:
    """None: another key, another context, cut short or damaged; these cannot be told apart."""
    try:
        return _SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(private.raw), info=context)
    except InvalidTag:
        return None
