"""What time is it? Asked once at the edge; everything below is told."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def _since_boot_s() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)


LEAP = timedelta(minutes=5)
"""A correction by so much or more is a leap; whatever sets clocks right in small steps stays below it."""


class SteadyClock:
    """The machine's clock as long as it goes; a leap of it is not followed until the program is started again.

    Else one wrong setting would end the day of everybody who waits, and count the numbers of another day. Any thread may ask. wall:
    what the machine says; since_boot_s: seconds that nobody can set, in sleep too.
    """

    def __init__(self, wall: Callable[[], datetime] | None = None, since_boot_s: Callable[[], float] | None = None) -> None:
        wall, since_boot_s = wall or SystemClock().now, since_boot_s or _since_boot_s
        self._wall = wall
        self._since_boot_s = since_boot_s
        self._lock = Lock()
        self._last = (wall(), since_boot_s())
        self._off = timedelta(0)
        self._on_leap: Callable[[timedelta], None] = lambda _: None

    def now(self) -> datetime:
        with self._lock:
            wall, since_boot_s = self._wall(), self._since_boot_s()
            expected = self._last[0] + timedelta(seconds=since_boot_s - self._last[1])
            leap = wall + self._off - expected
            if abs(leap) >= LEAP:
                self._off -= leap
            self._last = (wall + self._off, since_boot_s)
            now = self._last[0]
        if abs(leap) >= LEAP:
            self._on_leap(leap)
        return now

    def tell(self, on_leap: Callable[[timedelta], None]) -> None:
        """Called at each leap with its size, on the thread that met it."""
        self._on_leap = on_leap


class HallClock:
    """The hub's time at a window whose own clock may be wrong: what the hub said last, and how long ago that was by a steady clock."""

    def __init__(self, own: Clock, steady_s: Callable[[], float] = time.monotonic) -> None:
        self._own = own
        self._steady_s = steady_s
        self._told: tuple[datetime, float] | None = None

    def told(self, at: datetime) -> None:
        """The hub says that it is now this time; from any thread."""
        self._told = at, self._steady_s()

    def now(self) -> datetime:
        if self._told is None:
            return self._own.now()
        at, then_s = self._told
        return at + timedelta(seconds=self._steady_s() - then_s)
