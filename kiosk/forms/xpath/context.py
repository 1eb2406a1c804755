"""What does an expression see while it is evaluated? A node, its place, and an environment that is told everything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk.forms.errors import XPathEvaluationError
from kiosk.forms.nodes import Node


class Instance(Protocol):
    """A secondary instance: a document, and where it never changes an index of its items."""

    root: Node

    def find(self, path: tuple[str, ...], column: str, text: str) -> list[Node] | None:
        """Items at `path` whose child `column` has this text, in document order; None: no index for it."""
        ...


@dataclass(slots=True)
class Environment:
    """What expressions may ask of the world. root: the document that absolute paths start from.

    work: nodes that may still be looked at; shuffle: drawn once, so that a list without a seed keeps its order while somebody looks at it.
    """

    now: Callable[[], datetime]
    zone: ZoneInfo
    entropy: Callable[[int], bytes]
    root: Node
    instance: Callable[[str], Instance | None] = lambda _: None
    itext: Callable[[str], list[Node]] = lambda _: []
    choice_label: Callable[[str, str, "Context"], str] = lambda value, path, context: ""
    regex_seconds: float = 0.25
    work: int = 3_000_000
    shuffle: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.shuffle = int.from_bytes(self.entropy(4))

    def spend(self, nodes: int) -> None:
        """Take work off the budget, about a microsecond each; raises where none is left, so that no form hangs a terminal."""
        self.work -= nodes
        if self.work < 0:
            raise XPathEvaluationError("the form's expressions take too long")


class Context:
    """node, position, size: XPath's own; current: the node of the bind or control."""

    __slots__ = ("current", "env", "node", "position", "size")

    def __init__(self, node: Node, env: Environment, current: Node | None = None, position: int = 1, size: int = 1) -> None:
        self.node = node
        self.env = env
        self.current = current if current is not None else node
        self.position = position
        self.size = size


Nodes = Sequence[Node]
