"""Points, lines and areas on a sphere (ODK XForms, 'Geography functions')."""

import math
from itertools import pairwise

from kiosk.forms.errors import XPathEvaluationError
from kiosk.forms.xpath.functions.numbers import rounded
from kiosk.forms.xpath.functions.texts import all_texts
from kiosk.forms.xpath.library import FunctionDef, plain
from kiosk.forms.xpath.values import Value, text_to_number

RADIUS_M = 6_378_100.0
Point = tuple[float, float]


def points(*values: Value) -> list[Point] | None:
    """All points of texts and nodes, "lat lon alt acc" parted by semicolons; None if one of them is none."""
    found: list[Point] = []
    for value in values:
        for text in all_texts(value):
            for part in text.split(";"):
                if not part.strip():
                    continue
                point = _point(part)
                if point is None:
                    return None
                found.append(point)
    return found


def _point(text: str) -> Point | None:
    numbers = [text_to_number(part) for part in text.split()]
    if not 2 <= len(numbers) <= 4 or any(math.isnan(number) for number in numbers):
        return None
    latitude, longitude = numbers[:2]
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def distance(*values: Value) -> float:
    """Metres along the line through all points."""
    line = points(*values)
    if line is None or not line:
        raise XPathEvaluationError("no line of points")
    return rounded(math.fsum(_metres(a, b) for a, b in pairwise(line)), 2.0)


def _metres(a: Point, b: Point) -> float:
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b[1] - a[1]) / 2
    root = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * RADIUS_M * math.asin(min(1.0, math.sqrt(root)))


def area(*values: Value) -> float:
    """Square metres; 0 for what is no area."""
    shape = points(*values)
    if shape is None or len(shape) < 3:
        return 0.0
    twice = math.fsum(
        math.radians(lon_b - lon_a) * (2 + math.sin(math.radians(lat_a)) + math.sin(math.radians(lat_b)))
        for (lat_a, lon_a), (lat_b, lon_b) in pairwise([*shape, shape[0]])
    )
    return rounded(abs(twice) * RADIUS_M**2 / 2, 2.0)


def geofence(point: Value, shape: Value) -> bool:
    """Is the point inside the closed shape?"""
    at, around = points(point), points(shape)
    if not at or not around or len(around) < 4 or around[0] != around[-1]:
        return False
    lat, lon = at[0]
    inside = False
    for (lat_a, lon_a), (lat_b, lon_b) in pairwise(around):
        if (lat_a > lat) != (lat_b > lat) and lon < (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a) + lon_a:
            inside = not inside
    return inside


FUNCTIONS = [
    FunctionDef("area", 1, None, plain(area, "v", "number")),
    FunctionDef("enclosed-area", 1, 1, plain(area, "v", "number")),
    FunctionDef("distance", 1, None, plain(distance, "v", "number")),
    FunctionDef("geofence", 2, 2, plain(geofence, "v", "boolean")),
]
