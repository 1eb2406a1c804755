"""The counter without its hub: whom it has, whom it may call alone, which numbers to ask for aloud. Plainly marked, and by keys."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, Property, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.actions.emergency import AwayView, Clerk
from kiosk.model.away import Present
from kiosk.model.board import Desk
from kiosk.model.errors import KioskError
from ui.jobs import Jobs

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

PATIENCE_MS = 10_000
"""So long the hub may be silent before the counter goes on alone."""

LOOK_MS = 1000
T = TypeVar("T")


class Alone(Protocol):
    """What a counter can do by itself; sync.console.SteadyCounter is it."""

    @property
    def clerk(self) -> Clerk | None: ...
    def begin_alone(self, label: str, service: str, *, called_at: datetime | None, started_at: datetime | None) -> None: ...
    def alone(self) -> AwayView: ...
    def call_alone(self) -> Present | None: ...
    def serve_alone(self, label: str) -> Present: ...
    def start_alone(self) -> Present: ...
    def no_show_alone(self) -> None: ...
    def finish_alone(self) -> None: ...


@QmlElement
@QmlUncreatable("made by the counter's console")
class AwayDesk(QObject):  # type: ignore[operator]
    """Active from ten seconds after the hub fell silent until it answers, the citizen has gone, and everything was told.

    here: what the counter had when the hub was last heard. is_signed_in: whether somebody works at the console now. named: a service.
    """

    changed = Signal()
    """Anything on the page may be different."""

    def __init__(
        self, alone: Alone, jobs: Jobs, *, here: Callable[[], Desk], is_signed_in: Callable[[], bool], named: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._alone, self._jobs, self._here, self._is_signed_in, self._named = alone, jobs, here, is_signed_in, named
        self._view = AwayView(present=None, lane=0, ask=(), unsent=0)
        self._active, self._busy, self._looking, self._down, self._late = False, False, False, False, False
        self._problem = ""
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.run_out)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._refresh)

    def hear(self, link: str) -> None:
        """The state of the line, as the feed tells it."""
        self._down = link in {"down", "unknown"}
        if not self._down:
            self._patience.stop()
            self._late = False
        elif link == "down" and not self._active and not self._patience.isActive():
            self._patience.start()
        self.changed.emit()

    @Slot()
    def run_out(self) -> None:
        """The hub was silent for long enough."""
        if self._down:
            self._late = True
            if self._is_signed_in():
                self.go_on()
        self.changed.emit()

    @Slot()
    def go_on(self) -> None:
        """Alone from now on; a console that was started anew goes on with whoever was signed in."""
        if self._active or self._alone.clerk is None:
            return
        self._active = True
        had = self._here()
        serving = had.state == "serving"
        label, service, since = had.label or "", had.service or "", had.since
        self._run(
            lambda: self._alone.begin_alone(
                label, service, called_at=None if serving else since, started_at=since if serving else None
            )
        )  # fmt: skip
        self._look.start()
        self.changed.emit()

    # -- the deeds -----------------------------------------------------------------------------------------------------

    @Slot()
    def call_next(self) -> None:
        self._run(self._alone.call_alone)

    @Slot(str)
    def serve(self, label: str) -> None:
        """Whoever shows this ticket."""
        self._run(lambda: self._alone.serve_alone(label))

    @Slot()
    def start_serving(self) -> None:
        self._run(self._alone.start_alone)

    @Slot()
    def no_show(self) -> None:
        self._run(self._alone.no_show_alone)

    @Slot()
    def finish(self) -> None:
        self._run(self._alone.finish_alone)

    # -- what the page shows -------------------------------------------------------------------------------------------

    @Property(bool, notify=changed)
    def active(self) -> bool:
        return self._active

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """The hub is away and nobody is signed in, but it is known who was."""
        return self._late and not self._active and self._alone.clerk is not None

    @Property(str, notify=changed)
    def clerk(self) -> str:
        return self._alone.clerk.name if self._alone.clerk else ""

    @Property(bool, notify=changed)
    def answers(self) -> bool:
        """The hub answers again; the counter goes back to it once this citizen has gone."""
        return not self._down

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Property(str, notify=changed)
    def state(self) -> str:
        """available, calling or serving."""
        present = self._view.present
        return "available" if present is None else "calling" if present.started_at is None else "serving"

    @Property(str, notify=changed)
    def label(self) -> str:
        return self._view.present.label if self._view.present else ""

    @Property(str, notify=changed)
    def service(self) -> str:
        return self._named(self._view.present.service) if self._view.present else ""

    @Property(int, notify=changed)
    def lane(self) -> int:
        """How many this counter may still call."""
        return self._view.lane

    @Property(str, notify=changed)
    def ask(self) -> str:
        """Numbers to ask for aloud."""
        return "   ".join(self._view.ask)

    @Property(int, notify=changed)
    def unsent(self) -> int:
        return self._view.unsent

    @Property(str, notify=changed)
    def problem(self) -> str:
        return QCoreApplication.translate("Counter", self._problem) if self._problem else ""

    # -- inside --------------------------------------------------------------------------------------------------------

    def _run(self, work: Callable[[], T]) -> None:
        if self._busy:
            return
        self._busy, self._problem = True, ""
        self._jobs.run(lambda: (work(), self._alone.alone())[1], then=self._seen, failed=self._failed)
        self.changed.emit()

    def _refresh(self) -> None:
        """What the courier has told meanwhile; a key that is pressed just then counts all the same."""
        if not self._busy and not self._looking:
            self._looking = True
            self._jobs.run(self._alone.alone, then=self._looked, failed=self._failed)

    def _looked(self, view: AwayView) -> None:
        self._looking = False
        if not self._busy:
            self._show(view)

    def _seen(self, view: AwayView) -> None:
        self._busy = False
        self._show(view)

    def _show(self, view: AwayView) -> None:
        self._view = view
        if self._active and not self._down and view.present is None and view.unsent == 0:
            self._active = False
            self._look.stop()
        self.changed.emit()

    def _failed(self, fault: Exception) -> None:
        self._busy, self._looking = False, False
        code = fault.code if isinstance(fault, KioskError) else ""
        self._problem = str(SENTENCES.get(code, SENTENCES[""]))
        self.changed.emit()


SENTENCES = {
    "queue.unknown-leg": QT_TRANSLATE_NOOP("Counter", "That is no number of this hall. Type it as it stands on the ticket."),
    "queue.counter-busy": QT_TRANSLATE_NOOP("Counter", "This counter still has a ticket. Finish it or mark it as a no-show first."),
    "queue.wrong-state": QT_TRANSLATE_NOOP("Counter", "That is not possible now. Look at the state of the ticket."),
    "": QT_TRANSLATE_NOOP("Counter", "That did not work. Try again, or ask the technician."),
}
