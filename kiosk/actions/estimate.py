"""How long will somebody wait who comes now? Told to every window when it changes (S11)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.actions.insight import Insight
from kiosk.clock import Clock
from kiosk.model.board import Estimate, estimate_data
from kiosk.model.forecast import Outlook
from kiosk.model.ids import uuid7
from kiosk.store import estimate, feed
from kiosk.store.database import Store, Transaction
from kiosk.store.feed import Happening

LOOK_S = 1.0
TOLD_EVERY = timedelta(seconds=15)


@dataclass
class Teller:
    """Appends an `estimate` event for each service whose range is another than was told; `step` is a Worker's.

    At most each TOLD_EVERY for one service, at once when a counter opened or paused. on_told: something was appended.
    """

    store: Store
    insight: Insight
    clock: Clock
    entropy: Callable[[int], bytes] = field(repr=False)
    on_told: Callable[[], None] = lambda: None
    _told_at: dict[str, datetime] = field(default_factory=dict)
    _seen: int = -1
    _looked_at: datetime | None = None

    def step(self) -> float:
        """Look if something happened, or if it is time to look anyway."""
        now = self.clock.now()
        with self.store.read() as tx:
            last = feed.bounds(tx)[1]
        if last != self._seen or self._looked_at is None or not timedelta(0) <= now - self._looked_at < TOLD_EVERY:
            self._seen, self._looked_at = last, now
            self._tell(now)
        return LOOK_S

    def _tell(self, now: datetime) -> None:
        found = {service: _estimate(*said) for service, said in self.insight.outlooks(now).items()}
        with self.store.read() as tx:
            due = self._due(found, estimate.known(tx), now)
        if not due:
            return
        with self.store.write() as tx:
            kept = dict(estimate.known(tx))
            due = {service: one for service, one in due.items() if kept.get(service) != one}
            for service, one in due.items():
                self._append(tx, service, one, now)
            estimate.keep(tx, {**kept, **due})
        self._told_at |= dict.fromkeys(due, now)
        self.on_told()

    def _due(self, found: Mapping[str, Estimate], told: Mapping[str, Estimate], now: datetime) -> dict[str, Estimate]:
        """Those to be told now; somebody else's program on the same database may have told them since."""
        return {
            service: one for service, one in found.items()
            if one != (before := told.get(service))
            and (before is None or one.counters != before.counters or self._may_again(service, now))
        }  # fmt: skip

    def _may_again(self, service: str, now: datetime) -> bool:
        at = self._told_at.get(service)
        return at is None or not timedelta(0) <= now - at < TOLD_EVERY

    def _append(self, tx: Transaction, service: str, one: Estimate, now: datetime) -> None:
        data = {"s": service, **estimate_data(one)}
        happening = Happening(id=uuid7(now, self.entropy(10)), kind="estimate", at=now, station="hub", actor="system", data=data)
        self._seen = feed.append(tx, happening)


def _estimate(outlook: Outlook | None, counters: int) -> Estimate:
    told = outlook.told if outlook is not None else None
    if outlook is None or told is None:
        return Estimate(wait_min=None, counters=counters)
    return Estimate(wait_min=(told.low_min, told.high_min), counters=counters, about=outlook.about)
