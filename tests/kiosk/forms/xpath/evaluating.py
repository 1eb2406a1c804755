"""Expressions on a small document, at half past six in the hall."""

from lxml import etree

from kiosk.forms.nodes import JAVAROSA, Node
from kiosk.forms.xmltree import to_document
from kiosk.forms.xpath.compiler import Static, compile_expression
from kiosk.forms.xpath.context import Context, Environment
from kiosk.forms.xpath.values import Value, to_text
from tests.kiosk.forms.examples import NOW, ZONE

DOCUMENT = """<data><a>3</a><b>2026-11-20</b><c/><d x="7">one two</d><e>x</e><e>y</e><e>z</e>
<g><n>-1</n><n>4</n></g><p>30.5 120.2 0 0</p></data>"""


def environment(xml: str = DOCUMENT) -> Environment:
    root = to_document(etree.fromstring(xml))
    return Environment(now=lambda: NOW, zone=ZONE, entropy=lambda n: bytes(range(n)), root=root)


def evaluate(source: str, xml: str = DOCUMENT, *, at: str = "/data") -> Value:
    env = environment(xml)
    start = compile_expression(at, Static()).evaluate(Context(env.root, env))
    assert isinstance(start, list)
    node: Node = start[0]
    return compile_expression(source, Static(namespaces={"jr": JAVAROSA})).evaluate(Context(node, env))


def text(source: str, *, at: str = "/data") -> str:
    return to_text(evaluate(source, at=at))
