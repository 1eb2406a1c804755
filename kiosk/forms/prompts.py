"""What does one question look like right now? Words, control, value and choices for the screen."""

from datetime import date, datetime

from kiosk.forms import richtext
from kiosk.forms.definition.itext import code_of
from kiosk.forms.definition.model import ModelNode, QuestionDef
from kiosk.forms.engine import choices, validation
from kiosk.forms.engine.state import State
from kiosk.forms.nodes import Node
from kiosk.forms.pages import Choice, Control, Prompt

_BY_TYPE: dict[str, Control] = {
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
    "geopoint": "unsupported",
    "geotrace": "unsupported",
    "geoshape": "unsupported",
}
_BY_KIND: dict[str, Control] = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "trigger": "acknowledge",
    "range": "range",
}
_DRAWN = frozenset({"signature", "draw", "annotate"})


def control_of(question: QuestionDef) -> Control:
    """How this question is answered; it never changes."""
    if question.kind in _BY_KIND:
        return _BY_KIND[question.kind]
    if question.kind == "upload":
        return _upload(question)
    bind = question.node.bind
    fixed = bind.readonly is not None and bind.readonly.source.strip() == "true()"
    if fixed and bind.calculate is None and bind.type == "string":
        return "note"
    return _BY_TYPE.get(bind.type, "text")


def _upload(question: QuestionDef) -> Control:
    if question.mediatype.startswith("image/"):
        return "signature" if question.appearance & _DRAWN else "image"
    return "unsupported" if question.mediatype.startswith(("audio/", "video/")) else "file"


def hall_of(model: ModelNode) -> dict[str, str]:
    """The node's own attributes; the department is inherited from the groups around it."""
    found = dict(model.bind.hall)
    for above in model.ancestors():
        if "dept" not in found and "dept" in above.bind.hall:
            found["dept"] = above.bind.hall["dept"]
    return found


def prompt_of(state: State, question: QuestionDef, node: Node, error: str | None = None) -> Prompt:
    control = control_of(question)
    offered: tuple[Choice, ...] = ()
    if control in {"select_one", "select_multiple", "rank"}:
        offered = tuple(Choice(choice.value, choice.words, choice.media) for choice in choices.choices(state, question, node))
    label, hint = richtext.runs(state.marked(question.label, node)), richtext.runs(state.marked(question.hint, node))
    return Prompt(
        ref=state.reference(node),
        name=question.node.name,
        control=control,
        appearance=question.appearance,
        label="".join(run.text for run in label),
        hint="".join(run.text for run in hint),
        guidance=richtext.plain(state.marked(question.hint, node, "guidance")),
        required=validation.required(state, node),
        readonly=validation.readonly(state, node),
        value=written(control, node.text),
        choices=offered,
        hall=hall_of(question.node),
        error=error,
        label_runs=label,
        hint_runs=hint,
        media=state.media(question.label, node),
    )


def written(control: Control, text: str) -> str:
    """A stored text as a person would type it: 89 for 89.0."""
    return text.removesuffix(".0") if control == "decimal" else text


def shown(state: State, question: QuestionDef, node: Node) -> str:
    """An answer in words: labels of choices, dates as people write them."""
    control, text = control_of(question), node.text
    if not text:
        return ""
    if control in {"select_one", "select_multiple", "rank"}:
        labels = {choice.value: choice.words for choice in choices.choices(state, question, node)}
        picked = [text] if control == "select_one" else text.split()
        return _separator(state).join(labels.get(value, value) for value in picked)
    if control in {"acknowledge", "image", "signature", "file"}:
        return "✓"
    if control in {"date", "datetime"}:
        return _moment(state, text)
    return text[:5] if control == "time" else written(control, text)


def _separator(state: State) -> str:
    return "、" if code_of(state.language).startswith("zh") else ", "


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _moment(state: State, text: str) -> str:
    try:
        day, time = date.fromisoformat(text[:10]), ""
        if "T" in text:
            at = datetime.fromisoformat(text)
            local = at.astimezone(state.env.zone) if at.tzinfo is not None else at
            day, time = local.date(), f" {local:%H:%M}"
    except ValueError:
        return text
    code = code_of(state.language)
    if code.startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日{time}"
    if code.startswith("en") or not code:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}{time}"
    return f"{day.isoformat()}{time}"
