"""When is what waits carried? One courier a destination: ping, take a batch, deliver, settle, rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from kiosk.actions import outbox, restoring
from kiosk.clock import Clock
from kiosk.model.parcel import Delivered, Link, LinkState, Outcome, Parcel, Refused, Unreachable
from kiosk.store.database import Store
from sync.connector import TIMEOUT, Connector


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Seconds. first, longest: of the back-off with full jitter; idle: between two pings while nothing waits."""

    first_s: float = 2.0
    longest_s: float = 300.0
    idle_s: float = 10.0


class Courier:
    """Carries the outbox of one destination; `step` is a Worker's. What it knows of the link lives in memory only.

    on_change: called on the courier's thread whenever the link or the numbers on it have changed. onward: what the destination has
    last said of the machines behind it; epoch: what it has last said of its database, blank for nothing.
    """

    def __init__(
        self, store: Store, connector: Connector, destination: str, *, clock: Clock, random: Random,
        on_change: Callable[[Link], None], pace: Pace | None = None, onward: Callable[[], LinkState] = lambda: LinkState.UNKNOWN,
        epoch: Callable[[], str] = lambda: "",
    ) -> None:  # fmt: skip
        self._store = store
        self._connector = connector
        self._destination = destination
        self._clock = clock
        self._random = random
        self._on_change = on_change
        self._pace = pace or Pace()
        self._onward = onward
        self._epoch = epoch
        self._failures = 0
        self._limit = outbox.BATCH
        self._state = LinkState.UNKNOWN
        self._since: datetime | None = None
        self._reason: str | None = None
        self._heard_at: datetime | None = None
        self._told: Link | None = None

    def step(self) -> float:
        """One batch, or one ping; the rest until the next."""
        if not self._reachable():
            return self._failed(self._reason or "connection", None)
        parcels = outbox.next_batch(self._store, self._destination, now=self._clock.now(), limit=self._limit)
        if not parcels:
            self._up()
            return self._idle_s()
        outcomes = self._connector.deliver(parcels, lambda part: outbox.part_bytes(self._store, part))
        return self._settle(parcels, outcomes)

    def link(self) -> Link:
        """What a window says of this destination now; may be called from any thread."""
        near = self._state is LinkState.UP and self._onward() is LinkState.DOWN
        state = LinkState.NEAR if near else self._state
        return outbox.link(self._store, self._destination, state=state, since=self._since, reason=self._reason)

    def _reachable(self) -> bool:
        """A word from the right server is good for `idle_s`; then it is asked again before anything is sent."""
        now = self._clock.now()
        if self._state is LinkState.UP and self._heard_at and now - self._heard_at < timedelta(seconds=self._pace.idle_s):
            return True
        if not self._connector.ping():
            return False
        if epoch := self._epoch():
            restoring.heed_epoch(self._store, self._destination, epoch, now=now)
        self._heard_at = now
        return True

    def _settle(self, parcels: Sequence[Parcel], outcomes: Sequence[Outcome]) -> float:
        for parcel, outcome in zip(parcels, outcomes, strict=True):
            outbox.settle(self._store, parcel.id, self._destination, outcome, now=self._clock.now())
        away = [outcome for outcome in outcomes if isinstance(outcome, Unreachable) and outcome.whole]
        if away:
            return self._failed(away[0].reason, away[0].wait_s)
        self._heard_at = self._clock.now()
        if any(isinstance(outcome, Delivered | Refused) for outcome in outcomes):
            self._limit = min(outbox.BATCH, self._limit + 5)
        self._up()
        return 0.0

    def _up(self) -> None:
        self._failures = 0
        self._turn(LinkState.UP, None)
        self._tell()

    def _failed(self, reason: str, wait_s: float | None) -> float:
        self._turn(LinkState.DOWN, reason)
        if reason == TIMEOUT:
            self._limit = max(1, self._limit // 2)
        ceiling_s = min(self._pace.longest_s, self._pace.first_s * 2**self._failures)
        self._failures = min(self._failures + 1, 32)
        self._tell()
        rest_s = self._random.uniform(0, ceiling_s)
        return rest_s if wait_s is None else min(wait_s, self._pace.longest_s) + rest_s

    def _idle_s(self) -> float:
        """Until the next ping, or until a parcel that must wait is due."""
        due_at = outbox.next_due_at(self._store, self._destination)
        if due_at is None:
            return self._pace.idle_s
        return min(self._pace.idle_s, max(0.0, (due_at - self._clock.now()).total_seconds()))

    def _turn(self, state: LinkState, reason: str | None) -> None:
        if state is not self._state:
            self._since = self._clock.now()
        self._state, self._reason = state, reason

    def _tell(self) -> None:
        link = self.link()
        if link != self._told:
            self._told = link
            self._on_change(link)
