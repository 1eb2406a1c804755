"""What does the citizen's terminal need from the rest of the house? Values and callables; the programs fill them in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.actions.rating import Slip
from kiosk.devices.scanner import Scanner
from kiosk.forms.session import FormSession
from kiosk.model.appointment import Arrival
from kiosk.model.catalogue import Catalogue, Service
from kiosk.model.paper import PaperKind, PrinterState, PrintJob
from kiosk.model.parcel import LinkState
from kiosk.model.queue import Ticket
from kiosk.model.rating import Matter
from kiosk.model.screen import Screen
from kiosk.model.submission import FinishedForm, Receipt


@dataclass(frozen=True, kw_only=True)
class StationState:
    """What every page says about the machine. waiting: parcels that have not left yet; printer: None = there is none."""

    link: LinkState = LinkState.UNKNOWN
    waiting: int = 0
    printer: PrinterState | None = None


@dataclass(frozen=True, kw_only=True)
class TerminalParts:
    """Callables marked (job) are called on the helper thread and may raise a KioskError; the others answer at once.

    languages: the codes offered, the first is the one that a visit begins in. name: of this terminal, as staff know it.
    """

    catalogue: Catalogue
    name: str
    languages: tuple[str, ...]
    screen: Screen
    new_id: Callable[[], UUID]
    now: Callable[[], datetime]
    take_ticket: Callable[[UUID, Service, str, str, str | None, UUID | None], Ticket]
    """(job) request id, service, language, audience, code of a class, what was filed for it in this visit.

    The same request gives the same ticket; its paper is asked for.
    """
    check_in: Callable[[UUID, str, str | None], Arrival]
    """(job) request id, code of an appointment, language if the citizen has chosen one. Its paper is asked for too, once."""
    matters: Callable[[str], tuple[Matter, ...]]
    """(job) what was scanned or typed from a ticket. What its holder may rate."""
    rate: Callable[[Slip], None]
    """(job) on its way to the hub, whether that answers or not."""
    open_form: Callable[[Service, str], FormSession]
    """(job) an empty form of this service, in this language."""
    file: Callable[[FinishedForm, Service, str, Ticket | None], Receipt]
    """(job) finished form, service, language, the visit's ticket. Saved for good when it returns."""
    search: Callable[[str, int], tuple[Service, ...]]
    """What was typed, how many at most."""
    matches: Callable[[str, str], bool]
    """Does this choice of a list answer to what was typed (Chinese, pinyin, initials)?"""
    state: Callable[[], StationState]
    """(job)"""
    paper: Callable[[PaperKind, UUID], PrintJob | None]
    """(job) the paper of a ticket (id of its leg) or of a receipt (id of its submission)."""
    scanner: Scanner | None = None
    call_help: Callable[[str, str | None], None] | None = None
    """(job) page and service; None: nobody can be called from here, and the page says where staff are."""
    wiped: Callable[[str], None] = lambda why: None
    """A visit has ended and is gone: "finished", "left", "idle" or "fault"."""
    renew: Callable[[], "TerminalParts | None"] = lambda: None
    """Asked between two visits: the parts from now on, if the hall has another catalogue."""
    report: Callable[[str], None] = lambda fault: None
    """A fault of ours, in words without any value."""
    idle_s: float = 120.0
    warning_s: int = 45
    full_screen: bool = False
    renderer: str = "software"
