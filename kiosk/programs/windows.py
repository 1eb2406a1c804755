"""How does a program with a window run? Qt on the main thread, workers beside it, and an end by window, signal or Ctrl+C."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from kiosk.config import BoardSettings, CounterSettings, TerminalSettings
from kiosk.programs.display import need_screen
from kiosk.programs.wiring import House
from kiosk.worker import Worker
from sync.http import SignedSession, Timeouts
from ui.app import catch_faults, prepare_qt, quit_from_anywhere

STOP_WITHIN_S = 10.0
_ENDING = frozenset({signal.SIGTERM, signal.SIGINT})


@contextmanager
def running(house: House, steps: dict[str, Callable[[], float]]) -> Iterator[dict[str, Worker]]:
    """A worker for each step, from the start of the block to its end."""
    workers = {name: Worker(name, step, on_fault=_note(house, name)) for name, step in steps.items()}
    for worker in workers.values():
        worker.start()
    try:
        yield workers
    finally:
        for worker in workers.values():
            worker.wake()
        for worker in workers.values():
            worker.stop(STOP_WITHIN_S)


class App(Protocol):
    """As much of Qt's application as a program uses."""

    def exec(self) -> int: ...


@contextmanager
def an_app(house: House, renderer: str) -> Iterator[App]:
    """Qt's application; SIGTERM and SIGINT end its loop.

    They are waited for by a thread, for Qt's loop does not let Python's handlers run; and they are blocked before Qt starts,
    for every thread of Qt's inherits that.
    """
    need_screen()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    app = prepare_qt(renderer)
    watcher = Worker("signals", _waiter(quit_from_anywhere(app)), on_fault=_note(house, "signals"))
    watcher.start()
    try:
        yield app
    finally:
        watcher.stop(STOP_WITHIN_S)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _waiter(quit_: Callable[[], None]) -> Callable[[], float]:
    told = threading.Event()

    def wait() -> float:
        """Once told, it says so again and again: Qt does not hear it before its loop runs."""
        if not told.is_set() and signal.sigtimedwait(_ENDING, 0.25) is not None:
            told.set()
        if told.is_set():
            quit_()
        return 0.1 if told.is_set() else 0.0

    return wait


def run_window(app: App, house: House, *, calm: Callable[[], None] = lambda: None) -> None:
    """Until the window is closed or the program is told to end. calm: shows that something of ours is broken."""
    catch_faults(lambda fault: house.log.event("window.fault", error=fault), calm)
    print(f"{house.program}: the window is open", flush=True)
    app.exec()


def session_to_hub(
    settings: TerminalSettings | CounterSettings | BoardSettings, house: House, *, timeouts: Timeouts | None = None
) -> SignedSession:
    """Signed with this station's key. timeouts: shorter ones where somebody waits."""
    return SignedSession(settings.hub.url, device=settings.station, key=house.keys.device(), clock=house.clock, timeouts=timeouts)


def _note(house: House, worker: str) -> Callable[[Exception], None]:
    return lambda fault: house.log.fault(fault, worker=worker)
