"""Which pictures do buttons carry? Outlines from the prepared folder, drawn in the colour that QML asks for.

`Image { source: "image://icon/NAME?#rrggbb"; sourceSize: ... }`; the names stand in resources/icons.txt.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer


class Icons(QQuickImageProvider):
    """An unknown name is an empty picture and a line in `missing`; tests look there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder
        self.missing: set[str] = set()

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002 - Qt's own name
        name, _, colour = id.partition("?")
        edge = max(requestedSize.width(), 16)
        image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        try:
            outline = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        except FileNotFoundError:
            self.missing.add(name)
            return image
        painter = QPainter(image)
        QSvgRenderer(QByteArray(outline.replace("currentColor", colour or "#000000").encode())).render(
            painter, QRectF(0, 0, edge, edge)
        )
        painter.end()
        return image
