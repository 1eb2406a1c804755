"""What does the terminal's window ask for, and which part of the house does it? One method for each door of TerminalParts."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from kiosk.actions import filing, rating, ticket
from kiosk.actions.filing import Desk, Filing
from kiosk.actions.rating import Slip
from kiosk.actions.receipt import paper_of
from kiosk.actions.shelf import Shelf
from kiosk.config import TerminalSettings
from kiosk.forms import FormDef, FormSession, Problem
from kiosk.forms.bundle import bundle_name
from kiosk.forms.cache import FormCache
from kiosk.log import Log
from kiosk.model.appointment import Arrival
from kiosk.model.audit import AuditEvent
from kiosk.model.catalogue import Catalogue, Service
from kiosk.model.ids import uuid7
from kiosk.model.opening import calendar_of
from kiosk.model.paper import PaperKind, PrintJob
from kiosk.model.parcel import LinkState
from kiosk.model.queue import Ticket
from kiosk.model.rating import Matter
from kiosk.model.submission import FinishedForm, Receipt
from kiosk.programs.wiring import House, trust_for
from kiosk.store import audit, spool
from kiosk.store.database import Store
from printing.spooler import Spooler
from sync.courier import Courier
from sync.hall import RemoteHall
from sync.steady import SteadyHall
from ui.bridge.terminal import StationState


@dataclass(frozen=True, kw_only=True)
class Works:
    """What does the terminal's work. reception: the hub itself, for what only it can answer.

    wake: called with "courier" or "spooler" when there is something new for it.
    """

    hall: SteadyHall
    reception: RemoteHall
    desk: Desk
    shelf: Shelf
    courier: Courier
    spooler: Spooler
    wake: Callable[[str], None]


class TerminalDeeds:
    """The deeds of one terminal."""

    def __init__(self, settings: TerminalSettings, house: House, store: Store, works: Works) -> None:
        self._settings = settings
        self._house = house
        self._store = store
        self._works = works
        self._forms = FormCache(trust_for(house.keys))

    def use(self, catalogue: Catalogue) -> None:
        """From now on; called between two visits."""
        self._works.shelf.put(catalogue, frozenset())
        self._works = replace(self._works, desk=replace(self._works.desk, catalogue=catalogue, calendar=calendar_of(catalogue)))

    def new_id(self) -> UUID:
        return uuid7(self._house.clock.now(), os.urandom(10))

    def take_ticket(  # noqa: PLR0917 - as TerminalParts asks
        self, request: UUID, service: Service, language: str, audience: str, priority: str | None, submission: UUID | None
    ) -> Ticket:
        """From the hub, or from this terminal's own numbers; its paper is asked for, once."""
        taken = self._works.hall.take_ticket(
            request, service=service.code, language=language, audience=audience, priority=priority, submission=submission
        )  # fmt: skip
        self._house.log.event("ticket.taken", ticket=taken.label, service=service.code, outcome="hub" if taken.counted else "here")
        self._works.wake("spooler")
        if not taken.counted:
            self._works.wake("courier")
        return taken

    def check_in(self, request: UUID, code: str, language: str | None) -> Arrival:
        """From the hub; its paper is asked for here, once."""
        arrival = self._works.reception.check_in(request, code=code, language=language)
        order = ticket.order_for(arrival.ticket, self._works.desk.catalogue, paper=self.new_id(), arrival=arrival)
        with self._store.write() as tx:
            spool.put(tx, order, now=self._house.clock.now())
        self._house.log.event("ticket.taken", ticket=arrival.ticket.label, service=arrival.ticket.service, outcome=arrival.timing)
        self._works.wake("spooler")
        return arrival

    def matters(self, words: str) -> tuple[Matter, ...]:
        return self._works.reception.matters(words)

    def rate(self, slip: Slip) -> None:
        """On its way to the hub, once."""
        if rating.send(self._store, slip, now=self._house.clock.now()):
            self._works.wake("courier")

    def open_form(self, service: Service, language: str) -> FormSession:
        """Empty. Raises a KioskError if the published files are not those that a trusted publisher signed."""
        assert service.form is not None
        form = self._forms.form(self._settings.forms / bundle_name(service.form.form, service.form.version))
        return FormSession(
            form,
            now=self._house.clock.now,
            zone=self._works.desk.catalogue.zone,
            entropy=os.urandom,
            language=language,
            device=self._settings.station,
            report=lambda problem: log_form_fault(self._house.log, form, problem),
        )

    def file(self, finished: FinishedForm, service: Service, language: str, ticket: Ticket | None) -> Receipt:
        wish = Filing(finished=finished, service=service, language=language, ticket=ticket)
        receipt = filing.file(self._store, wish, desk=self._works.desk, now=self._house.clock.now())
        self._house.log.event("submission.filed", id=receipt.submission, service=service.code)
        self._works.wake("courier")
        self._works.wake("spooler")
        return receipt

    def state(self) -> StationState:
        link = self._works.courier.link()
        state = LinkState.DOWN if self._works.hall.is_away else link.state
        return StationState(link=state, waiting=link.waiting, printer=self._works.spooler.state)

    def paper(self, kind: PaperKind, of: UUID) -> PrintJob | None:
        dedupe = paper_of(of) if kind is PaperKind.RECEIPT else ticket.paper_of(of)
        with self._store.read() as tx:
            return spool.find(tx, dedupe)

    def wiped(self, why: str) -> None:
        """Nothing of the visit is left in memory; what was overwritten on the disk goes too."""
        with self._store.write() as tx:
            audit.append(tx, self._house.clock.now(), AuditEvent.VISIT_WIPED, "citizen", why=why)
        self._house.log.event("visit.wiped", outcome=why)


def log_form_fault(log: Log, form: FormDef, problem: Problem) -> None:
    """An expression failed and its question is blank: where and why, and never what was answered."""
    where = {"form": form.form_id, "version": form.version, "node": problem.reference, "expression": problem.place}
    log.event("form.fault", **where, outcome=problem.message)
