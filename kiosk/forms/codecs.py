"""How is an answer stored? One rule for each bind type; what does not fit the type is stored as blank.

Sources: ODK XForms, 'Data Types'; the text forms are those that JavaRosa and web-forms write.
"""

import math
import unicodedata
from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

import regex

from kiosk.forms.xpath.dates import XPathDate, XPathDateTime, date_of_days, moment_of_days, parse_iso, parse_loose
from kiosk.forms.xpath.values import Value, number_to_text, text_to_number, to_text

LONGEST_ANSWER = 100_000
_NOT_XML = regex.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_TIME = regex.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)?")
_WHOLE: Final = 2**31

Codec = Callable[[str, ZoneInfo], str]


def clean(text: str) -> str:
    """In NFC, without characters that XML cannot hold."""
    if text.isascii() and text.isprintable():
        return text[:LONGEST_ANSWER]
    return str(_NOT_XML.sub("", unicodedata.normalize("NFC", text[:LONGEST_ANSWER])))


def _string(text: str, zone: ZoneInfo) -> str:
    return clean(text)


def _int(text: str, zone: ZoneInfo) -> str:
    number = text_to_number(text)
    if math.isnan(number) or not -_WHOLE <= number < _WHOLE:
        return ""
    return str(int(number))


def _decimal(text: str, zone: ZoneInfo) -> str:
    number = text_to_number(text)
    if math.isnan(number) or math.isinf(number):
        return ""
    written = number_to_text(number)
    return written if "." in written else f"{written}.0"


def _date(text: str, zone: ZoneInfo) -> str:
    text = text.strip()
    if "T" in text and regex.search(r"(Z|[+-]\d\d:?\d*)$", text[10:]):
        return ""
    found = parse_loose(text, zone)
    if isinstance(found, XPathDateTime):
        return found.at.date().isoformat()
    return found.text() if found is not None else ""


def _date_time(text: str, zone: ZoneInfo) -> str:
    return text if isinstance(parse_iso(text, zone), XPathDateTime) else ""


def _time(text: str, zone: ZoneInfo) -> str:
    return text if _TIME.fullmatch(text) else ""


def _numbers(text: str) -> str:
    """Latitude, longitude, altitude, accuracy, each with a point; blank if they are not numbers."""
    numbers = [text_to_number(part) for part in text.split()]
    if not 2 <= len(numbers) <= 4 or any(math.isnan(number) for number in numbers):
        return ""
    numbers += [0.0] * (4 - len(numbers))
    return " ".join(_decimal(number_to_text(number), _UTC) for number in numbers)


def _geopoint(text: str, zone: ZoneInfo) -> str:
    written = _numbers(text)
    if not written:
        return ""
    latitude, longitude = (abs(float(part)) for part in written.split()[:2])
    return written if latitude <= 90 and longitude <= 180 else ""


def _trace(text: str, zone: ZoneInfo) -> str:
    return _line(text, 2)


def _shape(text: str, zone: ZoneInfo) -> str:
    return _line(text, 3)


def _line(text: str, least: int) -> str:
    """Points of a line or shape; one that is none, or too few of them, make it blank."""
    points = [_numbers(part) for part in text.split(";") if part.strip()]
    return ";".join(points) if all(points) and len(points) >= least else ""


def _boolean(text: str, zone: ZoneInfo) -> str:
    return {"true": "1", "false": "0"}.get(text, text if text in {"0", "1"} else "")


_UTC = ZoneInfo("UTC")

CODECS: Final[dict[str, Codec]] = {
    "string": _string,
    "int": _int,
    "decimal": _decimal,
    "date": _date,
    "dateTime": _date_time,
    "time": _time,
    "geopoint": _geopoint,
    "geotrace": _trace,
    "geoshape": _shape,
    "boolean": _boolean,
}


def normalized(kind: str, text: str, zone: ZoneInfo) -> str:
    """The stored form of a text for a bind type."""
    if not text:
        return ""
    codec = CODECS.get(kind)
    return codec(text, zone) if codec is not None else clean(text)


def stored(kind: str, value: Value, zone: ZoneInfo) -> str:
    """The stored form of what an expression gave; NaN is blank, and a truth in a number's place is 1 or 0."""
    if isinstance(value, bool) and kind in {"int", "decimal"}:
        value = float(value)
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        if kind == "date":
            day = date_of_days(value, zone)
            return day.text() if day else ""
        if kind == "dateTime":
            moment = moment_of_days(value, zone)
            return moment.text() if moment else ""
        text = number_to_text(value)
        return text if kind == "string" else normalized(kind, text, zone)
    if isinstance(value, XPathDateTime) and kind == "date":
        return value.at.date().isoformat()
    if isinstance(value, XPathDate) and kind == "string":
        return value.text()
    return normalized(kind, to_text(value), zone)
