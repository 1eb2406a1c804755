"""What do windows need to know of the hall? One snapshot, then the events after it."""

from dataclasses import replace
from datetime import datetime

from kiosk.model.board import BoardState, FeedEvent
from kiosk.store import feed
from kiosk.store.database import Store


def snapshot(store: Store, now: datetime | None = None) -> BoardState:
    """The hall as it stands now, with the number of its last event; now: by the hub's clock, for windows whose own is wrong."""
    with store.read() as tx:
        return replace(feed.snapshot(tx), at=now)


def events_after(store: Store, seq: int, limit: int) -> tuple[FeedEvent, ...]:
    """In order."""
    with store.read() as tx:
        return feed.events_after(tx, seq, limit)


def bounds(store: Store) -> tuple[int, int]:
    """The first event that is kept and the last that happened."""
    with store.read() as tx:
        return feed.bounds(tx)
