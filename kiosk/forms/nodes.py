"""What do expressions walk over? Light nodes for instances, secondary instances and any other document."""

from collections.abc import Iterator
from typing import Final

XFORMS: Final = "http://www.w3.org/2002/xforms"
XHTML: Final = "http://www.w3.org/1999/xhtml"
JAVAROSA: Final = "http://openrosa.org/javarosa"
OPENROSA: Final = "http://openrosa.org/xforms"
ODK: Final = "http://www.opendatakit.org/xforms"
HALL: Final = "urn:hall:xforms:1"
XML: Final = "http://www.w3.org/XML/1998/namespace"

DOCUMENT: Final = 0
ELEMENT: Final = 1
ATTRIBUTE: Final = 2
TEXT: Final = 3
COMMENT: Final = 4
INSTRUCTION: Final = 5
NAMESPACE: Final = 6

_NONE: Final[list["Node"]] = []


class Node:
    """One node. text: its own text (an element with children has none of its own); relevant: with all ancestors.

    plain: the name by which an unprefixed name test finds it, "" if none does. A text node exists only where elements and
    text are mixed; the text of a leaf stands in the leaf.
    """

    __slots__ = (
        "attributes",
        "children",
        "declared",
        "definition",
        "hidden",
        "kind",
        "name",
        "named",
        "namespace",
        "order",
        "own_relevant",
        "parent",
        "plain",
        "prefix",
        "relevant",
        "text",
    )

    def __init__(  # noqa: PLR0917 - made by the thousand
        self, kind: int, name: str = "", namespace: str = "", prefix: str = "", text: str = "", plain: str = ""
    ) -> None:
        self.kind = kind
        self.name = name
        self.namespace = namespace
        self.prefix = prefix
        self.plain = plain
        self.text = text
        self.children: list[Node] = []
        self.attributes: list[Node] = []
        self.parent: Node | None = None
        self.relevant = True
        self.own_relevant = True
        self.order = 0
        self.named: dict[str, list[Node]] | None = None
        self.hidden: str | None = None
        self.definition: object = None
        self.declared: dict[str, str] | None = None

    def append(self, child: "Node") -> None:
        child.parent = self
        self.children.append(child)
        self.named = None

    def insert(self, index: int, child: "Node") -> None:
        child.parent = self
        self.children.insert(index, child)
        self.named = None

    def remove(self, child: "Node") -> None:
        self.children.remove(child)
        child.parent = None
        self.named = None

    def by_name(self, plain: str) -> "list[Node]":
        """Children that an unprefixed name finds, relevant or not; not to be changed."""
        named = self.named
        if named is None:
            named = {}
            for child in self.children:
                if child.plain:
                    named.setdefault(child.plain, []).append(child)
            self.named = named
        return named.get(plain, _NONE)

    def attribute(self, name: str, namespace: str = "") -> "Node | None":
        for node in self.attributes:
            if node.name == name and node.namespace == namespace:
                return node
        return None

    def value(self) -> str:
        """The string value (XPath 1.0, 5): of an element all text in it that is relevant."""
        if not self.children:
            return self.text
        return "".join(node.text for node in self.descendants() if node.kind == TEXT or (node.kind == ELEMENT and not node.children))

    def descendants(self) -> "Iterator[Node]":
        """Relevant ones, in document order, without attributes."""
        for child in self.children:
            if child.relevant:
                yield child
                if child.children:
                    yield from child.descendants()

    def walk(self) -> "Iterator[Node]":
        """This node and all below it, relevant or not, attributes after their element."""
        yield self
        yield from self.attributes
        for child in self.children:
            yield from child.walk()

    def qualified(self) -> str:
        """The name with its prefix, as in a reference."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    def root(self) -> "Node":
        node = self
        while node.parent is not None:
            node = node.parent
        return node


def number_nodes(root: Node) -> None:
    """Give every node its place in document order."""
    for order, node in enumerate(root.walk()):
        node.order = order


def plain_name(name: str, namespace: str, prefix: str, default: str) -> str:
    """The name for unprefixed tests; default: the default namespace of the instance's root."""
    if prefix or namespace == XHTML:
        return ""
    return name if namespace in {"", XFORMS, default} else ""
