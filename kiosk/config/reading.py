"""Which entries of a catalogue can be read? Each is checked by itself, so that one mistake hides no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import available_timezones

from pydantic import BaseModel, ValidationError

from kiosk.config.entries import (
    ClassEntry,
    CounterEntry,
    DepartmentEntry,
    Entry,
    HoursEntry,
    LifeEventEntry,
    RatingReasonEntry,
    ReasonEntry,
    ServiceEntry,
    TopEntry,
    Words,
    ZoneEntry,
)
from kiosk.config.faults import Fault
from kiosk.config.sentences import faults_of
from kiosk.config.source import Place, Source

AnEntry = TypeVar("AnEntry", bound=BaseModel)


class _Hours(Entry):
    hours: tuple[HoursEntry, ...]


class _Paper(Entry):
    paper: Words


class _Outcome(Entry):
    outcome: Words


@dataclass(frozen=True, kw_only=True)
class Entries:
    """The entries that could be read, by their codes; counters by their numbers."""

    top: TopEntry | None
    hours: Mapping[str, tuple[HoursEntry, ...]]
    papers: Mapping[str, Mapping[str, str]]
    departments: Mapping[str, DepartmentEntry]
    services: Mapping[str, ServiceEntry]
    life_events: Mapping[str, LifeEventEntry]
    counters: Mapping[int, CounterEntry]
    classes: Mapping[str, ClassEntry]
    reasons: Mapping[str, ReasonEntry]
    outcomes: Mapping[str, Mapping[str, str]]
    rating_reasons: Mapping[str, RatingReasonEntry]
    zones: Mapping[str, ZoneEntry]


class EntryReader:
    """Reads one source; what is wrong with the entries is in `faults` afterwards."""

    def __init__(self, source: Source) -> None:
        self.faults: list[Fault] = []
        self._source = source
        languages = source.data.get("languages")
        self._context = {"languages": tuple(map(str, languages)) if isinstance(languages, list) else ()}

    def entries(self) -> Entries:
        top = self._read((), self._source.data, TopEntry)
        if top is not None and top.zone not in available_timezones():
            self.faults.append(self._source.fault(("zone",), f"`{top.zone}` is no time zone.", "Write one such as Asia/Shanghai."))
            top = None
        hours = {code: self._wrapped("hours", code, raw, _Hours) for code, raw in self._section("hours").items()}
        papers = {code: self._wrapped("papers", code, raw, _Paper) for code, raw in self._section("papers").items()}
        outcomes = {code: self._wrapped("outcomes", code, raw, _Outcome) for code, raw in self._section("outcomes").items()}
        return Entries(
            top=top,
            hours={code: entry.hours for code, entry in hours.items() if entry},
            papers={code: entry.paper for code, entry in papers.items() if entry},
            departments=self._all("departments", DepartmentEntry),
            services=self._all("services", ServiceEntry),
            life_events=self._all("life_events", LifeEventEntry),
            counters=self._counters(),
            classes=self._all("classes", ClassEntry),
            reasons=self._all("reasons", ReasonEntry),
            outcomes={code: entry.outcome for code, entry in outcomes.items() if entry},
            rating_reasons=self._all("rating_reasons", RatingReasonEntry),
            zones=self._all("zones", ZoneEntry),
        )

    def _section(self, name: str) -> Mapping[str, object]:
        section = self._source.data.get(name)
        return section if isinstance(section, dict) else {}

    def _all(self, section: str, model: type[AnEntry]) -> dict[str, AnEntry]:
        read = {code: self._read((section, code), raw, model) for code, raw in self._section(section).items()}
        return {code: entry for code, entry in read.items() if entry is not None}

    def _counters(self) -> dict[int, CounterEntry]:
        counters: dict[int, CounterEntry] = {}
        for number, entry in self._all("counters", CounterEntry).items():
            if number.isdigit() and 1 <= int(number) <= 999:
                counters[int(number)] = entry
            else:
                place = ("counters", number)
                self.faults.append(self._source.fault(place, f"`{number}` is not the number of a counter.", "Write 1 to 999."))
        return counters

    def _read(self, place: Place, raw: object, model: type[AnEntry]) -> AnEntry | None:
        try:
            return model.model_validate(raw, context=self._context)
        except ValidationError as error:
            self.faults += faults_of(error, self._source, place, model)
            return None

    def _wrapped(self, section: str, code: str, raw: object, model: type[AnEntry]) -> AnEntry | None:
        """An entry that is not itself a list of names: checked as the one field of `model`, told without that field."""
        (field,) = model.model_fields
        try:
            return model.model_validate({field: raw}, context=self._context)
        except ValidationError as error:
            self.faults += faults_of(error, self._source, (section, code), model, skip=1)
            return None
