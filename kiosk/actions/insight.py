"""How long will it be, how well was it told, and what has the hall learned from its own days? (M3)"""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from kiosk.actions.shelf import Shelf
from kiosk.model.board import FeedEvent
from kiosk.model.catalogue import Catalogue
from kiosk.model.forecast import Kept, Model, Outlook, Pace, Told, configured_gap_min, fit, told, trusted
from kiosk.model.hall import Deed
from kiosk.model.pulse import Pulse, samples
from kiosk.store import feed, meta, queue
from kiosk.store.database import Store, Transaction

HISTORY = timedelta(days=28)
LEAST_DAYS = 5
USUAL_MIN = 10
"""At a counter, for a service that the hall has no more."""
_READ_AT_ONCE = 5000
_TODAY = 20_000
"""So many events back a hub that was started anew looks for the state of its counters; a day has fewer."""
NIGHT = time(2)
_MODEL, _SILENT, _LEARNED = "forecast", "forecast-silent", "forecast-day"


@dataclass(frozen=True, kw_only=True)
class Record:
    """How well waits were told (M3): promises by service, the newest last, and the mean distance from the middle in minutes."""

    kept: Mapping[str, tuple[Kept, ...]]
    middle_off_min: Mapping[str, float]


class Insight:
    """What a hub knows of its lines while it runs; any thread may ask. Reads what is committed, never an open deed."""

    def __init__(self, store: Store, shelf: Shelf) -> None:
        self._store = store
        self._shelf = shelf
        self._offered = shelf.catalogue
        self._lock = threading.Lock()
        self._pulse = Pulse(_offers(self._offered))
        with store.read() as tx:
            self._pulse.seq = max(0, feed.bounds(tx)[1] - _TODAY)
            self._model, self._silent = _read_model(tx)

    def pace(self, service: str, now: datetime) -> tuple[Pace, int]:
        """The pace of the last hour, and how many counters are at work for the service."""
        with self._lock, self._store.read() as tx:
            self._read_on(tx)
            self._keep_up(now)
            return self._pace(service, now)

    def outlooks(self, now: datetime) -> Mapping[str, tuple[Outlook | None, int]]:
        """For each service with tickets: what somebody who comes now would be told, and how many counters are at work for it."""
        with self._lock, self._store.read() as tx:
            self._read_on(tx)
            self._keep_up(now)
            waiting = queue.waiting(tx)
            services = [service.code for service in self._shelf.catalogue.services if service.has_ticket]
            paces = {code: self._pace(code, now) for code in services}
        return {code: (self.outlook(code, waiting.get(code, 0) + 1, *pace), pace[1]) for code, pace in paces.items()}

    def _read_on(self, tx: Transaction) -> None:
        for event in _events(tx, self._pulse.seq):
            self._pulse.apply(event)

    def _pace(self, service: str, now: datetime) -> tuple[Pace, int]:
        counters = self._pulse.counters(service)
        return self._pulse.pace(service, now).scaled(counters, self._pulse.counters_before(service, now)), counters

    def outlook(self, service: str, people: int, pace: Pace, counters: int) -> Outlook | None:
        """people: before somebody, and that one. None: no counter is open, so only people can be counted."""
        if counters == 0:
            return None
        model, silent = self._model, self._silent
        learned = model.gap_min(service, pace)
        gap = configured_gap_min(self._minutes(service), counters) if learned is None else learned
        estimate = model.estimate(service, people, gap)
        return Outlook(
            people=people, gap_min=gap, range=estimate, reckoned=told(estimate), silent=service in silent, about=learned is None
        )  # fmt: skip

    def keep_learning(self, now: datetime) -> bool:
        """Once each night, at the first call after NIGHT in the hall's time; True if it was now."""
        local = now.astimezone(self._shelf.catalogue.zone)
        with self._store.read() as tx:
            last = meta.get(tx, _LEARNED)
        if local.time() < NIGHT or last == local.date().isoformat():
            return False
        self.learn(now)
        with self._store.write() as tx:
            meta.put(tx, _LEARNED, local.date().isoformat())
        return True

    def learn(self, now: datetime) -> bool:
        """Fit anew from the last 28 days, and decide which services may promise; True if the new model was taken.

        The old one stays if it would have told yesterday better. Takes seconds: nightly, on a thread of its own.
        """
        found = list(samples(_history(self._store, now), _offers(self._shelf.catalogue)))
        new = fit(found)
        with self._store.read() as tx:
            days = feed.days_since(tx, now - HISTORY)
        if days < LEAST_DAYS:
            new = Model(usual=new.usual, others=new.others)
        yesterday = list(samples(_history(self._store, now, timedelta(days=1)), _offers(self._shelf.catalogue)))
        taken = not yesterday or new.loss(yesterday) <= replace(self._model, usual=new.usual, others=new.others).loss(yesterday)
        model = new if taken else replace(self._model, usual=new.usual, others=new.others)
        kept = record(self._store, now).kept
        silent = frozenset(service for service, ends in kept.items() if not trusted(ends, now=service not in self._silent))
        with self._store.write() as tx:
            meta.put(tx, _MODEL, json.dumps(asdict(model)))
            meta.put(tx, _SILENT, " ".join(sorted(silent)))
        self._model, self._silent = model, silent
        return taken

    def _keep_up(self, now: datetime) -> None:
        """With the catalogue that is in force."""
        catalogue = self._shelf.catalogue
        if catalogue is not self._offered:
            self._offered = catalogue
            self._pulse.offer(_offers(catalogue), now)

    def _minutes(self, service: str) -> int:
        known = self._shelf.now.service(service)
        return USUAL_MIN if known is None else known.minutes


def record(store: Store, now: datetime, span: timedelta = timedelta(days=30)) -> Record:
    """Every range that was reckoned for a ticket, against the wait that came of it. Who left without a call is not among them."""
    kept: dict[str, list[Kept]] = {}
    off: dict[str, list[float]] = {}
    open_: dict[object, tuple[datetime, Mapping[str, Any]]] = {}
    with store.read() as tx:
        for event, facts in feed.with_facts(tx, now - span):
            leg, service = event.data.get("l"), str(event.data.get("s"))
            if event.kind == "issued" and facts.get("reckoned"):
                open_[leg] = event.at, facts["reckoned"]
            elif facts.get("deed") == Deed.CARRY_OVER:
                open_.pop(leg, None)
            elif event.kind == "called" and leg in open_:
                at, said = open_.pop(leg)
                wait_min = (event.at - at).total_seconds() / 60
                kept.setdefault(service, []).append(Told(said["low"], said["high"]).holds(wait_min))
                off.setdefault(service, []).append(abs(wait_min - said["p50"]))
    means = {service: sum(values) / len(values) for service, values in off.items()}
    return Record(kept={service: tuple(ends) for service, ends in kept.items()}, middle_off_min=means)


def outlook_facts(outlook: Outlook | None) -> dict[str, Any]:  # Any: JSON
    """As it stands in the event of the ticket, so that it can be scored when the leg is called."""
    if outlook is None or outlook.reckoned is None:
        return {}
    said = outlook.reckoned
    return {"reckoned": {
        "n": outlook.people, "g": round(outlook.gap_min, 2), "p50": round(outlook.range.p50, 1), "p90": round(outlook.range.p90, 1),
        "low": said.low_min, "high": said.high_min, "about": outlook.about, "silent": outlook.silent,
    }}  # fmt: skip


def _read_model(tx: Transaction) -> tuple[Model, frozenset[str]]:
    kept = meta.get(tx, _MODEL)
    silent = frozenset((meta.get(tx, _SILENT) or "").split())
    if kept is None:
        return Model(), silent
    said = json.loads(kept)
    factors = {service: (pair[0], pair[1]) for service, pair in said["factors"].items()}
    return Model(p50=tuple(said["p50"]), p90=tuple(said["p90"]), factors=factors, usual=said["usual"], others=said["others"]), silent


def _offers(catalogue: Catalogue) -> dict[int, frozenset[str]]:
    """A counter that only helps out does not count: nobody can rely on it."""
    return {counter.number: counter.services - counter.relief for counter in catalogue.counters}


def _events(tx: Transaction, seq: int) -> Iterator[FeedEvent]:
    more = True
    while more:
        events = feed.events_after(tx, seq, _READ_AT_ONCE)
        yield from events
        more = len(events) == _READ_AT_ONCE
        seq = events[-1].seq if events else seq


def _history(store: Store, now: datetime, span: timedelta = HISTORY) -> Iterator[FeedEvent]:
    with store.read() as tx:
        for event, _ in feed.with_facts(tx, now - span):
            yield event
