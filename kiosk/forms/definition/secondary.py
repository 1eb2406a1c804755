"""What lists come with a form? Secondary instances from XML, CSV and GeoJSON (ODK XForms, 'Secondary instances')."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

import regex

from kiosk.forms.errors import FormDefinitionError
from kiosk.forms.nodes import DOCUMENT, ELEMENT, Node, number_nodes
from kiosk.forms.xmltree import Limits, parse_xml, refused, to_document

LIST_LIMITS = Limits(size_bytes=64 * 1024 * 1024)
MOST_ITEMS = 200_000
"""Items of one list; more belongs into a register that is asked, not into a form."""
_XML_NAME = regex.compile(r"[\p{L}_][\p{L}\p{N}\p{M}_.\-]*")


class SecondaryInstance:
    """A list that never changes; items are found by an index on the asked column, made at the first question."""

    __slots__ = ("_indexes", "root")

    def __init__(self, root: Node) -> None:
        self.root = root
        self._indexes: dict[tuple[tuple[str, ...], str], dict[str, list[Node]]] = {}

    def find(self, path: tuple[str, ...], column: str, text: str) -> list[Node] | None:
        index = self._indexes.get((path, column))
        if index is None:
            index = self._indexes[path, column] = self._index(path, column)
        return index.get(text, [])

    def items(self, path: tuple[str, ...]) -> list[Node]:
        nodes = [self.root]
        for name in path:
            nodes = [child for node in nodes for child in node.by_name(name)]
        return nodes

    def _index(self, path: tuple[str, ...], column: str) -> dict[str, list[Node]]:
        index: dict[str, list[Node]] = {}
        for item in self.items(path):
            for text in {child.value() for child in item.by_name(column)}:
                index.setdefault(text, []).append(item)
        return index


def empty() -> SecondaryInstance:
    """What stands for a file that is missing: blank wherever it is asked."""
    document = Node(DOCUMENT)
    document.append(Node(ELEMENT, "root", plain="root"))
    return SecondaryInstance(document)


def read_secondary(name: str, data: bytes) -> SecondaryInstance:
    """By the ending of its name; raises FormDefinitionError for what is none of the three."""
    if len(data) > LIST_LIMITS.size_bytes:
        raise refused("forms.list.size", "the list is too large")
    ending = name.rpartition(".")[2].lower()
    if ending == "csv":
        return SecondaryInstance(_from_rows(_csv_rows(data)))
    if ending in {"geojson", "json"}:
        return SecondaryInstance(_from_rows(_features(data)))
    return SecondaryInstance(to_document(parse_xml(data, LIST_LIMITS)))


def _from_rows(rows: Iterable[Mapping[str, str]]) -> Node:
    document = Node(DOCUMENT)
    root = Node(ELEMENT, "root", plain="root")
    document.append(root)
    count = 0
    for number, row in enumerate(rows, 1):
        count += 1 + len(row)
        if number > MOST_ITEMS or count > LIST_LIMITS.nodes:
            raise refused("forms.list.size", "the list has too many items")
        item = Node(ELEMENT, "item", plain="item")
        for column, text in row.items():
            item.append(Node(ELEMENT, column, text=text, plain=column))
        root.append(item)
    number_nodes(document)
    return document


# -- CSV --------------------------------------------------------------------------------------------------------------


def _csv_rows(data: bytes) -> Iterator[dict[str, str]]:
    """Comma or semicolon by the header line; short rows are padded."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused("forms.csv.encoding", "the list is not UTF-8") from None
    header_line = next(iter(text.splitlines()), "")
    delimiter = ";" if header_line.count(";") > header_line.count(",") else ","
    lines = io.StringIO(text, newline="") if "\n" in text else io.StringIO(text.replace("\r", "\n"))
    try:
        rows = csv.reader(lines, delimiter=delimiter)
        header = [_column(name) for name in next(rows, [])]
        for row in rows:
            if row and header:
                yield dict(zip_longest(header, row[: len(header)], fillvalue=""))
    except csv.Error:
        raise refused("forms.csv.syntax", "the list is not readable as CSV") from None


def _column(name: str) -> str:
    name = name.strip()
    if name and not _XML_NAME.fullmatch(name):
        raise refused("forms.csv.header", "a column name is no XML name")
    return name or "_"


# -- GeoJSON ----------------------------------------------------------------------------------------------------------


def _features(data: bytes) -> Iterator[dict[str, str]]:
    """geometry, then the properties, then the id of each feature."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise refused("forms.geojson.syntax", "the file is not JSON") from None
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection" or not isinstance(found.get("features"), list):
        raise refused("forms.geojson.kind", "the file is not a FeatureCollection")
    return map(_feature, found["features"])


def _feature(feature: object) -> dict[str, str]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise refused("forms.geojson.feature", "something in the file is no Feature")
    row = {"geometry": _geometry(feature.get("geometry"))}
    properties = feature.get("properties")
    if isinstance(properties, dict):
        row |= {str(key): _scalar(value) for key, value in properties.items()}
    if "id" in feature:
        row["id"] = _scalar(feature["id"])
    return row


def _scalar(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _geometry(geometry: object) -> str:
    kinds = {"Point": 0, "LineString": 1, "Polygon": 2}
    if not isinstance(geometry, dict) or geometry.get("type") not in kinds:
        raise refused("forms.geojson.geometry", "only Point, LineString and Polygon are known")
    depth = kinds[geometry["type"]]
    coordinates = geometry.get("coordinates")
    try:
        if depth == 0:
            return _point(coordinates)
        line = coordinates if depth == 1 else coordinates[0]  # type: ignore[index]  # a wrong shape is refused below
        return "; ".join(_point(point) for point in line)  # type: ignore[union-attr]
    except (TypeError, IndexError, KeyError, FormDefinitionError):
        raise refused("forms.geojson.geometry", "coordinates are not readable") from None


def _point(point: object) -> str:
    longitude, latitude = point[0], point[1]  # type: ignore[index]  # a wrong shape is refused by the caller
    return f"{_scalar(latitude)} {_scalar(longitude)} 0 0"
