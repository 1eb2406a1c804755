"""Days, moments and times of day (ODK XForms, 'Date and time functions')."""

import math
from collections.abc import Callable
from datetime import datetime

from kiosk.forms.errors import XPathEvaluationError
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.dates import (
    XPathDate,
    XPathDateTime,
    date_of_days,
    instant_days,
    midnight,
    moment_of_days,
    parse_loose,
    time_fraction,
)
from kiosk.forms.xpath.library import FunctionDef, plain
from kiosk.forms.xpath.values import NAN, Value, text_to_number, to_text

Temporal = XPathDate | XPathDateTime
FromDays = Callable[[float], Temporal | None]


def today(c: Context) -> XPathDate:
    return XPathDate(c.env.now().astimezone(c.env.zone).date())


def now(c: Context) -> XPathDateTime:
    return XPathDateTime(c.env.now().astimezone(c.env.zone))


def _temporal(c: Context, value: Value, from_days: FromDays) -> Temporal | str | float:
    """A day or moment; blank and NaN stay what they are; anything else is an evaluation error."""
    if isinstance(value, (XPathDate, XPathDateTime)):
        return value
    if isinstance(value, bool):
        raise XPathEvaluationError("no date")
    if isinstance(value, float):
        days = value
    else:
        text = to_text(value).strip()
        if not text:
            return ""
        found = parse_loose(text, c.env.zone)
        if found is not None:
            return found
        days = text_to_number(text)
        if math.isnan(days):
            raise XPathEvaluationError("no date")
    if math.isnan(days):
        return NAN
    made = from_days(days)
    if made is None:
        raise XPathEvaluationError("no date")
    return made


def date(c: Context, value: Value) -> Value:
    return _temporal(c, value, lambda days: date_of_days(days, c.env.zone))


def date_time(c: Context, value: Value) -> Value:
    return _temporal(c, value, lambda days: moment_of_days(days, c.env.zone))


def decimal_date_time(c: Context, value: Value) -> float:
    def moment(days: float) -> Temporal | None:
        return date_of_days(days, c.env.zone) if days == math.floor(days) else moment_of_days(days, c.env.zone)

    if isinstance(value, float) and math.isfinite(value) and value != math.floor(value):
        return value
    found = _temporal(c, value, moment)
    return NAN if isinstance(found, (str, float)) else instant_days(found, c.env.zone)


def decimal_time(c: Context, value: Value) -> float:
    if isinstance(value, XPathDateTime):
        at = value.at
        return (at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6) / 86_400
    return time_fraction(to_text(value), today(c).day, c.env.zone)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CODES: dict[str, Callable[[datetime], str]] = {
    "Y": lambda at: f"{at.year:04d}",
    "y": lambda at: f"{at.year % 100:02d}",
    "m": lambda at: f"{at.month:02d}",
    "n": lambda at: str(at.month),
    "b": lambda at: _MONTHS[at.month - 1],
    "d": lambda at: f"{at.day:02d}",
    "e": lambda at: str(at.day),
    "H": lambda at: f"{at.hour:02d}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02d}",
    "S": lambda at: f"{at.second:02d}",
    "3": lambda at: f"{at.microsecond // 1000:03d}",
    "a": lambda at: _DAYS[at.weekday()],
    "W": lambda at: str(at.isocalendar().week),
    "Z": lambda at: at.isoformat()[-6:],
    "%": lambda at: "%",
}


def formatted(c: Context, value: Value, pattern: Value) -> str:
    found = _temporal(c, value, lambda days: moment_of_days(days, c.env.zone))
    if isinstance(found, (str, float)):
        return ""
    at = found.at if isinstance(found, XPathDateTime) else midnight(found.day, c.env.zone)
    return _format(at, to_text(pattern))


def _format(at: datetime, pattern: str) -> str:
    made: list[str] = []
    letters = iter(pattern)
    for letter in letters:
        if letter != "%":
            made.append(letter)
            continue
        code = next(letters, "")
        if code not in _CODES:
            raise XPathEvaluationError("unknown letter in a date format")
        made.append(_CODES[code](at))
    return "".join(made)


FUNCTIONS = [
    FunctionDef("today", 0, 0, plain(today, "v", "any", context=True), volatile=True),
    FunctionDef("now", 0, 0, plain(now, "v", "any", context=True), volatile=True),
    FunctionDef("date", 1, 1, plain(date, "v", "any", context=True)),
    FunctionDef("date-time", 1, 1, plain(date_time, "v", "any", context=True)),
    FunctionDef("decimal-date-time", 1, 1, plain(decimal_date_time, "v", "number", context=True)),
    FunctionDef("decimal-time", 1, 1, plain(decimal_time, "v", "number", context=True)),
    FunctionDef("format-date", 2, 2, plain(formatted, "v", "string", context=True)),
    FunctionDef("format-date-time", 2, 2, plain(formatted, "v", "string", context=True)),
]
