"""Which papers wait, are under way, came out? One row a paper, one event row a change."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, RowMapping, func, or_, select, text, update
from sqlalchemy import insert as insert_into

from kiosk.model.paper import PaperKind, PrintJob, PrintOrder, PrintState, SpoolRefused
from kiosk.model.spool import Change
from kiosk.store.tables import print_event, print_job

_OPEN = text("print_job.state IN ('queued', 'sending', 'handed', 'uncertain')")
"""The very words of the partial index print_job_open: with bound values SQLite would not use it."""


def put(tx: Connection, order: PrintOrder, *, now: datetime) -> UUID:
    """Ask for a paper, inside the transaction of the deed that owes it. The same `dedupe` again gives the first job's id."""
    known = find(tx, order.dedupe)
    if known is not None:
        return known.id
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
    query = select(print_job).where(print_job.c.state == PrintState.QUEUED, _OPEN, due).order_by(print_job.c.seq).limit(1)
    row = tx.execute(query).mappings().first()
    return _job(row) if row else None


def next_due_at(tx: Connection) -> datetime | None:
    """When the first of the papers that must wait may be tried; None if none waits for a time."""
    value: datetime | None = tx.scalar(select(func.min(print_job.c.not_before)).where(print_job.c.state == PrintState.QUEUED, _OPEN))
    return value


def in_states(tx: Connection, states: Collection[PrintState], *, limit: int = 200) -> tuple[PrintJob, ...]:
    """Oldest first."""
    query = select(print_job).where(print_job.c.state.in_(sorted(states))).order_by(print_job.c.seq).limit(limit)
    return tuple(_job(row) for row in tx.execute(query).mappings())


def counts(tx: Connection) -> Mapping[PrintState, int]:
    """How many papers are in each state; states without one are left out."""
    rows = tx.execute(select(print_job.c.state, func.count()).group_by(print_job.c.state))
    return {PrintState(state): int(count) for state, count in rows}


def move(tx: Connection, job: UUID, change: Change, *, now: datetime) -> PrintJob:
    """Do one step, with an event row, and give the job as it then is; raises SpoolRefused if it is in none of the source states."""
    kept = {name: getattr(change, name) for name in ("copy", "attempt", "printer", "mark") if getattr(change, name) is not None}
    row = {"state": change.target, "reason": change.reason, "not_before": change.not_before, "settled_at": now if change.is_end else None}
    where = (print_job.c.id == job, print_job.c.state.in_(sorted(change.source)))
    done = tx.execute(update(print_job).where(*where).values(**row, **kept))
    moved = get(tx, job)
    if done.rowcount != 1 or moved is None:
        raise SpoolRefused(f"a paper cannot become {change.target} now", job=str(job))
    _note(tx, job, change.target, copy=moved.copy, reason=change.reason, now=now, by=change.by)
    return moved


def history(tx: Connection, job: UUID) -> tuple[tuple[datetime, PrintState, int, str | None, str], ...]:
    """What happened to one paper: when, new state, copy, reason, by whom; in order."""
    columns = (print_event.c.at, print_event.c.state, print_event.c.copy, print_event.c.reason, print_event.c.by)
    rows = tx.execute(select(*columns).where(print_event.c.job == job).order_by(print_event.c.seq))
    return tuple((at, PrintState(state), copy, reason, by) for at, state, copy, reason, by in rows)


def _note(tx: Connection, job: UUID, state: PrintState, *, copy: int, reason: str | None, now: datetime, by: str) -> None:
    tx.execute(insert_into(print_event).values(job=job, at=now, state=state, copy=copy, reason=reason, by=by))


def _job(row: RowMapping) -> PrintJob:
    names = ("id", "language", "content", "copy", "attempt", "reason", "not_before", "asked_at", "printer", "mark")
    return PrintJob(kind=PaperKind(row["kind"]), state=PrintState(row["state"]), **{name: row[name] for name in names})
