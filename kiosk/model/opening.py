"""Is the service open now, and by which day may a citizen expect an answer? In the hall's time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from kiosk.model.catalogue import Opening

_LOOK_AHEAD_DAYS = 8


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The state's calendar: days without work though on weekdays, and days of work though at weekends."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        return day in self.workdays or (day.isoweekday() <= 5 and day not in self.holidays)


def is_open(openings: tuple[Opening, ...], now: datetime, zone: ZoneInfo) -> bool:
    """Closing time itself is closed."""
    local = now.astimezone(zone)
    return any(local.isoweekday() in hours.days and hours.opens <= local.time() < hours.closes for hours in openings)


def opens_at(openings: tuple[Opening, ...], now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next opening after `now`, in the hall's time; None if there is none within a week."""
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD_DAYS))
    starts = (
        datetime.combine(day, hours.opens, zone) for day in days for hours in openings if day.isoweekday() in hours.days
    )  # fmt: skip
    return min((start for start in starts if start > now), default=None)


def promised_by(filed_at: datetime, days: int, *, zone: ZoneInfo, calendar: Calendar) -> date:
    """The last day of the promise: `days` working days after the day of filing, or with 0 the first working day from it on."""
    filed_on = filed_at.astimezone(zone).date()
    first = filed_on if days == 0 else filed_on + timedelta(days=1)
    return next(islice(_workdays(first, calendar), max(days - 1, 0), None))


def _workdays(first: date, calendar: Calendar) -> Iterator[date]:
    day = first
    while True:
        if calendar.is_workday(day):
            yield day
        day += timedelta(days=1)
