"""What is a ticket made of, wherever it is given? Whether the service is offered now, and the paper."""

from datetime import datetime
from uuid import UUID

from kiosk.model.appointment import Arrival, Timing
from kiosk.model.catalogue import Catalogue, Service
from kiosk.model.hall import QueueRefused, Ticket
from kiosk.model.opening import calendar_of, is_open, opens_at
from kiosk.model.paper import PaperKind, PrintOrder


def offered(catalogue: Catalogue, code: str, now: datetime) -> tuple[Service, str]:
    """The service and its series, if tickets are given for it now. Raises QueueRefused unknown-service or closed."""
    service = next((service for service in catalogue.services if service.code == code), None)
    if service is None or service.series is None:
        raise QueueRefused("unknown-service", service=code)
    calendar = calendar_of(catalogue)
    if not is_open(service.opening, now, catalogue.zone, calendar):
        raise QueueRefused("closed", **opens_fact(opens_at(service.opening, now, catalogue.zone, calendar)))
    return service, service.series


def opens_fact(at: datetime | None) -> dict[str, str]:
    """When tickets are given again, if they ever are."""
    return {"opens_at": at.isoformat()} if at else {}


def paper_of(leg: UUID) -> str:
    """Under which text the spool has the paper of a ticket."""
    return f"ticket:{leg}"


def order_for(ticket: Ticket, catalogue: Catalogue, *, paper: UUID, arrival: Arrival | None = None) -> PrintOrder:
    """The paper that a citizen takes along. paper: its own id. arrival: of somebody with an appointment."""
    early = arrival is not None and arrival.timing is Timing.EARLY
    content = {
        "label": ticket.label,
        "service": dict(catalogue.service(ticket.service).name),
        "hall": dict(catalogue.name),
        "taken_at": ticket.taken_at.isoformat(),
        **({"ahead": ticket.ahead} if ticket.counted and not early else {}),
        **({"slot": arrival.slot.isoformat(), "timing": str(arrival.timing)} if arrival else {}),
        **({"priority": True} if ticket.priority else {}),
        **({"wait": list(ticket.wait_min), "about": ticket.about} if ticket.wait_min else {}),
        **({"qr": ticket.link} if ticket.link else {}),
        **({"rating": ticket.rating_code} if ticket.rating_code else {}),
    }
    return PrintOrder(id=paper, kind=PaperKind.TICKET, dedupe=paper_of(ticket.leg), language=ticket.language, content=content)
