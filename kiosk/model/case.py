"""What does a counter show of a filed form? Questions and answers in words, while the citizen is there and no longer (pure)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from kiosk.model.submission import SubmissionState
from kiosk.model.text import Language


@dataclass(frozen=True, kw_only=True)
class CaseAnswer:
    """shown: choices and dates in words; blank where nothing was answered. sensitive: masked until the clerk wants to see it."""

    label: str
    shown: str = field(repr=False)
    sensitive: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseSection:
    title: str
    answers: tuple[CaseAnswer, ...]


@dataclass(frozen=True, kw_only=True)
class CaseAttachment:
    """label: of the question that it answers."""

    label: str
    mime: str
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class CasePaper:
    """Still to come, and until when."""

    name: str
    due: date | None


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """A submission that was opened. raw: its form is not here, so the labels are the names of its fields. owed: papers still to come."""

    submission: UUID
    receipt_no: str
    service: str
    form: str
    version: str
    language: Language
    filed_at: datetime
    state: SubmissionState
    sections: tuple[CaseSection, ...] = field(repr=False)
    attachments: tuple[CaseAttachment, ...] = ()
    owed: tuple[CasePaper, ...] = ()
    raw: bool = False


class Cases(Protocol):
    """Filed forms as a counter opens them; LocalCases, RemoteLists. Each opening is in the audit trail of the hub."""

    def open_case(self, *, session: str, counter: int, said: str, language: str) -> CaseFile:
        """said: the id of a submission, its receipt number, or its code as a scanner reads it.

        Raises QueueRefused: unknown-receipt, other-service, sealed-away (only the central system can open it), forgotten.
        """
        ...
