"""One visit of one citizen, from the first touch to the end: what is shown, and what was asked for. Dropped whole."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.forms.session import FormSession
from kiosk.model.appointment import Arrival
from kiosk.model.errors import KioskError
from kiosk.model.paper import PaperKind
from kiosk.model.queue import QueueRefused, Ticket
from kiosk.model.rating import Matter, read_words
from kiosk.model.submission import FinishedForm, Receipt
from ui.bridge.appointment import CheckIn
from ui.bridge.capture import Capture
from ui.bridge.catalogue import Tickets
from ui.bridge.form import FormParts, FormView
from ui.bridge.offer import Offer
from ui.bridge.papers import paper_code, receipt_row, ticket_row
from ui.bridge.parts import TerminalParts
from ui.bridge.rating import RatingView
from ui.jobs import Jobs
from ui.pictures import Pictures

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

Row = dict[str, object]
PageName = Literal["home", "search", "services", "guide", "priority", "ticket", "form", "check", "done", "check-in", "rate"]
@QmlElement
@QmlUncreatable("made by the terminal")
class Visit(QObject):  # type: ignore[operator]
    """Pages are names; `back` retraces them. Every job that ends after the visit is over is let go."""

    page_changed = Signal()
    words_changed = Signal()
    """Another language, ticket or receipt: what the last pages say."""
    busy_changed = Signal()
    paper_changed = Signal()
    finished = Signal()
    """The citizen said so."""

    def __init__(
        self, parts: TerminalParts, tickets: Tickets, *, jobs: Jobs, pictures: Pictures, language: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts, self._jobs, self._pictures = parts, jobs, pictures
        self._trail: list[PageName] = ["home"]
        self._offer = Offer(tickets, parts.search, language, self)
        self._offer.opened.connect(self._open)
        self._check_in, self._rating = CheckIn(parts, jobs, self), RatingView(parts, jobs, self)
        self._check_in.done.connect(self._arrived)
        self._asked_for: tuple[str, str | None] | None = None
        self._request: UUID = parts.new_id()
        self._ticket: Ticket | None = None
        self._receipt: Receipt | None = None
        self._finished_form: FinishedForm | None = None
        self._form: FormView | None = None
        self._filled: str | None = None
        self._capture = Capture(parts.scanner, parts.new_id, jobs, pictures, self)
        self._busy, self._trouble, self._paper = False, "", ""
        self.over = False

    # -- where we are -------------------------------------------------------------------------------------------------

    @Property(str, notify=page_changed)
    def page(self) -> str:
        return self._trail[-1]

    @property
    def touched(self) -> bool:
        """False while the first page is as it was at the beginning."""
        return self._trail != ["home"] or self._offer.touched

    @Slot(str)
    def go(self, page: PageName) -> None:
        self._trouble = ""
        self._trail.append(page)
        self.page_changed.emit()
        self.busy_changed.emit()

    @Slot()
    def back(self) -> None:
        if len(self._trail) > 1:
            self._trail.pop()
        self._trouble = ""
        self.page_changed.emit()
        self.busy_changed.emit()

    @Slot()
    def finish(self) -> None:
        self.finished.emit()

    @Property(Offer, constant=True)
    def offer(self) -> Offer:
        """What the hall offers, and the service that was chosen."""
        return self._offer

    @property
    def where(self) -> tuple[str, str | None]:
        """Page and service, for the staff who come to help."""
        return self._trail[-1], self._offer.service.code if self._offer.service else None

    def set_language(self, language: str) -> None:
        self._offer.set_language(language)
        self._check_in.set_language(language)
        self._rating.set_language(language)
        if self._form is not None:
            self._form.set_language(language)
        self.words_changed.emit()

    # -- a ticket -----------------------------------------------------------------------------------------------------

    @Property(bool, notify=busy_changed)
    def busy(self) -> bool:
        return self._busy

    @Property(str, notify=busy_changed)
    def trouble(self) -> str:
        """The code of what did not work, for its sentence; blank if all is well."""
        return self._trouble

    @Slot()
    def take_ticket(self) -> None:
        self._take(None)

    @Slot(str)
    def take_ticket_as(self, code: str) -> None:
        """With the class of this code; blank: none of them (C5)."""
        self._take(code or None)

    def _take(self, priority: str | None) -> None:
        """One request id stands for one ticket, however often it is asked for."""
        service = self._offer.service
        if service is None or self._busy:
            return
        if self._asked_for != (service.code, priority):
            self._asked_for, self._request = (service.code, priority), self._parts.new_id()
        self._begin()
        request, language, audience = self._request, self._offer.present_language, str(self._offer.chosen_audience)
        filed = self._receipt.submission if self._receipt is not None and self._receipt.service == service.code else None
        self._jobs.run(
            lambda: self._parts.take_ticket(request, service, language, audience, priority, filed),
            then=self._ticket_taken,
            failed=self._no_ticket,
        )

    @Property(dict, notify=words_changed)
    def ticket(self) -> Row:
        return ticket_row(self._ticket, self._parts.catalogue, self._offer.present_language) if self._ticket else {}

    @Property(CheckIn, constant=True)
    def check_in(self) -> CheckIn:
        return self._check_in

    @Property(RatingView, constant=True)
    def rating(self) -> RatingView:
        return self._rating

    def read_code(self, words: str) -> bool:
        """What a reader of codes has read: the address on a ticket, to rate; else of an appointment. False: this is no place for it.

        Some codes of appointments look like a ticket's number with its digits, which nobody scans: they are one on the rating page only.
        """
        if self._trail[-1] not in {"home", "check-in", "rate"} or self._busy:
            return False
        ticket = read_words(words)
        is_ticket = isinstance(ticket, str) or (ticket is not None and self._trail[-1] == "rate")
        page: PageName = "rate" if is_ticket else "check-in"
        if self._trail[-1] != page:
            self._trail = ["home", page]
            self.page_changed.emit()
        self._check_in.enter(words) if page == "check-in" else self._rating.look(words)
        return True

    # -- a form -------------------------------------------------------------------------------------------------------

    @Property(FormView, notify=page_changed)
    def form(self) -> FormView | None:
        return self._form

    @Property(Capture, constant=True)
    def capture(self) -> Capture:
        return self._capture

    def forget(self) -> None:
        """It is over: no answer of a job is taken any more, and the scanner forgets."""
        self._rating.forget()
        self.over = self._check_in.over = True
        self._capture.forget()

    @Slot()
    def start_form(self) -> None:
        """The form of the service; one that was begun in this visit is gone on with."""
        service = self._offer.service
        if service is None or service.form is None or self._busy:
            return
        if self._form is not None and self._filled == service.code:
            self.go("form")
            return
        self._begin()
        language = self._offer.present_language
        self._jobs.run(lambda: self._parts.open_form(service, language), then=self._form_opened, failed=self._failed)

    @Slot(str)
    def change_answer(self, page_id: str) -> None:
        """From the check page to one question; the form leads back here."""
        if self._form is not None:
            self._finished_form = None
            self._form.change(page_id)
            self._turn_to("form")

    @Slot()
    def reopen_form(self) -> None:
        if self._form is not None:
            self._finished_form = None
            self._form.reopen()
            self._turn_to("form")

    @Slot()
    def file(self) -> None:
        """Save it for good. The finished form is made once: a second try files the same submission."""
        service, form = self._offer.service, self._form
        if service is None or form is None or self._busy:
            return
        if self._finished_form is None:
            if not form.whole():
                self._turn_to("form")
                return
            self._finished_form = form.finish()
        self._begin()
        finished, language = self._finished_form, self._offer.present_language
        ticket = self._ticket
        self._jobs.run(
            lambda: self._parts.file(finished, service, language, ticket), then=self._filed, failed=self._failed
        )

    @Property(dict, notify=words_changed)
    def receipt(self) -> Row:
        return receipt_row(self._receipt, self._parts.catalogue, self._offer.present_language) if self._receipt else {}

    @Property(str, notify=paper_changed)
    def paper(self) -> str:
        """waiting, printing, printed, unsure, failed: the paper of the page that is shown; blank if there is none."""
        return self._paper

    def refresh_paper(self) -> None:
        """Ask what became of the paper of this page."""
        if self._trail[-1] == "ticket" and self._ticket is not None:
            kind, of = PaperKind.TICKET, self._ticket.leg
        elif self._trail[-1] == "done" and self._receipt is not None:
            kind, of = PaperKind.RECEIPT, self._receipt.submission
        else:
            return
        self._jobs.run(lambda: paper_code(self._parts.paper(kind, of)), then=self._paper_seen, failed=self._failed)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _open(self, page: PageName) -> None:
        self.go(page)

    def _begin(self) -> None:
        self._busy, self._trouble = True, ""
        self.busy_changed.emit()

    def _failed(self, fault: Exception) -> None:
        if self.over:
            return
        self._busy = False
        self._trouble = fault.code if isinstance(fault, KioskError) else "fault"
        self.busy_changed.emit()

    def _no_ticket(self, fault: Exception) -> None:
        """All given out: the service's page says so, and when there are tickets again."""
        if not (isinstance(fault, QueueRefused) and fault.reason == "limit-reached"):
            self._failed(fault)
        elif not self.over:
            opens = fault.facts.get("opens_at")
            self._offer.all_given(datetime.fromisoformat(str(opens)) if opens else None)
            self._busy = False
            if self._trail[-1] == "priority":
                self.back()
            self.busy_changed.emit()

    def _ticket_taken(self, ticket: Ticket) -> None:
        if self.over:
            return
        self._busy, self._ticket = False, ticket
        self._end_at("ticket")

    def _arrived(self, arrival: Arrival) -> None:
        if not self.over:
            self._ticket = arrival.ticket
            self._end_at("ticket")

    def _form_opened(self, session: FormSession) -> None:
        if self.over or self._offer.service is None:
            return
        self._busy = False
        parts = self._parts
        needs = FormParts(session=session, zone=parts.catalogue.zone, matches=parts.matches)
        self._form, self._filled, self._finished_form = FormView(needs, self), self._offer.service.code, None
        self._form.all_answered.connect(lambda: self._turn_to("check"))
        self._form.left.connect(self.back)
        self._capture.serve(self._form)
        self.go("form")

    def _filed(self, receipt: Receipt) -> None:
        if self.over:
            return
        self._busy, self._receipt = False, receipt
        filed, self._form, self._filled, self._finished_form = self._form, None, None, None
        self._capture.serve(None)
        self._pictures.forget()
        self._pictures.keep_code("receipt", receipt.token)
        self._rating.offer([Matter(id=receipt.submission, service=receipt.service)], str(self._offer.chosen_audience))
        self._end_at("done")
        if filed is not None:
            filed.deleteLater()

    def _turn_to(self, page: PageName) -> None:
        """From the questions to the check page and back: neither goes on the trail twice."""
        self._trail[-1] = page
        self.page_changed.emit()

    def _end_at(self, page: PageName) -> None:
        """A deed is done for good: the way back leads home."""
        self._trail = ["home", page]
        self.page_changed.emit()
        self.busy_changed.emit()
        self.words_changed.emit()
        self.refresh_paper()

    def _paper_seen(self, code: str) -> None:
        if not self.over and code != self._paper:
            self._paper = code
            self.paper_changed.emit()
