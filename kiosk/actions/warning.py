"""Which line will break its promise in half an hour, while there is time to open another counter? (M4, S11)"""

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.actions.insight import Insight
from kiosk.actions.shelf import Shelf
from kiosk.model.catalogue import Catalogue
from kiosk.model.forecast import Range, Warn, people_after, warn
from kiosk.model.lists import EarlyWarning
from kiosk.store import arrivals
from kiosk.store import queue as rows
from kiosk.store.database import Store, Transaction

AHEAD_MIN = 30.0
LOOK_EVERY = timedelta(seconds=15)
WINDOW = timedelta(hours=1)
HISTORY = timedelta(days=28)

Usual = Mapping[tuple[str, int], float]
"""Arrivals a minute on an ordinary day, by service and half hour of the day."""


@dataclass
class Watch:
    """Looks at every line of the hall, at most each LOOK_EVERY; any thread may ask. A warning lasts until it is well over."""

    store: Store
    shelf: Shelf
    insight: Insight
    _levels: dict[str, Warn] = field(default_factory=dict)
    _said: tuple[EarlyWarning, ...] = ()
    _looked_at: datetime | None = None
    _usual: Usual = field(default_factory=dict)
    _usual_of: object = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def warnings(self, now: datetime) -> tuple[EarlyWarning, ...]:
        """Red ones first, then the longest wait; lines that are calm are left out."""
        with self._lock:
            if self._looked_at is None or not timedelta(0) <= now - self._looked_at < LOOK_EVERY:
                self._looked_at, self._said = now, self._look(now)
            return self._said

    def _look(self, now: datetime) -> tuple[EarlyWarning, ...]:
        today = now.astimezone(self.shelf.catalogue.zone).date()
        with self.store.read() as tx:
            if self._usual_of != today:
                self._usual, self._usual_of = _usual_day(tx, self.shelf.catalogue, now), today
            waiting, lately = rows.waiting(tx), arrivals.since(tx, now - WINDOW)
        found = [self._judge(service.code, waiting.get(service.code, 0), lately, now) for service in self.shelf.catalogue.services]
        raised = [one for one in found if one is not None]
        return tuple(sorted(raised, key=lambda one: (one.level is not Warn.RED, -one.wait_min, one.service)))

    def _judge(self, service: str, people: int, lately: Mapping[str, int], now: datetime) -> EarlyWarning | None:
        promise_min = self.shelf.catalogue.rules.promise_min
        later = self._in_half_an_hour(service, people, lately.get(service, 0), now)
        level = self._levels[service] = warn(self._levels.get(service, Warn.CALM), later, promise_min)
        if level is Warn.CALM:
            return None
        wait_min = later.p50 if level is Warn.RED else (later.p50 + later.p90) / 2
        return EarlyWarning(service=service, level=level, wait_min=round(wait_min), promise_min=promise_min)

    def _in_half_an_hour(self, service: str, people: int, lately: int, now: datetime) -> Range:
        """What somebody will wait who comes then. Where no counter is open, whoever waits now waits until then at least."""
        pace, counters = self.insight.pace(service, now)
        present = self.insight.outlook(service, people + 1, pace, counters)
        if present is None:
            return Range(AHEAD_MIN, AHEAD_MIN + 1) if people else Range(0.0, 0.0)
        local = now.astimezone(self.shelf.catalogue.zone)
        usual = self._usual.get((service, local.hour * 2 + local.minute // 30))
        a_minute = lately / 60 if usual is None else (lately / 60 + usual) / 2
        then = people_after(people + 1, AHEAD_MIN, arrivals_per_min=a_minute, gap_min=present.gap_min)
        later = self.insight.outlook(service, max(1, then), pace, counters)
        assert later is not None, "the counters are the same"
        return later.range


def _usual_day(tx: Transaction, catalogue: Catalogue, now: datetime) -> Usual:
    """Of the last 28 days without today; days on which nobody came at all do not count."""
    midnight = now.astimezone(catalogue.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    came: Counter[tuple[str, int]] = Counter()
    days = set()
    for service, at in arrivals.between(tx, midnight - HISTORY, midnight):
        local = at.astimezone(catalogue.zone)
        days.add(local.date())
        came[service, local.hour * 2 + local.minute // 30] += 1
    return {place: count / len(days) / 30 for place, count in came.items()}
