"""What must a clerk say before a deed is done? One panel, a question at a time: a digit or letter chooses, Enter does, Esc goes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""What chooses the first, the second ... option."""

Answers = Mapping[str, str]
"""By the question's name; several codes are joined by one blank."""


@dataclass(frozen=True, kw_only=True)
class Option:
    code: str
    text: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """kind: one option, several, words, or a count. value: as in Answers. needed: Enter does nothing before it is answered."""

    name: str
    title: str
    kind: Literal["one", "many", "text", "count"] = "one"
    options: tuple[Option, ...] = ()
    value: str = ""
    needed: bool = False

    @property
    def shown(self) -> str:
        """The answer in words."""
        if self.kind in {"text", "count"}:
            return self.value
        chosen = self.value.split() if self.kind == "many" else [self.value]
        return ", ".join(option.text for option in self.options if option.code in chosen)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """lines: what is told without asking. done: gets the answers; None only tells. whose: the ticket that it is about."""

    name: str
    title: str
    verb: str = ""
    lines: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    done: Callable[[Answers], None] | None = None
    whose: str = field(default="")


@QmlElement
@QmlUncreatable("made by ui.bridge.counter")
class CounterPanel(QObject):  # type: ignore[operator]
    """The panel that is open, or none."""

    changed = Signal()
    """Another panel, question or answer."""
    focus_wanted = Signal()
    """The keys belong to another place: the option that is chosen, the field, or the button that does it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel: Panel | None = None
        self._make: Callable[[], Panel]
        self._current = 0

    def show(self, make: Callable[[], Panel]) -> None:
        """make: asked again when the words are those of another language."""
        self._make, self._panel = make, make()
        self._go_to(0)

    def renamed(self) -> None:
        """The same panel with the same answers in the present words."""
        if self._panel is None:
            return
        said = {question.name: question.value for question in self._panel.questions}
        panel = self._make()
        self._panel = replace(panel, questions=tuple(replace(one, value=said.get(one.name, one.value)) for one in panel.questions))
        self.changed.emit()

    @property
    def panel(self) -> Panel | None:
        return self._panel

    @Slot()
    def close(self) -> None:
        if self._panel is not None:
            self._panel = None
            self.changed.emit()

    @Slot(str, bool)
    def choose(self, code: str, by_key: bool = False) -> None:
        """An option of the present question. by_key: Enter on what is chosen already does the deed."""
        question = self._question()
        if question is None:
            return
        if question.kind == "many":
            codes = question.value.split()
            self._answer(" ".join(one for one in codes if one != code) if code in codes else " ".join([*codes, code]))
            self.changed.emit()
            return
        again = question.value == code and by_key
        self._answer(code)
        if again or (self._panel is not None and len(self._panel.questions) == 1):
            self.carry_out()
            return
        self._go_to(self._current + 1)

    @Slot(str, result=bool)
    def press(self, key: str) -> bool:
        """A character that was typed: the option with this key, if there is one."""
        question, place = self._question(), KEYS.find(key.lower()) if key else -1
        if question is None or question.kind in {"text", "count"} or not 0 <= place < len(question.options):
            return False
        self.choose(question.options[place].code)
        return True

    @Slot(str)
    def put(self, text: str) -> None:
        """What stands in the field of the present question."""
        question = self._question()
        if question is not None and question.kind in {"text", "count"}:
            self._answer(text)

    @Slot(int)
    def turn_to(self, place: int) -> None:
        """Open another question."""
        self._go_to(place)

    @Slot()
    def carry_out(self) -> None:
        """The deed, if nothing that is needed is missing; else the question that is."""
        panel = self._panel
        if panel is None:
            return
        missing = self._missing()
        if missing is not None:
            self._go_to(missing)
            return
        self._panel = None
        self.changed.emit()
        if panel.done is not None:
            panel.done({question.name: question.value for question in panel.questions})

    # -- what is shown -------------------------------------------------------------------------------------------------

    @Property(bool, notify=changed)
    def open(self) -> bool:
        return self._panel is not None

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._panel.name if self._panel else ""

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._panel.title if self._panel else ""

    @Property(str, notify=changed)
    def verb(self) -> str:
        return self._panel.verb if self._panel else ""

    @Property(list, notify=changed)
    def lines(self) -> list[str]:
        return list(self._panel.lines) if self._panel else []

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        return self._panel is not None and self._panel.done is not None and self._missing() is None

    @Property(list, notify=changed)
    def questions(self) -> list[dict[str, object]]:
        """name, title, kind, value, shown, current; of the present one its options: code, text, note, key, chosen."""
        asked = self._panel.questions if self._panel else ()
        return [_row(question, place == self._current) for place, question in enumerate(asked)]

    # -- inside --------------------------------------------------------------------------------------------------------

    def _question(self) -> Question | None:
        asked = self._panel.questions if self._panel else ()
        return asked[self._current] if self._current < len(asked) else None

    def _answer(self, value: str) -> None:
        assert self._panel is not None, "a question stands in a panel"
        asked = list(self._panel.questions)
        asked[self._current] = replace(asked[self._current], value=value)
        self._panel = replace(self._panel, questions=tuple(asked))

    def _missing(self) -> int | None:
        asked = self._panel.questions if self._panel else ()
        return next((place for place, question in enumerate(asked) if question.needed and not question.value.strip()), None)

    def _go_to(self, place: int) -> None:
        self._current = place
        self.changed.emit()
        self.focus_wanted.emit()


def _row(question: Question, current: bool) -> dict[str, object]:
    chosen = question.value.split() if question.kind == "many" else [question.value]
    options = question.options if current else ()
    return {
        "name": question.name, "title": question.title, "kind": question.kind, "value": question.value, "shown": question.shown,
        "current": current,
        "options": [
            {"code": option.code, "text": option.text, "note": option.note, "key": KEYS[place : place + 1].upper(),
             "chosen": option.code in chosen}
            for place, option in enumerate(options)
        ],
    }  # fmt: skip
