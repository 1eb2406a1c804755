"""Days and moments as expressions know them (ODK XForms, 'date', 'dateTime'; whole days as JavaRosa has them)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

import regex

EPOCH_DAY = date(1970, 1, 1).toordinal()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_S = 86_400.0

_DATE = regex.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO = regex.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?")
_TIME = regex.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?")


@dataclass(frozen=True, slots=True)
class XPathDate:
    """A whole day, without a zone."""

    day: date

    def number(self) -> float:
        """Days since 1970-01-01."""
        return float(self.day.toordinal() - EPOCH_DAY)

    def text(self) -> str:
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class XPathDateTime:
    """A moment, held in the local zone."""

    at: datetime

    def number(self) -> float:
        """Days with fraction since 1970-01-01T00:00Z."""
        return (self.at - EPOCH) / timedelta(days=1)

    def text(self) -> str:
        return moment_text(self.at)


def moment_text(at: datetime) -> str:
    """YYYY-MM-DDThh:mm:ss.mmm+hh:mm"""
    return at.isoformat(timespec="milliseconds")


@lru_cache(maxsize=4096)
def parse_iso(text: str, zone: ZoneInfo) -> XPathDate | XPathDateTime | None:
    """The date or dateTime that an ISO text is; None for any other text or a day that does not exist."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return XPathDate(day)
        return _moment(day, match.groups()[3:], zone)
    except (ValueError, OverflowError):
        return None


def looks_like_day(text: str) -> bool:
    return len(text) >= 10 and text[4] == "-" and text[7] == "-"


def parse_loose(text: str, zone: ZoneInfo) -> XPathDate | XPathDateTime | None:
    """As parse_iso, and 1970-1-2, too."""
    found = parse_iso(text, zone)
    if found is not None:
        return found
    match = _DATE.fullmatch(text)
    try:
        return XPathDate(date(int(match[1]), int(match[2]), int(match[3]))) if match else None
    except ValueError:
        return None


def _moment(day: date, time: Sequence[str | None], zone: ZoneInfo) -> XPathDateTime:
    hour, minute, second, fraction, offset = time
    micro = int((fraction or "0").ljust(6, "0")[:6])
    hours, minutes, extra = int(hour or 0), int(minute or 0), timedelta(0)
    if hours == 24 and minutes == 0 and int(second or 0) == 0 and micro == 0:
        hours, extra = 0, timedelta(days=1)
    at = datetime(day.year, day.month, day.day, hours, minutes, int(second or 0), micro, tzinfo=_zone(offset, zone))
    return XPathDateTime((at + extra).astimezone(zone))


def _zone(offset: str | None, zone: ZoneInfo) -> timezone | ZoneInfo:
    if offset is None:
        return zone
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:]) if len(offset) > 3 else 0
    if hours > 23 or minutes > 59:
        raise ValueError("offset")
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if offset[0] == "-" else shift)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins in the local zone."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def date_of_days(days: float, zone: ZoneInfo) -> XPathDate | None:
    """date(number): a whole number is that day, a fraction the local day of that instant; None when there is none."""
    if math.isnan(days) or math.isinf(days):
        return None
    try:
        if days == math.floor(days):
            return XPathDate(date.fromordinal(int(days) + EPOCH_DAY))
        return XPathDate((EPOCH + timedelta(days=days)).astimezone(zone).date())
    except (ValueError, OverflowError):
        return None


def moment_of_days(days: float, zone: ZoneInfo) -> XPathDate | XPathDateTime | None:
    """date-time(number): that instant; a date when it is exactly local midnight."""
    if math.isnan(days) or math.isinf(days):
        return None
    try:
        at = (EPOCH + timedelta(milliseconds=round(days * DAY_S * 1000))).astimezone(zone)
    except (ValueError, OverflowError):
        return None
    if (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0):
        return XPathDate(at.date())
    return XPathDateTime(at)


def instant_days(value: XPathDate | XPathDateTime, zone: ZoneInfo) -> float:
    """decimal-date-time: days with fraction since the epoch; a date is its local midnight."""
    if isinstance(value, XPathDateTime):
        return value.number()
    return (midnight(value.day, zone) - EPOCH) / timedelta(days=1)


def time_fraction(text: str, today: date, zone: ZoneInfo) -> float:
    """decimal-time: the part of the local day that has passed, NaN for no time of day."""
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 23:
        return math.nan
    try:
        at = _moment(today, match.groups(), zone).at
    except (ValueError, OverflowError):
        return math.nan
    return (at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6) / DAY_S
