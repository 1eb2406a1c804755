"""What can be compared and not read back? One-way marks of codes and ids, made with a key that is in no database."""

import hashlib
import hmac


def mark(key: bytes, purpose: str, words: bytes) -> str:
    """The same for the same words and purpose, 32 hex digits. key: a secret of this hub, for this and other purposes."""
    return _digest(key, purpose, words).hex()[:32]


def digits(key: bytes, purpose: str, words: bytes, count: int = 6) -> str:
    """A short number that people can type, likewise."""
    return f"{int.from_bytes(_digest(key, purpose, words)[:8]) % 10**count:0{count}d}"


def _digest(key: bytes, purpose: str, words: bytes) -> bytes:
    own = hmac.digest(key, purpose.encode(), hashlib.sha256)
    return hmac.digest(own, words, hashlib.sha256)
