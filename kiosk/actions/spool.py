"""What can be done to a paper: ask, begin, settle, copy. It is never lost, and never printed twice without a COPY mark.

The spooler takes `next_job`, commits `begin` before the first byte, and `settle`s; after a crash every job that is found under
way is settled first, by what the printer knows of it (`unsettled`). Each function is one transaction.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from kiosk.model import spool as rules
from kiosk.model.paper import AbandonReason, PrintJob, PrintOrder, PrintOutcome, PrintState, SpoolRefused
from kiosk.model.spool import Change, SpoolPolicy
from kiosk.store import audit, spool
from kiosk.store.database import Store

POLICY = SpoolPolicy()


def ask(store: Store, order: PrintOrder, *, now: datetime) -> UUID:
    """Ask for a paper that no other deed asks for; the same `dedupe` again gives the first job's id."""
    with store.write() as tx:
        return spool.put(tx, order, now=now)


def job(store: Store, job_id: UUID) -> PrintJob | None:
    """The paper as it stands now, for the page that tells people about it."""
    with store.read() as tx:
        return spool.get(tx, job_id)


def jobs(store: Store, states: Collection[PrintState]) -> tuple[PrintJob, ...]:
    """Papers in these states, oldest first, 200 at most."""
    with store.read() as tx:
        return spool.in_states(tx, states)


def reasons(store: Store, job_id: UUID) -> tuple[str, ...]:
    """Why this paper was held up so far, as error codes in order."""
    with store.read() as tx:
        return tuple(reason for _, _, _, reason, _ in spool.history(tx, job_id) if reason)


def counts(store: Store) -> Mapping[PrintState, int]:
    """How many papers are in each state; states without one are left out."""
    with store.read() as tx:
        return spool.counts(tx)


def next_job(store: Store, *, now: datetime) -> PrintJob | None:
    """The oldest paper that may be printed now."""
    with store.read() as tx:
        return spool.first_due(tx, now)


def next_due_at(store: Store) -> datetime | None:
    """When the first of the papers that must wait may be tried; None if none waits for a time."""
    with store.read() as tx:
        return spool.next_due_at(tx)


def unsettled(store: Store) -> tuple[PrintJob, ...]:
    """Papers that were begun and whose end is not known: to be settled before any new work."""
    return jobs(store, rules.UNSETTLED)


def hold(store: Store, waiting: PrintJob, reason: str, *, now: datetime) -> PrintJob:
    """Nothing was sent because the printer is not ready; written down only when the reason is a new one."""
    if waiting.reason == reason:
        return waiting
    queued = frozenset({PrintState.QUEUED})
    return _change(store, waiting.id, Change(source=queued, target=PrintState.QUEUED, reason=reason), now=now)


def begin(store: Store, chosen: PrintJob, *, printer: str, mark: str, now: datetime) -> PrintJob:
    """The next byte may go to the printer, under the name `mark`; committed before it does."""
    return _change(store, chosen.id, rules.beginning(chosen, printer=printer, mark=mark), now=now)


def settle(store: Store, begun: PrintJob, outcome: PrintOutcome, *, now: datetime, policy: SpoolPolicy = POLICY) -> PrintJob:
    """How an attempt ended; gives the job as it then stands (queued again as a copy, if that is the policy)."""
    return _change(store, begun.id, *rules.ending(begun, outcome, now=now, policy=policy), now=now)


def copy(store: Store, job_id: UUID, *, by: str, reason: str | None = None, now: datetime) -> PrintJob:
    """Print it once more, marked as a copy. Raises SpoolRefused while the paper itself is still to come."""
    found = job(store, job_id)
    if found is None:
        raise SpoolRefused("no such paper")
    return _change(store, job_id, rules.copying(found, by=by, reason=reason), now=now)


def confirm(store: Store, job_id: UUID, *, by: str, now: datetime) -> PrintJob:
    """A person says that an uncertain paper came out. Raises SpoolRefused, as do the next two.

    While no program has the store open, a paper that was being printed was cut off, and can be settled too.
    """
    return _change(store, job_id, rules.confirming(by=by, at_rest=store.is_alone), now=now)


def abandon(store: Store, job_id: UUID, *, by: str, reason: AbandonReason, now: datetime) -> PrintJob:
    """A person says that an uncertain or failed paper is not needed, or one that was cut off, as above."""
    return _change(store, job_id, rules.abandoning(by=by, reason=reason, at_rest=store.is_alone), now=now)


def cancel(store: Store, job_id: UUID, *, by: str, now: datetime) -> PrintJob:
    """Withdraw a paper of which nothing was sent."""
    return _change(store, job_id, rules.cancelling(by=by), now=now)


def _change(store: Store, job_id: UUID, first: Change, *more: Change, now: datetime) -> PrintJob:
    """All steps or none; raises SpoolRefused."""
    with store.write() as tx:
        for change in (first, *more):
            changed = spool.move(tx, job_id, change, now=now)
            if change.event:
                audit.append(tx, now, change.event, change.by, job=str(job_id), kind=changed.kind, copy=changed.copy)
    return changed
