"""What is done when nobody looks."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.actions import filing, housekeeping, outbox
from kiosk.actions.audit import note, trail
from kiosk.actions.filing import file, take_part
from kiosk.actions.housekeeping import Nightly
from kiosk.model.audit import AuditEvent
from kiosk.model.parcel import HUB, Delivered
from kiosk.model.queue import Policy, QueueRefused
from kiosk.model.submission import SealedPart
from kiosk.store import filing as rows
from kiosk.store.database import Store
from kiosk.store.file import File
from tests.builders import (
    NINE,
    FakeClock,
    a_clerk,
    a_desk,
    a_filing,
    a_finished_form,
    a_hall,
    a_ticket,
    an_attachment,
    new_id,
    some_id,
)

KEEP = timedelta(days=30)


def a_delivered_submission(store: Store, number: int = 1) -> None:
    finished = a_finished_form(number, attachments=(an_attachment(),))
    file(store, a_filing(finished), desk=a_desk(), now=NINE)
    outbox.settle(store, finished.id, HUB, Delivered("7"), now=NINE)


def sealed_bytes(store: Store, number: int = 1) -> int:
    with store.read() as tx:
        return sum(len(part.sealed) for part in rows.parts_of(tx, some_id(number)))


def crashed(path: Path) -> Store:
    """A database whose program did not come to its end."""
    store = Store.open(path, now=NINE)
    assert isinstance(store._home, File)
    store._home._lock.release()
    return Store.open(path, now=NINE)


def test_after_a_clean_end_nothing_is_checked(store: Store) -> None:
    assert housekeeping.check_after_crash(store, now=NINE)
    assert AuditEvent.DATABASE_CHECKED not in {row.event for row in trail(store)}


def test_a_tool_between_a_crash_and_the_next_start_does_not_hide_the_crash(tmp_path: Path) -> None:
    crashed(tmp_path / "other.db").close()
    with Store.open(tmp_path / "other.db", now=NINE) as store:
        assert not store.was_clean
        assert housekeeping.check_after_crash(store, now=NINE)

    with Store.open(tmp_path / "other.db", now=NINE) as store:
        assert store.was_clean


def test_after_a_crash_the_file_is_read_whole(tmp_path: Path) -> None:
    with crashed(tmp_path / "other.db") as store:
        assert not store.was_clean

        assert housekeeping.check_after_crash(store, now=NINE)
        assert AuditEvent.DATABASE_CHECKED in {row.event for row in trail(store)}


def test_damage_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with crashed(tmp_path / "other.db") as store:
        monkeypatch.setattr("kiosk.store.file.is_sound", lambda *_: False)

        assert not housekeeping.check_after_crash(store, now=NINE)


def test_answers_are_forgotten_after_two_days(store: Store, clock: FakeClock) -> None:
    hall, request = a_hall(store, clock), new_id()
    first = a_ticket(hall, request=request)
    clock.go_on(hours=47)
    assert housekeeping.tidy(store, now=clock.now(), policy=Policy())
    assert a_ticket(hall, request=request) == first
    clock.go_on(hours=2)
    housekeeping.tidy(store, now=clock.now(), policy=Policy())

    assert a_ticket(hall, request=request) != first


def test_sessions_that_are_over_are_dropped(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock)
    session = a_clerk(hall)
    clock.go_on(hours=13)
    housekeeping.tidy(store, now=clock.now(), policy=Policy())
    clock.go_on(hours=-13)

    with pytest.raises(QueueRefused, match="signed-out"):
        hall.open_counter(new_id(), session=session, counter=1)


def test_attachments_that_nobody_names_are_dropped_in_time(store: Store) -> None:
    part = SealedPart(id=some_id(5), name="", mime="", kid="k", sealed=b"x", sha256="h", size_bytes=1)
    take_part(store, part, now=NINE)
    housekeeping.tidy(store, now=NINE + timedelta(days=6), policy=Policy())
    with store.read() as tx:
        assert rows.read_part(tx, part.id) is not None
    housekeeping.tidy(store, now=NINE + timedelta(days=8), policy=Policy())
    with store.read() as tx:
        assert rows.read_part(tx, part.id) is None


def test_what_was_delivered_is_forgotten_in_time_but_for_its_number(store: Store) -> None:
    a_delivered_submission(store)
    file(store, a_filing(a_finished_form(2)), desk=a_desk(), now=NINE)
    assert housekeeping.forget(store, now=NINE + KEEP, keep=KEEP) == 0

    assert housekeeping.forget(store, now=NINE + KEEP + timedelta(seconds=1), keep=KEEP) == 1
    assert sealed_bytes(store) == 0
    assert sealed_bytes(store, 2) > 0
    assert len(filing.filed(store)) == 2
    assert housekeeping.forget(store, now=NINE + KEEP + timedelta(seconds=1), keep=KEEP) == 0


def test_forgotten_bytes_are_gone_from_the_disk(file_store: Store) -> None:
    a_delivered_submission(file_store)
    with file_store.read() as tx:
        sealed = rows.parts_of(tx, some_id(1))[0].sealed
    assert any(sealed[:40] in path.read_bytes() for path in file_store.path.parent.iterdir())
    housekeeping.forget(file_store, now=NINE + KEEP * 2, keep=KEEP)

    assert not any(sealed[:40] in path.read_bytes() for path in file_store.path.parent.iterdir())


def test_copies_from_before_an_upgrade_are_forgotten_too(file_store: Store) -> None:
    old, new = (file_store.path.with_name(f"{file_store.path.name}.before-{revision}") for revision in ("0001", "0002"))
    for copy, age in ((old, KEEP * 2), (new, timedelta(0))):
        copy.write_bytes(b"copy")
        at = (NINE + KEEP * 2 - age).timestamp()
        os.utime(copy, (at, at))
    housekeeping.forget(file_store, now=NINE + KEEP * 2, keep=KEEP)

    assert not old.exists()
    assert new.exists()


def test_room_is_made_by_forgetting(tmp_path: Path) -> None:
    with Store.open(tmp_path / "small.db", now=NINE, reserve_bytes=1000) as store:
        a_delivered_submission(store)
        store.make_room()
        assert not store.has_room

        assert housekeeping.make_room(store, now=NINE + KEEP * 2, keep=KEEP)
        assert store.has_room
        assert sealed_bytes(store) == 0


def test_the_copy_of_a_night_can_be_restored(file_store: Store, tmp_path: Path) -> None:
    a_delivered_submission(file_store)
    target = housekeeping.copy_of_night(file_store.path, Nightly(folder=tmp_path / "copies"), now=NINE.replace(hour=2))

    assert target == tmp_path / "copies" / "hall.db.2026-03-02"
    with Store.open(target, now=NINE) as copy:
        assert filing.filed(copy) == filing.filed(file_store)


@pytest.mark.parametrize(
    ("hours_later", "copies"),
    [(0, ["2026-03-01"]), (0.9, ["2026-03-01"]), (1, ["2026-03-01", "2026-03-02"]), (24.5, ["2026-03-01", "2026-03-02"])],
)
def test_one_copy_is_made_each_night_or_later_when_the_machine_was_off(
    file_store: Store, tmp_path: Path, hours_later: float, copies: list[str]
) -> None:
    plan = Nightly(folder=tmp_path, hour=2)
    for hours in (0, 0.5, hours_later):
        housekeeping.copy_of_night(file_store.path, plan, now=NINE.replace(hour=1) + timedelta(hours=hours))

    assert [copy.suffix[1:] for copy in housekeeping.copies(file_store.path, tmp_path)] == copies


def test_older_copies_go(file_store: Store, tmp_path: Path) -> None:
    plan = Nightly(folder=tmp_path, keep=3)
    for night in range(5):
        housekeeping.copy_of_night(file_store.path, plan, now=NINE + timedelta(days=night))

    assert [copy.suffix[1:] for copy in housekeeping.copies(file_store.path, tmp_path)] == ["2026-03-03", "2026-03-04", "2026-03-05"]


def test_what_no_other_deed_writes_down_can_be_noted(store: Store) -> None:
    note(store, AuditEvent.PROGRAM_STARTED, by="system", now=NINE, program="hub")

    last = trail(store)[-1]
    assert (last.event, dict(last.facts)) == (AuditEvent.PROGRAM_STARTED, {"program": "hub"})
