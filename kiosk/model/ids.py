"""Which thing is meant? Ids are made where the thing is made, and never again."""

from datetime import datetime
from uuid import UUID


def uuid7(now: datetime, entropy: bytes) -> UUID:
    """RFC 9562 version 7: 48 bits of Unix milliseconds, then 74 of the 80 bits in `entropy`."""
    if len(entropy) != 10:
        raise ValueError("uuid7 wants 10 random bytes")
    milliseconds = int(now.timestamp() * 1000)
    value = milliseconds << 80 | int.from_bytes(entropy)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
