"""A ticket, a receipt and their papers, as the last pages show them."""

from kiosk.model.catalogue import Catalogue
from kiosk.model.paper import PrintJob, PrintState
from kiosk.model.queue import Ticket
from kiosk.model.receipt import grouped
from kiosk.model.submission import Receipt
from ui.dates import written

Row = dict[str, object]

_CODES = {
    PrintState.QUEUED: "waiting",
    PrintState.SENDING: "printing",
    PrintState.HANDED: "printing",
    PrintState.PRINTED: "printed",
    PrintState.UNCERTAIN: "unsure",
}


def ticket_row(ticket: Ticket, catalogue: Catalogue, language: str) -> Row:
    """wait: from and to in minutes, both 0 where nothing is promised; about: the hall has no days of its own to learn from yet.

    counted: False where nobody knows how many are ahead. priority: it was taken with a class; which one is nobody's business.
    """
    low, high = ticket.wait_min or (0, 0)
    service = catalogue.service(ticket.service).name.in_(language)
    row: Row = {"label": ticket.label, "service": service, "ahead": ticket.ahead, "low": low, "high": high, "about": ticket.about}
    return {**row, "counted": ticket.counted, "priority": ticket.priority is not None}


def receipt_row(receipt: Receipt, catalogue: Catalogue, language: str) -> Row:
    """promised, due: days as people write them, or blank; reference: in groups."""
    service = catalogue.service(receipt.service)
    return {
        "reference": grouped(receipt.receipt_no),
        "service": service.name.in_(language),
        "department": catalogue.department(service.department).name.in_(language),
        "promised": written(receipt.promised_by, language),
        "owed": [{"text": paper.name.in_(language), "due": written(paper.due, language)} for paper in receipt.owed],
        "ticket": service.has_ticket,
    }


def paper_code(job: PrintJob | None) -> str:
    """waiting, printing, printed, unsure, failed; waiting with a reason is "stuck"; blank: no paper was asked for."""
    if job is None:
        return ""
    if job.state is PrintState.QUEUED and job.reason is not None:
        return "stuck"
    return _CODES.get(job.state, "failed")
