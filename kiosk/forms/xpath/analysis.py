"""What does an expression read? Its paths are walked over the model, so that a change finds who must know of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.forms.xpath.functions.places import absolute_names
from kiosk.forms.xpath.syntax import (
    BinaryExpr,
    Expr,
    FilterExpr,
    FunctionCall,
    KindTest,
    Literal,
    NameTest,
    Negation,
    PathExpr,
    Step,
)

if TYPE_CHECKING:
    from kiosk.forms.definition.model import ModelNode

CURRENT = FunctionCall("", "current", ())
PARENT = Step("parent", KindTest("node"))


# -- absolute paths, seen from inside a repeat ------------------------------------------------------------------------


def contextualize(expr: Expr, base: "ModelNode") -> Expr:
    """Absolute paths that share repeats with `base` start from the present instance of the innermost shared repeat.

    A step with a predicate ends the shared part, and the last step is never part of it.
    """
    repeats = [node for node in [base, *base.ancestors()] if node.repeat is not None]
    return _rewritten(expr, base, [(repeat.names, len(base.names) - len(repeat.names)) for repeat in repeats]) if repeats else expr


Shared = list[tuple[tuple[str, ...], int]]


def _rewritten(expr: Expr, base: "ModelNode", shared: Shared) -> Expr:
    def again(each: Expr) -> Expr:
        return _rewritten(each, base, shared)

    match expr:
        case Negation(operand, at):
            return Negation(again(operand), at)
        case BinaryExpr(operator, left, right, at):
            return BinaryExpr(operator, again(left), again(right), at)
        case FunctionCall(prefix, "indexed-repeat", arguments, at):
            kept = [each if i == 0 or i % 2 == 1 else again(each) for i, each in enumerate(arguments)]
            return FunctionCall(prefix, "indexed-repeat", tuple(kept), at)
        case FunctionCall(prefix, name, arguments, at):
            return FunctionCall(prefix, name, tuple(again(each) for each in arguments), at)
        case FilterExpr(primary, predicates, at):
            return FilterExpr(again(primary), tuple(again(each) for each in predicates), at)
        case PathExpr(absolute, start, steps, at):
            steps = tuple(Step(step.axis, step.test, tuple(again(each) for each in step.predicates), step.at) for step in steps)
            if not absolute:
                return PathExpr(False, again(start) if start is not None else None, steps, at)
            return _nearer(steps, shared, at)
    return expr


def _nearer(steps: tuple[Step, ...], shared: Shared, at: int) -> PathExpr:
    names: list[str] = []
    for step in steps[:-1]:
        match step:
            case Step(axis="child", test=NameTest(prefix=prefix, local=name), predicates=()) if name != "*":
                names.append(f"{prefix}:{name}" if prefix else name)
            case _:
                break
    for repeat, up in shared:
        if tuple(names[: len(repeat)]) == repeat:
            return PathExpr(False, CURRENT, (PARENT,) * up + steps[len(repeat) :], at)
    return PathExpr(True, None, steps, at)


# -- what is read -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the model (None: the document), read within one instance of `anchor` (None: the whole form)."""

    node: "ModelNode | None"
    anchor: "ModelNode | None"


@dataclass(slots=True)
class Reads:
    """values: nodes whose text or presence counts; rows: repeats whose number or order of rows counts."""

    values: dict[Place, None] = field(default_factory=dict)
    rows: dict[Place, None] = field(default_factory=dict)


def reads(expr: Expr, base: "ModelNode", root: "ModelNode", primary_id: str = "") -> Reads:
    """Everything of the primary instance that `expr` reads when it stands at `base`."""
    analysis = _Analysis(base, root, primary_id)
    here = (Place(base, base.innermost),)
    analysis.note(analysis.visit(expr, here))
    return analysis.found


class _Analysis:
    def __init__(self, base: "ModelNode", root: "ModelNode", primary_id: str) -> None:
        self.found = Reads()
        self._base, self._root, self._primary_id = base, root, primary_id
        self._current = (Place(base, base.innermost),)

    def note(self, places: Iterable[Place]) -> None:
        for place in places:
            if place.node is not None:
                self.found.values[place] = None

    def visit(self, expr: Expr, here: tuple[Place, ...]) -> tuple[Place, ...]:
        """The places that `expr` may give; whatever is read on the way is noted."""
        match expr:
            case Negation(operand):
                self.note(self.visit(operand, here))
            case BinaryExpr("|", left, right):
                return self.visit(left, here) + self.visit(right, here)
            case BinaryExpr(_, left, right):
                self.note(self.visit(left, here))
                self.note(self.visit(right, here))
            case FilterExpr(primary, predicates):
                places = self.visit(primary, here)
                for predicate in predicates:
                    self.note(self.visit(predicate, places))
                return places
            case FunctionCall():
                return self._call(expr, here)
            case PathExpr():
                return self._path(expr, here)
        return ()

    def _call(self, call: FunctionCall, here: tuple[Place, ...]) -> tuple[Place, ...]:
        if call.name == "current" and not call.arguments:
            return self._current
        if call.name == "instance":
            own = call.arguments[:1] == (Literal(self._primary_id),) and self._primary_id != ""
            return (Place(None, None),) if own else ()
        if call.name == "once":
            return self._once(call, here)
        if call.name == "indexed-repeat":
            return self._indexed_repeat(call, here)
        places = [self.visit(argument, here) for argument in call.arguments]
        for each in places:
            self.note(each)
        if call.name == "position":
            self._rows_of(place for each in places for place in each)
        if call.name == "randomize":
            return places[0] if places else ()
        return ()

    def _once(self, call: FunctionCall, here: tuple[Place, ...]) -> tuple[Place, ...]:
        """What once() reads of the node itself is what it is there for: no dependency."""
        inner = _Analysis(self._base, self._root, self._primary_id)
        for argument in call.arguments:
            inner.note(inner.visit(argument, here))
        self.note(place for place in inner.found.values if place.node is not self._base)
        self.found.rows.update(inner.found.rows)
        return ()

    def _indexed_repeat(self, call: FunctionCall, here: tuple[Place, ...]) -> tuple[Place, ...]:
        for argument in call.arguments[2::2]:
            self.note(self.visit(argument, here))
        names = absolute_names(call.arguments[0], self._base.names)
        node = _by_names(self._root, names) if names else None
        if node is None:
            return ()
        self.found.rows.update({Place(above, None): None for above in [node, *node.ancestors()] if above.repeat is not None})
        return (Place(node, None),)

    def _rows_of(self, places: Iterable[Place]) -> None:
        for place in places:
            if place.node is not None and place.node.repeat is not None:
                above = place.node.parent.innermost if place.node.parent else None
                self.found.rows[Place(place.node, above if place.anchor is place.node else place.anchor)] = None

    # -- paths --------------------------------------------------------------------------------------------------------

    def _path(self, path: PathExpr, here: tuple[Place, ...]) -> tuple[Place, ...]:
        places = here
        if path.absolute:
            places = (Place(None, None),)
        elif path.start is not None:
            places = self.visit(path.start, here)
        for step in path.steps:
            places = tuple(dict.fromkeys(reached for place in places for reached in self._reach(place, step)))
            for predicate in step.predicates:
                self.note(self.visit(predicate, places))
                self._rows_of(places)
        return places

    def _reach(self, place: Place, step: Step) -> Iterable[Place]:
        match step:
            case Step(axis="child", test=NameTest(prefix="", local=name)) if name != "*" and place.node is not None:
                node = place.node.child(name)
                if node is not None:
                    reached = Place(node, place.anchor)
                    self._entered(place, reached)
                    yield reached
                return
        for reached in self._along(place, step.axis):
            if _fits(reached.node, step):
                self._entered(place, reached)
                yield reached

    def _entered(self, origin: Place, reached: Place) -> None:
        """Coming down into a repeat reads how many rows it has."""
        node = reached.node
        while node is not None and node is not origin.node:
            if node.repeat is not None and reached.anchor is not node:
                self.found.rows[Place(node, reached.anchor)] = None
            node = node.parent

    def _along(self, place: Place, axis: str) -> list[Place]:
        match axis:
            case "self":
                return [place]
            case "child" | "attribute":
                return self._below(place)
            case "parent":
                return self._above(place)[:1]
            case "ancestor":
                return self._above(place)
            case "ancestor-or-self":
                return [place, *self._above(place)]
            case "descendant":
                return self._all_below(place)
            case "descendant-or-self":
                return [place, *self._all_below(place)]
            case "following-sibling" | "preceding-sibling":
                return [below for above in self._above(place)[:1] for below in self._below(above)]
        return self._all_below(Place(None, None))

    def _below(self, place: Place) -> list[Place]:
        nodes = [self._root] if place.node is None else place.node.children
        return [Place(node, place.anchor) for node in nodes]

    def _all_below(self, place: Place) -> list[Place]:
        return [each for below in self._below(place) for each in (below, *self._all_below(below))]

    def _above(self, place: Place) -> list[Place]:
        """Leaving a repeat instance widens the anchor."""
        found: list[Place] = []
        node, anchor = place.node, place.anchor
        while node is not None:
            if anchor is node:
                anchor = node.parent.innermost if node.parent is not None else None
            node = node.parent
            found.append(Place(node, anchor))
        return found


def _fits(node: "ModelNode | None", step: Step) -> bool:
    if isinstance(step.test, KindTest):
        return step.test.kind == "node"
    if node is None or node.attribute is not (step.axis == "attribute"):
        return False
    if step.test.local == "*":
        return True
    if step.test.prefix:
        return node.name == step.test.local and bool(node.prefix or node.namespace)
    return step.test.local in {node.plain, node.name if node.attribute else node.plain}


def _by_names(root: "ModelNode", names: tuple[str, ...]) -> "ModelNode | None":
    node, rest = root, names[1:]
    if not names or root.plain != names[0]:
        return None
    for name in rest:
        found = next((child for child in node.children if child.plain == name), None)
        if found is None:
            return None
        node = found
    return node
