"""What was filed, how far has it come, and where are its sealed pieces?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Select, delete, select, update
from sqlalchemy import insert as insert_into

from kiosk.model.submission import Filed, SealedPart, Submission, SubmissionState
from kiosk.store.portable import insert
from kiosk.store.tables import outbox, part, submission

AS_FILED = ""
"""The destination of parts as they were filed or received."""

_FILED = ("id", "receipt_no", "service", "form", "version", "station", "language", "filed_at", "state", "delivered_at", "item_digest",
          "inbox_seq")  # fmt: skip


def add(tx: Connection, filed: Submission, *, state: SubmissionState, item_digest: str, inbox_seq: int | None = None) -> None:
    """The row of a submission; its parts are put in besides."""
    row = {name: value for name, value in vars(filed).items() if name != "parts"}
    tx.execute(insert_into(submission).values(**row, state=state, item_digest=item_digest, inbox_seq=inbox_seq))


def get(tx: Connection, submission_id: UUID) -> Filed | None:
    row = tx.execute(_filed().where(submission.c.id == submission_id)).mappings().first()
    return _row(row) if row else None


def by_receipt(tx: Connection, receipt_no: str) -> Filed | None:
    """The last one of this number (submission_by_receipt)."""
    query = _filed().where(submission.c.receipt_no == receipt_no).order_by(submission.c.filed_at.desc()).limit(1)
    row = tx.execute(query).mappings().first()
    return _row(row) if row else None


def filed(tx: Connection, *, limit: int) -> tuple[Filed, ...]:
    """The last ones, newest first."""
    return tuple(_row(row) for row in tx.execute(_filed().order_by(submission.c.filed_at.desc()).limit(limit)).mappings())


def mark(
    tx: Connection, submission_id: UUID, state: SubmissionState, *, at: datetime | None = None, reference: str | None = None
) -> None:
    """How far it has come. at: when the next machine had it for good, with its `reference`; None while it has not."""
    values = {"state": state, "delivered_at": at, "reference": reference}
    tx.execute(update(submission).where(submission.c.id == submission_id).values(**values))


def add_parts(tx: Connection, submission_id: UUID, parts: Iterable[SealedPart], *, destination: str = AS_FILED, now: datetime) -> None:
    """In order: the instance first."""
    for position, sealed in enumerate(parts):
        place = {"submission": submission_id, "position": position, "destination": destination, "kept_at": now}
        tx.execute(insert_into(part).values(**vars(sealed), **place))


def parts_of(tx: Connection, submission_id: UUID, *, destination: str = AS_FILED) -> tuple[SealedPart, ...]:
    """In order: the instance first; none of those whose bytes were dropped."""
    mine = (part.c.submission == submission_id, part.c.destination == destination, part.c.sealed.is_not(None))
    return tuple(_part(row) for row in tx.execute(select(part).where(*mine).order_by(part.c.position)).mappings())


def put_part_ahead(tx: Connection, ahead: SealedPart, *, now: datetime) -> bool:
    """Keep a part whose submission has not come yet; false if one with this id is here."""
    row = insert(tx, part).values(**vars(ahead), position=0, kept_at=now).on_conflict_do_nothing(index_elements=["id"])
    return tx.execute(row.returning(part.c.id)).first() is not None


def read_part(tx: Connection, part_id: UUID) -> SealedPart | None:
    """None if it is unknown, or its bytes were dropped."""
    row = tx.execute(select(part).where(part.c.id == part_id, part.c.sealed.is_not(None))).mappings().first()
    return _part(row) if row else None


def digest_of_part(tx: Connection, part_id: UUID) -> str | None:
    """The SHA-256 of a part, also when its bytes were dropped; None if it is unknown."""
    value: str | None = tx.scalar(select(part.c.sha256).where(part.c.id == part_id))
    return value


def claim_part(tx: Connection, named: SealedPart, submission_id: UUID, position: int) -> None:
    """A part that came ahead belongs to this submission from now on, under the name and type that it says."""
    values = {"submission": submission_id, "position": position, "name": named.name, "mime": named.mime}
    tx.execute(update(part).where(part.c.id == named.id).values(**values))


def forget(tx: Connection, before: datetime) -> int:
    """Drop the sealed bytes of what the next machine has had since then; gives how many submissions. Number and digest stay."""
    old = select(submission.c.id).where(submission.c.delivered_at < before)
    kept = select(part.c.submission).where(part.c.submission.in_(old), part.c.sealed.is_not(None)).distinct()
    forgotten = len(tx.execute(kept).all())
    tx.execute(update(part).where(part.c.submission.in_(old)).values(sealed=None))
    tx.execute(update(outbox).where(outbox.c.id.in_(old)).values(body=b""))
    return forgotten


def forget_parts_ahead(tx: Connection, before: datetime) -> int:
    """Parts that no submission has named since then."""
    return tx.execute(delete(part).where(part.c.submission.is_(None), part.c.kept_at < before)).rowcount


def _filed() -> Select[Any]:  # Any: SQLAlchemy's type of a row of many columns
    return select(*(submission.c[name] for name in _FILED))


def _row(row: RowMapping) -> Filed:
    return Filed(**{**row, "state": SubmissionState(row["state"])})


def _part(row: RowMapping) -> SealedPart:
    names = ("id", "name", "mime", "kid", "sealed", "sha256", "size_bytes")
    return SealedPart(**{name: row[name] for name in names})
