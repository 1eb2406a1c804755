"""One person filling in one form: every answer lives here, in memory, and nowhere else."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.forms.codecs import clean, normalized
from kiosk.forms.definition.model import FormDef, ModelNode, QuestionDef
from kiosk.forms.engine import choices, owed, preload, validation
from kiosk.forms.engine.actions import Actions
from kiosk.forms.engine.recompute import Recompute
from kiosk.forms.engine.rows import Rows
from kiosk.forms.engine.state import State
from kiosk.forms.errors import AnswerRefused, Problem, XPathEvaluationError
from kiosk.forms.nodes import ELEMENT, Node
from kiosk.forms.pages import Violation
from kiosk.forms.serializer import draft_xml, read_draft, submission_xml
from kiosk.forms.xpath.context import Context, Environment
from kiosk.forms.xpath.values import text_to_number
from kiosk.model.ids import uuid7
from kiosk.model.submission import Attachment, FinishedForm

MOST_ROUNDS = 200
"""Rounds of actions that set each other off, before we stop them."""


def in_range(control: QuestionDef, text: str) -> bool:
    """Whether a number lies between the ends of a range; blank does."""
    start, end, number = (text_to_number(each) for each in (control.attributes["start"], control.attributes["end"], text))
    return not text or min(start, end) <= number <= max(start, end)


def _silent(problem: Problem) -> None:
    """Faults of expressions are reported to nobody unless somebody asks."""


class FormSession:
    """Made for one visit and dropped at its end. Not for several threads at once.

    now, zone, entropy: clock, local zone and random bytes; language: "zh", "en" or the form's own name of it; device: the
    terminal's code; draft: bytes of `save()`; strict: a failing expression raises (publishing), else the node is blank and
    `report` hears of it, never of a value.
    """

    def __init__(
        self,
        form: FormDef,
        *,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        entropy: Callable[[int], bytes],
        language: str = "",
        device: str = "",
        draft: bytes | None = None,
        attachments: Mapping[str, Attachment] | None = None,
        strict: bool = False,
        report: Callable[[Problem], None] = _silent,
    ) -> None:
        self.form = form
        self._now, self._entropy, self._device, self._strict = now, entropy, device, strict
        self._zone, self._report = zone, report
        self.attachments: dict[str, Attachment] = dict(attachments or {})
        env = Environment(now, zone, entropy, Node(0), instance=self._instance, itext=self._itext, choice_label=self._choice_label)
        self.state = State(form, env, language=form.itext.match(language), strict=strict, report=report)
        self._identity = uuid7(now(), entropy(10))
        self._finished: FinishedForm | None = None
        self._begin(draft)

    def _begin(self, draft: bytes | None) -> None:
        state = self.state
        self.rows = Rows(state, self._row_added)
        self._actions = Actions(state, self._put)
        self._recompute = Recompute(state, adjust_rows=self.rows.adjust, settle_choice=self._settle_choice)
        if draft is None:
            preload.preload(state, identity=self._identity, now=self._now(), device=self._device)
            self._actions.form_event("odk-instance-first-load", "xforms-ready")
        else:
            state.plant(read_draft(self.form, draft))
        preload.ensure_identity(state, self._identity)
        self._actions.form_event("odk-instance-load")
        self.rows.recompute = self._recompute
        with state.settlement():
            self._settle_static_choices()
            self._recompute.everything()
            self._recompute.settle()
        self._recompute.listened = self._actions.listened

    # -- answers ------------------------------------------------------------------------------------------------------

    def answer(self, ref: str, value: str) -> None:
        """Put in the text of an answer; blank clears. Raises AnswerRefused for a node that is not there."""
        node = self.state.get(ref)
        model = node.definition
        if not isinstance(model, ModelNode) or node.children:
            raise AnswerRefused("this node takes no answer")
        self._put(node, self._stored(model, node, value))
        self._settle()

    def attach(self, ref: str, attachment: Attachment) -> None:
        """A file as the answer; the one that was there before is dropped."""
        node = self.state.get(ref)
        old = node.text
        self.attachments[attachment.name] = attachment
        self.answer(ref, attachment.name)
        if old != attachment.name:
            self.attachments.pop(old, None)

    def _stored(self, model: ModelNode, node: Node, value: str) -> str:
        control = model.control
        if control is not None and control.kind == "trigger":
            return {"true": "OK", "false": ""}.get(value, clean(value))
        if control is not None and control.kind == "rank" and value:
            self._check_rank(control, node, value)
        if control is not None and control.kind == "select":
            return " ".join(clean(value).split())
        text = normalized(model.bind.type, value, self._zone)
        return text if control is None or control.kind != "range" or in_range(control, text) else ""

    def _check_rank(self, control: QuestionDef, node: Node, value: str) -> None:
        if sorted(value.split()) != sorted(choices.values(self.state, control, node)):
            raise AnswerRefused("a rank must hold every choice once")

    def _put(self, node: Node, text: str) -> None:
        """A new text, and the queue of what follows; settled by the caller."""
        shown = choices.settle(self.state, node, text)
        hidden = text if shown != text else None
        self._finished = None
        if (shown, hidden) == (node.text, node.hidden):
            return
        node.hidden = hidden
        if shown != node.text:
            node.text = shown
            self._recompute.changed(node)

    def _settle(self) -> None:
        """Follow every consequence, and the actions that listen to it."""
        with self.state.settlement():
            for _ in range(MOST_ROUNDS):
                self._recompute.settle()
                sources = list(self._recompute.changed_sources.values())
                self._recompute.changed_sources.clear()
                if not sources:
                    return
                for node in sources:
                    if node.root() is self.state.document:
                        self._actions.value_changed(node)
            self._recompute.settle()
            self._recompute.changed_sources.clear()
            self._endless(sources[0])

    def _endless(self, node: Node) -> None:
        fault = XPathEvaluationError("actions set each other off without end")
        if self._strict:
            raise fault
        self.state.fault(node, "", "action", fault)

    def _settle_choice(self, node: Node) -> None:
        """Hide an answer that is not offered any more; bring it back when it is."""
        wanted = node.hidden if node.hidden is not None else node.text
        shown = choices.settle(self.state, node, wanted)
        node.hidden = wanted if shown != wanted else None
        if shown != node.text:
            node.text = shown
            self._recompute.changed(node)

    def _settle_static_choices(self) -> None:
        for question in self.form.questions:
            if question.kind in {"select", "select1", "rank"} and (question.itemset is None or question.itemset.fixed):
                for node in self._all_of(question.node):
                    if node.text:
                        self._settle_choice(node)

    def _all_of(self, model: ModelNode) -> list[Node]:
        single = self.state.singles[model.index]
        if single is not None:
            return [single]
        return [node for node in self.state.root.walk() if node.definition is model]

    # -- rows ---------------------------------------------------------------------------------------------------------

    def add_repeat(self, ref: str) -> str:
        """One more row of the repeat; gives the reference of the new row."""
        parent, repeat = self.state.repeat_place(ref)
        row = self.rows.add(parent, repeat)
        self._finished = None
        self._settle()
        return self.state.reference(row)

    def remove_repeat(self, ref: str) -> None:
        """Take one row away, with its answers and files."""
        row = self.state.get(ref)
        self.rows.remove(row)
        for node in row.walk():
            self.attachments.pop(node.text, None)
        self._finished = None
        self._settle()

    def _row_added(self, row: Node) -> None:
        for question in self.form.questions:
            if question.kind in {"select", "select1", "rank"} and (question.itemset is None or question.itemset.fixed):
                for node in row.walk():
                    if node.definition is question.node and node.text:
                        self._settle_choice(node)
        self._actions.new_row(row)

    # -- language -----------------------------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """The form's own name of the present language."""
        return self.state.language

    def set_language(self, language: str) -> None:
        """Words change at once; expressions that read translated words are worked out again."""
        wanted = self.form.itext.match(language)
        if wanted == self.state.language:
            return
        self.state.language = wanted
        self.state.revision += 1
        self._finished = None
        self._recompute.everything()
        self._settle()

    # -- looking ------------------------------------------------------------------------------------------------------

    def violations(self) -> tuple[Violation, ...]:
        """Everything that stands in the way of filing, in document order."""
        return tuple(validation.violation(self.state, found) for found in validation.verdicts(self.state))

    def changed(self) -> frozenset[str]:
        """References of the nodes that changed since the last call and still stand in the instance."""
        nodes, self.state.changes.nodes = self.state.changes.nodes, {}
        return frozenset(self.state.reference(node) for node in nodes.values() if node.root() is self.state.document)

    # -- end ----------------------------------------------------------------------------------------------------------

    def save(self) -> bytes:
        """The draft: every answer, hidden ones too. Files are in `attachments`."""
        return draft_xml(self.state.root)

    def restored(self, draft: bytes) -> "FormSession":
        """A session of the same form and surroundings that goes on from a draft."""
        return FormSession(
            self.form,
            now=self._now,
            zone=self._zone,
            entropy=self._entropy,
            language=self.state.language,
            device=self._device,
            draft=draft,
            attachments=self.attachments,
            strict=self._strict,
            report=self._report,
        )

    def submission_xml(self) -> bytes:
        """The instance as it would be sent now."""
        return submission_xml(self.state.root)

    def finish(self) -> FinishedForm:
        """Validate, stamp the end, prune, serialise. Asked again it gives the same form while nothing was changed.

        Raises AnswerRefused while `violations()` is not empty.
        """
        if self._finished is not None:
            return self._finished
        if self.violations():
            raise AnswerRefused("the form is not complete")
        preload.stamp_end(self.state, self._now())
        named = {node.text for node in self.state.root.walk() if node.kind == ELEMENT and node.relevant}
        self._finished = FinishedForm(
            id=self._submission_id(),
            form=self.form.form_id,
            version=self.form.version,
            xml=self.submission_xml(),
            attachments=tuple(self.attachments[name] for name in sorted(self.attachments) if name in named),
            owed=owed.papers(self.state),
        )
        return self._finished

    def _submission_id(self) -> UUID:
        node = preload.identity_node(self.state.root)
        try:
            return UUID(node.text.removeprefix("uuid:")) if node is not None else self._identity
        except ValueError:
            return self._identity

    # -- what expressions ask for -------------------------------------------------------------------------------------

    def _instance(self, identity: str) -> "choices.Listing | None":
        found = self.form.instances.get(identity)
        if found is not None:
            return found
        if identity and identity == self.form.primary_id:
            return choices.Primary(self.state.document)
        return None

    def _itext(self, identity: str) -> list[Node]:
        text = self.form.translate(identity)
        forms = [form for language, form in text.by_language if language == self.state.language]
        ordered = sorted(forms, key=lambda form: form != "")
        return [Node(ELEMENT, "value", text=self.state.words(text, self.state.root, form)) for form in ordered]

    def _choice_label(self, value: str, path: str, context: Context) -> str:
        return choices.label_of(self.state, value, path, context)
