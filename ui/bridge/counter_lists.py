"""How do the lists of a counter stand on the screen? Rows that stay where they are while others come and go."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.model.hall import LegState
from kiosk.model.lists import CounterLists, Row
from ui.bridge.counter_words import Names

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

TABS = ("waiting", "held", "absent", "elsewhere")
ROLES = ("leg", "label", "words", "note", "figure")
_FIRST = Qt.ItemDataRole.UserRole + 1
Shown = dict[str, str]
_Index = QModelIndex | QPersistentModelIndex


@QmlElement
@QmlUncreatable("made by ui.bridge.counter")
class RowsModel(QAbstractListModel):  # type: ignore[operator]
    """leg, label, words (the service), note (what is special), figure (minutes)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Shown] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt wants it
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {_FIRST + place: QByteArray(name.encode()) for place, name in enumerate(ROLES)}

    def data(self, index: _Index, role: int = _FIRST) -> str:
        return self._rows[index.row()][ROLES[role - _FIRST]]

    def put(self, rows: Sequence[Shown]) -> None:
        """The same tickets keep their place on the screen, and the focus that they have."""
        wanted = {row["leg"] for row in rows}
        for place in reversed(range(len(self._rows))):
            if self._rows[place]["leg"] not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()
        for place, row in enumerate(rows):
            self._put_at(place, row)

    def _put_at(self, place: int, row: Shown) -> None:
        known = next((at for at in range(place, len(self._rows)) if self._rows[at]["leg"] == row["leg"]), None)
        if known is None:
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
            return
        if known != place:
            self.beginMoveRows(QModelIndex(), known, known, QModelIndex(), place)
            self._rows.insert(place, self._rows.pop(known))
            self.endMoveRows()
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))


def rows_of(lists: CounterLists, tab: str) -> tuple[Row, ...]:
    """tab: one of TABS."""
    found: tuple[Row, ...] = getattr(lists, tab)
    return found


def shown(row: Row, names: Names, now: datetime) -> Shown:
    minutes = max(0, int((now - (row.since if row.since and row.state is not LegState.WAITING else row.arrived_at)).total_seconds()) // 60)
    return {
        "leg": str(row.leg), "label": row.label, "words": names.service(row.service), "note": " · ".join(_notes(row, names)),
        "figure": QCoreApplication.translate("Counter", "%1 min").replace("%1", str(minutes)),
    }  # fmt: skip


def _notes(row: Row, names: Names) -> list[str]:
    """What makes it another than the others."""
    notes = [names.priority(row.priority)] if row.priority else []
    if row.slot is not None:
        notes.append(QCoreApplication.translate("Counter", "appointment %1").replace("%1", names.time(row.slot)))
    if row.state is LegState.ON_HOLD:
        notes += [names.reason(row.reason)] if row.reason else []
        if row.open_at is not None:
            notes.append(QCoreApplication.translate("Counter", "until %1").replace("%1", names.time(row.open_at)))
        notes.append(_pool(row.pool))
    elif row.state is LegState.WAITING and row.kept:
        notes.append(QCoreApplication.translate("Counter", "kept for you or this counter"))
    elif row.state is LegState.WAITING and row.open_at is not None:
        notes.append(QCoreApplication.translate("Counter", "not before %1").replace("%1", names.time(row.open_at)))
    elif row.state is LegState.NO_SHOW and row.late:
        notes.append(QCoreApplication.translate("Counter", "coming back needs a reason"))
    elif row.state is LegState.CALLED:
        notes.append(QCoreApplication.translate("Counter", "called to counter %1").replace("%1", str(row.counter)))
    elif row.state is LegState.SERVING:
        notes.append(QCoreApplication.translate("Counter", "served at counter %1").replace("%1", str(row.counter)))
    return [note for note in notes if note]


def _pool(pool: str | None) -> str:
    words = {
        "me": QCoreApplication.translate("Counter", "for its clerk"),
        "counter": QCoreApplication.translate("Counter", "for its counter"),
        "hall": QCoreApplication.translate("Counter", "for everybody"),
    }
    return words.get(pool or "", "")
