"""The questions of the present form page, as rows that stay while they change, so that a field keeps its focus."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.forms.entry import Prompt
from ui.mask import masked

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

Row = dict[str, object]
Index = QModelIndex | QPersistentModelIndex
ROLE = int(Qt.ItemDataRole.UserRole)
WORDS = frozenset({"text", "integer", "decimal"})


def keyboard_for(prompt: Prompt) -> str:
    """Which keys help with this question: letters, capitals, digits, decimal or identity."""
    if prompt.control in {"integer", "decimal"}:
        return "digits" if prompt.control == "integer" else "decimal"
    looks, reuse = prompt.appearance, prompt.hall.get("reuse", "")
    if "identity" in looks or reuse.endswith(".id_number") or (prompt.hall.get("pii") == "sensitive" and prompt.name.endswith("_id")):
        return "identity"
    if "capitals" in looks or prompt.name.endswith("uscc"):
        return "capitals"
    return "digits" if "numbers" in looks else "letters"


def tidy(keyboard: str, typed: str) -> str:
    """Spaces and hyphens that people put into numbers are forgiven, and so are small letters in codes."""
    if keyboard in {"identity", "digits", "decimal"}:
        typed = typed.replace(" ", "").replace("-", "")
    return typed.upper() if keyboard in {"identity", "capitals"} else typed


def prompt_row(prompt: Prompt, *, value: str, parts: Mapping[str, str] | None, error: str) -> Row:
    """What QML shows of one question. value: as it was typed; parts: the typed fields of a date that is no answer yet."""
    chosen = [choice for choice in prompt.choices if choice.value in prompt.value.split()]
    listed = prompt.control == "select_one" and "minimal" in prompt.appearance
    sensitive = prompt.hall.get("pii") == "sensitive"
    return {
        "ref": prompt.ref,
        "name": prompt.name,
        "control": "list" if listed else prompt.control,
        "label": prompt.label,
        "hint": prompt.hint,
        "required": prompt.required,
        "readonly": prompt.readonly,
        "value": value,
        "shown": "、".join(choice.label for choice in chosen),
        "masked": masked(prompt.value) if sensitive and prompt.control in WORDS else "",
        "sensitive": sensitive,
        "keyboard": keyboard_for(prompt),
        "multiline": "multiline" in prompt.appearance,
        "block": prompt.hall.get("block") == "yes",
        "choices": [] if listed else [_choice_row(c.value, c.label, c in chosen) for c in prompt.choices],
        "parts": dict(parts) if parts is not None else {},
        "error": error,
    }


def _choice_row(value: str, label: str, on: bool) -> Row:
    return {"value": value, "text": label, "on": on}


@QmlElement
@QmlUncreatable("made by the form")
class PromptModel(QAbstractListModel):  # type: ignore[operator]
    """One row a question, with the role `prompt`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {ROLE: QByteArray(b"prompt")}

    def data(self, index: Index, role: int = ROLE) -> object:
        return self._rows[index.row()] if index.isValid() and role == ROLE else None

    def show(self, rows: Sequence[Row], *, anew: bool) -> None:
        """Take over these rows. anew: another page, so no field may stay."""
        if anew:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        wanted = [row["ref"] for row in rows]
        for at in reversed(range(len(self._rows))):
            if self._rows[at]["ref"] not in wanted:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(rows):
            if at < len(self._rows) and self._rows[at]["ref"] == row["ref"]:
                self._replace(at, row)
            else:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()

    def _replace(self, at: int, row: Row) -> None:
        if self._rows[at] != row:
            self._rows[at] = row
            self.dataChanged.emit(self.index(at), self.index(at), [ROLE])
