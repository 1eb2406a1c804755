"""Which pictures belong to the present visit? Attachments and the receipt's code, in memory only, gone at its end."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

QUIET_ZONE = 4
"""Modules of white around a QR code (ISO/IEC 18004)."""


class Pictures(QQuickImageProvider):
    """`image://visit/NAME`; QML must say `cache: false`, so that nothing outlives `forget`."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._images: dict[str, QImage] = {}

    def keep(self, name: str, data: bytes) -> bool:
        """Show encoded picture bytes under `name`; false if Qt cannot read them (a PDF, for one)."""
        image = QImage.fromData(data)
        if image.isNull():
            return False
        self._images[name] = image
        return True

    def keep_code(self, name: str, text: str) -> None:
        """Show `text` as a QR code."""
        import segno  # noqa: PLC0415 - 30 ms that the first page need not wait for

        self._images[name] = _code(segno.make_qr(text, error="m").matrix)

    def drop(self, name: str) -> None:
        self._images.pop(name, None)

    def forget(self) -> None:
        self._images.clear()

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002 - Qt's own name
        image = self._images.get(id.partition("?")[0], QImage())
        if image.isNull() or requestedSize.isEmpty():
            return image
        if image.format() == QImage.Format.Format_Grayscale8:
            return image.scaledToWidth(max(1, requestedSize.width() // image.width()) * image.width())
        return image.scaled(requestedSize, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _code(matrix: Iterable[Iterable[int]]) -> QImage:
    rows = [list(row) for row in matrix]
    edge = len(rows) + 2 * QUIET_ZONE
    image = QImage(edge, edge, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixelColor(x + QUIET_ZONE, y + QUIET_ZONE, Qt.GlobalColor.black)
    return image
