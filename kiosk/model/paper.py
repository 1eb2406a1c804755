"""Which papers are owed to people, and did they come out?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


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
    """A print order with its fate so far. copy: 0 = the original; reason: why it is not out, as an error code."""

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
