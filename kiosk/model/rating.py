"""How content is a citizen with a matter that was handled? Grades, how long they may be given, and what managers may see (pure)."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.model.catalogue import RatingReason

GRADES: Mapping[int, str] = {
    5: "very satisfied", 4: "satisfied", 3: "fairly satisfied", 2: "dissatisfied", 1: "very dissatisfied",
}  # fmt: skip
"""In the official order: 很满意, 满意, 基本满意, 不满意, 很不满意."""
LEAST = 5
"""Fewer ratings than that are shown to nobody: somebody could be recognised (M7)."""
PHONE, TERMINAL = "phone", "terminal"

_ADDRESS = re.compile(r"/q/([A-Za-z0-9_=-]{20,64})$")
_NUMBER = re.compile(r"([A-Z]{1,2})[ -]*([0-9]{3,4})[ -]*([0-9]{6})")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Something that was handled for a citizen: a leg that is completed, or a form that was filed at a terminal."""

    id: UUID
    service: str
    rated: bool = False


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A rating as it is kept: of a place and a day, of nobody. counter, or the station where it was done without one."""

    day: date
    service: str
    grade: int
    reasons: tuple[str, ...] = ()
    counter: int | None = None
    station: str | None = None
    audience: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class ByNumber:
    """What was typed from a ticket: its number and the digits below it."""

    series: str
    number: int
    code: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What managers see of one service or place. count: None if there are fewer than LEAST, and then nothing else is told.

    shares: of each grade, from 0 to 1. reasons: by code, those that were given at least LEAST times.
    """

    count: int | None = None
    shares: Mapping[int, float] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Report:
    """Of some days; what rests on fewer than LEAST ratings has no numbers."""

    services: Mapping[str, Cell]
    departments: Mapping[str, Cell]
    counters: Mapping[int, Cell]
    stations: Mapping[str, Cell]


def may_rate(ended_at: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """Until the end of the next day."""
    return now.astimezone(zone).date() <= ended_at.astimezone(zone).date() + timedelta(days=1)


def offered(reasons: Iterable[RatingReason], grade: int) -> tuple[str, ...]:
    """The codes that may be given with this grade."""
    return tuple(reason.code for reason in reasons if grade in reason.grades)


def read_words(words: str) -> str | ByNumber | None:
    """What a ticket says of itself: the secret in the address of its page, or number and digits; None: this is no ticket."""
    address = _ADDRESS.search(words.strip())
    if address is not None:
        return address[1]
    number = _NUMBER.fullmatch(words.strip().upper())
    return None if number is None else ByNumber(series=number[1], number=int(number[2]), code=number[3])


def report(ratings: Iterable[Rating], departments: Mapping[str, str]) -> Report:
    """departments: of each service; a rating of a service that is not there any more counts for nothing.

    What is hidden in one table must not come out as the difference to another: where the hidden ones of a department, or of all places,
    are themselves fewer than LEAST, they are left out of every table.
    """
    known = [one for one in ratings if one.service in departments]
    while (few := _few(known, departments)) != ():
        known = [one for one in known if one not in few]
    return Report(
        services=cells(known, lambda one: one.service), departments=cells(known, lambda one: departments[one.service]),
        counters=cells(known, lambda one: one.counter), stations=cells(known, lambda one: one.station),
    )  # fmt: skip


def _few(ratings: list[Rating], departments: Mapping[str, str]) -> tuple[Rating, ...]:
    services = Counter(one.service for one in ratings)
    places = Counter((one.counter, one.station) for one in ratings)
    groups: dict[str, list[Rating]] = defaultdict(list)
    for one in ratings:
        if services[one.service] < LEAST:
            groups[f"department {departments[one.service]}"].append(one)
        if places[one.counter, one.station] < LEAST:
            groups["places"].append(one)
    return tuple(one for group in groups.values() if len(group) < LEAST for one in group)


def cells(ratings: Iterable[Rating], key: Callable[[Rating], Key | None]) -> Mapping[Key, Cell]:
    """key: what they are sorted by; None: the rating does not count here."""
    sorted_: dict[Key, list[Rating]] = defaultdict(list)
    for rating in ratings:
        found = key(rating)
        if found is not None:
            sorted_[found].append(rating)
    return {found: _cell(of_it) for found, of_it in sorted_.items()}


def _cell(ratings: list[Rating]) -> Cell:
    count = len(ratings)
    if count < LEAST:
        return Cell()
    grades = Counter(rating.grade for rating in ratings)
    reasons = Counter(reason for rating in ratings for reason in rating.reasons)
    return Cell(
        count=count, shares={grade: grades[grade] / count for grade in GRADES},
        reasons={code: times for code, times in reasons.items() if times >= LEAST},
    )  # fmt: skip
