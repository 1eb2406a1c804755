"""What waits to leave: taken in order, settled once, held for people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.actions import filing, outbox
from kiosk.model.audit import AuditEvent
from kiosk.model.parcel import HUB, Delivered, Link, LinkState, Outcome, Parcel, Refused, Unreachable
from kiosk.model.submission import SubmissionState
from kiosk.store import audit
from kiosk.store import outbox as rows
from kiosk.store.database import Store
from tests.builders import NINE, a_desk, a_filing, a_finished_form, some_entropy, some_id


def file(store: Store, *numbers: int, size: int = 0) -> None:
    for number in numbers:
        finished = a_finished_form(number, xml=b"<data>%d</data>" % number + bytes(size))
        filing.file(store, a_filing(finished), desk=replace(a_desk(), entropy=some_entropy(number)), now=NINE)


def taken(store: Store, minutes: float = 0, **limits: int) -> list[int]:
    """The numbers of the parcels that are due."""
    parcels = outbox.next_batch(store, HUB, now=NINE + timedelta(minutes=minutes), **limits)
    return [next(number for number in range(1, 100) if some_id(number) == parcel.id) for parcel in parcels]


def settle(store: Store, number: int, outcome: Outcome, minutes: float = 0) -> None:
    outbox.settle(store, some_id(number), HUB, outcome, now=NINE + timedelta(minutes=minutes))


def state_of(store: Store, number: int) -> SubmissionState:
    found = filing.find(store, some_id(number))
    assert found is not None
    return found.state


def test_the_oldest_go_first_and_no_more_than_asked_for(store: Store) -> None:
    file(store, 1, 2, 3)

    assert taken(store, limit=2) == [1, 2]


def test_a_batch_stays_under_its_size_unless_one_alone_is_larger(store: Store) -> None:
    file(store, 1, 2, 3, size=30_000)

    assert taken(store, limit_bytes=100_000) == [1, 2]
    assert taken(store, limit_bytes=10) == [3]


def test_the_very_bytes_that_were_frozen_are_taken_each_time(store: Store) -> None:
    file(store, 1)
    first = outbox.next_batch(store, HUB, now=NINE)
    again = outbox.next_batch(store, HUB, now=NINE)

    assert first == again
    assert isinstance(first[0], Parcel)


def test_an_attempt_that_nobody_remembers_is_made_again_after_the_fresh_ones(store: Store) -> None:
    file(store, 1)
    taken(store)
    file(store, 2)

    assert taken(store) == [2, 1]


def test_delivered_is_settled_for_good(store: Store) -> None:
    file(store, 1)
    taken(store)
    settle(store, 1, Delivered("17"))
    settle(store, 1, Refused("conflict"))

    assert state_of(store, 1) is SubmissionState.AT_HUB
    assert taken(store) == []
    assert outbox.held(store) == ()


def test_refused_waits_for_people_and_blocks_nobody(store: Store) -> None:
    file(store, 1, 2)
    taken(store)
    settle(store, 1, Refused("unknown-form"), minutes=1)
    settle(store, 2, Delivered("18"))
    (held,) = outbox.held(store, HUB)

    assert (held.id, held.reason, held.queued_at, held.held_at) == (some_id(1), "unknown-form", NINE, NINE + timedelta(minutes=1))
    assert held.attempts == 1
    assert (state_of(store, 1), state_of(store, 2)) == (SubmissionState.HELD, SubmissionState.AT_HUB)
    assert outbox.held(store, "elsewhere") == ()


def test_a_person_may_send_a_held_one_again(store: Store) -> None:
    file(store, 1)
    taken(store)
    settle(store, 1, Refused("unknown-form"))

    assert outbox.requeue(store, some_id(1), HUB, by="li", now=NINE)
    assert not outbox.requeue(store, some_id(1), HUB, by="li", now=NINE)
    assert state_of(store, 1) is SubmissionState.SAVED
    assert taken(store) == [1]


def test_one_that_must_wait_lets_the_others_pass(store: Store) -> None:
    file(store, 1, 2)
    taken(store)
    settle(store, 1, Unreachable("attachments-missing", 60, whole=False))
    settle(store, 2, Unreachable("connection"))

    assert outbox.next_due_at(store, HUB) == NINE + timedelta(seconds=60)
    assert taken(store) == [2]
    assert taken(store, minutes=2) == [1, 2]
    assert outbox.next_due_at(store, HUB) is None


def test_when_the_whole_destination_is_away_nothing_of_its_wait_is_kept(store: Store) -> None:
    file(store, 1)
    taken(store)
    settle(store, 1, Unreachable("http-503", 300))

    assert taken(store) == [1]


def test_the_link_tells_what_waits_since_when(store: Store) -> None:
    file(store, 1, 2)
    before = outbox.link(store, HUB)
    taken(store)
    settle(store, 1, Refused("conflict"))
    settle(store, 2, Delivered("1"))
    after = outbox.link(store, HUB, state=LinkState.UP, since=NINE)

    assert before == Link(destination=HUB, state=LinkState.UNKNOWN, since=None, waiting=2, held=0, oldest_at=NINE)
    assert after == Link(destination=HUB, state=LinkState.UP, since=NINE, waiting=0, held=1)


@pytest.mark.parametrize(
    ("outcome", "event"),
    [(Delivered("1"), AuditEvent.SUBMISSION_DELIVERED), (Refused("conflict"), AuditEvent.SUBMISSION_HELD)],
)
def test_how_it_ended_is_in_the_audit_trail_once(store: Store, outcome: Outcome, event: AuditEvent) -> None:
    file(store, 1)
    settle(store, 1, outcome)
    settle(store, 1, outcome)

    with store.read() as tx:
        assert [row.event for row in audit.rows(tx) if row.actor == "courier"] == [event]


def test_what_is_due_is_found_by_an_index(file_store: Store) -> None:
    with file_store.read() as tx:
        query = rows.due_query(HUB, NINE).compile(tx.engine, compile_kwargs={"literal_binds": True})
        plan = [str(row[-1]) for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]

    assert any("USING INDEX outbox_open" in step for step in plan)
