"""How do many writers of one program share the disk? They take turns on one connection, and who comes meanwhile is committed with them."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

MOST_TOGETHER = 32
TOGETHER_S = 0.01
"""A transaction takes in no further writer after so many of them, or when it is as old as this."""

TURN_S = 30.0
"""So long a writer waits for those before it."""


class NotAtOnce(Exception):
    """Somebody else writes, here or in another program: whoever may not wait asks again where he may."""


class _Batch:
    """One transaction under way, in which writers of several threads have written one after another."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.fault: BaseException | None = None
        """Why nothing of it is on the disk."""
        self.ended = threading.Event()
        self._transaction: RootTransaction = connection.begin()
        self._begun = time.monotonic()
        self._parts = 0

    @property
    def takes_more(self) -> bool:
        return self.fault is None and 0 < self._parts < MOST_TOGETHER and time.monotonic() - self._begun < TOGETHER_S

    @contextmanager
    def part(self, *, may_follow: bool = False) -> Iterator[Connection]:
        """What one writer does; if it raises, the rest of the transaction is as it was before. may_follow: others come after it anyway."""
        is_first = self._parts == 0 and not may_follow
        try:
            if not is_first:
                self.connection.exec_driver_sql("SAVEPOINT part")
            yield self.connection
            if not is_first:
                self.connection.exec_driver_sql("RELEASE part")
        except BaseException as fault:
            if not is_first:
                self._take_back(fault)
            raise
        self._parts += 1

    def end(self) -> None:
        """Commit what its writers have done, and let them go. Raises what kept it from the disk, as each of them does."""
        try:
            if self.fault is None and self._parts:
                self._transaction.commit()
        except BaseException as fault:
            self.fault = fault
            raise
        finally:
            self._close()

    def _close(self) -> None:
        try:
            if self.fault is not None:
                self.connection.invalidate()  # after a commit that failed a transaction may still be open in it
            self.connection.close()
        finally:
            self.ended.set()

    def _take_back(self, fault: BaseException) -> None:
        """A full disk may have ended the whole transaction: then all who wrote in it must know."""
        self.fault = fault
        with suppress(DBAPIError):
            self.connection.exec_driver_sql("ROLLBACK TO part")
            self.connection.exec_driver_sql("RELEASE part")
            self.fault = None


class Together:
    """Writers on the one connection of `engine`, in the order in which they came; any thread may be one.

    Whoever ends while others wait leaves the transaction open for them; the last one commits it. Each returns after that commit. So
    one write of the disk serves all who wait for it, and nobody waits longer than for the transaction that he is in or behind.
    """

    def __init__(self, engine: Engine, *, turn_s: float = TURN_S) -> None:
        self._engine = engine
        self._turn_s = turn_s
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._is_taken = False
        self._open: _Batch | None = None  # only whoever has the turn looks at it
        self._several: tuple[int, _Batch] | None = None  # the thread that writes several things, and where

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """As Store.write says. Raises SQLAlchemy's own errors."""
        if self.is_writing:
            assert self._several is not None
            with self._several[1].part(may_follow=True) as tx:
                yield tx
            return
        self._take_turn()
        batch = self._joined()
        try:
            with batch.part() as tx:
                yield tx
        finally:
            self._leave(batch)

    @contextmanager
    def several(self, *, at_once: bool) -> Iterator[None]:
        """As Store.together says."""
        if at_once:
            self._take_turn_at_once()
        else:
            self._take_turn()
        batch = self._joined(at_once=at_once)
        try:
            with batch.part(may_follow=True):
                self._several = threading.get_ident(), batch
                try:
                    yield
                finally:
                    self._several = None
        finally:
            self._leave(batch, hand_on=not at_once)

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside `several`."""
        return self._several is not None and self._several[0] == threading.get_ident()

    def _joined(self, *, at_once: bool = False) -> _Batch:
        """The transaction that is open, or a new one."""
        if self._open is None:
            try:
                self._open = _begun_at_once(self._engine) if at_once else _begun(self._engine)
            except BaseException:
                self._pass_turn()
                raise
        return self._open

    def _leave(self, batch: _Batch, *, hand_on: bool = True) -> None:
        """Come back when the batch is on the disk. Raises what kept it from there: whatever was seen in it has never been.

        hand_on: others may write in it first; not for those who may not wait for them.
        """
        self._go_on(batch, hand_on=hand_on)
        batch.ended.wait()
        if batch.fault is not None:
            raise batch.fault

    def _go_on(self, batch: _Batch | None, *, hand_on: bool = True) -> None:
        """The turn goes to the next who waits: into this batch, or behind its end."""
        if batch is not None:
            if hand_on and batch.takes_more and self._hand_on():
                return
            self._open = None
            try:
                batch.end()
            finally:
                self._pass_turn()
            return
        self._pass_turn()

    def _take_turn(self) -> None:
        mine = threading.Event()
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return
            self._waiting.append(mine)
        try:
            came = mine.wait(self._turn_s)
        except BaseException:
            self._withdraw(mine)
            raise
        if not came:
            self._withdraw(mine)
            raise NoConnection("the writers before this one do not end")

    def _take_turn_at_once(self) -> None:
        with self._lock:
            if self._is_taken:
                raise NotAtOnce
            self._is_taken = True

    def _withdraw(self, mine: threading.Event) -> None:
        """Whoever got the turn at the last moment passes it on."""
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return
        self._go_on(self._open)

    def _hand_on(self) -> bool:
        """False: nobody waits."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
                return True
        return False

    def _pass_turn(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


def _begun(engine: Engine) -> _Batch:
    connection = engine.connect()
    try:
        return _Batch(connection)
    except BaseException:
        connection.close()
        raise


def _begun_at_once(engine: Engine) -> _Batch:
    """Without waiting for other programs. Raises NotAtOnce."""
    connection = engine.connect()
    driver = connection.connection.driver_connection
    assert driver is not None
    try:
        (usual_ms,) = driver.execute("PRAGMA busy_timeout").fetchone()
        driver.execute("PRAGMA busy_timeout=0").fetchall()
        try:
            return _Batch(connection)
        finally:
            driver.execute(f"PRAGMA busy_timeout={usual_ms}").fetchall()
    except BaseException as fault:
        connection.close()
        if str(getattr(getattr(fault, "orig", fault), "sqlite_errorname", "")).startswith("SQLITE_BUSY"):
            raise NotAtOnce from fault
        raise
