"""A terminal as tests want it: real store, real queue, real filing, real forms; only time and the scanner's papers are made up."""

from dataclasses import replace
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from pyxform.xls2xform import convert

from kiosk.actions import away, filing, spool, ticket
from kiosk.actions.away import TicketDesk, Wish
from kiosk.actions.catalogue import Index, Matcher
from kiosk.actions.insight import Insight
from kiosk.actions.queue import LocalHall
from kiosk.actions.rating import Ratings, Slip
from kiosk.actions.receipt import paper_of
from kiosk.actions.shelf import Shelf
from kiosk.config import read_catalogue
from kiosk.devices.scanner import FolderScanner
from kiosk.forms import FormDef, FormSession, load_form
from kiosk.forms.entry import FormEntry
from kiosk.forms.xlsform import read_workbook
from kiosk.model.appointment import Arrival
from kiosk.model.catalogue import Catalogue, Service
from kiosk.model.errors import KioskError
from kiosk.model.ids import uuid7
from kiosk.model.paper import PaperKind, PrinterState, PrintJob, PrintOrder
from kiosk.model.parcel import LinkState
from kiosk.model.queue import Ticket
from kiosk.model.rating import Matter
from kiosk.model.screen import Screen
from kiosk.model.submission import FinishedForm, Receipt
from kiosk.store import spool as printed
from kiosk.store.database import Store
from resources import folder
from tests.builders import HALL_KEY, SIGNER, FakeClock, some_entropy
from ui.bridge.form import FormView
from ui.bridge.terminal import StationState, TerminalParts, TerminalWindow, open_terminal
from ui.driver import Driver

PORTRAIT = Screen(width_mm=268.0, height_mm=476.0, width_px=1080, height_px=1920, distance_mm=600.0)
LANDSCAPE = Screen(width_mm=476.0, height_mm=268.0, width_px=1920, height_px=1080, distance_mm=600.0)

SMALL = Screen(width_mm=217.0, height_mm=136.0, width_px=1280, height_px=800, distance_mm=500.0)
"""10.1 inch."""

PNG = b"\x89PNG\r\n\x1a\n"


@cache
def the_catalogue() -> Catalogue:
    """The hall of the demonstration, open day and night."""
    return read_catalogue(folder("catalogue") / "demo.yaml", published=None, always_open=True)


@cache
def with_its_hours() -> Catalogue:
    """The same hall with its real hours: on a Monday at nine it opens."""
    return read_catalogue(folder("catalogue") / "demo.yaml", published=None)


@cache
def a_form(markdown: str) -> FormDef:
    """A form as its author would write it."""
    return load_form(convert(xlsform=markdown, file_type=".md", validate=False).xform.encode())


@cache
def a_published_form(name: str) -> FormDef:
    """One of the six forms of the demonstration hall, from its workbook."""
    return read_workbook(folder("forms") / f"{name}.xlsx").form


class Rig:
    """The parts of one terminal, changed as a test likes before `open`; then the window and somebody who uses it."""

    def __init__(self, home: Path, clock: FakeClock) -> None:
        self.clock, self.entropy = clock, some_entropy()
        self.store = Store.open(home / "terminal.db", now=clock.now())
        self.catalogue = the_catalogue()
        self.shelf = Shelf(self.catalogue)
        self.hall = LocalHall(
            store=self.store, shelf=self.shelf, station="K1", clock=clock, entropy=self.entropy,
            insight=Insight(self.store, self.shelf),
        )  # fmt: skip
        self.ratings = Ratings(store=self.store, shelf=self.shelf, key=b"", link_key=b"", entropy=self.entropy)
        self.desk = filing.Desk(
            catalogue=self.catalogue, station="K1", seal_key=HALL_KEY.public, signer=SIGNER, entropy=self.entropy
        )
        self.scans = home / "scans"
        self.state = StationState(link=LinkState.UP, printer=PrinterState(ready=True))
        self.hub_is_away = False
        self.form: FormDef | None = None
        self.renewed: TerminalParts | None = None
        self._own_catalogue = True
        self._changes: dict[str, Any] = {}  # Any: fields of the parts
        self.fault: KioskError | None = None
        self.form_fault: KioskError | None = None
        self.shown_paper: PrintJob | None = None
        self.asked_for: list[UUID] = []
        self.sessions: list[FormSession] = []
        self.wiped: list[str] = []
        self.rated: list[Slip] = []
        self.reports: list[str] = []
        self._opened: TerminalWindow | None = None

    def parts(self, **changes: Any) -> TerminalParts:  # Any: fields of the parts
        parts = TerminalParts(
            catalogue=self.catalogue, name="K1", languages=("zh", "en"), screen=PORTRAIT, new_id=self.new_id, now=self.clock.now,
            renew=self.renew, take_ticket=self.take_ticket, check_in=self.check_in, matters=self.matters, rate=self.rated.append,
            open_form=self.open_form, file=self.file, search=Index(self.catalogue).search,
            matches=Matcher().matches, state=lambda: self.state, paper=self.paper, scanner=FolderScanner(self.scans),
            wiped=self.wiped.append, report=self.reports.append,
        )  # fmt: skip
        return replace(parts, **changes)

    def open(self, **changes: Any) -> Driver:
        """The window stands on its first page."""
        self._changes = changes
        self._opened = open_terminal(self.parts(**changes))
        driver = Driver(self._opened.window)
        driver.wait_page("home")
        driver.settle()
        return driver

    @property
    def window(self) -> TerminalWindow:
        assert self._opened is not None
        return self._opened

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
        self.store.close()

    # -- what the parts call ------------------------------------------------------------------------------------------

    def new_id(self) -> UUID:
        return uuid7(self.clock.now().astimezone(UTC), self.entropy(10))

    def take_ticket(
        self, request: UUID, service: Service, language: str, audience: str, priority: str | None, submission: UUID | None
    ) -> Ticket:
        self.asked_for.append(request)
        if self.fault is not None:
            raise self.fault
        if self.hub_is_away:
            tickets = TicketDesk(store=self.store, shelf=self.hall.shelf, station="K1", clock=self.clock, entropy=self.entropy)
            return away.issue(tickets, request, Wish(service=service.code, language=language, audience=audience, priority=priority))
        taken = self.hall.take_ticket(
            request, service=service.code, language=language, audience=audience, priority=priority, submission=submission
        )  # fmt: skip
        order = PrintOrder(id=taken.leg, kind=PaperKind.TICKET, dedupe=ticket.paper_of(taken.leg), language=language, content={})
        spool.ask(self.store, order, now=self.clock.now())
        return taken

    def check_in(self, request: UUID, code: str, language: str | None) -> Arrival:
        if self.fault is not None:
            raise self.fault
        arrival = self.hall.check_in(request, code=code, language=language)
        leg = arrival.ticket.leg
        order = PrintOrder(id=leg, kind=PaperKind.TICKET, dedupe=f"ticket:{leg}", language=arrival.ticket.language, content={})
        spool.ask(self.store, order, now=self.clock.now())
        return arrival

    def matters(self, words: str) -> tuple[Matter, ...]:
        if self.fault is not None:
            raise self.fault
        return self.ratings.matters("K1", words, self.clock.now())

    def open_form(self, service: Service, language: str) -> FormSession:
        if self.form_fault is not None:
            raise self.form_fault
        assert self.form is not None
        session = FormSession(
            self.form, now=self.clock.now, zone=self.catalogue.zone, entropy=self.entropy, language=language, device="K1"
        )
        self.sessions.append(session)
        return session

    def file(self, finished: FinishedForm, service: Service, language: str, ticket: Ticket | None) -> Receipt:
        if self.fault is not None:
            raise self.fault
        what = filing.Filing(finished=finished, service=service, language=language, ticket=ticket)
        return filing.file(self.store, what, desk=self.desk, now=self.clock.now())

    def paper(self, kind: PaperKind, of: UUID) -> PrintJob | None:
        with self.store.read() as tx:
            self.shown_paper = printed.find(tx, ticket.paper_of(of) if kind is PaperKind.TICKET else paper_of(of))
        return self.shown_paper

    def renew(self) -> TerminalParts | None:
        renewed, self.renewed = self.renewed, None
        return renewed

    # -- what happens to a visit --------------------------------------------------------------------------------------

    def show(self, catalogue: Catalogue, driver: Driver) -> None:
        """The hall has another catalogue; nobody stands here."""
        self.renewed = self.parts(**self._changes, catalogue=catalogue, search=Index(catalogue).search)
        self._own_catalogue = False
        self.window.notify()
        driver.wait(lambda: self.renewed is None, "the other catalogue")
        driver.wait_page("home")
        driver.settle()

    def be_still(self) -> None:
        """Nobody touches the window any more."""
        self.window.terminal.idle.wait_for(0)
        self.window.terminal.idle.stay()

    def begin_anew(self, driver: Driver) -> None:
        """The visit is over, all is well with the machine, and the first page stands."""
        self.fault = self.form_fault = None
        if not self._own_catalogue:
            self.renewed, self._own_catalogue = self.parts(**self._changes), True
        self.state = StationState(link=LinkState.UP, printer=PrinterState(ready=True))
        self.window.terminal.idle.wait_for(120)
        self.window.notify()
        if self.window.terminal.property("trouble"):
            self.window.terminal.end_trouble()
        else:
            self.window.terminal.wipe("left")
        driver.wait_page("home")
        driver.settle()

    def turn_to(self, driver: Driver, page: str) -> None:
        """A page of the form by its last word, without answering what comes before it."""
        view = self.window.terminal.findChild(FormView)
        assert view is not None
        view.change(next(one for one in self.page_ids() if one.rsplit("/", 1)[-1] == page))
        driver.settle()

    def page_ids(self) -> list[str]:
        """The pages of the form that was opened last which are relevant now."""
        return list(FormEntry(self.sessions[-1]).page_ids())

    def to_form(self, driver: Driver) -> None:
        """From the first page into a form, by search."""
        service = next(service for service in self.catalogue.services if service.form is not None and service.has_ticket)
        driver.tap("search")
        driver.type(service.name["en"].split()[0].lower())
        driver.tap("key.hide")
        driver.tap(f"service.{service.code}")
        driver.wait_page("guide")
        driver.tap("fill-in")
        driver.wait_page("form")
        driver.settle()

    def lay_on_scanner(self, name: str = "scan-1.png", data: bytes | None = None) -> None:
        (self.scans / name).write_bytes(data or a_picture())


def a_picture() -> bytes:
    """A small picture that Qt can draw."""
    from PySide6.QtCore import QBuffer, QIODevice  # noqa: PLC0415 - conftest sets the platform first
    from PySide6.QtGui import QColor, QImage, QImageWriter  # noqa: PLC0415

    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#3a7ca5"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())
