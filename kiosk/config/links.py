"""Does every name that one entry of a catalogue says of another exist, and can the hall work with it?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches

from kiosk.config.entries import ServiceEntry
from kiosk.config.faults import Fault
from kiosk.config.reading import Entries
from kiosk.config.source import Place, Source

WHY = frozenset(
    {"alone", "booked", "chosen", "due", "early", "emergency", "hold", "pinned", "priority", "recall", "relief", "turn"}
)  # fmt: skip
"""Codes by which a call says why it was this ticket; `emergency` is what staff may give besides."""

Published = Mapping[str, Sequence[str]]
"""The versions of each published form, oldest first."""


def link_faults(source: Source, entries: Entries, published: Published | None) -> Iterator[Fault]:
    """What is wrong between the entries. An entry that could not be read counts as there."""
    links = _Links(source, entries, published)
    for code, service in entries.services.items():
        yield from links.of_service(code, service)
    yield from links.of_series()
    yield from links.of_life_events()
    yield from links.of_counters()
    yield from links.of_idle_departments()
    yield from links.of_classes()
    yield from links.of_zones()
    yield from links.of_days()


class _Links:
    def __init__(self, source: Source, entries: Entries, published: Published | None) -> None:
        self._source = source
        self._entries = entries
        self._published = published

    def of_service(self, code: str, service: ServiceEntry) -> Iterator[Fault]:
        place: Place = ("services", code)
        yield from self._known((*place, "department"), service.department, self._codes("departments"), "department")
        yield from self._known((*place, "hours"), service.hours, self._codes("hours"), "opening hours")
        for index, paper in enumerate(service.papers):
            yield from self._known((*place, "papers", index), paper.paper, self._codes("papers"), "paper")
        for index, outcome in enumerate(service.outcomes):
            yield from self._known((*place, "outcomes", index), outcome, self._codes("outcomes"), "outcome")
        if service.outcome_needed and not service.outcomes:
            message = "There is no outcome to choose from."
            yield self._source.fault((*place, "outcome_needed"), message, "Add `outcomes:`, or take this away.")
        if service.form is None:
            return
        if self._entries.top is not None:
            yield from self._known((*place, "form", "central"), service.form.central, self._entries.top.centrals, "central system")
        if self._published is not None:
            yield from self._form((*place, "form"), service.form.form, service.form.version)

    def of_series(self) -> Iterator[Fault]:
        """A letter sends people to one department's rows only."""
        first: dict[str, tuple[str, str]] = {}
        for code, service in self._entries.services.items():
            if service.series is None:
                continue
            department, owner = first.setdefault(service.series, (service.department, code))
            if department != service.department:
                message = f"The letter {service.series} is already used by `{owner}` of the department `{department}`."
                yield self._source.fault(("services", code, "series"), message, "Give this service a letter of its own department.")

    def of_life_events(self) -> Iterator[Fault]:
        for code, event in self._entries.life_events.items():
            for index, name in enumerate(event.services):
                place: Place = ("life_events", code, "services", index)
                yield from self._known(place, name, self._codes("services"), "service")
                service = self._entries.services.get(name)
                if service is not None and event.audience not in service.audiences:
                    message = f"`{name}` is not for the audience `{event.audience}` of this life event."
                    yield self._source.fault(place, message, "Take it out, or add the audience to the service.")

    def of_counters(self) -> Iterator[Fault]:
        taken: set[str] = set()
        for number, counter in self._entries.counters.items():
            place: Place = ("counters", str(number))
            for index, name in enumerate(counter.departments):
                yield from self._known((*place, "departments", index), name, self._codes("departments"), "department")
            for index, name in enumerate(counter.services):
                yield from self._known((*place, "services", index), name, self._codes("services"), "service")
            for index, name in enumerate(counter.relief):
                yield from self._known((*place, "relief", index), name, self._codes("services"), "service")
            if not counter.departments and not counter.services:
                yield self._source.fault(place, "This counter takes no service.", "Add `departments:` or `services:`.")
            taken |= services_of(counter.departments, counter.services, self._entries.services) - set(counter.relief)
        for code, service in self._entries.services.items():
            if service.series is not None and code not in taken:
                message = "It has tickets, but no counter takes it, except to help out."
                yield self._source.fault(("services", code), message, "Add it to a counter, or take `series:` away.")

    def of_idle_departments(self) -> Iterator[Fault]:
        busy = {service.department for service in self._entries.services.values()}
        for code in self._entries.departments:
            if code not in busy and len(self._entries.services) == len(self._codes("services")):
                yield self._source.fault(("departments", code), "This department has no service.", "Add a service, or remove it.")

    def of_classes(self) -> Iterator[Fault]:
        """A class is told among the reasons of a call, so it is not called like one of them."""
        for code in self._entries.classes:
            if code in WHY:
                message = f"`{code}` has a meaning of its own in the queue."
                yield self._source.fault(("classes", code), message, "Give the class another code.")

    def of_zones(self) -> Iterator[Fault]:
        """Every counter is in one zone, where there are zones."""
        first: dict[int, str] = {}
        for code, zone in self._entries.zones.items():
            for index, number in enumerate(zone.counters):
                place: Place = ("zones", code, "counters", index)
                yield from self._known(place, str(number), self._codes("counters"), "counter")
                if first.setdefault(number, code) != code:
                    yield self._source.fault(place, f"Counter {number} is already in the zone `{first[number]}`.", "Leave it in one zone.")
        for number in self._entries.counters:
            if first and number not in first:
                yield self._source.fault(("counters", str(number)), "This counter is in no zone.", "Add its number to one of `zones`.")

    def of_days(self) -> Iterator[Fault]:
        top = self._entries.top
        if top is not None:
            for index, day in enumerate(top.workdays):
                if day in top.holidays:
                    message = f"{day.isoformat()} is among the holidays too."
                    yield self._source.fault(("workdays", index), message, "Leave it in one of the two lists.")

    def _codes(self, section: str) -> Collection[str]:
        values = self._source.data.get(section)
        return values.keys() if isinstance(values, dict) else ()

    def _known(self, place: Place, name: str, known: Collection[str], kind: str) -> Iterator[Fault]:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"Did you mean `{close[0]}`?" if close else f"Known are: {', '.join(known) or 'none'}."
            yield self._source.fault(place, f"There is no {kind} `{name}`.", hint)

    def _form(self, place: Place, form: str, version: str | None) -> Iterator[Fault]:
        assert self._published is not None
        versions = self._published.get(form)
        if not versions:
            hint = f"Publish it with `kiosk forms publish`; published are: {', '.join(self._published) or 'none'}."
            yield self._source.fault((*place, "form"), f"The form `{form}` is not published.", hint)
        elif version is not None and version not in versions:
            hint = f"Publish it, or write one of {', '.join(versions)}."
            yield self._source.fault((*place, "version"), f"Version `{version}` of the form `{form}` is not published.", hint)


def services_of(departments: Sequence[str], services: Sequence[str], known: Mapping[str, ServiceEntry]) -> frozenset[str]:
    """The codes of all services of `departments`, and `services` besides."""
    of_departments = {code for code, service in known.items() if service.department in departments}
    return frozenset(of_departments | set(services))
