"""Is this the clerk's PIN? argon2id with 64 MiB and three passes, about 0.2 s a try."""

import hashlib
import hmac

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1, hash_len=32, type=Type.ID)


def hash_pin(pin: str, *, salt: bytes, pepper: bytes = b"") -> str:
    """What is stored for a PIN. salt: 16 random bytes; pepper: a key of this hub, kept beside the database and not in it."""
    if len(salt) != 16:
        raise ValueError("a salt has 16 bytes")
    return _HASHER.hash(_peppered(pin, pepper), salt=salt)


def verify_pin(stored: str, pin: str, *, pepper: bytes = b"") -> bool:
    try:
        return _HASHER.verify(stored, _peppered(pin, pepper))
    except (VerificationError, InvalidHashError):
        return False


def _peppered(pin: str, pepper: bytes) -> bytes:
    return hmac.new(pepper, pin.encode(), hashlib.sha256).digest()
