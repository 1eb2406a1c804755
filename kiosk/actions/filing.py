"""How does a finished form become a submission that nobody can lose? At the station `file`, at the hub `accept`; one transaction each."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.actions.item import BadItem, item_of, parcel_of, submission_from_item
from kiosk.actions.receipt import order_for, paper_of, promise, receipt_again, receipt_for
from kiosk.actions.sealing import Forwarding, sealed_anew, sealed_parts
from kiosk.model.audit import AuditEvent
from kiosk.model.canonical import whole_ms
from kiosk.model.catalogue import Catalogue, Service
from kiosk.model.hall import Ticket
from kiosk.model.ids import uuid7
from kiosk.model.opening import Calendar
from kiosk.model.parcel import HUB
from kiosk.model.receipt import receipt_no
from kiosk.model.submission import (
    Accepted,
    Conflict,
    Duplicate,
    Filed,
    FinishedForm,
    Inboxed,
    Missing,
    Receipt,
    Rejected,
    SealedPart,
    Submission,
    SubmissionState,
)
from kiosk.model.text import Language
from kiosk.security.seal import SealKey
from kiosk.security.tokens import ReceiptSigner
from kiosk.store import audit, outbox, spool
from kiosk.store import filing as rows
from kiosk.store.database import Store, Transaction
from kiosk.store.errors import DiskFull
from kiosk.store.tally import next_number

__all__ = [
    "BadItem", "Desk", "Filing", "Forwarding", "PartFate", "accept", "file", "filed", "item_of", "submission_from_item", "take_part",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Filing:
    """One filled form, for one service. ticket: that the same person took, if any."""

    finished: FinishedForm
    service: Service
    language: Language
    ticket: Ticket | None = None

    @property
    def visit(self) -> UUID | None:
        """Of a ticket for the same service only: what is filed without a name, say, has none and no link to another one (C43)."""
        return self.ticket.visit if self.ticket is not None and self.ticket.service == self.service.code else None


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a station files with: whose hall it is in, the key to seal to, the key that signs receipts, n random bytes."""

    catalogue: Catalogue
    station: str
    seal_key: SealKey
    signer: ReceiptSigner = field(repr=False)
    entropy: Callable[[int], bytes] = field(repr=False)
    calendar: Calendar = field(default_factory=Calendar)


class PartFate(StrEnum):
    """How an attachment ended that came ahead of its submission."""

    CREATED = "created"
    FOUND = "found"
    CONFLICT = "conflict"


def file(store: Store, filing: Filing, *, desk: Desk, now: datetime) -> Receipt:
    """Save, sealed; queue for the hub; ask for the paper. From its commit on the citizen may leave.

    The same finished form again gives the same receipt. Raises DiskFull, with nothing saved.
    """
    _refuse_without_room(store)
    filed_at = whole_ms(now)
    parts = sealed_parts(filing.finished, desk.seal_key, entropy=desk.entropy, now=filed_at)
    with store.write() as tx:
        known = rows.get(tx, filing.finished.id)
        if known is not None:
            return _receipt_again(tx, known)
        submission = _numbered(tx, filing, desk, parts, filed_at)
        _save(tx, submission)
        return _owe_paper(tx, submission, filing, desk)


def filed(store: Store, *, limit: int = 1000) -> tuple[Filed, ...]:
    """What was filed or accepted here and how far it is, newest first."""
    with store.read() as tx:
        return rows.filed(tx, limit=limit)


def find(store: Store, submission_id: UUID) -> Filed | None:
    """How far one submission is; None if it is not here."""
    with store.read() as tx:
        return rows.get(tx, submission_id)


def take_part(store: Store, part: SealedPart, *, now: datetime) -> PartFate:
    """At the hub: an attachment that comes before the submission that names it; its sha256 was compared with the bytes.

    Raises DiskFull, as `accept` does.
    """
    _refuse_without_room(store)
    with store.write() as tx:
        if rows.put_part_ahead(tx, replace(part, name="", mime=""), now=now):
            return PartFate.CREATED
        return PartFate.FOUND if rows.digest_of_part(tx, part.id) == part.sha256 else PartFate.CONFLICT


def accept(store: Store, submission: Submission, *, forwarding: Forwarding, digest_of_item: str, now: datetime) -> Inboxed:
    """At the hub: keep it, and seal it once anew for the central system it is for; no plain byte of it touches the disk."""
    _refuse_without_room(store)
    at = whole_ms(now)
    with store.write() as tx:
        known = rows.get(tx, submission.id)
        if known is not None:
            return Duplicate(known.inbox_seq or 0) if known.item_digest == digest_of_item else Conflict()
        whole = _with_attachments(tx, submission)
        if isinstance(whole, Missing | Rejected):
            return whole
        onward = sealed_anew(whole, forwarding, now=at)
        if isinstance(onward, Rejected):
            return onward
        return Accepted(_take_over(tx, whole, onward, digest_of_item, at))


def _refuse_without_room(store: Store) -> None:
    """Earlier than the disk does, so that what was taken can still be passed on."""
    if not store.has_room:
        raise DiskFull("the disk is nearly full")


def _numbered(tx: Transaction, filing: Filing, desk: Desk, parts: tuple[SealedPart, ...], filed_at: datetime) -> Submission:
    assert filing.service.form is not None, "a service that is applied for with a form"
    finished, seq = filing.finished, next_number(tx, "submission")
    day = filed_at.astimezone(desk.catalogue.zone).date()
    return Submission(
        id=finished.id, receipt_no=receipt_no(desk.station, day, seq), service=filing.service.code, form=finished.form,
        version=finished.version, central=filing.service.form.central, hall=desk.catalogue.hall, station=desk.station,
        station_seq=seq, language=filing.language, filed_at=filed_at, digest=hashlib.sha256(finished.xml).hexdigest(), parts=parts,
        visit=filing.visit,
    )  # fmt: skip


def _save(tx: Transaction, submission: Submission) -> None:
    parcel, at = parcel_of(submission, HUB), submission.filed_at
    rows.add(tx, submission, state=SubmissionState.SAVED, item_digest=parcel.sha256)
    rows.add_parts(tx, submission.id, submission.parts, now=at)
    outbox.put(tx, parcel, now=at)
    facts = {"submission": str(submission.id), "receipt_no": submission.receipt_no, "form": submission.form}
    audit.append(tx, at, AuditEvent.SUBMISSION_FILED, "citizen", **facts)


def _owe_paper(tx: Transaction, submission: Submission, filing: Filing, desk: Desk) -> Receipt:
    promised = promise(submission, filing.service, desk.catalogue, desk.calendar)
    receipt = receipt_for(submission, filing.finished.owed, promised, signer=desk.signer)
    paper = uuid7(submission.filed_at, desk.entropy(10))
    label = filing.ticket.label if filing.ticket else None
    order = order_for(receipt, filing.service, desk.catalogue, station=desk.station, ticket=label, paper=paper)
    spool.put(tx, order, now=submission.filed_at)
    return receipt


def _receipt_again(tx: Transaction, known: Filed) -> Receipt:
    job = spool.find(tx, paper_of(known.id))
    assert job is not None, "a submission and the order for its receipt are one commit"
    return receipt_again(known, job.content)


def _with_attachments(tx: Transaction, submission: Submission) -> Submission | Missing | Rejected:
    """The submission with the bytes of the attachments that came ahead of it."""
    instance, *named = submission.parts
    there = {part.id: rows.read_part(tx, part.id) for part in named}
    missing = tuple(part_id for part_id, part in there.items() if part is None)
    if missing:
        return Missing(missing)
    whole = [replace(part, sealed=ahead.sealed, size_bytes=len(ahead.sealed)) for part in named if (ahead := there[part.id])]
    if any(hashlib.sha256(part.sealed).hexdigest() != part.sha256 for part in whole):
        return Rejected("damaged")
    return replace(submission, parts=(instance, *whole))


def _take_over(tx: Transaction, submission: Submission, onward: Submission, digest_of_item: str, now: datetime) -> int:
    """onward: sealed for the central system; its instance is in the outbox, its attachments are kept beside ours."""
    seq = next_number(tx, "inbox")
    rows.add(tx, submission, state=SubmissionState.AT_HUB, item_digest=digest_of_item, inbox_seq=seq)
    instance, *attachments = submission.parts
    rows.add_parts(tx, submission.id, [instance], now=now)
    for position, part in enumerate(attachments, 1):
        rows.claim_part(tx, part, submission.id, position)
    rows.add_parts(tx, submission.id, onward.parts[1:], destination=submission.central, now=now)
    outbox.put(tx, parcel_of(onward, submission.central), now=now)
    facts = {"submission": str(submission.id), "station": submission.station, "central": submission.central}
    audit.append(tx, now, AuditEvent.SUBMISSION_ACCEPTED, "hub", inbox=seq, **facts)
    return seq
