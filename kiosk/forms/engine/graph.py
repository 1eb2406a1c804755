"""Who must know when something changes, and in which order? Triggers, their ranks, and cycles (refused)."""

from collections.abc import Iterable

from kiosk.forms.definition.model import Dependent, ModelNode, QuestionDef, Trigger
from kiosk.forms.definition.workshop import Workshop
from kiosk.forms.xpath.analysis import Place, Reads, reads


def connect(shop: Workshop, questions: Iterable[QuestionDef], primary_id: str) -> tuple[Trigger, ...]:
    """Make the triggers of a form, hang them on what they read, and rank them; cycles become problems."""
    triggers = _triggers(shop.root, questions)
    read_by = {trigger: reads(trigger.expression.syntax, trigger.node, shop.root, primary_id) for trigger in triggers}
    for trigger, read in read_by.items():
        _hang(trigger, read)
    for cycle in _rank(triggers, read_by):
        names = ", ".join(dict.fromkeys(trigger.node.path for trigger in cycle))
        shop.problem("forms.cycle", f"these depend on each other in a circle: {names}", cycle[0].node.path)
    return tuple(sorted(triggers, key=lambda trigger: trigger.rank))


def _triggers(root: ModelNode, questions: Iterable[QuestionDef]) -> list[Trigger]:
    """In document order; of one node relevance first, then the count of rows, the value, the choices."""
    made: list[Trigger] = []
    dynamic = {question.node: question.itemset for question in questions if question.itemset and not question.itemset.fixed}
    for node in root.walk():
        bind = node.bind
        if bind.relevant is not None and not _always(bind.relevant.code.constant, bind.relevant.source):
            node.triggers.append(Trigger("relevant", node, bind.relevant))
        if node.repeat is not None and node.repeat.count is not None:
            node.count = Trigger("count", node, node.repeat.count)
            made.append(node.count)
        if bind.calculate is not None:
            node.triggers.append(Trigger("calculate", node, bind.calculate))
        itemset = dynamic.get(node)
        if itemset is not None:
            node.triggers.append(Trigger("choices", node, itemset.nodeset))
        made.extend(node.triggers)
    return made


def _always(constant: bool, source: str) -> bool:
    return constant and source.strip() == "true()"


def _base(trigger: Trigger) -> ModelNode:
    """A count runs once for all rows, at the parent of the repeat."""
    return trigger.node.parent or trigger.node if trigger.kind == "count" else trigger.node


def _hang(trigger: Trigger, read: Reads) -> None:
    for place in read.values:
        if place.node is not None:
            place.node.dependents.append(_dependent(trigger, place.anchor))
    for place in read.rows:
        if place.node is not None:
            place.node.structural.append(_dependent(trigger, place.anchor))


def _dependent(trigger: Trigger, anchor: ModelNode | None) -> Dependent:
    target = _base(trigger)
    route: list[ModelNode] = []
    node: ModelNode | None = target
    while node is not None and node is not anchor:
        route.append(node)
        node = node.parent
    return Dependent(trigger, anchor, tuple(reversed(route)), target.innermost is None)


# -- order ------------------------------------------------------------------------------------------------------------


def _rank(triggers: list[Trigger], read_by: dict[Trigger, Reads]) -> list[list[Trigger]]:
    """Give each its turn: what writes before what reads, else document order. Gives the circles that forbid an order."""
    earlier = {trigger: _writers(trigger, read_by[trigger]) for trigger in triggers}
    circles = _circles({trigger: [each for each in found if _hard(each, trigger)] for trigger, found in earlier.items()})
    order: list[Trigger] = []
    state: dict[Trigger, int] = {}
    for trigger in triggers:
        _visit(trigger, earlier, state, order)
    for rank, trigger in enumerate(order):
        trigger.rank = rank
    return circles


def _hard(writer: Trigger, reader: Trigger) -> bool:
    """Lists that depend on each other's answers are no mistake, nor are counts that come to rest: both are bounded."""
    return not {writer.kind, reader.kind} & {"choices", "count"}


def _writers(trigger: Trigger, read: Reads) -> list[Trigger]:
    found: dict[Trigger, None] = {}
    for place in [*read.values, *read.rows]:
        if place.node is None:
            continue
        for writer in _of_node(place):
            found[writer] = None
    if trigger.kind != "relevant":
        for node in [trigger.node, *trigger.node.ancestors()]:
            found.update({each: None for each in node.triggers if each.kind == "relevant"})
    if trigger.kind == "choices":
        found.update({each: None for each in trigger.node.triggers if each.kind == "calculate"})
    return [each for each in found if not (each is trigger and trigger.kind == "choices")]


def _of_node(place: Place) -> Iterable[Trigger]:
    node = place.node
    assert node is not None
    yield from node.triggers
    if node.count is not None:
        yield node.count
    for above in node.ancestors():
        yield from (each for each in above.triggers if each.kind == "relevant")


def _visit(start: Trigger, earlier: dict[Trigger, list[Trigger]], state: dict[Trigger, int], order: list[Trigger]) -> None:
    """Depth first without recursion; 1 = on the way, 2 = done."""
    if state.get(start):
        return
    stack = [(start, iter(earlier[start]))]
    state[start] = 1
    while stack:
        trigger, rest = stack[-1]
        following = next((each for each in rest if not state.get(each)), None)
        if following is None:
            stack.pop()
            state[trigger] = 2
            order.append(trigger)
        else:
            state[following] = 1
            stack.append((following, iter(earlier[following])))


def _circles(earlier: dict[Trigger, list[Trigger]]) -> list[list[Trigger]]:
    """Strongly connected parts with more than one trigger, and triggers that read themselves (Tarjan)."""
    index: dict[Trigger, int] = {}
    low: dict[Trigger, int] = {}
    stack: list[Trigger] = []
    on_stack: set[Trigger] = set()
    found: list[list[Trigger]] = []
    for start, before in earlier.items():
        if start in index:
            continue
        work = [(start, iter(before))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            trigger, rest = work[-1]
            for each in rest:
                if each not in index:
                    index[each] = low[each] = len(index)
                    stack.append(each)
                    on_stack.add(each)
                    work.append((each, iter(earlier[each])))
                    break
                if each in on_stack:
                    low[trigger] = min(low[trigger], index[each])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[trigger])
                if low[trigger] == index[trigger]:
                    part = _pop_until(trigger, stack, on_stack)
                    if len(part) > 1 or trigger in earlier[trigger]:
                        found.append(part)
    return found


def _pop_until(trigger: Trigger, stack: list[Trigger], on_stack: set[Trigger]) -> list[Trigger]:
    part: list[Trigger] = []
    while True:
        each = stack.pop()
        on_stack.discard(each)
        part.append(each)
        if each is trigger:
            return part[::-1]
