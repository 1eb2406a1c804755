"""What must happen when a database is an old copy again? No number is given twice, and stations offer anew what the copy lacks.

A copy does not know what was given after it. So every counter leaves out more numbers than can have been given in that time.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.actions.outbox import note
from kiosk.model.audit import AuditEvent
from kiosk.model.lease import LOOK_AHEAD_DAYS
from kiosk.model.queue import Policy
from kiosk.model.submission import SubmissionState
from kiosk.store import audit, filing, lane, lease, meta, outbox, queue
from kiosk.store.database import Store, Transaction
from kiosk.store.tally import skip

SPARE = 100
A_MINUTE = 10
"""No line of a hall and no terminal gives more numbers in a minute; so a second restore of the same copy is clear of the first one too."""

EVENTS_A_MINUTE = 1_000


def begin_anew(store: Store, *, now: datetime) -> int:
    """In a database that was just put back: a new epoch, and a gap in every running number. Gives the minutes since the copy."""
    with store.write() as tx:
        minutes = max(0, (now - (audit.last_at(tx) or now)) // timedelta(minutes=1))
        meta.put(tx, meta.EPOCH, f"{now:%Y%m%dT%H%M%S%f}")
        meta.put(tx, meta.LEASES_FROM, (now + timedelta(days=LOOK_AHEAD_DAYS + 1)).date().isoformat())
        _let_go(tx)
        for name in ("submission", "inbox", "lease", "lane", *lease.own_numbers(tx)):
            skip(tx, name, SPARE + A_MINUTE * minutes)
        meta.put(tx, meta.FEED_FROM, str(skip(tx, "event", SPARE + EVENTS_A_MINUTE * (minutes + 1)) + 1))
        audit.append(tx, now, AuditEvent.DATABASE_RESTORED, "technician", minutes=minutes)
    return minutes


def _let_go(tx: Transaction) -> None:
    """What was lent to this station, or given back by it, since the copy is not known here: it gives and calls nothing of that.

    At a hub nobody knows either what consoles hold now: every leg that waits is in nobody's lane until they were all heard.
    """
    lease.drop_all(tx)
    lane.drop_kept(tx)
    lane.unsettle(tx)


def leave_out_tickets(store: Store, series: Iterable[str], *, hall: str, zone: ZoneInfo, minutes: int, now: datetime) -> None:
    """At the hub, besides: numbers of today that may be on a ticket already. minutes: since the copy."""
    local, policy = now.astimezone(zone), Policy()
    of_today = min(minutes, local.hour * 60 + local.minute)
    with store.write() as tx:
        for letter in sorted(set(series)):
            queue.skip_numbers(tx, hall, local.date(), letter, above=policy.number_beyond, by=SPARE + A_MINUTE * of_today)


def epoch_of(store: Store) -> str:
    """Of this database, told to those who deliver to it."""
    with store.read() as tx:
        return meta.get(tx, meta.EPOCH) or meta.FIRST_EPOCH


def heed_epoch(store: Store, destination: str, epoch: str, *, now: datetime) -> int:
    """At a station: the next machine has said its epoch; if it was restored, everything it was given is offered again.

    Gives how many parcels. What it still has, it answers as a duplicate; what retention has dropped here, it has had for long.
    """
    with store.write() as tx:
        if (meta.get(tx, meta.HUB_EPOCH) or meta.FIRST_EPOCH) == epoch:
            return 0
        meta.put(tx, meta.HUB_EPOCH, epoch)
        again = outbox.offer_again(tx, destination)
        for parcel in again:
            filing.mark(tx, parcel, SubmissionState.SAVED)
            note(tx, AuditEvent.SUBMISSION_REQUEUED, parcel, now=now, destination=destination)
    return len(again)
