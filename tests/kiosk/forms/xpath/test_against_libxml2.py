"""Random XPath 1.0 on random documents: what libxml2 answers is what we answer."""

from collections.abc import Callable
from random import Random

import pytest
from lxml import etree

from kiosk.forms.nodes import DOCUMENT, ELEMENT, Node
from kiosk.forms.xmltree import to_document
from kiosk.forms.xpath.compiler import Static, compile_expression
from kiosk.forms.xpath.context import Context, Environment
from tests.kiosk.forms.examples import NOW, ZONE

NAMESPACES = {"p": "urn:p"}
AXES = (
    "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self", "following", "following-sibling",
    "parent", "preceding", "preceding-sibling", "self",
)  # fmt: skip
TESTS = ("a", "b", "c", "p:d", "*", "p:*", "node()", "text()", "comment()", "processing-instruction()", "processing-instruction('q')")
DEEPEST = 3


class Writer:
    """Writes documents and expressions by chance."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def document(self, depth: int = 0) -> str:
        pick = self.random.choice
        name = pick(("a", "b", "c", "p:d"))
        marks = "".join(f' {key}="{pick("123xy")}"' for key in self.random.sample(("i", "j", "p:k"), self.random.randint(0, 2)))
        marks += ' xmlns:p="urn:p"' if depth == 0 else ""
        if depth >= 4 or (depth and self.random.random() < 0.3):
            return f"<{name}{marks}>{pick(('', '1', '2', 'x', '3.5'))}</{name}>"
        inside = "".join(pick(("", "", "t", "<!--c-->", "<?q z?>")) + self.document(depth + 1) for _ in range(pick((1, 2, 3, 4))))
        return f"<{name}{marks}>{inside}</{name}>"

    def expression(self) -> str:
        return self.random.choice((self.nodes, self.number, self.text, self.truth))(0)

    def step(self, depth: int) -> str:
        chance, pick = self.random.random(), self.random.choice
        if chance < 0.3:
            return pick((".", "..", "@i", "@*", "@p:k"))
        found = (f"{pick(AXES)}::" if chance < 0.7 else "") + pick(TESTS)
        return found + (f"[{self.condition(depth + 1)}]" if depth < DEEPEST and self.random.random() < 0.4 else "")

    def nodes(self, depth: int) -> str:
        if depth <= DEEPEST and self.random.random() < 0.2:
            return f"{self.nodes(depth + 1)} | {self.nodes(depth + 1)}"
        start = self.random.choice(("", "", "/", "//"))
        if depth <= DEEPEST and self.random.random() < 0.15:
            start = f"({self.nodes(depth + 1)})[{self.condition(depth + 1)}]/"
        steps = (self.step(depth) for _ in range(self.random.randint(1, 3)))
        return start + self.random.choice(("/", "//")).join(steps)

    def condition(self, depth: int) -> str:
        one: Callable[[int], str] = self.random.choice((self.nodes, self.truth, self.place))
        return one(depth)

    def place(self, depth: int) -> str:
        return self.random.choice(("1", "2", "last()", "last() - 1", "position() mod 2 = 1", "position() > 1", "position() = last()"))

    def number(self, depth: int) -> str:
        if depth > DEEPEST:
            return str(self.random.randint(0, 5))
        shapes = ("0.5", "10", "count({n})", "string-length({n})", "({i} + {i})", "({i} - {i})", "({i} * {i})", "({i} div {i})")
        more = ("({i} mod {i})", "-{i}", "floor({i})", "ceiling({i})", "number({n})", "number({b})", "sum({n})")
        return self.filled(shapes + more, depth)

    def text(self, depth: int) -> str:
        if depth > DEEPEST:
            return "'1'"
        shapes = ("'x'", "string({n})", "name({n})", "local-name({n})", "namespace-uri({n})", "substring({s}, {i})")
        more = (
            "substring({s}, {i}, {i})",
            "translate({s}, {s}, {s})",
            "substring-before({s}, {s})",
            "normalize-space({n})",
            "string({b})",
            "concat({s}, {s})",
        )
        return self.filled(shapes + more, depth)

    def truth(self, depth: int) -> str:
        if depth > DEEPEST:
            return "true()"
        compared = tuple(f"{{{left}}} {sign} {{{right}}}" for left in "nis" for right in "nis" for sign in ("=", "!=", "<", ">="))
        shapes = ("({b} and {b})", "({b} or {b})", "not({b})", "boolean({n})", "boolean({s})", "starts-with({s}, {s})")
        return self.filled((*compared, *shapes * 3, "contains({s}, {s})"), depth)

    def filled(self, shapes: tuple[str, ...], depth: int) -> str:
        shape = self.random.choice(shapes)
        for letter, write in (("n", self.nodes), ("i", self.number), ("s", self.text), ("b", self.truth)):
            while f"{{{letter}}}" in shape:
                shape = shape.replace(f"{{{letter}}}", write(depth + 1), 1)
        return shape


def ours(expression: str, document: Node, at: Node) -> object:
    env = Environment(now=lambda: NOW, zone=ZONE, entropy=bytes, root=document)
    value = compile_expression(expression, Static(namespaces=NAMESPACES)).evaluate(Context(at, env))
    if isinstance(value, list):
        return [node.value() for node in value if node.kind != DOCUMENT]
    return comparable(value)


def theirs(expression: str, at: etree._Element) -> object:
    value = at.xpath(expression, namespaces=NAMESPACES, smart_strings=False)
    if not isinstance(value, list):
        return comparable(value)
    return [str(each.xpath("string()")) if isinstance(each, etree._Element) else str(each) for each in value]


def comparable(value: object) -> object:
    """NaN equals NaN; the number of digits in a text is everybody's own."""
    if isinstance(value, str):
        return value if "." not in value and "e" not in value else "a fraction"
    return str(value) if isinstance(value, float) else value


@pytest.mark.parametrize("seed", range(40))
def test_plain_xpath_is_answered_as_libxml2_answers(seed: int) -> None:
    writer = Writer(seed)
    root = etree.fromstring(writer.document())
    document = to_document(root, mixed=True)
    places = list(zip(root.iter("*"), (node for node in document.walk() if node.kind == ELEMENT), strict=True))
    for _ in range(60):
        expression = writer.expression()
        there, here = writer.random.choice(places)

        assert theirs(expression, there) == ours(expression, document, here), expression
