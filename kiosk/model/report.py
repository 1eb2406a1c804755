"""What did the day bring, and does it add up to the last ticket? Figures folded from the hall's events (pure).

Every figure can be computed again from the events; none of them names a person. A spread of fewer than five is not told.
"""

from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.model.board import FeedEvent
from kiosk.model.forecast import Kept, Told
from kiosk.model.hall import OPEN_STATES, CounterState, Deed, LegState
from kiosk.model.quantiles import quantile

LEAST = 5
"""Fewer are not told: somebody might be recognised."""
HALF_HOUR = timedelta(minutes=30)
Facts = Mapping[str, Any]  # Any: JSON
_OCCUPIED = ("calling", "serving", "wrap_up")


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Minutes of `n` people: the middle, what nine of ten stayed below, and the longest; None of fewer than five."""

    n: int
    p50: float | None = None
    p90: float | None = None
    longest: float | None = None

    @classmethod
    def of(cls, minutes: Iterable[float]) -> "Spread":
        rising = sorted(minutes)
        if len(rising) < LEAST:
            return cls(n=len(rising))
        return cls(n=len(rising), p50=quantile(rising, 0.5), p90=quantile(rising, 0.9), longest=rising[-1])


@dataclass(frozen=True, kw_only=True)
class ServiceFigures:
    """One service. legs = sum of `ends` + `open`.

    ends: by state. first_wait: until the first call; more_wait: in line again after it; call: from the call to the start; serving:
    without holds. within: share of first waits within the promise; kept: promises told on tickets, by how they were kept.
    """

    service: str
    legs: int
    ends: Mapping[LegState, int]
    open: int
    first_wait: Spread
    more_wait: Spread
    call: Spread
    serving: Spread
    within: float | None
    kept: Mapping[Kept, int]


@dataclass(frozen=True, kw_only=True)
class CounterFigures:
    """One counter. minutes: by state, a pause by its reason as "paused REASON"; occupied: share of its open time, 0 to 1."""

    counter: int
    served: int
    minutes: Mapping[str, float]
    occupied: float | None


@dataclass(frozen=True, kw_only=True)
class HalfHour:
    """Of those who took a ticket from `begins` on, local time: how many left without being served."""

    begins: time
    issued: int
    left: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """The days `first` to `last`, told from the events. visits = sum of `visit_ends` + `visits_open`; legs likewise by service.

    in_rows: visits of those days in the hall's tables, and how many of them are open: another source for the same. visit_ends: by the
    state of the last leg. booked: visits by appointment, among the others; not_come: appointments that nobody kept. out_of_turn: calls
    that a clerk chose, by reason. passed: how often an earlier comer was passed. by_class, by_language: first waits.
    """

    first: date
    last: date
    in_rows: tuple[int, int]
    visits: int
    visit_ends: Mapping[LegState, int]
    visits_open: int
    visit_time: Spread
    visit_wait: Spread
    services: tuple[ServiceFigures, ...]
    counters: tuple[CounterFigures, ...]
    half_hours: tuple[HalfHour, ...]
    booked: int
    not_come: int
    by_class: Mapping[str, Spread]
    by_language: Mapping[str, Spread]
    out_of_turn: Mapping[str, int]
    passed: int

    @property
    def legs(self) -> int:
        return sum(one.legs for one in self.services)

    @property
    def adds_up(self) -> bool:
        """The events and the tables tell of the same tickets, and as many of them are still open."""
        return self.in_rows == (self.visits, self.visits_open)


@dataclass
class _Leg:
    """What the events tell of one leg; spans: state, from, to."""

    service: str
    visit: str
    language: str
    priority: str | None
    began: datetime
    state: LegState
    since: datetime
    told: Told | None = None
    called_at: datetime | None = None
    walked_up: bool = False
    undone: bool = False
    spans: list[tuple[LegState, datetime, datetime]] = field(default_factory=list)

    def turn(self, state: LegState, at: datetime) -> None:
        if state is not self.state:
            self.spans.append((self.state, min(self.since, at), at))
            self.state, self.since = state, at
        if state is LegState.CALLED and self.called_at is None:
            self.called_at = at

    def minutes(self, state: LegState, *, after: datetime | None = None, until: datetime | None = None) -> float:
        """In this state, of spans that began at or after `after` and ended by `until`."""
        spans = (
            (start, end) for kind, start, end in self.spans
            if kind is state and (after is None or start >= after) and (until is None or end <= until)
        )  # fmt: skip
        return sum((end - start).total_seconds() for start, end in spans) / 60

    @property
    def first_wait(self) -> float:
        return self.minutes(LegState.WAITING, until=self.called_at)

    @property
    def more_wait(self) -> float:
        return self.minutes(LegState.WAITING, after=self.called_at)


@dataclass
class _Desk:
    state: str
    since: datetime
    served: int = 0
    minutes: Tally[str] = field(default_factory=Tally)

    def turn(self, state: str, at: datetime) -> None:
        if self.state != CounterState.CLOSED:
            self.minutes[self.state] += (at - self.since).total_seconds() / 60  # type: ignore[assignment]  # Counter's own type is int
        self.state, self.since = state, at


class Ledger:
    """Takes in the events from `since` on, in order, and gives the report of the tickets that were taken on these days.

    since, until: midnight to midnight in the hall's time. Later events only say how those tickets ended.
    """

    def __init__(self, first: date, last: date, zone: ZoneInfo) -> None:
        self._first, self._last, self._zone = first, last, zone
        self.since = datetime.combine(first, time.min, zone)
        self.until = datetime.combine(last + timedelta(days=1), time.min, zone)
        self._legs: dict[str, _Leg] = {}
        self._visits: dict[str, list[str]] = {}
        self._desks: dict[int, _Desk] = {}
        self._chosen: Tally[str] = Tally()
        self._passed = self._booked = self._not_come = 0

    def take(self, event: FeedEvent, facts: Facts) -> None:
        """One event; those of other days' tickets change counters only."""
        if "desk" in facts and event.at < self.until:
            self._turn_desk(event, facts)
        self._not_come += facts.get("deed") == Deed.NOT_COME and event.at < self.until
        leg = str(event.data.get("l"))
        if event.kind == "issued":
            self._begin(leg, event, facts, None)
        elif "leg" in facts and str(facts["leg"].get("origin")) in self._legs:
            self._begin(leg, event, facts, self._legs[str(facts["leg"]["origin"])])
        elif leg in self._legs and "now" in facts:
            self._go_on(self._legs[leg], event, facts)

    def report(self, now: datetime, promise_min: int, in_rows: tuple[int, int]) -> Report:
        """now: counters that are still open have been so until then. in_rows: as of Report."""
        counted = {key: leg for key, leg in self._legs.items() if not leg.undone}
        lasts = [[counted[key] for key in keys if key in counted][-1] for keys in self._visits.values()]
        ends = Tally(leg.state for leg in lasts if leg.state not in OPEN_STATES)
        called = [leg for leg in counted.values() if leg.called_at and not leg.walked_up]
        services = sorted({leg.service for leg in counted.values()})
        return Report(
            first=self._first, last=self._last, in_rows=in_rows, visits=len(self._visits), visit_ends=ends,
            visits_open=len(lasts) - sum(ends.values()),
            visit_time=Spread.of(self._stays(counted)), visit_wait=Spread.of(self._visit_waits(counted)),
            services=tuple(_of_service(one, [leg for leg in counted.values() if leg.service == one], promise_min) for one in services),
            counters=tuple(self._of_counter(number, min(now, self.until)) for number in sorted(self._desks)),
            half_hours=tuple(self._half_hours()), booked=self._booked, not_come=self._not_come,
            by_class=_waits_by(called, lambda leg: leg.priority or "none"), by_language=_waits_by(called, lambda leg: leg.language),
            out_of_turn=self._chosen, passed=self._passed,
        )  # fmt: skip

    def _begin(self, key: str, event: FeedEvent, facts: Facts, came_from: _Leg | None) -> None:
        """A ticket, taken or at the check-in of somebody booked, or the next leg of a visit."""
        if came_from is None and not self._first <= date.fromisoformat(facts["visit"]["day"]) <= self._last:
            return
        row, said = facts.get("leg", {}), facts.get("reckoned")
        began = datetime.fromisoformat(row["arrived_at"]) if facts.get("handed_in") else event.at
        self._visits.setdefault(came_from.visit if came_from else key, []).append(key)
        self._booked += facts.get("deed") == Deed.CHECK_IN
        self._legs[key] = _Leg(
            service=str(event.data.get("s")), visit=came_from.visit if came_from else key, priority=row.get("priority"), began=began,
            language=came_from.language if came_from else str(event.data.get("lang")), state=LegState.WAITING,
            since=_waits_from(event, facts),
            told=Told(said["low"], said["high"]) if said and not said.get("silent") else None,
        )  # fmt: skip

    def _go_on(self, leg: _Leg, event: FeedEvent, facts: Facts) -> None:
        now, deed = facts["now"], facts.get("deed")
        leg.priority = now.get("priority", leg.priority)
        leg.walked_up |= deed == Deed.WALK_UP
        leg.undone = now.get("reason") == "undo"
        if deed == Deed.CARRY_OVER:
            leg.since = datetime.fromisoformat(now["arrived_at"])
        if "state" in now:
            leg.turn(LegState(now["state"]), event.at)
        if deed in {Deed.CALL_NEXT, Deed.CALL_CHOSEN}:
            why = [str(code) for code in facts.get("why", ())]
            self._passed += int(facts.get("passed", 0)) > 0
            if why[:1] == ["chosen"]:
                self._chosen[why[1]] += 1

    def _turn_desk(self, event: FeedEvent, facts: Facts) -> None:
        number = int(facts["desk"]["number"])
        before = self._desks.setdefault(number, _Desk(_desk_state(facts.get("desk_was") or facts["desk"]), self.since))
        before.turn(_desk_state(facts["desk"]), event.at)
        before.served += event.kind == "ended" and event.data.get("state") == LegState.COMPLETED

    def _of_counter(self, number: int, until: datetime) -> CounterFigures:
        desk = self._desks[number]
        desk.turn(desk.state, until)
        open_min = sum(desk.minutes.values())
        busy = sum(desk.minutes[state] for state in _OCCUPIED)
        return CounterFigures(
            counter=number, served=desk.served, minutes=dict(desk.minutes), occupied=busy / open_min if open_min else None
        )  # fmt: skip

    def _stays(self, counted: Mapping[str, _Leg]) -> Iterable[float]:
        """Minutes from the ticket to the end, of visits that ended with a service."""
        for keys in self._visits.values():
            legs = [counted[key] for key in keys if key in counted]
            if legs[-1].state is LegState.COMPLETED:
                yield (legs[-1].since - legs[0].began).total_seconds() / 60

    def _visit_waits(self, counted: Mapping[str, _Leg]) -> Iterable[float]:
        for keys in self._visits.values():
            legs = [counted[key] for key in keys if key in counted]
            if any(leg.called_at for leg in legs):
                yield sum(leg.minutes(LegState.WAITING) for leg in legs)

    def _half_hours(self) -> Iterable[HalfHour]:
        issued: Tally[time] = Tally()
        left: Tally[time] = Tally()
        for keys in self._visits.values():
            local = self._legs[keys[0]].began.astimezone(self._zone)
            begins = time(local.hour, 30 if local.minute >= HALF_HOUR.seconds // 60 else 0)
            issued[begins] += 1
            ends = [self._legs[key].state for key in keys if not self._legs[key].undone]
            left[begins] += ends[-1] in {LegState.NO_SHOW, LegState.CANCELLED, LegState.ABANDONED}
        return [HalfHour(begins=begins, issued=issued[begins], left=left[begins]) for begins in sorted(issued)]


def _of_service(service: str, legs: list[_Leg], promise_min: int) -> ServiceFigures:
    ends = Tally(leg.state for leg in legs if leg.state not in OPEN_STATES)
    called = [leg for leg in legs if leg.called_at and not leg.walked_up]
    waits = [leg.first_wait for leg in called]
    return ServiceFigures(
        service=service, legs=len(legs), ends=ends, open=len(legs) - sum(ends.values()), first_wait=Spread.of(waits),
        more_wait=Spread.of(leg.more_wait for leg in called if leg.more_wait), call=Spread.of(
            leg.minutes(LegState.CALLED) for leg in called if leg.minutes(LegState.SERVING)
        ),
        serving=Spread.of(leg.minutes(LegState.SERVING) for leg in legs if leg.state is LegState.COMPLETED),
        within=sum(wait <= promise_min for wait in waits) / len(waits) if waits else None,
        kept=Tally(leg.told.holds(leg.first_wait) for leg in called if leg.told),
    )  # fmt: skip


def _waits_from(event: FeedEvent, facts: Facts) -> datetime:
    """Somebody with an appointment waits from the slot on, or from a later coming."""
    slot = facts.get("slot")
    return max(event.at, datetime.fromisoformat(slot)) if slot else event.at


def _waits_by(legs: Iterable[_Leg], key: Any) -> Mapping[str, Spread]:  # Any: a function of a leg
    waits: dict[str, list[float]] = {}
    for leg in legs:
        waits.setdefault(key(leg), []).append(leg.first_wait)
    return {name: Spread.of(minutes) for name, minutes in sorted(waits.items())}


def _desk_state(desk: Facts) -> str:
    state, reason = str(desk["state"]), desk.get("reason")
    return f"{state} {reason}" if state == CounterState.PAUSED and reason else state
