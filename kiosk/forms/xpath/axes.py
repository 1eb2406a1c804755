"""Which nodes does a step reach? (XPath 1.0, 2.2 and 2.3; nodes that are not relevant are not there)"""

from collections.abc import Callable, Iterable, Iterator

from kiosk.forms.nodes import ATTRIBUTE, COMMENT, ELEMENT, INSTRUCTION, NAMESPACE, TEXT, XML, Node, number_nodes
from kiosk.forms.xpath.syntax import Axis, KindTest, NameTest

Test = Callable[[Node], bool]
Walk = Callable[[Node], Iterable[Node]]

REVERSE: frozenset[Axis] = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
FLAT: frozenset[Axis] = frozenset({"attribute", "self", "namespace"})
"""Axes that keep distinct nodes in order distinct and in order; `child` does where no node stands in another."""
LEVEL: frozenset[Axis] = frozenset({"child", "self", "attribute", "namespace", "parent", "following-sibling", "preceding-sibling"})
"""Axes that reach nodes of one depth from nodes of one depth."""


def child(node: Node) -> Iterator[Node]:
    if node.kind == ELEMENT and not node.children and node.text:
        yield _own_text(node)
    for each in node.children:
        if each.relevant:
            yield each


def _own_text(leaf: Node) -> Node:
    """The text of a leaf as a node of its own."""
    text = Node(TEXT, text=leaf.text)
    text.parent, text.order = leaf, leaf.order
    return text


def attribute(node: Node) -> Iterable[Node]:
    return [each for each in node.attributes if each.relevant]


def self_(node: Node) -> Iterable[Node]:
    return (node,)


def parent(node: Node) -> Iterable[Node]:
    return (node.parent,) if node.parent is not None else ()


def ancestor(node: Node) -> Iterator[Node]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def ancestor_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from ancestor(node)


def descendant(node: Node) -> Iterator[Node]:
    for each in child(node):
        yield each
        yield from descendant(each)


def descendant_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from descendant(node)


def _alone(node: Node) -> bool:
    """Whether a node has no siblings: it is none of its parent's children."""
    return node.parent is None or node.kind in {ATTRIBUTE, NAMESPACE} or not node.parent.children


def following_sibling(node: Node) -> Iterator[Node]:
    if _alone(node) or node.parent is None:
        return
    seen = False
    for each in child(node.parent):
        if seen:
            yield each
        seen = seen or each is node


def preceding_sibling(node: Node) -> Iterator[Node]:
    """Nearest first."""
    if _alone(node) or node.parent is None:
        return
    before: list[Node] = []
    for each in child(node.parent):
        if each is node:
            break
        before.append(each)
    yield from reversed(before)


def following(node: Node) -> Iterator[Node]:
    if node.kind in {ATTRIBUTE, NAMESPACE} and node.parent is not None:
        node = node.parent
    for above in ancestor_or_self(node):
        for sibling in following_sibling(above):
            yield from descendant_or_self(sibling)


def preceding(node: Node) -> Iterator[Node]:
    """Nearest first, without ancestors."""
    if node.kind in {ATTRIBUTE, NAMESPACE} and node.parent is not None:
        node = node.parent
    for above in ancestor_or_self(node):
        for sibling in preceding_sibling(above):
            yield from reversed(list(descendant_or_self(sibling)))


def namespace(node: Node) -> Iterator[Node]:
    """The namespaces in scope."""
    if node.kind != ELEMENT:
        return
    seen: dict[str, str] = {}
    for above in reversed(list(ancestor_or_self(node))):
        seen.update(above.declared or {})
    for order, (prefix, uri) in enumerate({**seen, "xml": XML}.items()):
        if uri:
            found = Node(NAMESPACE, prefix, "", "", uri)
            found.parent, found.order = node, order
            yield found


WALKS: dict[Axis, Walk] = {
    "ancestor": ancestor,
    "ancestor-or-self": ancestor_or_self,
    "attribute": attribute,
    "child": child,
    "descendant": descendant,
    "descendant-or-self": descendant_or_self,
    "following": following,
    "following-sibling": following_sibling,
    "namespace": namespace,
    "parent": parent,
    "preceding": preceding,
    "preceding-sibling": preceding_sibling,
    "self": self_,
}

_KIND_OF = {"text": TEXT, "comment": COMMENT}


def test_of(axis: Axis, test: NameTest | KindTest, uri: str) -> Test:
    """The predicate of a node test. uri: what the prefix of a name test stands for."""
    if isinstance(test, KindTest):
        return _kind_test(test)
    principal = {"attribute": ATTRIBUTE, "namespace": NAMESPACE}.get(axis, ELEMENT)
    if test.local == "*":
        if not test.prefix:
            return lambda node: node.kind == principal
        return lambda node: node.kind == principal and node.namespace == uri
    local = test.local
    if test.prefix:
        return lambda node: node.kind == principal and node.name == local and node.namespace == uri
    if principal == ELEMENT:
        return lambda node: node.plain == local and node.kind == ELEMENT
    return lambda node: node.kind == principal and node.name == local and not node.namespace


def _kind_test(test: KindTest) -> Test:
    if test.kind == "node":
        return lambda node: True
    if test.kind == "processing-instruction":
        target = test.target
        return lambda node: node.kind == INSTRUCTION and (not target or node.name == target)
    wanted = _KIND_OF[test.kind]
    return lambda node: node.kind == wanted


def in_document_order(nodes: Iterable[Node]) -> list[Node]:
    """Each once, sorted; documents in the order in which they first appear."""
    distinct = list({_identity(node): node for node in nodes}.values())
    if len(distinct) < 2:
        return distinct
    roots: dict[int, int] = {}
    for node in distinct:
        top = node.root()
        if id(top) not in roots:
            roots[id(top)] = len(roots)
            number_nodes(top)
    return sorted(distinct, key=lambda node: (roots[id(node.root())], *_place(node)))


def _identity(node: Node) -> tuple[int, int, str]:
    """Namespaces and the text of a leaf are made anew at each look: they are the same where their element is."""
    if node.parent is not None and (node.kind == NAMESPACE or (node.kind == TEXT and not node.parent.children)):
        return id(node.parent), node.kind, node.name
    return id(node), 0, ""


def _place(node: Node) -> tuple[int, int, int]:
    """An element, then its namespaces, attributes (which have numbers of their own) and children."""
    if node.parent is not None and node.kind == NAMESPACE:
        return node.parent.order, 1, node.order
    if node.parent is not None and node.kind == TEXT and not node.parent.children:
        return node.parent.order + len(node.parent.attributes), 2, 0
    return node.order, 0, 0
