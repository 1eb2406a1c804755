"""The database file: opened, written, read, closed, found damaged, full."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from kiosk.store import audit, meta, tables
from kiosk.store.database import PRAGMAS, Store, check_sqlite
from kiosk.store.errors import Damaged, DatabaseInUse, DiskFull, OldSqlite
from kiosk.store.reserve import Reserve
from tests.builders import NINE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "hall.db"


def test_what_was_written_is_there_after_closing_and_opening(path: Path) -> None:
    with Store.open(path, now=NINE) as store, store.write() as tx:
        meta.put(tx, "word", "kept")

    with Store.open(path, now=NINE) as store, store.read() as tx:
        assert meta.get(tx, "word") == "kept"


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def fail_half_way() -> None:
        with store.write() as tx:
            meta.put(tx, "word", "lost")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    with store.read() as tx:
        assert meta.get(tx, "word") is None


def test_a_fault_of_ours_is_not_taken_for_a_full_disk(store: Store) -> None:
    with pytest.raises(DBAPIError), store.write() as tx:
        tx.exec_driver_sql("SELECT nonsense FROM nowhere")


def test_nothing_can_be_written_through_a_reader(store: Store) -> None:
    with pytest.raises(DBAPIError), store.read() as tx:
        meta.put(tx, "word", "no")


def test_the_pragmas_hold_on_both_sides(file_store: Store) -> None:
    names = {pragma.partition("=")[0] for pragma in PRAGMAS}
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}
    for side in (file_store.read, file_store.write):
        with side() as tx:
            found = {name: tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

        assert expected.items() <= found.items()


def test_writers_on_many_threads_come_one_after_another(store: Store) -> None:
    def count_up() -> None:
        for _ in range(25):
            with store.write() as tx:
                meta.put(tx, "count", str(int(meta.get(tx, "count") or 0) + 1))

    threads = [threading.Thread(target=count_up) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.read() as tx:
        assert meta.get(tx, "count") == "150"


def test_a_value_that_was_overwritten_is_gone_after_a_checkpoint(file_store: Store) -> None:
    with file_store.write() as tx:
        meta.put(tx, "word", "canary-7351")
    with file_store.write() as tx:
        meta.put(tx, "word", "other")

    assert file_store.checkpoint()
    for file in file_store.path.parent.iterdir():
        assert b"canary-7351" not in file.read_bytes()


def test_a_checkpoint_says_when_a_reader_is_in_its_way(file_store: Store) -> None:
    with file_store.read() as tx:
        meta.get(tx, "word")
        with file_store.write() as other:
            meta.put(other, "word", "new")

        assert not file_store.checkpoint()

    assert file_store.checkpoint()


def test_no_value_stands_in_the_text_of_an_error(store: Store) -> None:
    rows = [{"name": "a", "value": "canary-7351"}] * 2
    with pytest.raises(IntegrityError) as fault, store.write() as tx:
        tx.execute(tables.meta.insert(), rows)

    assert "canary-7351" not in str(fault.value)


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_an_sqlite_that_may_corrupt_the_file_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(OldSqlite, match="may corrupt the database") as refused:
        check_sqlite(version)

    assert refused.value.code == "store.sqlite"
    assert refused.value.facts["needed"] == "3.51.3"


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_a_sound_sqlite_is_taken(version: tuple[int, int, int]) -> None:
    check_sqlite(version)


def test_a_second_program_is_told_that_the_database_is_in_use(path: Path) -> None:
    with Store.open(path, now=NINE):
        with pytest.raises(DatabaseInUse) as refused:
            Store.open(path, now=NINE)

        assert refused.value.facts == {"database": "hall.db"}


def test_a_tool_may_join_the_program_that_has_the_database(path: Path) -> None:
    with Store.open(path, now=NINE) as store:
        with Store.open(path, now=NINE, shared=True) as tool, tool.write() as tx:
            meta.put(tx, "word", "from the tool")

        with store.read() as tx:
            assert meta.get(tx, "word") == "from the tool"
            assert meta.get(tx, meta.CLEAN) == "0"


def test_the_lock_ends_with_its_process_however_that_ends(path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from datetime import datetime, UTC; from kiosk.store.database import Store;"
        f"Store.open(Path({str(path)!r}), now=datetime.now(UTC)); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)

    assert ended.returncode == -9
    with Store.open(path, now=NINE) as store:
        assert not store.was_clean
        assert store.check()


def test_a_database_that_was_closed_is_clean(path: Path) -> None:
    Store.open(path, now=NINE).close()

    with Store.open(path, now=NINE) as store:
        assert store.was_clean


def test_a_damaged_file_is_found_and_nothing_more_is_written_to_it(path: Path) -> None:
    with Store.open(path, now=NINE) as store, store.write() as tx:
        for number in range(300):
            meta.put(tx, f"name {number}", "x" * 200)
    whole = path.read_bytes()
    page = 4096
    path.write_bytes(whole[: 30 * page] + bytes(8 * page) + whole[38 * page :])

    store = Store.open(path, now=NINE)
    try:
        assert not store.check()
        with pytest.raises(Damaged), store.write():
            pass
    finally:
        store.close()


def test_a_copy_can_be_opened_and_holds_everything(file_store: Store, tmp_path: Path) -> None:
    with file_store.write() as tx:
        meta.put(tx, "word", "kept")
    target = tmp_path / "copy.db"
    file_store.copy_to(target)

    with Store.open(target, now=NINE) as copy, copy.read() as tx:
        assert meta.get(tx, "word") == "kept"
    assert not list(tmp_path.glob("*.part*"))


def full(store: Store) -> None:
    """As if the disk ended here."""
    with store.write() as tx:
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar()
    raw = store._home.writer.raw_connection()  # the limit holds for this one connection
    assert raw.driver_connection is not None
    raw.driver_connection.execute(f"PRAGMA max_page_count={pages}").fetchall()
    raw.close()


def test_a_full_disk_is_told_and_what_was_saved_stays(path: Path) -> None:
    with Store.open(path, now=NINE, reserve_bytes=100_000) as store:
        assert store.has_room
        full(store)
        with pytest.raises(DiskFull), store.write() as tx:
            meta.put(tx, "word", "x" * 1_000_000)

        assert not store.has_room
        with store.read() as tx:
            assert meta.get(tx, "word") is None
            assert audit.broken_at(tx) is None


def test_the_reserve_is_made_anew_once_there_is_room(path: Path) -> None:
    with Store.open(path, now=NINE, reserve_bytes=100_000) as store:
        store.make_room()
        assert not store.has_room

        assert store.renew_reserve()
        assert store.has_room


def test_a_reserve_that_finds_no_room_is_not_begun(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "reserve", 2**60)

    assert not reserve.renew()
    assert not reserve.is_whole
    assert not list(tmp_path.iterdir())
