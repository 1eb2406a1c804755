"""What the hall offers to this citizen: lists, search, and the guide of the chosen service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.model.catalogue import Audience, Catalogue, Service
from ui.bridge import catalogue as shown
from ui.bridge.catalogue import Row, Tickets

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

FOUND = 12
"""Services that a search shows at most."""


@dataclass(frozen=True)
class _Listed:
    """A list of services under a heading. kind: "department", "event" or "tickets"; the heading of the last is QML's."""

    kind: str
    code: str
    services: tuple[Service, ...]


@QmlElement
@QmlUncreatable("made by the visit")
class Offer(QObject):  # type: ignore[operator]
    """One for each visit, because what somebody looks for is theirs."""

    changed = Signal()
    """Another language, audience, list or service: all words of the catalogue."""
    opened = Signal(str)
    """A list or a service was chosen: the page that shows it ("services", "guide")."""

    def __init__(
        self, tickets: Tickets, search: Callable[[str, int], tuple[Service, ...]], language: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tickets, self._search = tickets, search
        self._catalogue: Catalogue = tickets.catalogue
        self._first = self.present_language = language
        self.chosen_audience = Audience.PERSON
        self.service: Service | None = None
        self._listed: _Listed | None = None
        self._typed, self._found = "", tuple[Service, ...]()

    @property
    def touched(self) -> bool:
        return self.chosen_audience is not Audience.PERSON or self.present_language != self._first

    def set_language(self, language: str) -> None:
        self.present_language = language
        self.changed.emit()

    @Property(str, notify=changed)
    def language(self) -> str:
        return self.present_language

    @Property(str, notify=changed)
    def audience(self) -> str:
        return str(self.chosen_audience)

    @Slot(str)
    def set_audience(self, audience: str) -> None:
        self.chosen_audience = Audience(audience)
        self.changed.emit()

    @Property(list, notify=changed)
    def life_events(self) -> list[Row]:
        return shown.life_events(self._catalogue, self.chosen_audience, self.present_language)

    @Property(list, notify=changed)
    def departments(self) -> list[Row]:
        return shown.departments(self._catalogue, self.chosen_audience, self.present_language)

    # -- lists --------------------------------------------------------------------------------------------------------

    @Property(list, notify=changed)
    def services(self) -> list[Row]:
        """The list that was opened: a department's, a life event's, or everything with a ticket."""
        return shown.rows(self._catalogue, self._listed.services if self._listed else (), self.present_language, self._tickets)

    @Property(str, notify=changed)
    def services_kind(self) -> str:
        return self._listed.kind if self._listed else ""

    @Property(str, notify=changed)
    def services_title(self) -> str:
        listed = self._listed
        if listed is None or listed.kind == "tickets":
            return ""
        if listed.kind == "department":
            return self._catalogue.department(listed.code).name.in_(self.present_language)
        names = (event.name for event in self._catalogue.life_events if event.code == listed.code)
        return next(names).in_(self.present_language)

    @Slot(str)
    def open_department(self, code: str) -> None:
        self._list(_Listed("department", code, shown.of_department(self._catalogue, code, self.chosen_audience)))

    @Slot(str)
    def open_event(self, code: str) -> None:
        self._list(_Listed("event", code, shown.of_event(self._catalogue, code)))

    @Slot()
    def open_tickets(self) -> None:
        self._list(_Listed("tickets", "", shown.with_ticket(self._catalogue, self.chosen_audience)))

    # -- search -------------------------------------------------------------------------------------------------------

    @Property(str, notify=changed)
    def typed(self) -> str:
        return self._typed

    @Property(list, notify=changed)
    def found(self) -> list[Row]:
        return shown.rows(self._catalogue, self._found, self.present_language, self._tickets)

    @Slot(str)
    def search(self, typed: str) -> None:
        self._typed = typed
        self._found = self._search(typed, FOUND) if typed.strip() else ()
        self.changed.emit()

    # -- one service --------------------------------------------------------------------------------------------------

    @Slot(str)
    def open_service(self, code: str) -> None:
        self.service = self._catalogue.service(code)
        self.changed.emit()
        self.opened.emit("guide")

    @Property(dict, notify=changed)
    def guide(self) -> Row:
        """Everything that the service's page says; see ui.bridge.catalogue."""
        return shown.guide(self._catalogue, self.service, self.present_language, self._tickets) if self.service else {}

    @Property(list, notify=changed)
    def classes(self) -> list[Row]:
        """Who waits less, as far as the terminal asks (C5)."""
        return shown.classes(self._catalogue, self.present_language)

    def all_given(self, until: datetime | None) -> None:
        """The last ticket of the service was given out; every later visit at this machine is told before it asks."""
        if self.service is not None:
            self._tickets.given[self.service.code] = until
            self.changed.emit()

    def _list(self, listed: _Listed) -> None:
        self._listed = listed
        self.changed.emit()
        self.opened.emit("services")
