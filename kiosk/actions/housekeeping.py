"""What is done when nobody looks? Checks after a crash, forgetting in time, copies, room on the disk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.model.audit import AuditEvent
from kiosk.model.queue import Policy
from kiosk.store import audit, filing, outbox, queue, staff
from kiosk.store.database import Store, Transaction
from kiosk.store.sound import copy_database


@dataclass(frozen=True, kw_only=True)
class Nightly:
    """Where copies go, from which hour of the night, and how many are kept."""

    folder: Path
    hour: int = 2
    keep: int = 7


PARTS_AHEAD_KEPT = timedelta(days=7)
"""So long an attachment waits for the submission that names it."""


def check_after_crash(store: Store, *, now: datetime) -> bool:
    """Whether the database may be relied on; after false it takes nothing more. Reads the whole file if it was not closed."""
    if store.was_clean:
        return True
    sound = store.check()
    if sound:
        with store.write() as tx:
            audit.append(tx, now, AuditEvent.DATABASE_CHECKED, "system")
    return sound


def tidy(store: Store, *, now: datetime, policy: Policy) -> bool:
    """Drop what is over: answers, sessions, parts that nobody named. True if what was overwritten is gone from the log too."""
    with store.write() as tx:
        queue.forget_answers(tx, now - policy.answers_kept)
        staff.forget_sessions(tx, now)
        filing.forget_parts_ahead(tx, now - PARTS_AHEAD_KEPT)
        outbox.forget_notes(tx, now - policy.answers_kept)
    return store.checkpoint()


def forget(store: Store, *, now: datetime, keep: timedelta) -> int:
    """Drop the sealed bytes, and the copies of the database, of what the next machine has had for longer than `keep`.

    Gives how many submissions; their numbers, digests and states stay.
    """
    with store.write() as tx:
        forgotten = _forget(tx, now, keep)
    store.checkpoint()
    store.drop_copies(now - keep)
    return forgotten


def make_room(store: Store, *, now: datetime, keep: timedelta) -> bool:
    """After DiskFull: give up the reserve, forget what may be forgotten, make the reserve anew; false: still no room."""
    store.make_room()
    forget(store, now=now, keep=keep)
    return store.renew_reserve()


def copy_of_night(database: Path, plan: Nightly, *, now: datetime) -> Path | None:
    """The copy of this night, whole or not there; None if it is there already. Copies beyond `plan.keep` go.

    now: in the hall's own time. A night lasts until the hour of the next one, so a machine that was switched off then makes its copy
    when it is switched on. Raises OSError if the folder cannot be written.
    """
    night = (now - timedelta(hours=plan.hour)).date()
    target = plan.folder / f"{database.name}.{night:%Y-%m-%d}"
    if target.exists():
        return None
    return copy_now(database, target, keep=plan.keep)


def copy_now(database: Path, target: Path, *, keep: int) -> Path:
    """A copy of this moment, also beside running programs; older ones in that folder beyond `keep` go."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy_database(database, target)
    for old in copies(database, target.parent)[:-keep]:
        old.unlink()
    return target


def copies(database: Path, folder: Path) -> Sequence[Path]:
    """Of this database, oldest first."""
    return sorted(folder.glob(f"{database.name}.20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]*"))


def _forget(tx: Transaction, now: datetime, keep: timedelta) -> int:
    forgotten = filing.forget(tx, now - keep)
    if forgotten:
        audit.append(tx, now, AuditEvent.SUBMISSION_FORGOTTEN, "system", count=forgotten)
    return forgotten
