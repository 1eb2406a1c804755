"""What happened here, and was anything of it changed later? Rows are only ever appended."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, func, select
from sqlalchemy import insert as insert_into

from kiosk.model.audit import START, AuditEvent, AuditRow, chain_hash, first_break
from kiosk.store import prepared
from kiosk.store.tables import audit
from kiosk.store.tally import last_number, next_number

_ADD = insert_into(audit)
_HASH = select(audit.c.hash).where(audit.c.seq == bindparam("seq_before"))


def append(tx: Connection, at: datetime, event: AuditEvent, actor: str, **facts: str | int) -> None:
    """Inside the transaction of the deed. facts: ids, codes and numbers only, never what a citizen typed."""
    seq = next_number(tx, "audit")
    previous = prepared.value(tx, _HASH, {"seq_before": seq - 1}) or START
    row = {"seq": seq, "at": at, "event": event, "actor": actor, "facts": facts, "previous": previous}
    link = chain_hash(seq=seq, at=at, event=event, actor=actor, facts=facts, previous=previous)
    prepared.do(tx, _ADD, {**row, "hash": link})


def rows(tx: Connection, *, after: int = 0, limit: int | None = None) -> Iterator[AuditRow]:
    """In order."""
    query = select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(limit)
    return (_row(row) for row in tx.execute(query).mappings())


def last_at(tx: Connection) -> datetime | None:
    """When the last row was written; None in a database without any."""
    value: datetime | None = tx.scalar(select(audit.c.at).order_by(audit.c.seq.desc()).limit(1))
    return value


def broken_at(tx: Connection) -> int | None:
    """The first row that was changed, or is missing; None if the chain holds."""
    count = tx.scalar(select(func.count()).select_from(audit)) or 0
    return first_break(rows(tx)) or (count + 1 if count != last_number(tx, "audit") else None)


def _row(row: RowMapping) -> AuditRow:
    return AuditRow(**{**row, "event": AuditEvent(row["event"])})
