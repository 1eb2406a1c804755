"""Writers of one program on several threads: one commit serves all who wait, and each is told the truth about his own part."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnection

from kiosk.store import meta, together
from kiosk.store.database import Store, Transaction
from kiosk.store.errors import DatabaseBusy, DiskFull
from kiosk.store.file import File
from kiosk.store.together import NotAtOnce, Together
from tests.builders import NINE
from tests.kiosk.store.test_database import full

Work = Callable[[Transaction], None]


class Row:
    """A first writer who is in the middle of it, and others who came after and wait."""

    def __init__(self, store: Store, pool: ThreadPoolExecutor) -> None:
        self._store, self._pool = store, pool
        self._inside, self._go = threading.Event(), threading.Event()
        self.commits = 0
        event.listen(self.engine, "commit", self._count)

    @property
    def engine(self) -> Engine:
        assert isinstance(self._store._home, File)
        return self._store._home.writer

    def first(self, work: Work, *, fails: bool = False) -> "Future[None]":
        def at_leisure(tx: Transaction) -> None:
            work(tx)
            self._inside.set()
            assert self._go.wait(10)
            if fails:
                raise ZeroDivisionError

        writing = self._pool.submit(self._write, at_leisure)
        assert self._inside.wait(10)
        return writing

    def then(self, work: Work) -> "Future[None]":
        """Comes next, and waits."""
        before = len(self.waiting)
        writing = self._pool.submit(self._write, work)
        until(lambda: len(self.waiting) > before)
        return writing

    @property
    def waiting(self) -> "list[threading.Event]":
        assert isinstance(self._store._home, File)
        return list(self._store._home._together._waiting)

    def go(self) -> None:
        self._go.set()

    def _write(self, work: Work) -> None:
        with self._store.write() as tx:
            work(tx)

    def _count(self, _connection: object) -> None:
        self.commits += 1


def until(condition: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(5000):
        if condition():
            return
        pause.wait(0.002)
    raise AssertionError("it did not come")


def put(name: str) -> Work:
    return lambda tx: meta.put(tx, name, "kept")


def names(store: Store) -> set[str]:
    with store.read() as tx:
        return {name for name in ("a", "b", "c", "d") if meta.get(tx, name) is not None}


@pytest.fixture
def row(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Row]:
    monkeypatch.setattr(together, "TOGETHER_S", 60.0)
    with ThreadPoolExecutor(max_workers=8) as pool:
        yield Row(file_store, pool)


def test_who_comes_while_another_writes_is_committed_with_him(file_store: Store, row: Row) -> None:
    writers = [row.first(put("a")), row.then(put("b")), row.then(put("c"))]
    row.go()
    for writer in writers:
        writer.result(10)

    assert names(file_store) == {"a", "b", "c"}
    assert row.commits == 1


def test_nobody_comes_back_before_his_part_is_on_the_disk(file_store: Store, row: Row) -> None:
    inside, go = threading.Event(), threading.Event()

    def slowly(tx: Transaction) -> None:
        meta.put(tx, "b", "kept")
        inside.set()
        assert go.wait(10)

    first = row.first(put("a"))
    second = row.then(slowly)
    row.go()
    assert inside.wait(10)

    assert not first.done()
    assert names(file_store) == set()
    go.set()
    first.result(10)
    second.result(10)
    assert names(file_store) == {"a", "b"}


def test_a_part_that_raises_leaves_nothing_and_takes_nothing_from_the_others(file_store: Store, row: Row) -> None:
    def fail(tx: Transaction) -> None:
        meta.put(tx, "b", "lost")
        meta.put(tx, "a", "changed")
        raise ZeroDivisionError

    writers = [row.first(put("a")), row.then(fail), row.then(put("c"))]
    row.go()

    assert [type(writer.exception(10)) for writer in writers] == [type(None), ZeroDivisionError, type(None)]
    assert names(file_store) == {"a", "c"}
    with file_store.read() as tx:
        assert meta.get(tx, "a") == "kept"


def test_a_first_part_that_raises_does_not_hold_the_others_up(file_store: Store, row: Row) -> None:
    def fail(tx: Transaction) -> None:
        meta.put(tx, "a", "lost")

    first = row.first(fail, fails=True)
    second = row.then(put("b"))
    row.go()

    assert type(first.exception(10)) is ZeroDivisionError
    second.result(10)
    assert names(file_store) == {"b"}


def test_a_disk_that_is_full_is_told_to_all_whose_part_is_lost(file_store: Store, row: Row) -> None:
    full(file_store)
    first = row.first(put("a"))
    second = row.then(lambda tx: meta.put(tx, "b", "x" * 3_000_000))
    third = row.then(put("c"))
    row.go()
    ends = [type(writer.exception(10)) for writer in (first, second, third)]

    assert ends[1] is DiskFull
    assert names(file_store) == {name for name, end in zip("abc", ends, strict=True) if end is type(None)}
    assert set(ends) <= {type(None), DiskFull}


def test_a_lost_transaction_is_told_to_all_who_wrote_in_it(file_store: Store, row: Row) -> None:
    """As after some faults of the disk, where SQLite takes everything back by itself."""

    def lose(tx: Transaction) -> None:
        tx.exec_driver_sql("ROLLBACK")
        tx.exec_driver_sql("SELECT nonsense FROM nowhere")

    writers = [row.first(put("a")), row.then(lose), row.then(put("c"))]
    row.go()

    assert [type(writer.exception(10)).__name__ for writer in writers] == ["OperationalError", "OperationalError", "NoneType"]
    assert names(file_store) == {"c"}


def test_a_commit_that_fails_is_told_to_all_also_to_those_who_were_refused(file_store: Store, row: Row) -> None:
    """A refusal may rest on what another has written: then that was never true."""

    def break_a_reference(tx: Transaction) -> None:
        tx.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        tx.exec_driver_sql("INSERT INTO staff_session (token, staff, counter, opened_at, until) VALUES ('t', 'nobody', 1, 0, 0)")

    def refuse(tx: Transaction) -> None:
        raise ZeroDivisionError

    writers = [row.first(put("a")), row.then(break_a_reference), row.then(refuse)]
    row.go()

    assert [type(writer.exception(10)) for writer in writers] == [IntegrityError] * 3
    assert names(file_store) == set()
    with file_store.write() as tx:
        meta.put(tx, "d", "kept")
    assert names(file_store) == {"d"}


def test_writers_have_their_turn_in_the_order_in_which_they_came(row: Row) -> None:
    seen: list[int] = []
    writers = [row.first(put("a")), *(row.then(lambda _tx, n=n: seen.append(n)) for n in range(5))]  # type: ignore[misc]
    row.go()
    for writer in writers:
        writer.result(10)

    assert seen == [0, 1, 2, 3, 4]


def test_nobody_waits_longer_than_for_a_few_others(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MOST_TOGETHER", 2)
    writers = [row.first(put("a")), *(row.then(put(name)) for name in "bcd")]
    row.go()
    for writer in writers:
        writer.result(10)

    assert row.commits == 2


def test_a_transaction_that_has_lasted_is_closed_to_others(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "TOGETHER_S", 0.0)
    writers = [row.first(put("a")), row.then(put("b"))]
    row.go()
    for writer in writers:
        writer.result(10)

    assert row.commits == 2


def test_a_writer_does_not_wait_for_ever(file_store: Store, row: Row) -> None:
    impatient = Together(row.engine, turn_s=0.01)

    def write() -> None:
        with impatient.write():
            pass

    with impatient.write():
        waiting = row._pool.submit(write)
        assert type(waiting.exception(10)) is NoConnection
    write()

    assert not impatient._waiting


def test_a_writer_who_gives_up_as_his_turn_comes_passes_it_on(row: Row) -> None:
    """The turn and the end of the wait may come at the same instant."""
    turns = Together(row.engine, turn_s=0.01)
    turns._take_turn()
    turns._withdraw(threading.Event())

    with turns.write():
        pass


def test_another_program_that_holds_the_database_is_told_and_harms_nobody(tmp_path: Path) -> None:
    with Store.open(tmp_path / "hall.db", now=NINE) as store:
        other = sqlite.connect(tmp_path / "hall.db", isolation_level=None)
        with store.write() as tx:
            tx.exec_driver_sql("PRAGMA busy_timeout=10").fetchall()
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy), store.write():
            pass
        other.execute("COMMIT")
        other.close()
        with store.write() as tx:
            meta.put(tx, "a", "kept")

        assert names(store) == {"a"}


def test_many_writers_of_whom_some_fail_lose_nothing(file_store: Store) -> None:
    def count_up(number: int) -> None:
        for turn in range(20):
            try:
                with file_store.write() as tx:
                    meta.put(tx, "count", str(int(meta.get(tx, "count") or 0) + 1))
                    if (turn + number) % 3 == 0:
                        tx.exec_driver_sql("SELECT nonsense FROM nowhere")
            except DBAPIError:
                assert (turn + number) % 3 == 0

    with ThreadPoolExecutor(max_workers=6) as pool:
        list(pool.map(count_up, range(6)))

    failed = sum((turn + number) % 3 == 0 for turn in range(20) for number in range(6))
    with file_store.read() as tx:
        assert meta.get(tx, "count") == str(120 - failed)


_MANY = """
import sys, threading
from datetime import datetime, UTC
from pathlib import Path
from kiosk.store import meta
from kiosk.store.database import Store

store = Store.open(Path(sys.argv[1]), now=datetime.now(UTC))
said = threading.Lock()

def write(number):
    for count in range(10**6):
        with store.write() as tx:
            meta.put(tx, f"of {number}", str(count))
        with said:
            print(number, count, flush=True)

for number in range(8):
    threading.Thread(target=write, args=(number,)).start()
"""


@pytest.mark.whole
@pytest.mark.parametrize("lines", [1, 20, 77, 200, 333])
def test_what_was_told_to_be_written_is_there_after_a_kill(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "hall.db"
    child = subprocess.Popen([sys.executable, "-c", _MANY, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(lines)]
    child.kill()
    told += [line for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    child.wait(20)
    child.stdout.close()
    last = {number: int(count) for number, count in (line.split() for line in told)}

    with Store.open(path, now=NINE) as store, store.read() as tx:
        kept = {number: int(meta.get(tx, f"of {number}") or -1) for number in last}
        assert all(count <= kept[number] <= count + 1 for number, count in last.items())


# -- several writes of one thread --------------------------------------------------------------------------------------


def put_alone(store: Store, name: str) -> None:
    with store.write() as tx:
        meta.put(tx, name, "kept")


def put_and_fail(store: Store, name: str) -> None:
    with store.write() as tx:
        meta.put(tx, name, "kept")
        raise ZeroDivisionError


def test_what_one_thread_writes_together_is_one_commit(file_store: Store, row: Row) -> None:
    with file_store.together():
        put_alone(file_store, "a")
        put_alone(file_store, "b")
        assert names(file_store) == set(), "nobody may be told before the end"

    assert names(file_store) == {"a", "b"}
    assert row.commits == 1


def test_what_is_refused_takes_only_itself_back(file_store: Store) -> None:
    with file_store.together():
        with pytest.raises(ZeroDivisionError):
            put_and_fail(file_store, "a")
        put_alone(file_store, "b")

    assert names(file_store) == {"b"}


def test_a_block_that_fails_leaves_nothing_and_others_go_on(file_store: Store) -> None:
    def block() -> None:
        with file_store.together():
            put_alone(file_store, "a")
            put_and_fail(file_store, "c")

    with pytest.raises(ZeroDivisionError):
        block()
    put_alone(file_store, "b")

    assert names(file_store) == {"b"}


def test_a_full_disk_is_told_at_the_end_of_the_block(file_store: Store) -> None:
    full(file_store)

    with pytest.raises(DiskFull), file_store.together(), file_store.write() as tx:
        meta.put(tx, "a", "x" * 10_000_000)

    assert names(file_store) == set()


def test_whoever_may_not_wait_is_told_that_somebody_writes(file_store: Store, row: Row) -> None:
    first = row.first(put("a"))
    with pytest.raises(NotAtOnce), file_store.together(at_once=True):
        put_alone(file_store, "b")
    row.go()
    first.result(10)
    with file_store.together(at_once=True):
        put_alone(file_store, "c")

    assert names(file_store) == {"a", "c"}


def test_whoever_may_not_wait_is_told_that_another_program_writes(file_store: Store) -> None:
    other = sqlite.connect(file_store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotAtOnce), file_store.together(at_once=True):
        put_alone(file_store, "a")
    other.execute("COMMIT")
    other.close()
    put_alone(file_store, "b")

    assert names(file_store) == {"b"}


def test_a_block_that_fails_takes_nothing_of_others_with_it(file_store: Store, row: Row) -> None:
    def block(_: Transaction | None = None) -> None:
        with file_store.together():
            put_alone(file_store, "b")
            raise ZeroDivisionError

    with ThreadPoolExecutor(max_workers=1) as other:
        first = row.first(put("a"))
        before = len(row.waiting)
        second = other.submit(block)
        until(lambda: len(row.waiting) > before)
        row.go()
        first.result(10)
        with pytest.raises(ZeroDivisionError):
            second.result(10)

    assert names(file_store) == {"a"}


def test_whoever_may_not_wait_does_not_wait_for_those_behind_him_either(file_store: Store, row: Row) -> None:
    """Somebody comes while the block is under way: he begins a transaction of his own."""
    inside, go = threading.Event(), threading.Event()

    def slowly(tx: Transaction) -> None:
        meta.put(tx, "b", "kept")
        inside.set()
        assert go.wait(10)

    with file_store.together(at_once=True):
        put_alone(file_store, "a")
        behind = row.then(slowly)
    there = names(file_store)
    go.set()
    behind.result(10)

    assert there == {"a"}
    assert names(file_store) == {"a", "b"}
