"""How long will it be? A range of waiting time from the pace of the line and the hall's own history (pure).

A linear model of two quantiles on n g and g sqrt(n): n people up to the end of the wait, g minutes between two calls while somebody
waits; the spread of a sum of n gaps grows with sqrt(n). Only busy minutes count: a counter without anybody to call says nothing about
how fast it calls. Times are minutes.
"""

import math
import random
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import fmean

from kiosk.model import quantiles
from kiosk.model.quantiles import Row, dot, pinball, quantile

WINDOW_MIN = 60.0
"""The pace is that of the last hour."""
HISTORY_MIN = 90.0
"""What is usual weighs as much as so many busy minutes of the last hour."""
LONGEST_GAP_MIN = 60.0
LONGEST_WAIT_MIN = 180.0
TOLD_STEP_MIN = 5
LONGEST_TOLD_MIN = 90
FIT_SAMPLES = 6000
LEAST_SAMPLES = 300
"""With fewer the hall has no model of its own."""
LEAST_BUSY_MIN = 60.0
"""With less a service has no rate of its own."""
FACTOR_FROM = 30
FACTOR_DRAWN = 100

Pair = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast a line has moved in the last hour: calls, and minutes in which somebody waited and a counter was open.

    faster: by how much it will be faster from now on, because counters have just opened (above 1) or paused.
    """

    calls: float
    busy_min: float
    faster: float = 1.0

    def scaled(self, counters: int, before: int) -> "Pace":
        """The pace after counters opened or paused: new over old, between half and twice; what is usual is scaled with it (S11)."""
        ratio = counters / before if before else 1.0
        return replace(self, faster=min(2.0, max(0.5, ratio)))


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A wait that ended, with what was known when the ticket was taken. people: before it, and itself."""

    service: str
    people: int
    pace: Pace
    wait_min: float


@dataclass(frozen=True)
class Range:
    """Half of all people are called before p50, nine of ten before p90; p50 <= p90."""

    p50: float
    p90: float


@dataclass(frozen=True)
class Told:
    """What a citizen hears: "10 to 25 minutes", whole fives, low < high."""

    low_min: int
    high_min: int


    def holds(self, wait_min: float) -> "Kept":
        if wait_min > self.high_min:
            return Kept.LATER
        return Kept.SOONER if wait_min < self.low_min else Kept.INSIDE


class Kept(StrEnum):
    """What became of a promise."""

    SOONER = "sooner"
    INSIDE = "inside"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What is reckoned for one citizen, and from what. about: from the catalogue's minutes, for nobody was ever called here.

    reckoned: None where it is too long to be told. silent: promises of this service failed, so this one is kept and scored, not told.
    """

    people: int
    gap_min: float
    range: Range
    reckoned: Told | None
    silent: bool = False
    about: bool = False

    @property
    def told(self) -> Told | None:
        return None if self.silent else self.reckoned


@dataclass(frozen=True, kw_only=True)
class Model:
    """What the hall has learned. p50, p90: a constant, per n g, per g sqrt(n). factors: on p50 and p90, by service.

    usual: calls for each busy minute, by service; others: of a service that has none, None where nobody was ever called. The
    coefficients that stand here are those of ten days in nineteen offices, for a hall that has no waits of its own yet.
    """

    p50: Row = (2.37, 0.87, -0.15)
    p90: Row = (2.07, 1.05, 1.22)
    factors: Mapping[str, Pair] = field(default_factory=dict)
    usual: Mapping[str, float] = field(default_factory=dict)
    others: float | None = None

    def gap_min(self, service: str, pace: Pace) -> float | None:
        """Minutes between two calls; None: nobody was ever called here."""
        usual = self.usual.get(service, self.others)
        if usual is None:
            return None
        return min(LONGEST_GAP_MIN, (pace.busy_min + HISTORY_MIN) / (pace.faster * (pace.calls + HISTORY_MIN * usual)))

    def estimate(self, service: str, people: int, gap_min: float) -> Range:
        """The wait of somebody who, with those before, makes `people`."""
        own50, own90 = self.factors.get(service, (1.0, 1.0))
        row = _row(people, gap_min)
        p50 = own50 * max(0.0, dot(self.p50, row))
        return Range(p50, max(p50, own90 * max(0.0, dot(self.p90, row))))

    def of(self, sample: Sample) -> Range:
        """What would have been said when that ticket was taken."""
        return self.estimate(sample.service, sample.people, self._gap_of(sample))

    def _gap_of(self, sample: Sample) -> float:
        gap = self.gap_min(sample.service, sample.pace)
        return LONGEST_GAP_MIN if gap is None else gap

    def loss(self, samples: Sequence[Sample]) -> float:
        """Mean pinball loss of both quantiles over at least one wait."""
        said = [(sample.wait_min, self.of(sample)) for sample in samples]
        return fmean(pinball(wait - range_.p50, 0.5) + pinball(wait - range_.p90, 0.9) for wait, range_ in said)


def configured_gap_min(minutes: float, counters: int) -> float:
    """Where nobody was ever called: the usual minutes at the counter over the open counters; "about" goes with it."""
    return min(LONGEST_GAP_MIN, minutes / counters)


def told(range_: Range) -> Told | None:
    """Down and up to whole fives; None: more than anybody is promised, so staff are to be asked."""
    low = math.floor(range_.p50 / TOLD_STEP_MIN) * TOLD_STEP_MIN
    high = max(math.ceil(range_.p90 / TOLD_STEP_MIN) * TOLD_STEP_MIN, low + TOLD_STEP_MIN)
    return Told(low, high) if high <= LONGEST_TOLD_MIN else None


def pace_at(now_min: float, calls: Sequence[float], busy: Iterable[Pair]) -> Pace:
    """The pace of the hour before `now_min`. calls: when somebody was called, rising; busy: spans, from and to, apart."""
    since = now_min - WINDOW_MIN
    minutes = sum(max(0.0, min(end, now_min) - max(start, since)) for start, end in busy)
    return Pace(calls=bisect_right(calls, now_min) - bisect_right(calls, since), busy_min=minutes)


def rates(samples: Iterable[Sample]) -> dict[str, float]:
    """Calls for each busy minute of each service that has an hour of them."""
    sums: dict[str, Pair] = {}
    for sample in samples:
        calls, minutes = sums.get(sample.service, (0.0, 0.0))
        sums[sample.service] = calls + sample.pace.calls, minutes + sample.pace.busy_min
    return {service: max(1 / LONGEST_GAP_MIN, calls / minutes) for service, (calls, minutes) in sums.items() if minutes >= LEAST_BUSY_MIN}


def fit(samples: Sequence[Sample], *, seed: int = 1) -> Model:
    """The model of a hall from its waits of the last 28 days; with too few, its rates and the coefficients of other halls."""
    usual = rates(samples)
    model = Model(usual=usual, others=fmean(usual.values()) if usual else None)
    if len(samples) < LEAST_SAMPLES or not usual:
        return model
    chosen = random.Random(seed).sample(samples, min(FIT_SAMPLES, len(samples)))  # noqa: S311 - no secret
    rows, waits = [_row(sample.people, model._gap_of(sample)) for sample in chosen], [sample.wait_min for sample in chosen]
    fitted = replace(model, p50=quantiles.fit(rows, waits, 0.5), p90=quantiles.fit(rows, waits, 0.9))
    return replace(fitted, factors=_factors(fitted, samples))


TRUST_LAST = 200
ALARM_BELOW, TRUST_AGAIN, TRUST_AGAIN_OF = 0.80, 0.85, 100


def trusted(kept: Sequence[Kept], *, now: bool) -> bool:
    """Whether a service tells a range. kept: its promises, the newest last; now: whether it tells one at present.

    It stops when fewer than four of five of the last 200 held, and begins again when 85 of a hundred would have held.
    """
    if now:
        last = kept[-TRUST_LAST:]
        return len(last) < TRUST_LAST or _held(last) >= ALARM_BELOW
    return len(kept) >= TRUST_AGAIN_OF and _held(kept[-TRUST_AGAIN_OF:]) >= TRUST_AGAIN


def _held(kept: Sequence[Kept]) -> float:
    return sum(one is not Kept.LATER for one in kept) / len(kept)


class Warn(StrEnum):
    """A coming breach of the promise: RED rings, AMBER is shown."""

    CALM = "calm"
    AMBER = "amber"
    RED = "red"


def warn(present: Warn, outlook: Range, promise_min: float) -> Warn:
    """The state after this outlook on half an hour ahead; what was raised lasts until it is well below."""
    clear_min, middle = 0.8 * promise_min, (outlook.p50 + outlook.p90) / 2
    if outlook.p50 > (clear_min if present is Warn.RED else promise_min):
        return Warn.RED
    if middle > (promise_min if present is Warn.CALM else clear_min):
        return Warn.AMBER
    return Warn.CALM


def people_after(people: int, minutes: float, *, arrivals_per_min: float, gap_min: float) -> int:
    """How many there will be if arrivals and calls go on as they do."""
    return max(0, round(people + minutes * (arrivals_per_min - 1 / gap_min)))


def _row(people: int, gap_min: float) -> Row:
    """Of no more people than make the longest wait, so that both columns stop there."""
    counted = min(people, LONGEST_WAIT_MIN / gap_min)
    return 1.0, counted * gap_min, gap_min * math.sqrt(counted)


def _factors(model: Model, samples: Sequence[Sample]) -> dict[str, Pair]:
    """Of each service the quantile of true over said, drawn towards 1 as by a hundred more samples."""
    ratios: dict[str, tuple[list[float], list[float]]] = {}
    for sample in samples:
        said, (halves, nines) = model.of(sample), ratios.setdefault(sample.service, ([], []))
        halves.append(sample.wait_min / max(0.5, said.p50))
        nines.append(sample.wait_min / max(0.5, said.p90))
    known = {service: pair for service, pair in ratios.items() if len(pair[0]) >= FACTOR_FROM}
    return {service: (_drawn(halves, 0.5), _drawn(nines, 0.9)) for service, (halves, nines) in known.items()}


def _drawn(ratios: Sequence[float], share: float) -> float:
    return (len(ratios) * quantile(sorted(ratios), share) + FACTOR_DRAWN) / (len(ratios) + FACTOR_DRAWN)
