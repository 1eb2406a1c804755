"""What waits to leave this machine, is under way, arrived, or waits for people? One row a parcel and destination."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Select, case, delete, func, or_, select, text, update
from sqlalchemy import insert as insert_into

from kiosk.model.parcel import Held, OutboxState, Parcel, ParcelKind, PartRef
from kiosk.store.tables import outbox, part

_OPEN = text("outbox.state IN ('queued', 'sending')")
"""The very words of the partial index outbox_open: with bound values SQLite would not use it."""


def put(tx: Connection, parcel: Parcel, *, now: datetime) -> None:
    """Inside the transaction of the deed: from its commit on, the parcel leaves sooner or later."""
    row = {"id": parcel.id, "kind": parcel.kind, "destination": parcel.destination, "body": parcel.body, "sha256": parcel.sha256}
    tx.execute(insert_into(outbox).values(**row, state=OutboxState.QUEUED, queued_at=now))


def knows(tx: Connection, parcel: UUID, destination: str) -> bool:
    """Whether such a parcel was ever put in."""
    return tx.scalar(select(outbox.c.seq).where(outbox.c.destination == destination, outbox.c.id == parcel)) is not None


def kind_of(tx: Connection, parcel: UUID) -> ParcelKind | None:
    """None: no such parcel was put in."""
    kind = tx.scalar(select(outbox.c.kind).where(outbox.c.id == parcel).limit(1))
    return None if kind is None else ParcelKind(kind)


def settle_at_once(tx: Connection, parcel: UUID, destination: str, *, now: datetime) -> None:
    """The other side has it already; it is kept to be offered again after a restore there."""
    move(tx, parcel, destination, (OutboxState.QUEUED,), OutboxState.DELIVERED, settled_at=now)


def forget_notes(tx: Connection, before: datetime) -> int:
    """Tickets and deeds that the hub has had since then."""
    kinds = (ParcelKind.TICKET, ParcelKind.DEED)
    old = (outbox.c.kind.in_(kinds), outbox.c.state == OutboxState.DELIVERED, outbox.c.settled_at < before)
    return tx.execute(delete(outbox).where(*old)).rowcount


def due(tx: Connection, destination: str, *, now: datetime, limit: int, limit_bytes: int) -> tuple[Parcel, ...]:
    """What may be sent now, at least one if there is any: fresh ones oldest first, then those that were tried before.

    Rows in SENDING belong to an attempt that nobody remembers: they are due as well.
    """
    rows = tx.execute(due_query(destination, now).limit(limit)).all()
    chosen: list[int] = []
    room = limit_bytes
    for seq, size in rows:
        if chosen and size > room:
            break
        chosen.append(seq)
        room -= size
    by_seq = {row["seq"]: _parcel(row) for row in tx.execute(select(outbox).where(outbox.c.seq.in_(chosen))).mappings()}
    return tuple(by_seq[seq] for seq in chosen)


def due_query(destination: str, now: datetime) -> Select[int, int]:
    """Number and size of what is due, in the order of sending (index outbox_open)."""
    ready = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now, outbox.c.state == OutboxState.SENDING)
    order = (case((outbox.c.attempts > 0, 1), else_=0), outbox.c.seq)
    return select(outbox.c.seq, func.length(outbox.c.body)).where(outbox.c.destination == destination, _OPEN, ready).order_by(*order)


def mark_sending(tx: Connection, destination: str, parcels: Iterable[UUID]) -> None:
    where = (outbox.c.destination == destination, outbox.c.id.in_(list(parcels)))
    tx.execute(update(outbox).where(*where).values(state=OutboxState.SENDING, attempts=outbox.c.attempts + 1, not_before=None))


def move(
    tx: Connection, parcel: UUID, destination: str, source: Sequence[OutboxState], target: OutboxState,
    **changes: str | bytes | datetime | None,
) -> bool:  # fmt: skip
    """From one of `source` to `target`; false (and nothing changed) if the row is in another state.

    changes: further columns of the row: not_before, settled_at, reference, reason, body.
    """
    where = (outbox.c.destination == destination, outbox.c.id == parcel, outbox.c.state.in_(list(source)))
    return tx.execute(update(outbox).where(*where).values(state=target, **changes)).rowcount == 1


def offer_again(tx: Connection, destination: str) -> tuple[UUID, ...]:
    """Everything that was delivered there and whose bytes are still here is queued once more; gives the ids in order."""
    where = (outbox.c.destination == destination, outbox.c.state == OutboxState.DELIVERED, func.length(outbox.c.body) > 0)
    again = tuple(tx.execute(select(outbox.c.id).where(*where).order_by(outbox.c.seq)).scalars())
    tx.execute(update(outbox).where(*where).values(state=OutboxState.QUEUED, settled_at=None, reference=None, not_before=None))
    return again


def load(tx: Connection, destination: str) -> tuple[int, datetime | None]:
    """How many wait, and since when the oldest (index outbox_open)."""
    row = tx.execute(select(func.count(), func.min(outbox.c.queued_at)).where(outbox.c.destination == destination, _OPEN)).one()
    return int(row[0]), row[1]


def next_due_at(tx: Connection, destination: str) -> datetime | None:
    """When the first of those that must wait may be tried again; None if none waits for a time."""
    where = (outbox.c.destination == destination, _OPEN, outbox.c.not_before.is_not(None))
    value: datetime | None = tx.scalar(select(func.min(outbox.c.not_before)).where(*where))
    return value


def held(tx: Connection, destination: str | None = None) -> tuple[Held, ...]:
    """Those that wait for people, oldest first."""
    query = select(outbox).where(outbox.c.state == OutboxState.HELD).order_by(outbox.c.seq)
    if destination is not None:
        query = query.where(outbox.c.destination == destination)
    return tuple(_held(row) for row in tx.execute(query).mappings())


def part_bytes(tx: Connection, part_id: UUID) -> bytes | None:
    """The sealed bytes of an attachment, to be sent before its parcel; None once retention has dropped them."""
    value: bytes | None = tx.scalar(select(part.c.sealed).where(part.c.id == part_id))
    return value


def _parcel(row: RowMapping) -> Parcel:
    parts = tuple(
        PartRef(id=UUID(entry["id"]), name=entry["name"], size_bytes=entry["size"], sha256=entry["sha256"], kid=entry["kid"])
        for entry in json.loads(row["body"]).get("attachments", ())
    )
    same = {name: row[name] for name in ("id", "destination", "body", "sha256")}
    return Parcel(kind=ParcelKind(row["kind"]), parts=parts, **same)


def _held(row: RowMapping) -> Held:
    same = {name: row[name] for name in ("id", "destination", "queued_at", "attempts")}
    return Held(reason=row["reason"] or "", held_at=row["settled_at"], **same)
