"""Whose page is this? A short-lived address that only the hub can make: the id of a visit, its end, and a seal over both.

43 characters of base64url. Nothing personal is in it; who has the paper has the page, until the day is over.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import UTC, datetime
from uuid import UUID

_PURPOSE = b"hall-phone-link-1"
_SEAL_BYTES = 12


def make_link(key: bytes, visit: UUID, until: datetime) -> str:
    """The same words for the same visit and end. key: a secret of this hub, for this and other purposes."""
    body = visit.bytes + int(until.timestamp()).to_bytes(4)
    return urlsafe_b64encode(body + _seal(key, body)).decode()


def read_link(key: bytes, words: str, now: datetime) -> UUID | None:
    """The visit; None if somebody else made it, or its time is over."""
    try:
        raw = urlsafe_b64decode(words.encode("ascii"))
    except (Error, UnicodeEncodeError, ValueError):
        return None
    body, seal = raw[:20], raw[20:]
    if len(body) != 20 or urlsafe_b64encode(raw).decode() != words or not hmac.compare_digest(seal, _seal(key, body)):
        return None
    until = datetime.fromtimestamp(int.from_bytes(body[16:]), UTC)
    return UUID(bytes=body[:16]) if now < until else None


def _seal(key: bytes, body: bytes) -> bytes:
    own = hmac.digest(key, _PURPOSE, hashlib.sha256)
    return hmac.digest(own, body, hashlib.sha256)[:_SEAL_BYTES]
