"""Which papers did the citizen promise to bring later? (`hall:defer`)"""

from collections.abc import Iterator
from datetime import date

from kiosk.forms import richtext
from kiosk.forms.definition.itext import TextDef, code_of
from kiosk.forms.definition.model import ModelNode
from kiosk.forms.engine.state import State, tree_nodes
from kiosk.forms.nodes import Node
from kiosk.model.submission import OwedPaper
from kiosk.model.text import Text

LATER = "later"
_ENDINGS = ("_how", "_later", "_defer")
_PAPERS = ("_img", "_file", "_doc", "")


def papers(state: State) -> tuple[OwedPaper, ...]:
    """One for each question with hall:defer that is answered `later`, in the order of the form."""
    return tuple(_paper(state, node, model) for node, model in _deferred(state))


def _deferred(state: State) -> Iterator[tuple[Node, ModelNode]]:
    for node in tree_nodes(state.root):
        model = node.definition
        if isinstance(model, ModelNode) and node.relevant and node.text == LATER and model.bind.hall.get("defer") == "yes":
            yield node, model


def _paper(state: State, node: Node, model: ModelNode) -> OwedPaper:
    stem = next((model.name.removesuffix(ending) for ending in _ENDINGS if model.name.endswith(ending)), model.name)
    siblings = node.parent.children if node.parent is not None else []
    by_name = {sibling.name: sibling for sibling in siblings}
    due = by_name.get(f"{stem}_due")
    takers = [by_name.get(f"{stem}{ending}") for ending in _PAPERS]
    label = next((text for taker in takers if taker is not node and (text := _label(taker)) is not None), None)
    return OwedPaper(name=_words(state, node, label or _label(node), cut=label is None), due=_day(due.text if due is not None else ""))


def _label(node: Node | None) -> TextDef | None:
    """The label of the question that takes the paper: it names the paper."""
    model = node.definition if node is not None else None
    return model.control.label if isinstance(model, ModelNode) and model.control is not None else None


def _words(state: State, node: Node, label: TextDef | None, *, cut: bool) -> Text:
    """In every language of the form; of a question only what stands before its colon."""
    words: dict[str, str] = {}
    for language in state.form.languages or ("",):
        said = richtext.plain(state.marked(label, node, language=language))
        if cut:
            said = said.replace("：", ":").partition(":")[0].strip()
        words[code_of(language)] = said
    return Text(words)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
