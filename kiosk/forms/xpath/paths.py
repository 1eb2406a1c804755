"""How is a path walked? General steps with predicates, and a short way for paths of plain names."""

import operator
from collections.abc import Callable, Sequence

from kiosk.forms.nodes import Node
from kiosk.forms.xpath.axes import FLAT, REVERSE, WALKS, Test, in_document_order
from kiosk.forms.xpath.code import Code
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.syntax import DESCENDANT_OR_SELF, KindTest, NameTest, Step
from kiosk.forms.xpath.values import NodeSet, to_boolean

Start = Callable[[Context], Node]
StepCode = Callable[[Context, NodeSet], NodeSet]

FEW = 16
"""Nodes that are not worth counting."""


def names_of(steps: Sequence[Step]) -> tuple[int, tuple[str, ...]] | None:
    """Steps as "so many parents up, then these names down"; None if there is more to them."""
    up = 0
    names: list[str] = []
    for step in steps:
        if step.predicates:
            return None
        match step:
            case Step(axis="parent", test=KindTest(kind="node")) if not names:
                up += 1
            case Step(axis="self", test=KindTest(kind="node")):
                continue
            case Step(axis="child", test=NameTest(prefix="", local=local)) if local != "*":
                names.append(local)
            case _:
                return None
    return up, tuple(names)


def plain_path(start: Start, up: int, names: tuple[str, ...]) -> Code:
    """Up so many parents, down by names: the common case, without a list where one node is enough."""
    rise = _rise(start, up)
    if not names:

        def only(c: Context) -> NodeSet:
            node = rise(c)
            return [] if node is None else [node]

        return Code(only, "nodes", first=rise)

    def first(c: Context) -> Node | None:
        node = rise(c)
        if node is None:
            return None
        for name in names:
            found = node.by_name(name)
            if len(found) != 1:
                return _first_of(run(c)) if found else None
            node = found[0]
            if not node.relevant:
                return None
        return node

    def run(c: Context) -> NodeSet:
        node = rise(c)
        found = [] if node is None else _down([node], names)
        if len(found) > FEW:
            c.env.spend(len(found))
        return found

    return Code(run, "nodes", first=first)


def _rise(start: Start, up: int) -> Callable[[Context], Node | None]:
    if up == 0:
        return start

    def rise(c: Context) -> Node | None:
        node: Node | None = start(c)
        for _ in range(up):
            if node is None:
                return None
            node = node.parent
        return node

    return rise


def _first_of(nodes: NodeSet) -> Node | None:
    return nodes[0] if nodes else None


def _down(nodes: NodeSet, names: Sequence[str]) -> NodeSet:
    for name in names:
        nodes = [each for node in nodes for each in node.by_name(name) if each.relevant]
        if not nodes:
            break
    return nodes


def shortened(steps: Sequence[Step]) -> list[Step]:
    """`//name` as one step down instead of a step to every node and one to its children, where no place is asked for."""
    found: list[Step] = []
    for step in steps:
        if found and found[-1] == DESCENDANT_OR_SELF and step.axis == "child" and not step.predicates:
            found[-1] = Step("descendant", step.test, (), step.at)
        else:
            found.append(step)
    return found


# -- any path ---------------------------------------------------------------------------------------------------------


def general_path(start: Callable[[Context], NodeSet], steps: Sequence[StepCode]) -> Code:
    def run(c: Context) -> NodeSet:
        nodes = start(c)
        for step in steps:
            nodes = step(c, nodes)
        return nodes

    return Code(run, "nodes")


def step_code(step: Step, test: Test, predicates: Sequence[Code], *, level: bool) -> StepCode:
    """One step from many nodes; the result is in document order, each node once. level: no node stands in another."""
    walk, backwards = WALKS[step.axis], step.axis in REVERSE
    flat = step.axis in FLAT or (level and step.axis == "child")
    filters = [filter_code(predicate) for predicate in predicates]

    def run(c: Context, nodes: NodeSet) -> NodeSet:
        found: NodeSet = []
        for node in nodes:
            reached = [each for each in walk(node) if test(each)]
            c.env.spend(len(reached))
            for keep in filters:
                reached = keep(c, reached)
            if backwards:
                reached.reverse()
            found.extend(reached)
        return found if flat or (len(nodes) == 1 and not backwards) else in_document_order(found)

    return run


def filter_code(predicate: Code) -> StepCode:
    """Keep the nodes for which a predicate holds; a number means a position."""
    run, kind = predicate.run, predicate.kind

    def keep(c: Context, nodes: NodeSet) -> NodeSet:
        c.env.spend(len(nodes))
        inner = Context(c.node, c.env, c.current, 1, len(nodes))
        found: NodeSet = []
        for position, node in enumerate(nodes, 1):
            inner.node, inner.position = node, position
            value = run(inner)
            holds = value == position if isinstance(value, float) else to_boolean(value)
            if holds:
                found.append(node)
        return found

    def pick(c: Context, nodes: NodeSet) -> NodeSet:
        wanted = run(c)
        index = int(wanted) if abs(wanted) < len(nodes) + 1 else 0
        return [nodes[index - 1]] if index == wanted and 1 <= index <= len(nodes) else []

    return pick if predicate.constant and kind == "number" else keep


RELATIONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
