"""The binding of Qt to Python loses no references (PySide6 6.12.0 does, on Python before 3.12, and aborts after a while)."""

import sys

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication


class Bell(QObject):
    rung = Signal()


def test_emits_and_void_calls_lose_no_reference(qapp: QGuiApplication) -> None:
    bell, timer, before = Bell(), QTimer(), (sys.getrefcount(True), sys.getrefcount(None))

    for i in range(300):  # more would abort a broken binding instead of failing
        bell.rung.emit()
        timer.setInterval(i)

    assert before == (sys.getrefcount(True), sys.getrefcount(None))
