"""What do windows need to know of the hall? One snapshot, then the events after it."""

from kiosk.model.board import BoardState, FeedEvent
from kiosk.store import feed
from kiosk.store.database import Store


def snapshot(store: Store) -> BoardState:
    """The hall as it stands now, with the number of its last event."""
    with store.read() as tx:
        return feed.snapshot(tx)


def events_after(store: Store, seq: int, limit: int) -> tuple[FeedEvent, ...]:
    """In order."""
    with store.read() as tx:
        return feed.events_after(tx, seq, limit)


def bounds(store: Store) -> tuple[int, int]:
    """The first event that is kept and the last that happened."""
    with store.read() as tx:
        return feed.bounds(tx)
