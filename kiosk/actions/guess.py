"""Somebody typed a code that nobody has: how often may that be? Asked for appointments and ratings alike, station by station."""

from datetime import datetime, timedelta

from kiosk.model.hall import QueueRefused
from kiosk.store import guess as rows
from kiosk.store.database import Transaction

FREE = 5
"""So many wrong codes are old people's fingers; after each further one everybody waits here. A right one forgives nothing:
whoever guesses has one of those too.
"""
WAIT = timedelta(seconds=30)
FORGOTTEN_AFTER = timedelta(minutes=10)


def must_wait(tx: Transaction, station: str, now: datetime) -> QueueRefused | None:
    """What to raise before a code is looked at; None if it may be looked at."""
    count, at = rows.guesses(tx, station) or (0, now)
    left = at + WAIT - now
    return QueueRefused("wait", wait_s=-(-left // timedelta(seconds=1))) if count >= FREE and timedelta(0) < left <= WAIT else None


def was_wrong(tx: Transaction, station: str, now: datetime) -> QueueRefused:
    """Count it, and give what to raise once that is committed."""
    count, at = rows.guesses(tx, station) or (0, now)
    rows.put(tx, station, 1 if now - at > FORGOTTEN_AFTER else count + 1, now)
    return QueueRefused("unknown-code")
