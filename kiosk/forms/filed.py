"""What was filed, in the form's own words? Of a submission's XML the questions, the answers, and the papers that are owed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.forms import richtext
from kiosk.forms.definition.model import FormDef, ModelNode
from kiosk.forms.engine import owed
from kiosk.forms.entry import FormEntry
from kiosk.forms.nodes import JAVAROSA, OPENROSA, Node
from kiosk.forms.pages import Section
from kiosk.forms.serializer import DRAFT_LIMITS
from kiosk.forms.session import FormSession
from kiosk.forms.xmltree import Element, local, namespace, parse_xml
from kiosk.model.submission import OwedPaper


@dataclass(frozen=True, kw_only=True)
class Reading:
    """files: the label of the question that a file answers, by the file's name."""

    sections: tuple[Section, ...] = field(repr=False)
    owed: tuple[OwedPaper, ...]
    files: Mapping[str, str]


def read_filed(form: FormDef, xml: bytes, *, filed_at: datetime, zone: ZoneInfo, entropy: Callable[[int], bytes], language: str) -> Reading:
    """As it stood when it was filed: expressions see that time. Raises DraftError for another form's submission."""
    session = FormSession(form, now=lambda: filed_at, zone=zone, entropy=entropy, language=language, draft=xml)
    state = session.state
    files = {node.text: richtext.plain(state.marked(model.control.label, node)) for node, model in _files(state.root) if model.control}
    return Reading(sections=FormEntry(session).answers(), owed=owed.papers(state), files=files)


def _files(root: Node) -> Iterator[tuple[Node, ModelNode]]:
    for node in root.walk():
        model = node.definition
        if isinstance(model, ModelNode) and model.control is not None and model.control.kind == "upload" and node.relevant and node.text:
            yield node, model


def raw_answers(xml: bytes) -> tuple[tuple[str, str], ...]:
    """Names of fields and their texts, in the order of the document, where the form is not at hand. Raises FormDefinitionError."""
    return tuple(_leaves(parse_xml(xml, DRAFT_LIMITS)))


def _leaves(element: Element) -> Iterator[tuple[str, str]]:
    children = [child for child in element if isinstance(child.tag, str) and namespace(child) not in {OPENROSA, JAVAROSA}]
    for child in children:
        if local(child) == "meta":
            continue
        if len(child):
            yield from _leaves(child)
        elif child.text and child.text.strip():
            yield local(child), child.text.strip()
