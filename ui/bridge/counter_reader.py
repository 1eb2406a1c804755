"""What does a console show of the hall? Its lists, read again shortly after something has happened that concerns it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.model.board import BoardState
from kiosk.model.forecast import Warn
from kiosk.model.hall import CounterState, CounterView
from kiosk.model.lists import CounterLists, Lists, Row
from ui.bridge.counter_lists import TABS, RowsModel, rows_of, shown
from ui.bridge.counter_words import Names, threat
from ui.jobs import Jobs

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

GATHER_MS = 300
"""So long events of the hall are gathered before the lists are read again."""
ANYWAY_MS = 15_000
"""So often they are read though nothing was heard: people wait longer, and warnings come and go."""


@QmlElement
@QmlUncreatable("made by ui.bridge.counter")
class CounterReader(QObject):  # type: ignore[operator]
    """Reads while somebody is signed in. One reading at a time; what happens meanwhile makes one more."""

    changed = Signal()
    """Other lists, another tab, or another language."""
    warned = Signal()
    """Other warnings."""
    alarmed = Signal()
    """A line has just become red."""

    def __init__(
        self, lists: Lists, counter: int, *, jobs: Jobs, names: Callable[[], Names], now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._source, self.counter, self._jobs, self._names, self._now = lists, counter, jobs, names, now
        self._token = ""
        self._tab = TABS[0]
        self._warnings: list[dict[str, object]] = []
        self._reading = self._again = False
        self._concerns: object = None
        self._model = RowsModel(self)
        self.lists = self._nothing()
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.setObjectName("gather")
        self._gather.timeout.connect(self.read)
        self._anyway = QTimer(self, interval=ANYWAY_MS)
        self._anyway.timeout.connect(self.read)

    def begin(self, token: str) -> None:
        self._token = token
        self._anyway.start()
        self.read()

    def end(self) -> None:
        """Nothing of the shift is left."""
        self._token, self._tab = "", TABS[0]
        self._anyway.stop()
        self._gather.stop()
        self.take(self._nothing())

    def hear(self, state: BoardState) -> None:
        """The hall after something has happened; read soon if that concerns this counter."""
        concerns = _concerns(state, self.counter, self.lists)
        if concerns != self._concerns and self._token and not self._gather.isActive():
            self._gather.start()
        self._concerns = concerns

    def read(self) -> None:
        """Now; while a reading is under way, once more after it."""
        if not self._token:
            return
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        self._gather.stop()
        token = self._token
        self._jobs.run(lambda: self._source.read(session=token, counter=self.counter), then=self._read, failed=self._not_read)

    def take(self, lists: CounterLists) -> None:
        """These lists are the present ones."""
        red = {one.service for one in self.lists.warnings if one.level is Warn.RED}
        self.lists = lists
        self._show()
        if {one.service for one in lists.warnings if one.level is Warn.RED} - red:
            self.alarmed.emit()

    def renamed(self) -> None:
        """The words are those of another language."""
        self._show()

    def row(self, leg: str) -> Row | None:
        """The ticket of a row that was shown."""
        every = (row for tab in TABS for row in rows_of(self.lists, tab))
        return next((row for row in every if row.leg == UUID(leg)), None)

    # -- what is shown -------------------------------------------------------------------------------------------------

    @Property(RowsModel, constant=True)
    def rows(self) -> RowsModel:
        """Of the present tab."""
        return self._model

    @Property(str, notify=changed)
    def tab(self) -> str:
        return self._tab

    @Slot(str)
    def turn_to(self, tab: str) -> None:
        self._tab = tab
        self._show()

    @Property(list, notify=changed)
    def counts(self) -> list[int]:
        """Of each tab, in order; of those who wait, all and not only the first page."""
        lists = self.lists
        return [lists.count, len(lists.held), len(lists.absent), len(lists.elsewhere)]

    @Property(int, notify=changed)
    def hidden(self) -> int:
        """How many wait besides those that are shown."""
        return max(0, self.lists.count - len(self.lists.waiting)) if self._tab == TABS[0] else 0

    @Property(list, notify=warned)
    def warnings(self) -> list[dict[str, object]]:
        """text, red; the gravest first."""
        return self._warnings

    # -- inside --------------------------------------------------------------------------------------------------------

    def _nothing(self) -> CounterLists:
        return CounterLists(view=CounterView(number=self.counter, state=CounterState.CLOSED), services=())

    def _read(self, lists: CounterLists) -> None:
        self._reading = False
        if self._token:
            self.take(lists)
        if self._again:
            self.read()

    def _not_read(self, _fault: Exception) -> None:
        """What was last known stays; the line's badge says that the hub is away, and deeds say what they are refused for."""
        self._reading = False

    def _show(self) -> None:
        names, now = self._names(), self._now()
        warnings: list[dict[str, object]] = [
            {"text": threat(one, names), "red": one.level is Warn.RED} for one in self.lists.warnings
        ]  # fmt: skip
        if warnings != self._warnings:
            self._warnings = warnings
            self.warned.emit()
        self._model.put([shown(row, names, now) for row in rows_of(self.lists, self._tab)])
        self.changed.emit()


def _concerns(state: BoardState, counter: int, lists: CounterLists) -> object:
    """What of the hall is in the lists of this counter; of a manager's all desks."""
    desks = (desk for desk in state.desks.values() if lists.desks or desk.counter == counter or desk.service in lists.services)
    return [state.waiting.get(service, 0) for service in lists.services], list(desks)
