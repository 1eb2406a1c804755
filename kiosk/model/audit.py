"""What may be written into the audit trail? A closed list, each with its meaning; the rows form a hash chain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from kiosk.model.canonical import digest

START = "0" * 64
"""What the first row has before it."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class AuditEvent(StrEnum):
    """Every kind of row; resources/help/audit.md describes each (a test checks it)."""

    DATABASE_CREATED = "database.created"
    DATABASE_UPGRADED = "database.upgraded"
    PROGRAM_STARTED = "program.started"
    PROGRAM_STOPPED = "program.stopped"
    SUBMISSION_FILED = "submission.filed"
    SUBMISSION_ACCEPTED = "submission.accepted"
    SUBMISSION_DELIVERED = "submission.delivered"
    SUBMISSION_HELD = "submission.held"
    SUBMISSION_REQUEUED = "submission.requeued"
    SUBMISSION_OPENED = "submission.opened"
    TICKET_TAKEN = "ticket.taken"
    TICKET_CALLED = "ticket.called"
    TICKET_RECALLED = "ticket.recalled"
    TICKET_STARTED = "ticket.started"
    TICKET_NO_SHOW = "ticket.no_show"
    TICKET_FINISHED = "ticket.finished"
    TICKET_REQUEUED = "ticket.requeued"
    TICKET_REINSTATED = "ticket.reinstated"
    TICKET_HELD = "ticket.held"
    TICKET_RESUMED = "ticket.resumed"
    TICKET_TRANSFERRED = "ticket.transferred"
    TICKET_CANCELLED = "ticket.cancelled"
    TICKET_CLASSED = "ticket.classed"
    TICKET_TAKEN_OVER = "ticket.taken_over"
    TICKET_UNDONE = "ticket.undone"
    SERVICE_ADDED = "service.added"
    COUNTER_OPENED = "counter.opened"
    COUNTER_PAUSED = "counter.paused"
    COUNTER_READY = "counter.ready"
    COUNTER_CLOSED = "counter.closed"
    STAFF_SIGNED_IN = "staff.signed_in"
    STAFF_REFUSED = "staff.refused"
    STAFF_LOCKED = "staff.locked"
    STAFF_ADDED = "staff.added"
    STAFF_UNLOCKED = "staff.unlocked"
    TICKET_ABANDONED = "ticket.abandoned"
    APPOINTMENTS_TAKEN = "appointments.taken"
    TICKET_CHECKED_IN = "ticket.checked_in"
    TICKET_NOT_COME = "ticket.not_come"
    RATING_GIVEN = "rating.given"
    TICKET_HANDED_IN = "ticket.handed_in"
    TICKET_DOUBLED = "ticket.doubled"
    DEED_KEPT = "deed.kept"
    DEED_HANDED_IN = "deed.handed_in"
    LANE_OPENED = "lane.opened"
    NUMBERS_LENT = "numbers.lent"
    PARCEL_DELIVERED = "parcel.delivered"
    PARCEL_HELD = "parcel.held"
    PARCEL_REQUEUED = "parcel.requeued"
    DATABASE_RESTORED = "database.restored"
    DATABASE_CHECKED = "database.checked"
    SUBMISSION_FORGOTTEN = "submission.forgotten"
    DEVICE_ENROLLED = "device.enrolled"
    DEVICE_REVOKED = "device.revoked"
    PAPER_PRINTED = "paper.printed"
    PAPER_UNCERTAIN = "paper.uncertain"
    PAPER_COPIED = "paper.copied"
    PAPER_ABANDONED = "paper.abandoned"
    MESSAGE_CHANGED = "message.changed"
    VISIT_WIPED = "visit.wiped"
    CATALOGUE_TAKEN_OVER = "catalogue.taken_over"
    TICKET_CARRIED_OVER = "ticket.carried_over"
    SERVICES_SET = "counter.services_set"


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


def chain_hash(*, seq: int, at: datetime, event: AuditEvent, actor: str, facts: Mapping[str, str | int], previous: str) -> str:
    """Hex SHA-256 over one row, to the millisecond, and the hash of the row before it."""
    at_ms = (at - _EPOCH) // timedelta(milliseconds=1)
    return digest({"seq": seq, "at": at_ms, "event": event, "actor": actor, "facts": dict(facts), "previous": previous})


def first_break(rows: Iterable[AuditRow]) -> int | None:
    """Of rows in order from the first: the seq of the first that does not fit onto the one before it; None if all do."""
    previous = START
    for seq, row in enumerate(rows, 1):
        expected = chain_hash(seq=seq, at=row.at, event=row.event, actor=row.actor, facts=row.facts, previous=previous)
        if row.seq != seq or row.hash != expected:
            return seq
        previous = row.hash
    return None
