"""Which machines belong to the hall, and what may each of them do?"""

from dataclasses import dataclass
from enum import StrEnum


class DeviceRole(StrEnum):
    """What a machine is there for; the hub's endpoints are opened by role."""

    TERMINAL = "terminal"
    COUNTER = "counter"
    BOARD = "board"
    HUB = "hub"


@dataclass(frozen=True, kw_only=True)
class Device:
    """A machine that may speak to this one. public: 32 raw bytes of Ed25519."""

    id: str
    role: DeviceRole
    public: bytes
    revoked: bool = False
