"""Which papers are owed to people, and did they come out?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.model.errors import KioskError


class PaperKind(StrEnum):
    TICKET = "ticket"
    RECEIPT = "receipt"


class PrintState(StrEnum):
    """queued -> sending -> printed | handed | uncertain; queued again only when nothing was sent, or as a marked copy."""

    QUEUED = "queued"
    SENDING = "sending"
    HANDED = "handed"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"


class PrintReason(StrEnum):
    """Why a paper is not out: the error codes of printing, each with a page of help. A printer of its own kind may add more."""

    UNPLUGGED = "printing.unplugged"
    PAPER = "printing.paper"
    LOST = "printing.lost"
    FULL = "printing.full"
    FONTS = "printing.fonts"
    FAULT = "printing.fault"


class AbandonReason(StrEnum):
    """Why a person gave a paper up; a closed list, so that nothing personal is written down."""

    NOT_NEEDED = "not-needed"
    BY_HAND = "written-by-hand"
    LEFT = "citizen-left"


@dataclass(frozen=True, kw_only=True)
class PrintOrder:
    """A paper that an action asks for. dedupe: asking twice with the same text is one job.

    content: JSON values for the paper (papers.py of printing knows each kind); never anything personal.
    """

    id: UUID
    kind: PaperKind
    dedupe: str
    language: str
    content: Mapping[str, object] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class PrintJob:
    """A print order with its fate so far.

    copy: 0 = the original, n = the paper bears "COPY n"; attempt: how often this copy was begun and not ended; reason: why it is
    not out, as an error code; printer, mark: where the last attempt went, and its name there.
    """

    id: UUID
    kind: PaperKind
    language: str
    content: Mapping[str, object] = field(repr=False)
    state: PrintState
    copy: int
    attempt: int
    reason: str | None
    not_before: datetime | None
    asked_at: datetime
    printer: str | None = None
    mark: str | None = None


class SpoolRefused(KioskError):
    """The paper is in a state in which this cannot be done; nothing was changed."""

    code = "printing.state"


@dataclass(frozen=True, kw_only=True)
class PrinterState:
    """What a printer says of itself. reason: an error code if it is not ready; warnings: codes that staff should know of."""

    ready: bool
    reason: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Printed:
    """It came out: the printer proved it."""


@dataclass(frozen=True)
class Handed:
    """A queue has taken it over for good; whether it came out is not known yet. reference: its number there."""

    reference: str


@dataclass(frozen=True)
class Uncertain:
    """Something was sent and nobody knows what came out: a further paper must be marked as a copy."""

    reason: str


@dataclass(frozen=True)
class NotReady:
    """Nothing was sent, for certain; try the same paper again, after `wait_s` seconds."""

    reason: str
    wait_s: float = 2.0


@dataclass(frozen=True)
class Unprintable:
    """This printer will never take this document; a person must look."""

    reason: str


PrintOutcome = Printed | Handed | Uncertain | NotReady | Unprintable
