"""What happened in the hall, in order? Append-only; boards, counters and reports read on from the last number they saw."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Integer, bindparam, func, select, text
from sqlalchemy import insert as insert_into

from kiosk.model import board
from kiosk.model.board import BoardState, Desk, FeedEvent
from kiosk.model.hall import Leg
from kiosk.store import estimate, message, meta, prepared, queue
from kiosk.store.tables import event, leg
from kiosk.store.tally import last_number, next_number

_CALLS = text("kind IN ('called', 'recalled')")
"""The very words of the partial index event_call: with bound values SQLite would not use it."""

_ADD = insert_into(event)
_COLUMNS = (event.c.seq, event.c.kind, event.c.at, event.c.data)
_AFTER = select(*_COLUMNS).where(event.c.seq > bindparam("known")).order_by(event.c.seq).limit(bindparam("most", type_=Integer))

_CALLS_READ = 4 * board.KEPT_CALLS
"""So many of the last calls and recalls hold the numbers that boards keep, unless some were called very often."""


@dataclass(frozen=True, kw_only=True)
class Happening:
    """An event before it has its number. id: of the deed; data: what everybody hears; facts: what stays in the hub."""

    id: UUID
    kind: str
    at: datetime
    station: str
    actor: str
    visit: UUID | None = None
    leg: UUID | None = None
    data: Mapping[str, str | int | None] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


def append(tx: Connection, happening: Happening) -> int:
    """Inside the transaction of the deed: the number is taken there, so whoever reads on misses none."""
    seq = next_number(tx, "event")
    prepared.do(tx, _ADD, {"seq": seq, **vars(happening)})
    return seq


def happening(tx: Connection, seq: int) -> Happening:
    """One event, with what only the hub knows of it."""
    row = tx.execute(select(event).where(event.c.seq == seq)).mappings().one()
    return Happening(**{name: value for name, value in row.items() if name != "seq"})


def events_after(tx: Connection, seq: int, limit: int) -> tuple[FeedEvent, ...]:
    """In order."""
    return tuple(_event(row) for row in prepared.rows(tx, _AFTER, {"known": seq, "most": limit}))


def called_before(tx: Connection, waiting: Leg, limit: int) -> tuple[tuple[str, tuple[str, ...], datetime | None], ...]:
    """Who came later for the same service and was called since: label, reasons and slot, the last first (event_by_time)."""
    query = (
        select(event.c.data, event.c.facts, leg.c.booked_for).join(leg, leg.c.id == event.c.leg)
        .where(event.c.at >= waiting.arrived_at, event.c.kind == "called", leg.c.service == waiting.service)
        .where(leg.c.arrived_at > waiting.arrived_at).order_by(event.c.seq.desc()).limit(limit)
    )  # fmt: skip
    return tuple((str(row.data["n"]), tuple(row.facts.get("why", ())), row.booked_for) for row in tx.execute(query))


def with_facts(tx: Connection, since: datetime) -> Iterator[tuple[FeedEvent, Mapping[str, Any]]]:
    """Every event since then, in order, with what only the hub knows (event_by_time finds the first). Any: JSON."""
    first = tx.scalar(select(func.min(event.c.seq)).where(event.c.at >= since))
    if first is not None:
        query = select(*_COLUMNS, event.c.facts).where(event.c.seq >= first).order_by(event.c.seq)
        for row in tx.execute(query).yield_per(1000).mappings():
            yield _event(row), row["facts"]


def days_since(tx: Connection, since: datetime) -> int:
    """How many whole days the events since then span."""
    first, last = tx.execute(select(func.min(event.c.at), func.max(event.c.at)).where(event.c.at >= since)).one()
    return (last - first).days + 1 if first is not None else 0


def bounds(tx: Connection) -> tuple[int, int]:
    """The first event that windows may read on from and the last that happened; (1, 0) before the first.

    After a restore that is the first one since: what a window has heard after the copy, the hub does not know.
    """
    first = int(meta.get(tx, meta.FEED_FROM) or 0) or int(tx.scalar(select(func.min(event.c.seq))) or 1)
    return first, last_number(tx, "event")


def snapshot(tx: Connection) -> BoardState:
    """The hall as it stands now, read from the folded rows: the same as if all events had been applied."""
    return BoardState(
        seq=last_number(tx, "event"), desks=_desks(tx), last_calls=_last_calls(tx).last_calls, waiting=queue.waiting(tx),
        estimates=estimate.known(tx), messages=message.known(tx),
    )  # fmt: skip


def _desks(tx: Connection) -> Mapping[int, Desk]:
    return {
        view.number: Desk(counter=view.number, state=view.state, label=view.label, service=view.service, since=since if view.leg else None)
        for view, since in queue.counters(tx)
    }


def _last_calls(tx: Connection) -> BoardState:
    rows = tx.execute(select(*_COLUMNS).where(_CALLS).order_by(event.c.seq.desc()).limit(_CALLS_READ)).mappings().all()
    state = BoardState()
    for row in reversed(rows):
        state = board.apply(state, _event(row))
    return state


def _event(row: Mapping[Any, Any]) -> FeedEvent:  # Any: columns by name
    return FeedEvent(seq=row["seq"], kind=row["kind"], at=row["at"], data=row["data"])
