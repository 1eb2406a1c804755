"""Somebody has an appointment: the code that was typed or scanned becomes a ticket, or a sentence that says why not."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.model.appointment import Arrival
from kiosk.model.errors import KioskError
from ui.bridge.parts import TerminalParts
from ui.dates import written
from ui.jobs import Jobs

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

Row = dict[str, object]


@QmlElement
@QmlUncreatable("made by the visit")
class CheckIn(QObject):  # type: ignore[operator]
    """One for each visit; dropped with it."""

    changed = Signal()
    done = Signal(object)
    """An Arrival: the ticket is there."""

    def __init__(self, parts: TerminalParts, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts, self._jobs = parts, jobs
        self._language, self._code = parts.languages[0], ""
        self._request: UUID = parts.new_id()
        self._busy = False
        self._trouble = ""
        self._facts: Mapping[str, str | int] = {}
        self._arrival: Arrival | None = None
        self.over = False

    def set_language(self, language: str) -> None:
        self._language = language
        self.changed.emit()

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """The code of what did not work; blank if all is well."""
        return self._trouble

    @Property(dict, notify=changed)
    def facts(self) -> Row:
        """Of the trouble: day, time (of the appointment), hall, seconds; each blank or 0 if it is not known."""
        facts = self._facts
        day, time = self._when(facts.get("slot"))
        return {"day": day, "time": time, "hall": str(facts.get("hall", "")), "seconds": int(facts.get("wait_s", 0))}

    @Property(dict, notify=changed)
    def arrival(self) -> Row:
        """timing ("early", "on_time", "late"; blank: there was no check-in), time of the appointment, again."""
        one = self._arrival
        return {"timing": str(one.timing), "time": self._clock_time(one.slot), "again": one.again} if one else {"timing": ""}

    @Slot(str)
    def enter(self, code: str) -> None:
        """The same code again is the same request, so that a lost answer makes no second ticket."""
        if self._busy or not code.strip():
            return
        if code != self._code:
            self._code, self._request = code, self._parts.new_id()
        self._busy, self._trouble = True, ""
        self.changed.emit()
        request, parts = self._request, self._parts
        language = self._language if self._language != parts.languages[0] else None
        self._jobs.run(lambda: parts.check_in(request, code, language), then=self._arrived, failed=self._failed)

    @Slot()
    def clear(self) -> None:
        """The page begins: what did not work before is not shown again."""
        self._trouble = ""
        self.changed.emit()

    def _arrived(self, arrival: Arrival) -> None:
        if self.over:
            return
        self._busy, self._arrival = False, arrival
        self.changed.emit()
        self.done.emit(arrival)

    def _failed(self, fault: Exception) -> None:
        if self.over:
            return
        self._busy = False
        self._trouble, self._facts = (fault.code, fault.facts) if isinstance(fault, KioskError) else ("fault", {})
        self._request = self._request if self._trouble == "hall.away" else self._parts.new_id()
        self.changed.emit()

    def _when(self, slot: str | int | None) -> tuple[str, str]:
        if not isinstance(slot, str):
            return "", ""
        moment = datetime.fromisoformat(slot)
        return written(moment.astimezone(self._parts.catalogue.zone).date(), self._language), self._clock_time(moment)

    def _clock_time(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._parts.catalogue.zone):%H:%M}"
