"""Is the service open now, and by which day may a citizen expect an answer? In the hall's time zone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from kiosk.model.catalogue import Catalogue, Opening

_LOOK_AHEAD_DAYS = 22
_MONDAY = 1


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The state's calendar: days without work though on weekdays, and days of work though at weekends."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        return day in self.workdays or (day.isoweekday() <= 5 and day not in self.holidays)

    def hours(self, openings: Iterable[Opening], day: date) -> Iterator[Opening]:
        """When it is open on that day: never on a holiday, and on a day of work at a weekend as on a Monday (M9)."""
        weekday = _MONDAY if day in self.workdays and day.isoweekday() > 5 else day.isoweekday()
        return (hours for hours in openings if weekday in hours.days and day not in self.holidays)


EVERY_WEEK = Calendar()
"""Each week like the other."""


def calendar_of(catalogue: Catalogue) -> Calendar:
    return Calendar(holidays=catalogue.holidays, workdays=catalogue.workdays)


def is_open(openings: tuple[Opening, ...], now: datetime, zone: ZoneInfo, calendar: Calendar = EVERY_WEEK) -> bool:
    """Closing time itself is closed."""
    local = now.astimezone(zone)
    return any(hours.opens <= local.time() < hours.closes for hours in calendar.hours(openings, local.date()))


def opens_at(openings: tuple[Opening, ...], now: datetime, zone: ZoneInfo, calendar: Calendar = EVERY_WEEK) -> datetime | None:
    """The next opening after `now`, in the hall's time; None if there is none within three weeks."""
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD_DAYS))
    starts = (datetime.combine(day, hours.opens, zone) for day in days for hours in calendar.hours(openings, day))
    return min((start for start in starts if start > now), default=None)


def reopens_at(openings: tuple[Opening, ...], now: datetime, zone: ZoneInfo, calendar: Calendar = EVERY_WEEK) -> datetime | None:
    """The first opening of a later day: when there are tickets again after the last one of today."""
    return opens_at(openings, datetime.combine(now.astimezone(zone).date(), time.max, zone), zone, calendar)


def closed_at(openings: tuple[Opening, ...], day: date, zone: ZoneInfo, calendar: Calendar = EVERY_WEEK) -> datetime | None:
    """When the last hours of that day ended; None if it was not open."""
    ends = (datetime.combine(day, hours.closes, zone) for hours in calendar.hours(openings, day))
    return max(ends, default=None)


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
