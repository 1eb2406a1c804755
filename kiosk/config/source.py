"""What does a YAML file say, and on which line does it say so?

Plain YAML: `true` and `false` are the only truths, a time such as 09:00 is a text, and there are no anchors, so that a
reader sees what a value is where it stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kiosk.config.faults import ConfigFaults, Fault

Place = tuple[str | int, ...]
SIZE_LIMIT_BYTES = 4 * 1024 * 1024


class _Loader(yaml.SafeLoader):
    """YAML 1.2's few implicit types instead of 1.1's many."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - the library's own way to say it

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "aliases (*) are not used here", event.start_mark)
        return super().compose_node(parent, index)


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


@dataclass(frozen=True, kw_only=True)
class Source:
    """One file as read: its values, and the line of each place in it."""

    file: Path
    data: Mapping[str, object]
    lines: Mapping[Place, int]
    faults: tuple[Fault, ...] = ()

    def line(self, place: Place) -> int:
        """The line of `place`, or of the nearest thing around it that is there."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: Place, message: str, what_to_do: str) -> Fault:
        where = " > ".join(str(step + 1) if isinstance(step, int) else step for step in place)
        return Fault(file=self.file, line=self.line(place), where=where, message=message, what_to_do=what_to_do)


@dataclass
class _Reader:
    file: Path
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def value(self, node: yaml.Node, place: Place) -> object:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in found:
                first = self.lines[(*place, key)]
                self._twice((*place, key), line, first)
                continue
            self.lines[(*place, key)] = line
            found[key] = self.value(value_node, (*place, key))
        return found

    def _twice(self, place: Place, line: int, first: int) -> None:
        where = " > ".join(str(step) for step in place)
        message = f"`{place[-1]}` stands here a second time; the first is on line {first}."
        self.faults.append(
            Fault(file=self.file, line=line, where=where, message=message, what_to_do="Give one of them another name, or remove it.")
        )


def _scalar(node: yaml.Node) -> object:
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "int":
            return int(text)
        case "float":
            return float(text)
        case "bool":
            return text == "true"
        case "null":
            return None
        case _:
            return text


def read_source(file: Path) -> Source:
    """The file's values with their lines. Raises ConfigFaults if it cannot be read at all."""
    text = _text(file)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        message = f"This is not YAML: {error.problem or error.context}."
        raise _unreadable(file, message, "Look at the indentation, the colons and the quotes there.", line) from None
    except yaml.YAMLError as error:
        raise _unreadable(file, f"This is not YAML: {type(error).__name__}.", "Write the file anew as UTF-8 text.") from None
    if not isinstance(node, yaml.MappingNode):
        raise _unreadable(file, "The file is empty, or it is not a list of names and values.", "Start from a template in resources.")
    reader = _Reader(file)
    data = reader.value(node, ())
    assert isinstance(data, dict)
    return Source(file=file, data=data, lines=reader.lines, faults=tuple(reader.faults))


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise _unreadable(file, f"The file cannot be read ({error.strerror}).", "Check the path and the rights of the file.") from None
    if len(raw) > SIZE_LIMIT_BYTES:
        raise _unreadable(file, "The file is larger than 4 MiB.", "Check that it is the right file.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _unreadable(file, "The file is not UTF-8 text.", "Save it as UTF-8.", line) from None


def _unreadable(file: Path, message: str, what_to_do: str, line: int = 1) -> ConfigFaults:
    return ConfigFaults([Fault(file=file, line=line, where="", message=message, what_to_do=what_to_do)])
