"""How does a window program start? Environment, Qt, fonts, engine, words, and the hook for faults of ours."""

import os
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

from kiosk.model.screen import Screen
from resources import prepared
from ui import fonts
from ui.arrows import Arrows
from ui.bridge.keyboard import Keyboard
from ui.bridge.theme import Look
from ui.icons import Icons

QML = Path(__file__).parent / "qml"
T = TypeVar("T")
SOURCE_LANGUAGE = "en"
"""The language of the words inside the QML files; every other one has a compiled file."""


def prepare_qt(renderer: str = "software") -> QGuiApplication:
    """The application object, ready for an engine: call before anything else of Qt, with all bridge modules imported.

    renderer: "software" or "opengl". Raises NoFonts if the prepared fonts are not there.
    """
    os.environ.setdefault("QML_DISABLE_DISK_CACHE", "1")
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    if not isinstance(app, QGuiApplication):
        raise TypeError("another kind of Qt application is already there")
    apis = QSGRendererInterface.GraphicsApi
    wanted = apis.Software if renderer == "software" else apis.OpenGL
    if QQuickWindow.graphicsApi() != wanted:
        QQuickWindow.setGraphicsApi(wanted)
    app.setApplicationName("kiosk")
    app.setFont(fonts.load(prepared() / "fonts"))
    return app


class _Ending(QObject):
    asked = Signal()
    """Somebody, on whatever thread, wants the program to end."""


def quit_from_anywhere(app: QGuiApplication) -> Callable[[], None]:
    """What ends the event loop from any thread, also when it is called before the loop runs.

    Calling `app.quit` itself from another thread can lock up with the main thread (PySide 6.11).
    """
    ending = _Ending(app)
    ending.asked.connect(app.quit, Qt.ConnectionType.QueuedConnection)

    def end() -> None:
        ending.asked.emit()

    return end


class Opened:
    """A loaded window with the engine that owns it. Close it before the objects that it shows go."""

    def __init__(self, engine: QQmlApplicationEngine, icons: Icons) -> None:
        self.engine = engine
        self.icons = icons
        self._translator: QTranslator | None = None
        window = engine.rootObjects()[0]
        if not isinstance(window, QQuickWindow):
            raise TypeError("the root of a window program must be a Window")
        self.window = window
        self.look = _singleton(engine, Look)
        self.keyboard = _singleton(engine, Keyboard)
        self.keyboard.serve(window)
        self._arrows = Arrows(window)

    def use_language(self, language: str) -> None:
        """All words of all windows of this process in another language."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        if language != SOURCE_LANGUAGE:
            translator = QTranslator()
            if not translator.load(str(prepared() / "i18n" / f"hall_{language}.qm")):
                raise FileNotFoundError(f"no words for {language}: run `python -m resources.translations`")
            QCoreApplication.installTranslator(translator)
            self._translator = translator
        self.engine.retranslate()

    def fit(self, screen: Screen, *, full_screen: bool) -> None:
        """As large as the settings say the screen is, or over all of it."""
        self.window.resize(screen.width_px, screen.height_px)
        if full_screen:
            self.window.showFullScreen()

    def close(self) -> None:
        """Window and engine are gone when this returns."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
        self.window.close()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def end_now(thing: QObject) -> None:
    """Gone when this returns. Left to Python's collector, which runs on any thread, its timers would be stopped by the wrong one."""
    thing.deleteLater()
    QCoreApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete)


def make_engine(module: str, type_name: str, properties: Mapping[str, object], *, screen: Screen) -> Opened:
    """Load one QML window type with its required properties."""
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(QML))
    icons = Icons(prepared() / "icons")
    engine.addImageProvider("icon", icons)
    _singleton(engine, Look).set_screen(screen)
    engine.setInitialProperties(dict(properties))
    engine.loadFromModule(module, type_name)
    if not engine.rootObjects():
        raise RuntimeError(f"{module}.{type_name} did not load")
    return Opened(engine, icons)


def _singleton(engine: QQmlApplicationEngine, kind: type[T]) -> T:
    made = engine.singletonInstance("Hall.Core", kind.__name__)
    if not isinstance(made, kind):
        raise TypeError(f"Hall.Core has no {kind.__name__}")
    return made


def catch_faults(report: Callable[[str], None], calm: Callable[[], None]) -> None:
    """Send faults of ours to the log and show the calm screen.

    The report names types, files and lines, never a value: what a citizen typed stays out of it.
    """

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        frames = traceback.extract_tb(trace)
        where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames[-6:]))
        report(f"{kind.__name__} at {where or 'an unknown place'}")
        calm()

    sys.excepthook = hook
