"""What happened in the hall, in order? Append-only; boards, counters and reports read on from the last number they saw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, func, select, text
from sqlalchemy import insert as insert_into

from kiosk.model import board
from kiosk.model.board import BoardState, Desk, FeedEvent
from kiosk.store import meta, queue
from kiosk.store.tables import event
from kiosk.store.tally import last_number, next_number

_CALLS = text("kind IN ('called', 'recalled')")
"""The very words of the partial index event_call: with bound values SQLite would not use it."""

_CALLS_READ = 100
"""So many of the last calls and recalls hold the last six numbers, unless one of them was called over ninety times."""


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
    tx.execute(insert_into(event), {"seq": seq, **vars(happening)})
    return seq


def events_after(tx: Connection, seq: int, limit: int) -> tuple[FeedEvent, ...]:
    """In order."""
    columns = (event.c.seq, event.c.kind, event.c.at, event.c.data)
    rows = tx.execute(select(*columns).where(event.c.seq > seq).order_by(event.c.seq).limit(limit)).mappings()
    return tuple(_event(row) for row in rows)


def bounds(tx: Connection) -> tuple[int, int]:
    """The first event that windows may read on from and the last that happened; (1, 0) before the first.

    After a restore that is the first one since: what a window has heard after the copy, the hub does not know.
    """
    first = int(meta.get(tx, meta.FEED_FROM) or 0) or int(tx.scalar(select(func.min(event.c.seq))) or 1)
    return first, last_number(tx, "event")


def snapshot(tx: Connection) -> BoardState:
    """The hall as it stands now, read from the folded rows: the same as if all events had been applied."""
    return BoardState(seq=last_number(tx, "event"), desks=_desks(tx), last_calls=_last_calls(tx).last_calls, waiting=queue.waiting(tx))


def _desks(tx: Connection) -> Mapping[int, Desk]:
    return {
        view.number: Desk(counter=view.number, state=view.state, label=view.label, service=view.service, since=since if view.leg else None)
        for view, since in queue.counters(tx)
    }


def _last_calls(tx: Connection) -> BoardState:
    columns = (event.c.seq, event.c.kind, event.c.at, event.c.data)
    rows = tx.execute(select(*columns).where(_CALLS).order_by(event.c.seq.desc()).limit(_CALLS_READ)).mappings().all()
    state = BoardState()
    for row in reversed(rows):
        state = board.apply(state, _event(row))
    return state


def _event(row: RowMapping) -> FeedEvent:
    return FeedEvent(seq=row["seq"], kind=row["kind"], at=row["at"], data=row["data"])
