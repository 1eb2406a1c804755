"""What did a citizen file, and what does the hall give in return?"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kiosk.model.text import Language, Text


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that the instance names; `name` is unique over the whole form ("<uuid>.png")."""

    name: str
    mime: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class OwedPaper:
    """A paper that may be brought later, and until when."""

    name: Text
    due: date | None


@dataclass(frozen=True, kw_only=True)
class FinishedForm:
    """What the forms engine hands over at the end: frozen bytes, never made again.

    id: the instanceID, UUIDv7, primary key of the submission everywhere.
    """

    id: UUID
    form: str
    version: str
    xml: bytes = field(repr=False)
    attachments: tuple[Attachment, ...] = ()
    owed: tuple[OwedPaper, ...] = ()


class SubmissionState(StrEnum):
    """How far one submission is known to have come, never more than is known."""

    SAVED = "saved"
    AT_HUB = "at_hub"
    DELIVERED = "delivered"
    HELD = "held"


@dataclass(frozen=True, kw_only=True)
class SealedPart:
    """One sealed piece: the instance (name "") or an attachment. sha256 is of the sealed bytes; kid names the key."""

    id: UUID
    name: str
    mime: str
    kid: str
    sealed: bytes = field(repr=False)
    sha256: str
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A filed form as stations, hub and central know it: sealed, with an identity of its own.

    digest: hex SHA-256 over the plain instance XML; parts: the instance first, then the attachments by name.
    visit: of the ticket that the same person took for the same service; known in the hall alone.
    """

    id: UUID
    receipt_no: str
    service: str
    form: str
    version: str
    central: str
    hall: str
    station: str
    station_seq: int
    language: Language
    filed_at: datetime
    digest: str
    parts: tuple[SealedPart, ...]
    visit: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What the citizen takes home; holds nothing personal.

    token: the signed text of the QR (COSE_Sign1 as in kiosk.security.tokens).
    """

    submission: UUID
    receipt_no: str
    service: str
    filed_at: datetime
    promised_by: date | None
    owed: tuple[OwedPaper, ...]
    token: str
    language: Language


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A submission without what is sealed. item_digest: of the item as made or received; inbox_seq: the hub's number for it."""

    id: UUID
    receipt_no: str
    service: str
    form: str
    version: str
    station: str
    language: Language
    filed_at: datetime
    state: SubmissionState
    delivered_at: datetime | None
    item_digest: str
    inbox_seq: int | None


@dataclass(frozen=True)
class Accepted:
    """Taken over for good, committed, under this number."""

    seq: int


@dataclass(frozen=True)
class Duplicate:
    """The same item again: it has been here under this number all along."""

    seq: int


@dataclass(frozen=True)
class Conflict:
    """Another item with the id of one that is here; nothing was changed."""


@dataclass(frozen=True)
class Missing:
    """These attachments must come first; nothing was changed."""

    parts: tuple[UUID, ...]


@dataclass(frozen=True)
class Rejected:
    """It will never be taken as it is. reason: bad-key, damaged, digest, unknown-central."""

    reason: str


Inboxed = Accepted | Duplicate | Conflict | Missing | Rejected
