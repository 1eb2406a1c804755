"""The long list of one question: open or not, searched or whole."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.forms.entry import Prompt

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

Row = dict[str, object]


@QmlElement
@QmlUncreatable("made by the form")
class Picker(QObject):  # type: ignore[operator]
    """matches: does this choice answer to what was typed in the search field?"""

    changed = Signal()
    picked = Signal(str, str)
    """A choice was made: the question's ref and the value."""

    def __init__(
        self, prompt: Callable[[str], Prompt | None], matches: Callable[[str, str], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._prompt, self._matches = prompt, matches
        self._ref, self._typed = "", ""

    @Property(str, notify=changed)
    def ref(self) -> str:
        """The question whose list is open, else blank."""
        return self._ref

    @Property(str, notify=changed)
    def title(self) -> str:
        prompt = self._prompt(self._ref)
        return prompt.label if prompt else ""

    @Property(list, notify=changed)
    def choices(self) -> list[Row]:
        prompt = self._prompt(self._ref)
        if prompt is None:
            return []
        found = (choice for choice in prompt.choices if self._matches(choice.label, self._typed))
        return [{"value": c.value, "text": c.label, "on": c.value == prompt.value} for c in found]

    @Slot(str)
    def open(self, ref: str) -> None:
        self._ref, self._typed = ref, ""
        self.changed.emit()

    @Slot(str)
    def search(self, typed: str) -> None:
        self._typed = typed
        self.changed.emit()

    @Slot(str)
    def pick(self, value: str) -> None:
        ref = self._ref
        self.close()
        self.picked.emit(ref, value)

    @Slot()
    def close(self) -> None:
        self._ref, self._typed = "", ""
        self.changed.emit()
