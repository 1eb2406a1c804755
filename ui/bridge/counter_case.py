"""What was filed, as a counter shows it: in memory, while the citizen is there, and sensitive answers masked until they are wanted."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.model.case import CaseFile
from kiosk.model.receipt import grouped
from ui.bridge.counter_words import Names
from ui.mask import masked

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

OPEN_FOR_S = 180.0
"""So long after the last key it closes by itself."""


@QmlElement
@QmlUncreatable("made by ui.bridge.counter")
class CounterCase(QObject):  # type: ignore[operator]
    """The filed form that is open, or none."""

    changed = Signal()
    """Opened, closed, or its sensitive answers shown or hidden."""

    def __init__(self, names: Callable[[], Names], open_for_s: float = OPEN_FOR_S, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._case: CaseFile | None = None
        self._bare = False
        self._quiet = QTimer(self, singleShot=True, interval=int(open_for_s * 1000))
        self._quiet.timeout.connect(self.close)

    def show(self, case: CaseFile) -> None:
        self._case, self._bare = case, False
        self._quiet.start()
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Nothing of it is left here."""
        if self._case is not None:
            self._case, self._bare = None, False
            self._quiet.stop()
            self.changed.emit()

    @Slot()
    def touch(self) -> None:
        """Somebody reads on."""
        if self._case is not None:
            self._quiet.start()

    @Slot()
    def bare(self) -> None:
        """Show sensitive answers, or hide them again."""
        self._bare = not self._bare
        self.touch()
        self.changed.emit()

    @Property(bool, notify=changed)
    def open(self) -> bool:
        return self._case is not None

    @Property(bool, notify=changed)
    def shows_all(self) -> bool:
        return self._bare

    @Property(bool, notify=changed)
    def has_sensitive(self) -> bool:
        return self._case is not None and any(answer.sensitive for section in self._case.sections for answer in section.answers)

    @Property(bool, notify=changed)
    def raw(self) -> bool:
        """The form itself is not at hand."""
        return self._case is not None and self._case.raw

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._names().service(self._case.service) if self._case else ""

    @Property(str, notify=changed)
    def number(self) -> str:
        return grouped(self._case.receipt_no) if self._case else ""

    @Property(str, notify=changed)
    def filed(self) -> str:
        """Day and time in the hall."""
        zone = self._names().catalogue.zone
        return self._case.filed_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if self._case else ""

    @Property(list, notify=changed)
    def sections(self) -> list[dict[str, object]]:
        """title; answers: label, shown (blank where nothing was answered)."""
        return [
            {"title": section.title, "answers": [
                {"label": answer.label, "shown": masked(answer.shown) if answer.sensitive and not self._bare else answer.shown}
                for answer in section.answers
            ]}
            for section in (self._case.sections if self._case else ())
        ]  # fmt: skip

    @Property(list, notify=changed)
    def owed(self) -> list[dict[str, str]]:
        """Papers still to come: text, due (blank: no day was said)."""
        papers = self._case.owed if self._case else ()
        return [{"text": paper.name, "due": paper.due.isoformat() if paper.due else ""} for paper in papers]

    @Property(list, notify=changed)
    def attachments(self) -> list[dict[str, str]]:
        """label, size in kB."""
        files = self._case.attachments if self._case else ()
        return [{"label": file.label, "size": str(-(-file.size_bytes // 1024))} for file in files]
