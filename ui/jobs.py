"""How does a window do slow work without freezing? On one helper thread; answers come back on the main thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from kiosk.model.errors import KioskError

T = TypeVar("T")


class Jobs(QObject):
    """One executor with one thread, so jobs end in the order in which they were given.

    The world's faults (KioskError) go to `failed`; anything else is a fault of ours and is raised on the main thread,
    where the exception hook finds it, after `failed` has let go of what was waiting.
    """

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._running = 0
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """True when every answer has been handed over."""
        return self._running == 0

    def run(self, work: Callable[[], T], *, then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Start `work` on the helper thread; exactly one of `then` and `failed` is called on the main thread."""
        self._running += 1
        future = self._pool.submit(work)
        future.add_done_callback(lambda ended: self._ended.emit((ended, then, failed)))

    def close(self) -> None:
        """Let the job under way end, drop the others."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _finish(self, ended: tuple[Future[Any], Callable[[Any], None], Callable[[Exception], None]]) -> None:
        future, then, failed = ended  # Any: each job has a result type of its own
        self._running -= 1
        if future.cancelled():
            return
        fault = future.exception()
        if fault is None:
            then(future.result())
            return
        if isinstance(fault, Exception):
            failed(fault)
        if not isinstance(fault, KioskError):
            raise fault
