"""Where do pictures, files and signatures in a form come from? The station's scanner, and the finger."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Property, QBuffer, QIODevice, QObject, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPen, QPolygonF
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.devices.scanner import Scan, ScannedPaper, Scanner
from kiosk.model.errors import KioskError
from kiosk.model.submission import Attachment
from ui.bridge.form import FormView
from ui.jobs import Jobs
from ui.pictures import Pictures

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

Row = dict[str, object]
ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "application/pdf": ".pdf"}
SIGNATURE = QSize(900, 300)
"""Pixels of a stored signature."""


@QmlElement
@QmlUncreatable("made by the visit")
class Capture(QObject):  # type: ignore[operator]
    """One question at a time: `look` lists what lies on the scanner, `take` makes one of it the answer."""

    changed = Signal()

    def __init__(
        self, scanner: Scanner | None, new_id: Callable[[], UUID], jobs: Jobs, pictures: Pictures, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._scanner, self._new_id, self._jobs, self._pictures = scanner, new_id, jobs, pictures
        self._form: FormView | None = None
        self._waiting: tuple[ScannedPaper, ...] = ()
        self._strokes: dict[str, list[list[QPointF]]] = {}
        self._busy, self._again, self._taking, self._trouble = False, False, "", ""
        self._over = False

    def serve(self, form: FormView | None) -> None:
        """The form whose questions are answered; None when it is filed."""
        self._form = form
        self._strokes.clear()

    @Property(bool, constant=True)
    def offered(self) -> bool:
        """False: this terminal has no scanner, and the page says whom to ask."""
        return self._scanner is not None

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._trouble

    @Property(list, notify=changed)
    def waiting(self) -> list[Row]:
        """name, kind ("picture" or "document"), kilobytes of what lies ready, newest first."""
        return [
            {
                "name": paper.name,
                "kind": "picture" if paper.mime.startswith("image/") else "document",
                "kilobytes": max(1, paper.size_bytes // 1000),
                "mime": paper.mime,
            }
            for paper in self._waiting
        ]

    @Slot()
    def look(self) -> None:
        """What lies on the scanner now? Asked while it is looking, it looks once more afterwards."""
        scanner = self._scanner
        if scanner is None:
            return
        self._again = self._busy
        if not self._busy:
            self._begin()
            self._jobs.run(scanner.waiting, then=self._seen, failed=self._failed)

    @Slot(str, str)
    def take(self, ref: str, name: str) -> None:
        """Make this scan the answer of the question; a second touch on it is the same touch."""
        scanner = self._scanner
        if scanner is not None and name != self._taking:
            self._taking = name
            self._begin()
            self._jobs.run(lambda: scanner.take(name), then=lambda scan: self._taken(ref, scan), failed=self._failed)

    @Slot(str, str)
    def drop(self, ref: str, name: str) -> None:
        """The answer is withdrawn."""
        self._strokes.pop(ref, None)
        if self._form is not None:
            self._form.clear(ref)
        self._pictures.drop(name)

    @Slot(str, "QVariantList", float, float)
    def sign(self, ref: str, stroke: Sequence[QPointF], width: float, height: float) -> None:
        """One more stroke of a signature, in the coordinates of a field of this size; the whole becomes the answer."""
        scale = min(SIGNATURE.width() / width, SIGNATURE.height() / height)
        self._strokes.setdefault(ref, []).append([QPointF(p.x() * scale, p.y() * scale) for p in stroke])
        self._attach(ref, "image/png", _drawn(self._strokes[ref]))

    def forget(self) -> None:
        """The visit is over: the scanner forgets too, and what it still answers is let go."""
        self._form, self._over = None, True
        self._waiting = ()
        self._strokes.clear()
        if self._scanner is not None:
            self._jobs.run(self._scanner.forget, then=lambda _: None, failed=lambda _: None)

    def _begin(self) -> None:
        self._busy, self._trouble = True, ""
        self.changed.emit()

    def _seen(self, waiting: tuple[ScannedPaper, ...]) -> None:
        if self._over:
            return
        self._busy, self._waiting = False, waiting
        self.changed.emit()
        if self._again:
            self.look()

    def _taken(self, ref: str, scan: Scan) -> None:
        if self._over:
            return
        self._busy, self._taking = False, ""
        self._attach(ref, scan.mime, scan.data)
        self._waiting = ()
        self.changed.emit()
        self.look()

    def _failed(self, fault: Exception) -> None:
        if self._over:
            return
        self._busy, self._taking = False, ""
        self._trouble = fault.code if isinstance(fault, KioskError) else "fault"
        self.changed.emit()

    def _attach(self, ref: str, mime: str, data: bytes) -> None:
        if self._form is not None:
            attachment = Attachment(name=f"{self._new_id()}{ENDINGS[mime]}", mime=mime, data=data)
            self._pictures.keep(attachment.name, data)
            self._form.attach(ref, attachment)


def _drawn(strokes: Sequence[Sequence[QPointF]]) -> bytes:
    """A PNG, black on white."""
    image = QImage(SIGNATURE, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor("black"), 6.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for stroke in strokes:
        painter.drawPolyline(QPolygonF(list(stroke)) if len(stroke) > 1 else QPolygonF([stroke[0], stroke[0] + QPointF(0.5, 0.5)]))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())
