"""What may be written into the audit trail? A closed list, each with its meaning; the rows form a hash chain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AuditEvent(StrEnum):
    """Every kind of row; resources/help/audit.md describes each (a test checks it)."""

    DATABASE_CREATED = "database.created"
    PROGRAM_STARTED = "program.started"
    PROGRAM_STOPPED = "program.stopped"
    SUBMISSION_FILED = "submission.filed"
    SUBMISSION_ACCEPTED = "submission.accepted"
    SUBMISSION_DELIVERED = "submission.delivered"
    SUBMISSION_HELD = "submission.held"
    SUBMISSION_REQUEUED = "submission.requeued"
    TICKET_TAKEN = "ticket.taken"
    TICKET_CALLED = "ticket.called"
    TICKET_RECALLED = "ticket.recalled"
    TICKET_STARTED = "ticket.started"
    TICKET_NO_SHOW = "ticket.no_show"
    TICKET_FINISHED = "ticket.finished"
    COUNTER_OPENED = "counter.opened"
    COUNTER_CLOSED = "counter.closed"
    STAFF_SIGNED_IN = "staff.signed_in"
    STAFF_REFUSED = "staff.refused"
    STAFF_LOCKED = "staff.locked"
    STAFF_ADDED = "staff.added"
    DEVICE_ENROLLED = "device.enrolled"
    DEVICE_REVOKED = "device.revoked"
    PAPER_PRINTED = "paper.printed"
    PAPER_UNCERTAIN = "paper.uncertain"
    PAPER_COPIED = "paper.copied"
    VISIT_WIPED = "visit.wiped"


@dataclass(frozen=True, kw_only=True)
class AuditRow:
    """One link of the chain: `hash` covers this row and the hash before it. facts: ids, codes and numbers only."""

    seq: int
    at: datetime
    event: AuditEvent
    actor: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    previous: str
    hash: str
