"""What becomes of a paper after an attempt, and what may people do with it? (pure)"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.model.audit import AuditEvent
from kiosk.model.paper import (
    Handed,
    NotReady,
    PaperKind,
    Printed,
    PrintJob,
    PrintOutcome,
    PrintReason,
    PrintState,
    Uncertain,
    Unprintable,
)

UNSETTLED = frozenset({PrintState.SENDING, PrintState.HANDED})
NEEDS_A_PERSON = frozenset({PrintState.UNCERTAIN, PrintState.FAILED})
COPYABLE = frozenset({PrintState.PRINTED, PrintState.UNCERTAIN, PrintState.ABANDONED})
SPOOLER = "spooler"


@dataclass(frozen=True, kw_only=True)
class SpoolPolicy:
    """The hall's numbers for paper.

    copies: of these kinds a marked copy follows by itself when nobody knows what came out, up to COPY `copy_limit`; other papers
    wait for staff. attempts: so often one and the same copy ends in a fault of ours (a paper that cannot be drawn, a crash) before
    it counts as failed; the printer's own troubles are not counted.
    """

    copies: frozenset[PaperKind] = frozenset({PaperKind.TICKET, PaperKind.RECEIPT})
    copy_limit: int = 2
    attempts: int = 10
    rest: timedelta = timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One step of a job: refused if it is in none of the states `source`. None in copy, attempt, printer, mark: as it was."""

    source: frozenset[PrintState]
    target: PrintState
    by: str = SPOOLER
    reason: str | None = None
    copy: int | None = None
    attempt: int | None = None
    printer: str | None = None
    mark: str | None = None
    not_before: datetime | None = None
    event: AuditEvent | None = None

    @property
    def is_end(self) -> bool:
        return self.target in {PrintState.PRINTED, PrintState.FAILED, PrintState.ABANDONED, PrintState.CANCELLED}


def beginning(job: PrintJob, *, printer: str, mark: str) -> Change:
    """To be committed before the first byte goes to the printer."""
    queued = frozenset({PrintState.QUEUED})
    return Change(source=queued, target=PrintState.SENDING, attempt=job.attempt + 1, printer=printer, mark=mark)


def ending(job: PrintJob, outcome: PrintOutcome, *, now: datetime, policy: SpoolPolicy) -> tuple[Change, ...]:
    """The steps after an attempt; in order, for one transaction."""
    match outcome:
        case Printed():
            return (Change(source=UNSETTLED, target=PrintState.PRINTED, event=AuditEvent.PAPER_PRINTED),)
        case Handed():
            return (Change(source=frozenset({PrintState.SENDING}), target=PrintState.HANDED),)
        case Unprintable(reason):
            return (Change(source=UNSETTLED, target=PrintState.FAILED, reason=reason),)
        case NotReady(PrintReason.FAULT) if job.attempt >= policy.attempts:
            return (Change(source=UNSETTLED, target=PrintState.FAILED, reason=PrintReason.FAULT),)
        case NotReady(reason, wait_s):
            again = now + timedelta(seconds=wait_s)
            attempt = job.attempt if reason == PrintReason.FAULT else 0
            return (Change(source=UNSETTLED, target=PrintState.QUEUED, reason=reason, not_before=again, attempt=attempt),)
        case Uncertain(reason):
            lost = Change(source=UNSETTLED, target=PrintState.UNCERTAIN, reason=reason, event=AuditEvent.PAPER_UNCERTAIN)
            if job.kind not in policy.copies or job.copy >= policy.copy_limit:
                return (lost,)
            return (lost, copying(job, by="policy", reason=reason, not_before=now + policy.rest))


def copying(job: PrintJob, *, by: str, reason: str | None = None, not_before: datetime | None = None) -> Change:
    """One more paper of the same number and the same token, marked as a copy."""
    return Change(
        source=COPYABLE, target=PrintState.QUEUED, by=by, reason=reason, not_before=not_before,
        copy=job.copy + 1, attempt=0, event=AuditEvent.PAPER_COPIED,
    )  # fmt: skip


def confirming(*, by: str, at_rest: bool = False) -> Change:
    """A person says that it came out. at_rest: nothing prints now, so a paper under way was cut off, and may be judged too."""
    source = frozenset({PrintState.UNCERTAIN}) | (UNSETTLED if at_rest else frozenset())
    return Change(source=source, target=PrintState.PRINTED, by=by, event=AuditEvent.PAPER_PRINTED)


def abandoning(*, by: str, reason: str, at_rest: bool = False) -> Change:
    """A person says that nobody needs it any more, and why."""
    source = frozenset({PrintState.UNCERTAIN, PrintState.FAILED}) | (UNSETTLED if at_rest else frozenset())
    return Change(source=source, target=PrintState.ABANDONED, by=by, reason=reason, event=AuditEvent.PAPER_ABANDONED)


def cancelling(*, by: str) -> Change:
    """Withdrawn before anything was sent."""
    return Change(source=frozenset({PrintState.QUEUED}), target=PrintState.CANCELLED, by=by)
