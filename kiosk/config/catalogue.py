"""What does the hall offer, as its catalogue file says?"""

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.config.entries import FormEntry, HoursEntry, ServiceEntry, TopEntry
from kiosk.config.faults import ConfigFaults
from kiosk.config.links import Published, link_faults, services_of
from kiosk.config.reading import Entries, EntryReader
from kiosk.config.source import read_source
from kiosk.model.catalogue import (
    Catalogue,
    Counter,
    Department,
    FormChoice,
    LifeEvent,
    Opening,
    Outcome,
    Paper,
    PriorityClass,
    QueueRules,
    RatingReason,
    Reason,
    Service,
    Zone,
)
from kiosk.model.text import Text, from_mapping

DAY_AND_NIGHT = (Opening(days=frozenset(range(1, 8)), opens=time.min, closes=time.max),)


def read_catalogue(file: Path, *, published: Published | None = None, always_open: bool = False) -> Catalogue:
    """The catalogue in `file`. Raises ConfigFaults with every mistake in it.

    published: the forms that there are; None leaves them unchecked, and a form without a version gets a blank one.
    always_open: every service is open day and night, for demonstrations and training.
    """
    source = read_source(file.absolute())
    reader = EntryReader(source)
    entries = reader.entries()
    faults = [*source.faults, *reader.faults, *link_faults(source, entries, published)]
    if faults or entries.top is None:
        raise ConfigFaults(faults)
    return _Builder(entries, published or {}, always_open).catalogue(entries.top)


class _Builder:
    """Makes the frozen types from entries without faults."""

    def __init__(self, entries: Entries, published: Published, always_open: bool) -> None:
        self._entries = entries
        self._published = published
        self._always_open = always_open

    def catalogue(self, top: TopEntry) -> Catalogue:
        entries = self._entries
        return Catalogue(
            hall=top.hall,
            name=from_mapping(top.name),
            zone=ZoneInfo(top.zone),
            languages=top.languages,
            departments=tuple(
                Department(code=code, name=from_mapping(entry.name), icon=entry.icon) for code, entry in entries.departments.items()
            ),
            services=tuple(self._service(code, entry) for code, entry in entries.services.items()),
            life_events=tuple(
                LifeEvent(code=code, name=from_mapping(entry.name), icon=entry.icon, audience=entry.audience, services=entry.services)
                for code, entry in entries.life_events.items()
            ),
            counters=tuple(
                Counter(
                    number=number,
                    name=from_mapping(entry.name),
                    services=services_of(entry.departments, entry.services, entries.services) | set(entry.relief),
                    relief=frozenset(entry.relief),
                )
                for number, entry in sorted(entries.counters.items())
            ),
            version=top.version,
            classes=tuple(
                PriorityClass(code=code, name=from_mapping(entry.name), credit_min=entry.credit_min, icon=entry.icon, asked=entry.asked)
                for code, entry in entries.classes.items()
            ),
            reasons=tuple(
                Reason(code=code, name=from_mapping(entry.name), deeds=frozenset(entry.deeds)) for code, entry in entries.reasons.items()
            ),
            outcomes=tuple(Outcome(code=code, name=from_mapping(words)) for code, words in entries.outcomes.items()),
            rating_reasons=tuple(
                RatingReason(code=code, name=from_mapping(entry.name), grades=frozenset(entry.grades))
                for code, entry in entries.rating_reasons.items()
            ),
            zones=tuple(
                Zone(code=code, name=from_mapping(entry.name), counters=frozenset(entry.counters), has_sound=entry.sound)
                for code, entry in entries.zones.items()
            ),
            rules=QueueRules(**top.queue.model_dump()),
            holidays=frozenset() if self._always_open else frozenset(top.holidays),
            workdays=frozenset(top.workdays),
        )

    def _service(self, code: str, entry: ServiceEntry) -> Service:
        hours = self._entries.hours[entry.hours]
        return Service(
            code=code,
            department=entry.department,
            name=from_mapping(entry.name),
            note=from_mapping(entry.note or {}),
            audiences=entry.audiences,
            opening=DAY_AND_NIGHT if self._always_open else tuple(map(_opening, hours)),
            papers=tuple(Paper(name=Text(self._entries.papers[paper.paper]), later=paper.later) for paper in entry.papers),
            promise_days=entry.promise_days,
            fee_fen=entry.fee_yuan,
            visits=entry.visits,
            minutes=entry.minutes,
            series=entry.series,
            day_limit=entry.day_limit,
            form=self._form(entry.form) if entry.form else None,
            aliases=entry.aliases,
            icon=entry.icon,
            wrap_s=entry.wrap_s,
            outcomes=entry.outcomes,
            outcome_needed=entry.outcome_needed,
            carry_over=entry.carry_over,
            skill=entry.skill,
        )

    def _form(self, entry: FormEntry) -> FormChoice:
        newest = next(reversed(self._published.get(entry.form, ())), "")
        return FormChoice(form=entry.form, version=entry.version or newest, central=entry.central)


def _opening(entry: HoursEntry) -> Opening:
    return Opening(days=entry.days, opens=entry.opens, closes=entry.closes)
