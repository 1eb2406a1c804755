"""What time is it? Asked once at the edge; everything below is told."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


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
