"""The door through which the recorded cases of the reference engines reach ours.

The cases are not in the repository; their runners import this module from the project's folder.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pyxform.xls2xform import convert

from kiosk.forms import FormDef, FormSession, load_form
from kiosk.forms.definition.model import ModelNode
from kiosk.forms.engine import choices, validation
from kiosk.forms.nodes import Node
from tests.conformance import documents

evaluate = documents.evaluate


def load(xml: str, attachments: Mapping[str, Mapping[str, str]], *, now: str, tz: str) -> "Session":
    media = {url: each["text"].encode() for url, each in attachments.items()}
    zone = ZoneInfo(tz)
    at = datetime.fromisoformat(f"{now}T12:00:00").replace(tzinfo=zone)
    return Session(_session(load_form(xml.encode(), media), at, zone))


def open_form(path: str, attachments_dir: str) -> "Form":
    source = Path(path)
    xml = source.read_bytes() if source.suffix == ".xml" else convert(path, validate=False).xform.encode()
    media = {each.name: each.read_bytes() for each in Path(attachments_dir).iterdir()}
    return Form(load_form(xml, media))


def _session(form: FormDef, at: datetime, zone: ZoneInfo) -> FormSession:
    return FormSession(form, now=lambda: at, zone=zone, entropy=lambda n: bytes(range(1, n + 1)), strict=True)


class Form:
    def __init__(self, form: FormDef) -> None:
        self._form = form
        self.title, self.form_id, self.version = form.title, form.form_id, form.version
        self.languages = list(form.languages)
        self.questions, self.repeats = len(form.questions), len(form.repeats)

    def start(self) -> "Session":
        return Session(_session(self._form, datetime(2026, 11, 22, 12, tzinfo=UTC), ZoneInfo("UTC")))


class Session:
    def __init__(self, session: FormSession) -> None:
        self._session = session
        self._state = session.state

    def answer(self, ref: str, value: str) -> None:
        self._session.answer(ref, value)

    def add_repeat(self, ref: str) -> None:
        self._session.add_repeat(ref)

    def remove_repeat(self, ref: str) -> None:
        self._session.remove_repeat(ref)

    def set_language(self, name: str) -> None:
        self._session.set_language(name)

    def save_and_restore(self) -> "Session":
        return Session(self._session.restored(self._session.save()))

    def node(self, ref: str) -> dict[str, object] | None:
        repeat = self._repeat(ref)
        if repeat is not None:
            parent, model = repeat
            rows = self._state.rows(parent, model)
            return {"count": len(rows), "relevant": parent.relevant and all(row.relevant for row in rows)}
        node = self._state.find(ref)
        return self._seen(node) if node is not None else None

    def _seen(self, node: Node) -> dict[str, object]:
        found = validation.verdict(self._state, node)
        wrong = found if found is not None and found.kind != "block" else None
        return {
            "relevant": node.relevant,
            "readonly": validation.readonly(self._state, node),
            "required": validation.required(self._state, node),
            "value": node.value() if node.relevant else "",
            "violation": wrong.kind if wrong else None,
            "message": self._state.words(wrong.message, node) if wrong else None,
            "label": self._label_of(node),
        }

    def _repeat(self, ref: str) -> tuple[Node, ModelNode] | None:
        if ref.endswith("]"):
            return None
        try:
            return self._state.repeat_place(ref)
        except Exception:  # noqa: BLE001 - it is no repeat
            return None

    def choices(self, ref: str) -> list[tuple[str, str]]:
        node = self._state.get(ref)
        model = node.definition
        assert isinstance(model, ModelNode)
        assert model.control is not None
        return [(each.value, each.label) for each in choices.choices(self._state, model.control, node)]

    def repeat_count(self, ref: str) -> int:
        parent, model = self._state.repeat_place(ref)
        return len(self._state.rows(parent, model))

    def label(self, ref: str) -> str:
        return self._label_of(self._state.get(ref)) or ""

    def _label_of(self, node: Node) -> str | None:
        model = node.definition
        if not isinstance(model, ModelNode):
            return None
        if model.control is not None:
            return self._state.words(model.control.label, node)
        label = model.label
        return self._state.words(label, node) if label is not None else None

    def violations(self) -> list[tuple[str, str]]:
        return [(each.ref, each.kind) for each in self._session.violations() if each.kind != "block"]

    def submission_xml(self) -> str:
        return self._session.submission_xml().decode().partition("?>")[2]
