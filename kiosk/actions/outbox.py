"""Deeds on what leaves this machine: take the next parcels, settle how it ended, queue a held one again."""

from datetime import datetime, timedelta
from uuid import UUID

from kiosk.model.audit import AuditEvent
from kiosk.model.parcel import HUB, Delivered, Held, Link, LinkState, OutboxState, Outcome, Parcel, ParcelKind, Refused, Unreachable
from kiosk.model.submission import SubmissionState
from kiosk.store import audit, filing, outbox
from kiosk.store.database import Store, Transaction

BATCH = 50
BATCH_BYTES = 3 * 1024 * 1024
"""At most this much in one batch, unless a single parcel is larger."""

_OPEN = (OutboxState.QUEUED, OutboxState.SENDING)
_ACTOR = "courier"
_OF_PARCELS = {
    AuditEvent.SUBMISSION_DELIVERED: AuditEvent.PARCEL_DELIVERED, AuditEvent.SUBMISSION_HELD: AuditEvent.PARCEL_HELD,
    AuditEvent.SUBMISSION_REQUEUED: AuditEvent.PARCEL_REQUEUED,
}  # fmt: skip


def next_batch(
    store: Store, destination: str, *, now: datetime, limit: int = BATCH, limit_bytes: int = BATCH_BYTES
) -> tuple[Parcel, ...]:
    """The parcels to send now, marked as under way before the first byte leaves; empty if nothing is due."""
    with store.write() as tx:
        parcels = outbox.due(tx, destination, now=now, limit=limit, limit_bytes=limit_bytes)
        outbox.mark_sending(tx, destination, [parcel.id for parcel in parcels])
    return parcels


def settle(store: Store, parcel: UUID, destination: str, outcome: Outcome, *, now: datetime) -> None:
    """How one attempt ended; a parcel that is settled already stays as it is. Waiting for a whole destination is the courier's.

    Of a rating nothing stays here; one that was not taken troubles nobody.
    """
    with store.write() as tx:
        if not isinstance(outcome, Unreachable) and outbox.kind_of(tx, parcel) is ParcelKind.RATING:
            outbox.move(tx, parcel, destination, _OPEN, OutboxState.DELIVERED, settled_at=now, body=b"")
            return
        match outcome:
            case Delivered(reference):
                done = outbox.move(tx, parcel, destination, _OPEN, OutboxState.DELIVERED, settled_at=now, reference=reference, reason=None)
                if done:
                    filing.mark(tx, parcel, _arrived(destination), at=now, reference=reference)
                    note(tx, AuditEvent.SUBMISSION_DELIVERED, parcel, now=now, destination=destination)
            case Refused(reason):
                if outbox.move(tx, parcel, destination, _OPEN, OutboxState.HELD, settled_at=now, reason=reason):
                    filing.mark(tx, parcel, SubmissionState.HELD)
                    note(tx, AuditEvent.SUBMISSION_HELD, parcel, now=now, destination=destination, reason=reason)
            case Unreachable(reason, wait_s, whole):
                not_before = None if whole or wait_s is None else now + timedelta(seconds=wait_s)
                outbox.move(tx, parcel, destination, _OPEN, OutboxState.QUEUED, reason=reason, not_before=not_before)


def requeue(store: Store, parcel: UUID, destination: str, *, by: str, now: datetime) -> bool:
    """A person has looked: send the same bytes again; false if it is not held."""
    with store.write() as tx:
        done = outbox.move(tx, parcel, destination, (OutboxState.HELD,), OutboxState.QUEUED, settled_at=None, not_before=None)
        if done:
            filing.mark(tx, parcel, SubmissionState.SAVED if destination == HUB else SubmissionState.AT_HUB)
            note(tx, AuditEvent.SUBMISSION_REQUEUED, parcel, now=now, by=by, destination=destination)
    return done


def note(tx: Transaction, event: AuditEvent, parcel: UUID, *, now: datetime, by: str = _ACTOR, **facts: str) -> None:
    """In the words of what it is: a submission, or else a parcel."""
    kind = outbox.kind_of(tx, parcel)
    assert kind is not None, "what is settled was put in"
    if kind is ParcelKind.SUBMISSION:
        audit.append(tx, now, event, by, submission=str(parcel), **facts)
    else:
        audit.append(tx, now, _OF_PARCELS[event], by, parcel=str(parcel), kind=kind, **facts)


def link(
    store: Store, destination: str, *, state: LinkState = LinkState.UNKNOWN, since: datetime | None = None, reason: str | None = None
) -> Link:
    """What a window says of one destination; state, since and reason are what its courier saw last."""
    with store.read() as tx:
        waiting, oldest_at = outbox.load(tx, destination)
        held_count = len(outbox.held(tx, destination))
    return Link(
        destination=destination, state=state, since=since, waiting=waiting, held=held_count, oldest_at=oldest_at, reason=reason
    )  # fmt: skip


def held(store: Store, destination: str | None = None) -> tuple[Held, ...]:
    """What waits for people, oldest first."""
    with store.read() as tx:
        return outbox.held(tx, destination)


def next_due_at(store: Store, destination: str) -> datetime | None:
    """When the first of those that must wait may be tried again."""
    with store.read() as tx:
        return outbox.next_due_at(tx, destination)


def part_bytes(store: Store, part: UUID) -> bytes | None:
    """The sealed bytes of an attachment; None once retention has dropped them."""
    with store.read() as tx:
        return outbox.part_bytes(tx, part)


def _arrived(destination: str) -> SubmissionState:
    return SubmissionState.AT_HUB if destination == HUB else SubmissionState.DELIVERED
