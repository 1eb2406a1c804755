"""Waits rebuilt from what queues showed every few minutes.

The file is a CSV (gzip) with a row for each queue and snapshot: office, queue, letter, date, time (HH:MM), called (the number now
called, with its letter), waiting, counters. Nobody's own ticket is in it: when the numbers issued (the highest called and waiting) have
risen, somebody has just taken the last one, and waits until the numbers called have come so far.
"""

import csv
import gzip
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from kiosk.model.forecast import WINDOW_MIN, Pace, Sample

LEAST_NUMBERED = 30
LEAST_CALLS = 15
LARGEST_JUMP = 50
MOST_STEPS_BACK = 3
MOST_FOREIGN = 0.02
SETTLED = 3
"""The first snapshots of a day only begin it."""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    minute: int
    number: int | None
    own: bool
    waiting: int
    counters: int


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A sample with what simpler rules want to know of it. plain: calls and minutes of the last hour, busy or not."""

    day: str
    sample: Sample
    plain: Pace


Key = tuple[str, str, str]
"""Office, queue, date."""
Days = Mapping[Key, Sequence[Snapshot]]


def read(file: Path) -> list[Seen]:
    """Every wait of the file, by date."""
    letters: dict[Key, str] = {}
    days = _read_days(file, letters)
    strangers = _shared(days, letters)
    found = [seen for key, shots in days.items() if key not in strangers and _sound(shots) for seen in _waits(key, shots)]
    return sorted(found, key=lambda seen: seen.day)


def _read_days(file: Path, letters: dict[Key, str]) -> Days:
    days: dict[Key, dict[int, Snapshot]] = defaultdict(dict)
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            key, minute = (row["office"], row["queue"], row["date"]), int(row["time"][:2]) * 60 + int(row["time"][3:5])
            digits = "".join(filter(str.isdigit, row["called"]))
            letters[key] = row["letter"]
            days[key].setdefault(minute, Snapshot(
                minute=minute, number=int(digits) if digits else None, own=row["called"][:1] == row["letter"],
                waiting=int(row["waiting"]), counters=int(row["counters"]),
            ))  # fmt: skip
    return {key: [shots[minute] for minute in sorted(shots)] for key, shots in days.items()}


def _numbers(shots: Iterable[Snapshot]) -> list[int]:
    return [shot.number for shot in shots if shot.own and shot.number is not None]


def _sound(shots: Sequence[Snapshot]) -> bool:
    """Whether the numbers of a queue's day can be believed: enough, its own, one series, hardly ever back."""
    shown, own = [shot for shot in shots if shot.number is not None], _numbers(shots)
    if len(shown) < LEAST_NUMBERED or len(shown) - len(own) > MOST_FOREIGN * len(shown) or max(own) - min(own) < LEAST_CALLS:
        return False
    jumps = (after - before for before, after in pairwise(sorted(set(own))))
    return max(jumps) <= LARGEST_JUMP and sum(after < before for before, after in pairwise(own)) <= MOST_STEPS_BACK


def _shared(days: Days, letters: Mapping[Key, str]) -> set[Key]:
    """Queues that draw from one series of numbers with another of the office: alike in range, and hardly a number in common."""
    series: dict[tuple[str, str, str], dict[Key, set[int]]] = defaultdict(dict)
    for key, shots in days.items():
        if numbers := set(_numbers(shots)):
            series[key[0], letters[key], key[2]][key] = numbers
    found: set[Key] = set()
    for queues in series.values():
        for (one, ones), (other, others) in ((a, b) for a in queues.items() for b in queues.items() if a[0] < b[0]):
            overlap = max(min(ones), min(others)) <= min(max(ones), max(others))
            if overlap and len(ones & others) <= 0.1 * min(len(ones), len(others)):
                found |= {one, other}
    return found


def _waits(key: Key, shots: Sequence[Snapshot]) -> Iterator[Seen]:
    own = [shot for shot in shots if shot.own and shot.number is not None]
    minutes = [shot.minute for shot in own]
    called = list(accumulate((shot.number or 0 for shot in own), max))
    issued = list(accumulate((top + shot.waiting for top, shot in zip(called, own, strict=True)), max))
    spans = [(i, shot.waiting >= 1 and shot.counters >= 1) for i, shot in enumerate(own[:-1])]
    busy_calls = list(accumulate((on * (called[i + 1] - called[i]) for i, on in spans), initial=0))
    busy_min = list(accumulate((on * (minutes[i + 1] - minutes[i]) for i, on in spans), initial=0))
    for i in range(SETTLED, len(own)):
        if issued[i] == issued[i - 1] or own[i].waiting < 1 or own[i].counters < 1:
            continue
        reached = _reached(issued[i], minutes, called)
        if reached is None:
            continue
        hour_ago = min(bisect_left(minutes, minutes[i] - WINDOW_MIN), i - 1)
        pace = Pace(calls=busy_calls[i] - busy_calls[hour_ago], busy_min=busy_min[i] - busy_min[hour_ago])
        plain = Pace(calls=called[i] - called[hour_ago], busy_min=max(1, minutes[i] - minutes[hour_ago]))
        sample = Sample(service=f"{key[0]} {key[1]}", people=own[i].waiting, pace=pace, wait_min=max(0.0, reached - minutes[i]))
        yield Seen(day=key[2], sample=sample, plain=plain)


def _reached(level: int, minutes: Sequence[int], rising: Sequence[int]) -> float | None:
    """When the numbers have come to `level`, straight between two snapshots; None: not on that day."""
    i = bisect_left(rising, level)
    if i == len(rising):
        return None
    if i == 0:
        return float(minutes[0])
    share = (level - rising[i - 1]) / (rising[i] - rising[i - 1])
    return minutes[i - 1] + share * (minutes[i] - minutes[i - 1])
