"""Can a paper be asked for, copied and given up as the rules of a hall want it?"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from kiosk.actions import spool
from kiosk.model.audit import AuditEvent
from kiosk.model.paper import (
    AbandonReason,
    Handed,
    NotReady,
    Printed,
    PrintJob,
    PrintOutcome,
    PrintReason,
    PrintState,
    SpoolRefused,
    Uncertain,
    Unprintable,
)
from kiosk.model.spool import SpoolPolicy
from kiosk.store import audit
from kiosk.store import spool as rows
from kiosk.store.database import Store
from tests.printing.contents import NINE, an_order

LOST = Uncertain(PrintReason.LOST)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "station.db", now=NINE) as opened:
        yield opened


def begun(store: Store, number: int = 1) -> PrintJob:
    job = spool.next_job(store, now=NINE)
    if job is None:
        spool.ask(store, an_order(number), now=NINE)
        job = spool.next_job(store, now=NINE)
    assert job is not None
    return spool.begin(store, job, printer="folder", mark=f"{job.id}#{job.copy}", now=NINE)


def ended(store: Store, outcome: PrintOutcome, policy: SpoolPolicy = spool.POLICY) -> PrintJob:
    return spool.settle(store, begun(store), outcome, now=NINE, policy=policy)


def audited(store: Store) -> list[AuditEvent]:
    with store.read() as tx:
        return [row.event for row in audit.rows(tx) if row.event.startswith("paper.")]


def test_asking_twice_is_one_paper(store: Store) -> None:
    ids = {spool.ask(store, an_order(1), now=NINE) for _ in range(2)}

    assert ids == {an_order(1).id}
    assert spool.counts(store) == {PrintState.QUEUED: 1}


def test_a_paper_is_asked_for_with_the_deed_or_not_at_all(store: Store) -> None:
    class Broken(Exception):
        pass

    def deed() -> None:
        with store.write() as tx:
            rows.put(tx, an_order(1), now=NINE)
            raise Broken

    with pytest.raises(Broken):
        deed()

    assert spool.next_job(store, now=NINE) is None


def test_a_begun_paper_knows_printer_mark_and_attempt_and_is_no_longer_next(store: Store) -> None:
    job = begun(store)

    assert (job.state, job.printer, job.attempt) == (PrintState.SENDING, "folder", 1)
    assert spool.next_job(store, now=NINE) is None
    assert spool.unsettled(store) == (job,)


def test_a_paper_cannot_be_begun_twice(store: Store) -> None:
    spool.ask(store, an_order(1), now=NINE)
    job = spool.next_job(store, now=NINE)
    assert job is not None
    spool.begin(store, job, printer="folder", mark="m", now=NINE)

    with pytest.raises(SpoolRefused):
        spool.begin(store, job, printer="folder", mark="m", now=NINE)


@pytest.mark.parametrize(
    ("outcome", "state", "events"),
    [
        (Printed(), PrintState.PRINTED, [AuditEvent.PAPER_PRINTED]),
        (Handed("7"), PrintState.HANDED, []),
        (NotReady(PrintReason.PAPER), PrintState.QUEUED, []),
        (Unprintable("printing.refused"), PrintState.FAILED, []),
        (LOST, PrintState.QUEUED, [AuditEvent.PAPER_UNCERTAIN, AuditEvent.PAPER_COPIED]),
    ],
)
def test_an_attempt_ends_as_the_printer_says(store: Store, outcome: PrintOutcome, state: PrintState, events: list[AuditEvent]) -> None:
    assert ended(store, outcome).state is state
    assert audited(store) == events


def test_when_nothing_was_sent_the_same_copy_waits_a_little(store: Store) -> None:
    job = ended(store, NotReady(PrintReason.PAPER, wait_s=4))

    assert (job.copy, job.reason, job.attempt) == (0, PrintReason.PAPER, 0)
    assert spool.next_due_at(store) == NINE + timedelta(seconds=4)
    assert spool.next_job(store, now=NINE + timedelta(seconds=3)) is None
    assert spool.next_job(store, now=NINE + timedelta(seconds=4)) == job


def test_when_nobody_knows_what_came_out_a_copy_follows_until_the_limit(store: Store) -> None:
    policy = SpoolPolicy(copy_limit=2, rest=timedelta(0))
    jobs = [ended(store, LOST, policy) for _ in range(3)]

    assert [(job.state, job.copy) for job in jobs] == [(PrintState.QUEUED, 1), (PrintState.QUEUED, 2), (PrintState.UNCERTAIN, 2)]


def test_papers_of_value_wait_for_staff_instead(store: Store) -> None:
    job = ended(store, LOST, SpoolPolicy(copies=frozenset()))

    assert (job.state, job.copy) == (PrintState.UNCERTAIN, 0)


def test_staff_say_that_it_came_out(store: Store) -> None:
    job = ended(store, LOST, SpoolPolicy(copies=frozenset()))

    assert spool.confirm(store, job.id, by="S07", now=NINE).state is PrintState.PRINTED
    assert audited(store) == [AuditEvent.PAPER_UNCERTAIN, AuditEvent.PAPER_PRINTED]


def test_staff_say_that_it_is_not_needed(store: Store) -> None:
    job = ended(store, LOST, SpoolPolicy(copies=frozenset()))
    given_up = spool.abandon(store, job.id, by="S07", reason=AbandonReason.LEFT, now=NINE)

    assert (given_up.state, given_up.reason) == (PrintState.ABANDONED, "citizen-left")
    assert audited(store) == [AuditEvent.PAPER_UNCERTAIN, AuditEvent.PAPER_ABANDONED]


def test_a_paper_that_is_being_printed_is_judged_by_nobody_else(file_store: Store) -> None:
    job = begun(file_store)
    with Store.open(file_store.path, now=NINE, shared=True) as tool:
        for settle in (spool.confirm, partial(spool.abandon, reason=AbandonReason.NOT_NEEDED)):
            with pytest.raises(SpoolRefused):
                settle(tool, job.id, by="technician", now=NINE)


def test_a_paper_that_was_cut_off_is_settled_by_a_person_and_then_followed_by_a_marked_copy_only(file_store: Store) -> None:
    job = begun(file_store)

    assert spool.confirm(file_store, job.id, by="technician", now=NINE).state is PrintState.PRINTED
    assert spool.unsettled(file_store) == ()
    assert spool.next_job(file_store, now=NINE) is None
    assert spool.copy(file_store, job.id, by="technician", now=NINE).copy == 1


def test_a_printed_paper_is_copied_on_request_with_the_next_number_and_the_same_content(store: Store) -> None:
    job = ended(store, Printed())
    copies = [spool.copy(store, job.id, by="S07", now=NINE).copy]
    ended(store, Printed())
    copies.append(spool.copy(store, job.id, by="S07", now=NINE).copy)

    assert copies == [1, 2]
    copied = spool.job(store, job.id)
    assert copied is not None
    assert copied.content == job.content


def test_a_paper_that_is_still_to_come_is_not_copied(store: Store) -> None:
    spool.ask(store, an_order(1), now=NINE)

    with pytest.raises(SpoolRefused):
        spool.copy(store, an_order(1).id, by="S07", now=NINE)
    with pytest.raises(SpoolRefused):
        spool.copy(store, an_order(2).id, by="S07", now=NINE)


def test_a_paper_is_withdrawn_only_before_anything_was_sent(store: Store) -> None:
    job = begun(store)
    with pytest.raises(SpoolRefused):
        spool.cancel(store, job.id, by="S07", now=NINE)
    spool.settle(store, job, NotReady(PrintReason.PAPER), now=NINE)

    assert spool.cancel(store, job.id, by="S07", now=NINE).state is PrintState.CANCELLED


def test_a_refused_step_changes_nothing(store: Store) -> None:
    job = ended(store, Printed())
    with pytest.raises(SpoolRefused):
        spool.settle(store, job, LOST, now=NINE)

    assert spool.job(store, job.id) == job


def test_every_step_leaves_an_event(store: Store) -> None:
    job = ended(store, LOST)
    with store.read() as tx:
        history = [(state, copy, by) for _, state, copy, _, by in rows.history(tx, job.id)]

    assert history == [
        (PrintState.QUEUED, 0, "order"),
        (PrintState.SENDING, 0, "spooler"),
        (PrintState.UNCERTAIN, 0, "spooler"),
        (PrintState.QUEUED, 1, "policy"),
    ]


def test_a_paper_is_found_by_what_it_was_asked_for(store: Store) -> None:
    spool.ask(store, an_order(1), now=NINE)
    with store.read() as tx:
        found, other = rows.find(tx, an_order(1).dedupe), rows.find(tx, "nothing")

    assert (found and found.id, other) == (an_order(1).id, None)


def test_looking_for_the_next_paper_uses_the_index_of_open_ones(file_store: Store) -> None:
    with file_store.read() as tx:
        plan = tx.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT * FROM print_job WHERE state = ? AND "
            "print_job.state IN ('queued', 'sending', 'handed', 'uncertain') ORDER BY seq LIMIT 1",
            ("queued",),
        ).fetchall()

    assert "print_job_open" in str(plan)
