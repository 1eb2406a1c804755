"""How do separate fields for year, month, day, hour and minute become one answer, and back; how is a day written? (pure)"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

DATE_PARTS = ("year", "month", "day")
TIME_PARTS = ("hour", "minute")
Trouble = Literal["date.incomplete", "date.impossible"]


@dataclass(frozen=True)
class Composed:
    """answer: the value for the form, blank while there is none; trouble: why there is none though something was typed."""

    answer: str
    trouble: Trouble | None = None


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def written(day: date | None, language: str) -> str:
    """A day as people write it in a sentence; blank for none."""
    if day is None:
        return ""
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment(at: datetime, now: datetime, language: str) -> str:
    """A time of day, with its day where that is another one; both are in the hall's time."""
    clock = f"{at:%H:%M}"
    if at.date() == now.date():
        return clock
    if language == "zh":
        return f"{at.month}月{at.day}日（{WEEKDAYS_ZH[at.weekday()]}）{clock}"
    return f"{WEEKDAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]}, {clock}"


def names(control: str) -> tuple[str, ...]:
    """The fields of a "date", "time" or "datetime" question."""
    return {"date": DATE_PARTS, "time": TIME_PARTS}.get(control, DATE_PARTS + TIME_PARTS)


def compose(control: str, parts: Mapping[str, str], zone: ZoneInfo) -> Composed:
    """One answer of the typed fields; a moment is that of the hall's clock."""
    wanted = names(control)
    typed = {name: parts.get(name, "").strip() for name in wanted}
    if not any(typed.values()):
        return Composed("")
    if not all(text.isascii() and text.isdigit() for text in typed.values()) or len(typed.get("year", "0000")) != 4:
        return Composed("", "date.incomplete")
    numbers = {name: int(text) for name, text in typed.items()}
    try:
        return Composed(_written(control, numbers, zone))
    except ValueError:
        return Composed("", "date.impossible")


def split(control: str, answer: str, zone: ZoneInfo) -> dict[str, str]:
    """The fields of an answer that is already there; all blank for none."""
    if not answer:
        return dict.fromkeys(names(control), "")
    if control == "date":
        day = date.fromisoformat(answer[:10])
        return {"year": f"{day.year:04d}", "month": str(day.month), "day": str(day.day)}
    if control == "time":
        return {"hour": answer[:2], "minute": answer[3:5]}
    moment = datetime.fromisoformat(answer)
    local = moment.astimezone(zone) if moment.tzinfo is not None else moment
    return split("date", local.date().isoformat(), zone) | {"hour": f"{local.hour:02d}", "minute": f"{local.minute:02d}"}


def _written(control: str, numbers: Mapping[str, int], zone: ZoneInfo) -> str:
    if control == "time":
        return datetime(2000, 1, 1, numbers["hour"], numbers["minute"], tzinfo=UTC).strftime("%H:%M:00.000")
    day = date(numbers["year"], numbers["month"], numbers["day"])
    if control == "date":
        return day.isoformat()
    moment = datetime(day.year, day.month, day.day, numbers["hour"], numbers["minute"], tzinfo=zone)
    return moment.isoformat(timespec="milliseconds")
