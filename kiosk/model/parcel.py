"""What leaves a machine for another, and how did that end?"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

HUB = "hub"
"""The destination of everything that leaves a station; the hub's own destinations are the names of central systems."""


class ParcelKind(StrEnum):
    SUBMISSION = "submission"
    RATING = "rating"
    TICKET = "ticket"
    DEED = "deed"


class OutboxState(StrEnum):
    """QUEUED -> SENDING -> DELIVERED, or -> HELD for people. SENDING found at start-up means unknown: it is sent again."""

    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    HELD = "held"


@dataclass(frozen=True, kw_only=True)
class PartRef:
    """A sealed part that goes before or with its parcel; the bytes are read when it is sent."""

    id: UUID
    name: str
    size_bytes: int
    sha256: str
    kid: str


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One thing for one destination, frozen: every attempt sends these very bytes.

    id: of the thing itself (the submission), the key under which the other side keeps it.
    body: the JSON item of protocol v1, UTF-8. parts: attachments that must be there first.
    """

    id: UUID
    kind: ParcelKind
    destination: str
    body: bytes = field(repr=False)
    sha256: str
    parts: tuple[PartRef, ...] = ()


@dataclass(frozen=True)
class Delivered:
    """Theirs for good, committed; `reference` is their number for it."""

    reference: str


@dataclass(frozen=True)
class Refused:
    """A person must look; never retried by itself."""

    reason: str


@dataclass(frozen=True)
class Unreachable:
    """Try again after `wait_s` seconds, or by the courier's own back-off if that is None.

    whole: the destination as such did not take anything; False: it stands, only this parcel must wait.
    """

    reason: str
    wait_s: float | None = None
    whole: bool = True


Outcome = Delivered | Refused | Unreachable


class LinkState(StrEnum):
    """What a window says about the way to the next machine. NEAR: that answers, but a machine behind it does not answer it."""

    UP = "up"
    NEAR = "near"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Link:
    """The state of one destination, as the courier last saw it. reason: why it is down or stopped, as a code."""

    destination: str
    state: LinkState
    since: datetime | None
    waiting: int
    held: int
    oldest_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    """A parcel that waits for people: it blocks nobody, and is never deleted."""

    id: UUID
    destination: str
    reason: str
    queued_at: datetime
    held_at: datetime
    attempts: int
