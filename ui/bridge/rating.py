"""How was it? Five grades for a matter, perhaps reasons, and thanks; the same at the end of a form and with a ticket of before."""

from collections.abc import Sequence

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.actions.rating import Slip, Verdict
from kiosk.model.errors import KioskError
from kiosk.model.rating import GRADES, Matter, offered
from ui.bridge.parts import TerminalParts
from ui.jobs import Jobs

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

Row = dict[str, object]


@QmlElement
@QmlUncreatable("made by the visit")
class RatingView(QObject):  # type: ignore[operator]
    """One for each visit; matters are asked about one after the other. A grade that was touched counts, also if nobody sends it."""

    changed = Signal()

    def __init__(self, parts: TerminalParts, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts, self._jobs = parts, jobs
        self._language = parts.languages[0]
        self._matters: tuple[Matter, ...] | None = None
        self._audience = "person"
        self._words: str | None = None
        self._grade, self._reasons = 0, frozenset[str]()
        self._busy, self._trouble, self._given = False, "", False
        self.over = False

    def set_language(self, language: str) -> None:
        self._language = language
        self.changed.emit()

    def offer(self, matters: Sequence[Matter], audience: str) -> None:
        """These have just been filed here."""
        self._begin(tuple(matters), None)
        self._audience = audience

    def forget(self) -> None:
        """The visit is over: what was touched is sent."""
        if self._grade:
            self.send()
        self.over = True

    @Slot()
    def clear(self) -> None:
        """The page begins: no ticket yet."""
        self._matters, self._trouble = None, ""
        self.changed.emit()

    @Slot(str)
    def look(self, words: str) -> None:
        """What may the holder of this ticket rate? words: scanned or typed."""
        if self._busy or not words.strip():
            return
        self._busy, self._trouble, self._matters = True, "", None
        self.changed.emit()
        parts = self._parts
        self._jobs.run(lambda: parts.matters(words), then=lambda found: self._found(found, words), failed=self._failed)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._trouble

    @Property(str, notify=changed)
    def state(self) -> str:
        """Blank (no ticket yet), "asking", "thanks", "rated" (all of it was rated before) or "nothing" (nothing is over yet)."""
        if self._matters is None:
            return ""
        if self._open is not None:
            return "asking"
        return "thanks" if self._given else "rated" if self._matters else "nothing"

    @Property(str, notify=changed)
    def service(self) -> str:
        """The name of the matter that is asked about."""
        return self._parts.catalogue.service(self._open.service).name.in_(self._language) if self._open else ""

    @Property(int, notify=changed)
    def grade(self) -> int:
        """1 (worst) to 5; 0: none was touched."""
        return self._grade

    @Property(list, constant=True)
    def grades(self) -> list[int]:
        """In the official order, the best first."""
        return list(GRADES)

    @Property(list, notify=changed)
    def reasons(self) -> list[Row]:
        """code, text, on: what may be given with the grade."""
        codes = offered(self._parts.catalogue.rating_reasons, self._grade)
        return [
            {"code": one.code, "text": one.name.in_(self._language), "on": one.code in self._reasons}
            for one in self._parts.catalogue.rating_reasons
            if one.code in codes
        ]

    @Slot(int)
    def choose(self, grade: int) -> None:
        self._grade, self._reasons = grade, frozenset()
        self.changed.emit()

    @Slot(str)
    def toggle(self, reason: str) -> None:
        self._reasons ^= {reason}
        self.changed.emit()

    @Slot()
    def send(self) -> None:
        matter = self._open
        if matter is None or not self._grade:
            return
        verdict = Verdict(grade=self._grade, reasons=tuple(sorted(self._reasons)))
        slip = Slip(matter=matter, verdict=verdict, audience=self._audience, words=self._words)
        self._matters = tuple(one for one in self._matters or () if one is not matter)
        self._grade, self._reasons, self._given = 0, frozenset(), True
        self.changed.emit()
        parts = self._parts
        self._jobs.run(lambda: parts.rate(slip), then=lambda _: None, failed=self._failed)

    @property
    def _open(self) -> Matter | None:
        return next((one for one in self._matters or () if not one.rated), None)

    def _begin(self, matters: tuple[Matter, ...], words: str | None) -> None:
        self._matters, self._words = matters, words
        self._grade, self._reasons, self._given = 0, frozenset(), False
        self.changed.emit()

    def _found(self, matters: tuple[Matter, ...], words: str) -> None:
        if not self.over:
            self._busy = False
            self._begin(matters, words)

    def _failed(self, fault: Exception) -> None:
        if not self.over:
            self._busy = False
            self._trouble = fault.code if isinstance(fault, KioskError) else "fault"
            self.changed.emit()
