"""The citizen's terminal: one window, one visit at a time, wiped whole at its end."""

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.model.paper import PrinterState, PrintReason
from ui.app import Opened, catch_faults, end_now, make_engine
from ui.bridge.catalogue import Tickets
from ui.bridge.parts import StationState, TerminalParts
from ui.bridge.visit import Visit
from ui.idle import Idle
from ui.jobs import Jobs
from ui.pictures import Pictures

__all__ = ["StationState", "Terminal", "TerminalParts", "TerminalWindow", "open_terminal"]

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

LANGUAGE_NAMES = {"zh": "中文", "en": "English", "ug": "ئۇيغۇرچە", "bo": "བོད་ཡིག"}


@QmlElement
@QmlUncreatable("made by the program")
class Terminal(QObject):  # type: ignore[operator]
    """What stays when visits come and go: the hall, the language bar, the state of line and printer, the idle watch."""

    visit_began = Signal()
    visit_ended = Signal()
    """Let go of everything that shows the visit: its object goes next."""
    state_changed = Signal()
    hall_changed = Signal()
    """Another catalogue: its languages."""
    idle_changed = Signal()
    help_changed = Signal()
    trouble_changed = Signal()
    leave_changed = Signal()
    moved = Signal()
    """Something outside changed (link, printer, a paper). May be emitted from any thread."""
    code_read = Signal(str)
    """A reader of codes has read one: its words. May be emitted from any thread."""

    def __init__(self, parts: TerminalParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.report = parts.report
        self.jobs = Jobs(self)
        self.pictures = Pictures()
        self.idle = Idle(idle_s=parts.idle_s, warning_s=parts.warning_s, parent=self)
        self.idle.changed.connect(self._idle_moved)
        self.idle.ended.connect(lambda: self.wipe("idle"))
        self.idle.on_touch = self._touched
        self._state = StationState()
        self._language = parts.languages[0]
        self._help, self._trouble, self._asking, self._leaving = "", False, False, False
        self._opened: Opened | None = None
        self._visit: Visit | None = None
        self._tickets = Tickets(parts.catalogue, parts.now)
        self.moved.connect(self.refresh, Qt.ConnectionType.QueuedConnection)
        self.code_read.connect(self._read_code, Qt.ConnectionType.QueuedConnection)

    # -- for QML ------------------------------------------------------------------------------------------------------

    @Property(Visit, notify=visit_began)
    def visit(self) -> Visit | None:
        return self._visit

    @Property(str, notify=state_changed)
    def hall_name(self) -> str:
        return self._parts.catalogue.name.in_(self._language)

    @Property(str, constant=True)
    def station(self) -> str:
        return self._parts.name

    @Property(bool, constant=True)
    def full_screen(self) -> bool:
        return self._parts.full_screen

    @Property(int, constant=True)
    def width_px(self) -> int:
        return self._parts.screen.width_px

    @Property(int, constant=True)
    def height_px(self) -> int:
        return self._parts.screen.height_px

    @Property(list, notify=hall_changed)
    def languages(self) -> list[dict[str, object]]:
        return [{"code": code, "text": LANGUAGE_NAMES.get(code, code)} for code in self._parts.languages]

    @Property(str, notify=state_changed)
    def language(self) -> str:
        return self._language

    @Property(str, notify=state_changed)
    def link(self) -> str:
        return str(self._state.link)

    @Property(str, notify=state_changed)
    def printer(self) -> str:
        return _printer_code(self._state.printer)

    @Property(bool, notify=idle_changed)
    def warned(self) -> bool:
        return self.idle.warned

    @Property(int, notify=idle_changed)
    def seconds_left(self) -> int:
        return self.idle.left_s

    @Property(str, notify=help_changed)
    def help(self) -> str:
        """Blank, or what the help page says: "asking", "coming", "desk" (nobody can be called from here)."""
        return self._help

    @Property(bool, notify=trouble_changed)
    def trouble(self) -> bool:
        """A fault of ours: the calm screen covers everything."""
        return self._trouble

    @Property(bool, notify=leave_changed)
    def begun(self) -> bool:
        """There is a visit that can be left: somebody is past the first page."""
        return self._visit is not None and self._visit.where[0] != "home"

    @Property(bool, notify=leave_changed)
    def leaving(self) -> bool:
        """Asked whether answers that were not submitted shall be erased."""
        return self._leaving

    @Slot(str)
    def set_language(self, language: str) -> None:
        self._language = language
        if self._opened is not None:
            self._opened.use_language(language)
        if self._visit is not None:
            self._visit.set_language(language)
        self.state_changed.emit()

    @Slot()
    def stay(self) -> None:
        self.idle.stay()

    @Slot()
    def leave(self) -> None:
        self.wipe("left")

    @Slot()
    def ask_to_leave(self) -> None:
        """Out at once where nothing would be lost."""
        if self._visit is not None and self._visit.form is not None:
            self._set_leaving(True)
        else:
            self.wipe("left")

    @Slot()
    def stay_here(self) -> None:
        self._set_leaving(False)

    @Slot()
    def call_help(self) -> None:
        call, visit = self._parts.call_help, self._visit
        if call is None or visit is None:
            self._set_help("desk")
            return
        self._set_help("asking")
        page, service = visit.where
        self.jobs.run(
            lambda: call(page, service),
            then=lambda _: self._set_help("coming"),
            failed=lambda _: self._set_help("desk"),
        )

    @Slot()
    def close_help(self) -> None:
        self._set_help("")

    # -- visits -------------------------------------------------------------------------------------------------------

    def show_in(self, opened: Opened) -> None:
        """The window is there: begin the first visit."""
        self._opened = opened
        opened.engine.addImageProvider("visit", self.pictures)
        self.idle.watch(opened.window)
        self._begin()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask anew for the state of line, printer and paper; questions do not pile up."""
        if self._visit is not None:
            self._visit.refresh_paper()
            self._renew_if_idle(self._visit)
        if not self._asking:
            self._asking = True
            self.jobs.run(self._parts.state, then=self._state_seen, failed=self._state_unknown)

    def wipe(self, why: str) -> None:
        """Everything of the present visit goes; the next one begins as if there had been none."""
        if self._drop():
            self._parts.wiped(why)
            QTimer.singleShot(0, self, self._begin)

    def _drop(self) -> bool:
        """Everything of the visit goes; False: there is none."""
        visit, opened = self._visit, self._opened
        if visit is None or opened is None:
            return False
        self.idle.rest()
        visit.forget()
        opened.keyboard.hide()
        self._set_help("")
        self._set_leaving(False)
        self.visit_ended.emit()
        self._visit = None
        visit.deleteLater()
        self.pictures.forget()
        opened.look.reset()
        opened.engine.collectGarbage()
        QGuiApplication.clipboard().clear()
        return True

    def show_trouble(self) -> None:
        """A fault of ours: nothing of the visit can be trusted any more."""
        if not self._trouble:
            self._trouble = True
            self.trouble_changed.emit()

    @Slot()
    def end_trouble(self) -> None:
        self._trouble = False
        self.trouble_changed.emit()
        self.wipe("fault")

    def _begin(self) -> None:
        self._renew()
        self.set_language(self._parts.languages[0])
        self._visit = Visit(
            self._parts, self._tickets, jobs=self.jobs, pictures=self.pictures, language=self._language, parent=self
        )  # fmt: skip
        self._visit.finished.connect(lambda: self.wipe("finished"))
        self._visit.page_changed.connect(self.refresh)
        self._visit.page_changed.connect(self.leave_changed)
        self.visit_began.emit()
        self.leave_changed.emit()

    def _renew(self) -> bool:
        """Another catalogue is taken over between two visits."""
        parts = self._parts.renew()
        if parts is None:
            return False
        self._parts = parts
        self._tickets = Tickets(parts.catalogue, parts.now)
        self.hall_changed.emit()
        return True

    def _renew_if_idle(self, visit: Visit) -> None:
        """Nobody stands here: the first page begins anew with what is offered now."""
        if not visit.touched and not self.idle.watching and self._renew():
            self._drop()
            self._begin()

    def _read_code(self, words: str) -> None:
        """Somebody is there, as with a touch."""
        if self._visit is not None and not self._trouble and not self._help and self._visit.read_code(words):
            self.idle.stay()

    def _touched(self) -> None:
        """From the first touch on there is somebody to wait for."""
        if not self.idle.watching and self._visit is not None:
            self.idle.stay()

    def _idle_moved(self) -> None:
        """Where nothing was begun, nobody is asked whether they are still there."""
        if self.idle.warned and self._visit is not None and not self._visit.touched and self._opened is not None:
            self._opened.look.reset()
            self.idle.rest()
        self.idle_changed.emit()

    def _set_leaving(self, leaving: bool) -> None:
        self._leaving = leaving
        self.leave_changed.emit()

    def _set_help(self, help_: str) -> None:
        self._help = help_
        self.help_changed.emit()

    def _state_seen(self, state: StationState) -> None:
        self._asking = False
        if state != self._state:
            self._state = state
            self.state_changed.emit()

    def _state_unknown(self, _: Exception) -> None:
        self._asking = False


class TerminalWindow:
    """An open terminal; `close` ends it, window first."""

    def __init__(self, terminal: Terminal, opened: Opened) -> None:
        self.terminal = terminal
        self.opened = opened
        self.window = opened.window

    def notify(self) -> None:
        """Link, printer or a paper changed. May be called from any thread."""
        self.terminal.moved.emit()

    def read_code(self, words: str) -> None:
        """A reader of codes has read one. May be called from any thread."""
        self.terminal.code_read.emit(words)

    def guard(self) -> None:
        """From now on a fault of ours goes to the log and becomes the calm page."""
        catch_faults(self.terminal.report, self.terminal.show_trouble)

    def close(self) -> None:
        self.terminal.jobs.close()
        self.opened.close()
        end_now(self.terminal)


def open_terminal(parts: TerminalParts) -> TerminalWindow:
    """Load the window and begin the first visit; `ui.app.prepare_qt` has been called."""
    terminal = Terminal(parts)
    opened = make_engine("Hall.Terminal", "Main", {"terminal": terminal}, screen=parts.screen)
    terminal.show_in(opened)
    return TerminalWindow(terminal, opened)


def _printer_code(printer: PrinterState | None) -> str:
    if printer is None:
        return ""
    if printer.ready:
        return "ready"
    return "paper" if printer.reason == PrintReason.PAPER else "away"
