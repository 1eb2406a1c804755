"""What the hall offers, as the pages show it: plain rows in one language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.model.catalogue import Audience, Catalogue, LifeEvent, Opening, Service
from kiosk.model.opening import calendar_of, is_open, opens_at
from ui.dates import moment

Row = dict[str, object]


def life_events(catalogue: Catalogue, audience: Audience, language: str) -> list[Row]:
    """code, text, icon, note (how many services) of the life events for this audience."""
    return [_event_row(event, language) for event in catalogue.life_events if event.audience == audience]


def departments(catalogue: Catalogue, audience: Audience, language: str) -> list[Row]:
    """Only departments that have something for this audience."""
    offering = {service.department for service in catalogue.services if audience in service.audiences}
    return [
        {"code": department.code, "text": department.name.in_(language), "icon": department.icon}
        for department in catalogue.departments
        if department.code in offering
    ]


def of_department(catalogue: Catalogue, department: str, audience: Audience) -> tuple[Service, ...]:
    return tuple(s for s in catalogue.services if s.department == department and audience in s.audiences)


def of_event(catalogue: Catalogue, code: str) -> tuple[Service, ...]:
    event = next(event for event in catalogue.life_events if event.code == code)
    return tuple(catalogue.service(service) for service in event.services)


def with_ticket(catalogue: Catalogue, audience: Audience) -> tuple[Service, ...]:
    return tuple(s for s in catalogue.services if s.has_ticket and audience in s.audiences)


@dataclass
class Tickets:
    """When are there tickets? given: services whose tickets are all given out, and until when (None: nobody knows)."""

    catalogue: Catalogue
    now: Callable[[], datetime]
    given: dict[str, datetime | None] = field(default_factory=dict)

    def shut(self, service: Service, language: str) -> Row:
        """shut: blank, "closed" or "given"; opens: when there are tickets again, blank if it is open or nobody knows."""
        zone, calendar, now = self.catalogue.zone, calendar_of(self.catalogue), self.now()
        until = self.given.get(service.code)
        if service.code in self.given and (until is None or now < until):
            return {"shut": "given", "opens": self._at(until, language)}
        if service.has_ticket and not is_open(service.opening, now, zone, calendar):
            return {"shut": "closed", "opens": self._at(opens_at(service.opening, now, zone, calendar), language)}
        return {"shut": "", "opens": ""}

    def _at(self, at: datetime | None, language: str) -> str:
        zone = self.catalogue.zone
        return moment(at.astimezone(zone), self.now().astimezone(zone), language) if at else ""


def classes(catalogue: Catalogue, language: str) -> list[Row]:
    """code, text, icon of what the terminal asks for."""
    return [{"code": one.code, "text": one.name.in_(language), "icon": one.icon} for one in catalogue.classes if one.asked]


def rows(catalogue: Catalogue, services: Iterable[Service], language: str, tickets: Tickets) -> list[Row]:
    """code, text, icon, note (the department) of each service; shut, opens: see Tickets."""
    return [
        {
            "code": service.code,
            "text": service.name.in_(language),
            "icon": service.icon,
            "note": catalogue.department(service.department).name.in_(language),
            **tickets.shut(service, language),
        }
        for service in services
    ]


def guide(catalogue: Catalogue, service: Service, language: str, tickets: Tickets) -> Row:
    """Everything that the service's page says. papers: {text, later}; opening: {first, last, opens, closes}; fee in yuan.

    shut, opens: see Tickets; classes: names of those who wait less, blank where nobody is asked.
    """
    return {
        "code": service.code,
        "text": service.name.in_(language),
        "department": catalogue.department(service.department).name.in_(language),
        "note": service.note.in_(language),
        "person": Audience.PERSON in service.audiences,
        "company": Audience.COMPANY in service.audiences,
        "papers": [{"text": paper.name.in_(language), "later": paper.later} for paper in service.papers],
        "opening": [row for opening in service.opening for row in _opening_rows(opening)],
        "promiseDays": service.promise_days,
        "fee": "" if service.fee_fen == 0 else f"{service.fee_fen / 100:.2f}",
        "visits": service.visits,
        "minutes": service.minutes,
        "ticket": service.has_ticket,
        "form": service.form is not None,
        "classes": " · ".join(str(one["text"]) for one in classes(catalogue, language)) if service.has_ticket else "",
        **tickets.shut(service, language),
    }


def _event_row(event: LifeEvent, language: str) -> Row:
    return {"code": event.code, "text": event.name.in_(language), "icon": event.icon, "count": len(event.services)}


def _opening_rows(opening: Opening) -> list[Row]:
    """One row for each run of days that follow each other."""
    runs: list[list[int]] = []
    for day in sorted(opening.days):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    hours: Mapping[str, object] = {"opens": f"{opening.opens:%H:%M}", "closes": f"{opening.closes:%H:%M}"}
    return [{"first": run[0], "last": run[-1], **hours} for run in runs]
