"""A database that is an old copy again gives no number twice, and stations offer again what it lacks."""

from datetime import timedelta
from pathlib import Path

from kiosk.actions import feed, filing, outbox, restoring
from kiosk.model.parcel import HUB, Delivered
from kiosk.model.submission import SubmissionState
from kiosk.store.database import Store
from tests.builders import NINE, ZONE, FakeClock, a_desk, a_filing, a_finished_form, a_hall, a_ticket

FIRST = "first"


def restored(copy: Path, to: Path, *, minutes: int) -> Store:
    """The copy, put in a new place so many minutes after nine."""
    to.write_bytes(copy.read_bytes())
    now = NINE + timedelta(minutes=minutes)
    store = Store.open(to, now=now)
    passed = restoring.begin_anew(store, now=now)
    restoring.leave_out_tickets(store, ["A", "B"], hall="north", zone=ZONE, minutes=passed, now=now)
    return store


def test_numbers_given_after_the_copy_are_given_to_nobody_else_also_after_a_second_restore(file_store: Store, tmp_path: Path) -> None:
    clock = FakeClock()
    given = [a_ticket(a_hall(file_store, clock)).number]
    file_store.copy_to(tmp_path / "copy")
    given += [a_ticket(a_hall(file_store, clock)).number for _ in range(20)]
    for minutes in (30, 31, 300):
        with restored(tmp_path / "copy", tmp_path / f"{minutes}.db", minutes=minutes) as again:
            clock.go_on(minutes=1)
            given += [a_ticket(a_hall(again, clock)).number for _ in range(5)]

    assert len(given) == len(set(given))
    assert min(number for number in given[21:]) > 1000


def test_receipt_numbers_of_a_restored_terminal_leave_a_gap(file_store: Store, tmp_path: Path) -> None:
    filing.file(file_store, a_filing(a_finished_form(1)), desk=a_desk(), now=NINE)
    file_store.copy_to(tmp_path / "copy")
    lost = filing.file(file_store, a_filing(a_finished_form(2)), desk=a_desk(), now=NINE)
    with restored(tmp_path / "copy", tmp_path / "new.db", minutes=0) as again:
        next_one = filing.file(again, a_filing(a_finished_form(3)), desk=a_desk(), now=NINE)

    assert next_one.receipt_no != lost.receipt_no


def test_a_window_that_has_heard_more_than_the_copy_knows_takes_the_snapshot_anew(file_store: Store, tmp_path: Path) -> None:
    clock = FakeClock()
    a_ticket(a_hall(file_store, clock))
    file_store.copy_to(tmp_path / "copy")
    for _ in range(5):
        a_ticket(a_hall(file_store, clock))
    _, heard = feed.bounds(file_store)
    with restored(tmp_path / "copy", tmp_path / "new.db", minutes=0) as again:
        a_ticket(a_hall(again, clock))
        first, last = feed.bounds(again)

    assert not first - 1 <= heard <= last


def test_every_number_leaves_a_gap_on_either_kind_of_database(store: Store, clock: FakeClock) -> None:
    before = a_ticket(a_hall(store, clock))
    clock.go_on(minutes=5)
    passed = restoring.begin_anew(store, now=clock.now())
    restoring.leave_out_tickets(store, ["A"], hall="north", zone=ZONE, minutes=passed, now=clock.now())
    after = a_ticket(a_hall(store, clock))
    first, last = feed.bounds(store)

    assert restoring.epoch_of(store) != FIRST
    assert (before.number, after.number) == (1, 1000 + restoring.SPARE + restoring.A_MINUTE * 5 + 1)
    assert first == last > restoring.EVENTS_A_MINUTE * 5


def test_a_station_offers_again_what_it_has_sent_once_for_each_restore(store: Store) -> None:
    receipt = filing.file(store, a_filing(), desk=a_desk(), now=NINE)
    outbox.settle(store, receipt.submission, HUB, Delivered("7"), now=NINE)
    offered = [restoring.heed_epoch(store, HUB, epoch, now=NINE) for epoch in (FIRST, "one", "one")]
    (again,) = outbox.next_batch(store, HUB, now=NINE)
    found = filing.find(store, receipt.submission)

    assert offered == [0, 1, 0]
    assert again.id == receipt.submission
    assert found is not None
    assert found.state is SubmissionState.SAVED
