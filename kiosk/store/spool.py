"""Which papers wait, are under way, came out? One row a paper, one event row a change."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, func, or_, select, update
from sqlalchemy import insert as insert_into

from kiosk.model.paper import PaperKind, PrintJob, PrintOrder, PrintState
from kiosk.store.tables import print_event, print_job

UNSETTLED = (PrintState.SENDING, PrintState.HANDED)
OPEN = (PrintState.QUEUED, *UNSETTLED, PrintState.UNCERTAIN)


def put(tx: Connection, order: PrintOrder, *, now: datetime) -> UUID:
    """Ask for a paper, inside the transaction of the deed that owes it. The same `dedupe` again gives the first job's id."""
    known = tx.scalar(select(print_job.c.id).where(print_job.c.dedupe == order.dedupe))
    if known is not None:
        return UUID(str(known))
    row = {"id": order.id, "kind": order.kind, "dedupe": order.dedupe, "language": order.language, "content": order.content}
    tx.execute(insert_into(print_job).values(**row, state=PrintState.QUEUED, asked_at=now))
    _note(tx, order.id, PrintState.QUEUED, copy=0, reason=None, now=now, by="order")
    return order.id


def get(tx: Connection, job: UUID) -> PrintJob | None:
    row = tx.execute(select(print_job).where(print_job.c.id == job)).mappings().first()
    return _job(row) if row else None


def find(tx: Connection, dedupe: str) -> PrintJob | None:
    """The job that was asked for with this text."""
    row = tx.execute(select(print_job).where(print_job.c.dedupe == dedupe)).mappings().first()
    return _job(row) if row else None


def first_due(tx: Connection, now: datetime) -> PrintJob | None:
    """The oldest paper that may be printed now (index print_job_open)."""
    due = or_(print_job.c.not_before.is_(None), print_job.c.not_before <= now)
    query = select(print_job).where(print_job.c.state == PrintState.QUEUED, _open(), due).order_by(print_job.c.seq).limit(1)
    row = tx.execute(query).mappings().first()
    return _job(row) if row else None


def next_due_at(tx: Connection) -> datetime | None:
    """When the first of the papers that must wait may be tried; None if none waits for a time."""
    value: datetime | None = tx.scalar(select(func.min(print_job.c.not_before)).where(print_job.c.state == PrintState.QUEUED, _open()))
    return value


def in_states(tx: Connection, states: Collection[PrintState], *, limit: int = 200) -> tuple[PrintJob, ...]:
    """Oldest first."""
    query = select(print_job).where(print_job.c.state.in_(list(states))).order_by(print_job.c.seq).limit(limit)
    return tuple(_job(row) for row in tx.execute(query).mappings())


def counts(tx: Connection) -> Mapping[PrintState, int]:
    """How many papers are in each state; states without one are left out."""
    rows = tx.execute(select(print_job.c.state, func.count()).group_by(print_job.c.state))
    return {PrintState(state): int(count) for state, count in rows}


def move(
    tx: Connection, job: UUID, source: Collection[PrintState], target: PrintState, *,
    now: datetime, by: str, reason: str | None = None, **changes: str | int | datetime | None,
) -> bool:  # fmt: skip
    """From one of `source` to `target`, with an event row; false (and nothing changed) if the job is in another state.

    changes: further columns of the job: copy, attempt, printer, mark, not_before, settled_at.
    """
    where = (print_job.c.id == job, print_job.c.state.in_(list(source)))
    done = tx.execute(update(print_job).where(*where).values(state=target, reason=reason, **changes))
    if done.rowcount != 1:
        return False
    copy = tx.scalar(select(print_job.c.copy).where(print_job.c.id == job)) or 0
    _note(tx, job, target, copy=copy, reason=reason, now=now, by=by)
    return True


def history(tx: Connection, job: UUID) -> tuple[tuple[datetime, PrintState, int, str | None, str], ...]:
    """What happened to one paper: when, new state, copy, reason, by whom; in order."""
    columns = (print_event.c.at, print_event.c.state, print_event.c.copy, print_event.c.reason, print_event.c.by)
    rows = tx.execute(select(*columns).where(print_event.c.job == job).order_by(print_event.c.seq))
    return tuple((at, PrintState(state), copy, reason, by) for at, state, copy, reason, by in rows)


def _open() -> Any:  # a column expression; sqlalchemy's own type for it is generic over the dialect
    return print_job.c.state.in_(list(OPEN))


def _note(tx: Connection, job: UUID, state: PrintState, *, copy: int, reason: str | None, now: datetime, by: str) -> None:
    tx.execute(insert_into(print_event).values(job=job, at=now, state=state, copy=copy, reason=reason, by=by))


def _job(row: RowMapping) -> PrintJob:
    names = ("id", "language", "content", "copy", "attempt", "reason", "not_before", "asked_at", "printer", "mark")
    return PrintJob(kind=PaperKind(row["kind"]), state=PrintState(row["state"]), **{name: row[name] for name in names})
