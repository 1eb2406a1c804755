"""How fast does each line move? The pace of the last hour, and the waits of the past, folded from the feed's events (pure)."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kiosk.model.board import FeedEvent
from kiosk.model.forecast import WINDOW_MIN, Pace, Sample
from kiosk.model.hall import CounterState

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CHANGED_MIN = 30.0
"""A counter that opened or paused counts as new for so long."""
_AT_WORK = frozenset({CounterState.AVAILABLE, CounterState.CALLING, CounterState.SERVING, CounterState.WRAP_UP})


@dataclass
class _Line:
    """One service: how many wait, which of its counters are at work, since when both is so, and what the last hour brought.

    changes: when the number of counters changed, and what it was before.
    """

    waiting: int = 0
    counters: set[int] = field(default_factory=set)
    busy_since: float | None = None
    spans: deque[tuple[float, float]] = field(default_factory=deque)
    calls: deque[float] = field(default_factory=deque)
    changes: deque[tuple[float, int]] = field(default_factory=deque)

    def turn(self, minute: float) -> None:
        """Begin or end a busy span, and forget what is older than the window."""
        busy = self.waiting > 0 and bool(self.counters)
        if busy and self.busy_since is None:
            self.busy_since = minute
        elif not busy and self.busy_since is not None:
            self.spans.append((self.busy_since, minute))
            self.busy_since = None
        while self.spans and self.spans[0][1] < minute - WINDOW_MIN:
            self.spans.popleft()
        while self.calls and self.calls[0] <= minute - WINDOW_MIN:
            self.calls.popleft()

    def put(self, counter: int, minute: float, *, at_work: bool) -> None:
        """A counter is at work for this service from now on, or no longer."""
        if at_work != (counter in self.counters):
            self.changes.append((minute, len(self.counters)))
        if at_work:
            self.counters.add(counter)
        else:
            self.counters.discard(counter)
        self.turn(minute)

    def counters_before(self, minute: float) -> int:
        while self.changes and self.changes[0][0] < minute - CHANGED_MIN:
            self.changes.popleft()
        return self.changes[0][1] if self.changes else len(self.counters)

    def pace(self, minute: float) -> Pace:
        """Of the hour before `minute`, which is not before the last event."""
        since = minute - WINDOW_MIN
        spans = [*self.spans, (self.busy_since, minute)] if self.busy_since is not None else self.spans
        minutes = sum(max(0.0, min(end, minute) - max(start, since)) for start, end in spans)
        return Pace(calls=len(self.calls) - bisect_right(self.calls, since), busy_min=minutes)


class Pulse:
    """The hall's lines after the events so far; one thread at a time. offers: the services of each counter."""

    def __init__(self, offers: Mapping[int, Iterable[str]]) -> None:
        self.seq = 0
        self._offers = {number: frozenset(services) for number, services in offers.items()}
        self._set: dict[int, frozenset[str]] = {}
        self._at_work: set[int] = set()
        self._lines: dict[str, _Line] = {}

    def offer(self, offers: Mapping[int, Iterable[str]], now: datetime) -> None:
        """Another catalogue says what the counters take."""
        self._offers = {number: frozenset(services) for number, services in offers.items()}
        for number in sorted(self._at_work):
            self._take_up(number, _minute(now))

    def apply(self, event: FeedEvent) -> None:
        """One more event; one that was seen already changes nothing."""
        if event.seq <= self.seq:
            return
        self.seq = event.seq
        minute, service = _minute(event.at), event.data.get("s")
        if service is not None:
            line = self._line(str(service))
            if event.kind == "called":
                line.calls.append(minute)
            waiting = event.data.get("w")
            line.waiting = line.waiting if waiting is None else int(waiting)
            line.turn(minute)
        desk = event.data.get("desk" if event.kind == "ended" else "state")
        if event.kind in {"called", "recalled", "started", "ended", "counter"} and event.data.get("c") is not None:
            self._turn_counter(int(event.data["c"] or 0), str(desk), minute)
        if event.kind == "services":
            self._set_services(int(event.data["c"] or 0), event.data.get("of"), minute)

    def pace(self, service: str, now: datetime) -> Pace:
        return self._lines.get(service, _Line()).pace(_minute(now))

    def counters_before(self, service: str, now: datetime) -> int:
        """How many were at work for it half an hour ago."""
        return self._lines.get(service, _Line()).counters_before(_minute(now))

    def counters(self, service: str) -> int:
        """How many are at work for it."""
        return len(self._lines.get(service, _Line()).counters)

    def _turn_counter(self, number: int, state: str, minute: float) -> None:
        if state in _AT_WORK:
            self._at_work.add(number)
        else:
            self._at_work.discard(number)
        self._take_up(number, minute)

    def _set_services(self, number: int, codes: object, minute: float) -> None:
        """A manager's word, instead of the catalogue's; None takes it back."""
        if codes is None:
            self._set.pop(number, None)
        else:
            self._set[number] = frozenset(str(codes).split())
        self._take_up(number, minute)

    def _take_up(self, number: int, minute: float) -> None:
        """The counter counts for what it takes now, and for nothing else."""
        taken = self._set.get(number, self._offers.get(number, frozenset())) if number in self._at_work else frozenset()
        for service in taken | {code for code, line in self._lines.items() if number in line.counters}:
            self._line(service).put(number, minute, at_work=service in taken)

    def _line(self, service: str) -> _Line:
        return self._lines.setdefault(service, _Line())


def samples(events: Iterable[FeedEvent], offers: Mapping[int, Iterable[str]]) -> Iterator[Sample]:
    """A sample for each wait that ended with a call, as it was known when the ticket was taken; walk-ups and booked visits are none."""
    pulse = Pulse(offers)
    open_: dict[object, tuple[datetime, Sample]] = {}
    for event in events:
        pulse.apply(event)
        leg, service = event.data.get("l"), str(event.data.get("s"))
        if event.kind == "issued" and not event.data.get("b"):
            people = _people(event)
            open_[leg] = event.at, Sample(service=service, people=people, pace=pulse.pace(service, event.at), wait_min=0.0)
        elif leg in open_ and event.kind in {"called", "started", "moved"}:
            at, sample = open_.pop(leg)
            if event.kind == "called":
                waited = (event.at - at).total_seconds() / 60
                yield Sample(service=sample.service, people=sample.people, pace=sample.pace, wait_min=waited)


def _people(event: FeedEvent) -> int:
    """Whoever is before a ticket, and itself; `a` stands there only where a class has changed it."""
    ahead = event.data.get("a")
    return int(event.data.get("w") or 1) if ahead is None else int(ahead) + 1


def _minute(at: datetime) -> float:
    return (at - _EPOCH).total_seconds() / 60
