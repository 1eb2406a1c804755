"""Which numbers may a terminal give by itself? Blocks that the hub has lent to it, for one day and one series (pure)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.model.catalogue import Catalogue
from kiosk.model.opening import calendar_of

SMALLEST, LARGEST = 20, 100
"""Numbers in a block."""

BUSIEST = timedelta(hours=2)
LOOK_AHEAD_DAYS = 14


@dataclass(frozen=True, kw_only=True)
class Block:
    """Numbers `first` to `last` of a series on a day: of one terminal, and of nobody else, used or not."""

    day: date
    series: str
    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, kw_only=True)
class LeaseWish:
    """What a terminal asks for; the same request number, the same blocks. wanted: a day and a series each."""

    request_no: int
    wanted: tuple[tuple[date, str], ...]


def block_size(taken_at: Iterable[datetime]) -> int:
    """As many as were taken in the busiest two hours, within limits."""
    hours = Counter(int(at.timestamp()) // 3600 for at in taken_at)
    busiest = max((hours[hour] + hours[hour + 1] for hour in list(hours)), default=0)
    return min(max(busiest, SMALLEST), LARGEST)


def series_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Every letter that the hall gives tickets of."""
    return tuple(sorted({service.series for service in catalogue.services if service.series is not None}))


def days_to_lease(catalogue: Catalogue, now: datetime) -> tuple[date, ...]:
    """Today, and the next day on which any service gives tickets: so a morning without a hub works."""
    today = now.astimezone(catalogue.zone).date()
    calendar = calendar_of(catalogue)
    hours = [one for service in catalogue.services if service.series for one in service.opening]
    coming = (today + timedelta(days=ahead) for ahead in range(1, LOOK_AHEAD_DAYS))
    following = next((day for day in coming if any(calendar.hours(hours, day))), None)
    return (today,) if following is None else (today, following)


def own_series(station: str) -> str:
    """The series of a terminal that has no block any more: its numbers read as K3-001."""
    return f"{station}-"
