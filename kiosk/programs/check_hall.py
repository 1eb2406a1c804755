"""Is the hall's own data whole? Catalogue, icons, words, forms, and the names that one file says of another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.actions.publishing import trust_in
from kiosk.config import BoardSettings, CentralSettings, CounterSettings, HubProgramSettings, Settings, published_forms
from kiosk.forms.bundle import FORM, bundle_name, read_bundle
from kiosk.model.catalogue import Catalogue
from kiosk.model.errors import KioskError
from kiosk.programs.explain import explanations
from kiosk.programs.findings import Finding, good, note, wrong
from kiosk.programs.wiring import HallSettings, catalogue_for
from kiosk.security.keys import KeyStore
from resources import folder, prepared

__all__ = ["Words", "catalogue", "catalogue_of", "forms", "links", "needed_words", "published"]
PROGRAM_LANGUAGE = "en"
"""The language that the program's own words are written in; every other one has a compiled file."""


def catalogue_of(settings: HallSettings) -> Catalogue:
    return catalogue_for(settings)


def catalogue(hall: Catalogue) -> Iterable[Finding]:
    size = f"{len(hall.departments)} departments, {len(hall.services)} services, {len(hall.counters)} counters"
    yield good("Catalogue", f"{hall.name.in_('en')}: {size}, version {hall.version}.")
    named = [(one.code, one.icon) for one in hall.departments]
    named += [(one.code, one.icon) for one in hall.services] + [(one.code, one.icon) for one in hall.life_events]
    named += [(one.code, one.icon) for one in hall.classes]
    missing = [f"{icon} (for {code})" for code, icon in named if not (prepared() / "icons" / f"{icon}.svg").is_file()]
    if missing:
        what_to_do = "Name another one, or add it to resources/icons.txt and run `make setup`."
        yield wrong("Icons", f"There is no icon {', '.join(missing)}.", what_to_do)
    for language in hall.languages:
        if language != PROGRAM_LANGUAGE and not (prepared() / "i18n" / f"hall_{language}.qm").is_file():
            yield wrong(
                "Words", f"The program has no words in `{language}`.", "Run `make setup`, or take the language out of the catalogue."
            )


def links(settings: Settings, hall: Catalogue) -> Iterable[Finding]:
    """Names in the settings that the catalogue must know, and the other way round."""
    if not isinstance(settings, HubProgramSettings | CentralSettings) and settings.language not in hall.languages:
        sentence = f"The catalogue has no language `{settings.language}`."
        yield wrong("Language", sentence, f"Write one of {', '.join(hall.languages)} as `language` in the settings.")
    if isinstance(settings, BoardSettings) and settings.message and (missing := set(hall.languages) - set(settings.message)):
        yield wrong("Message", f"The board's message has no words in {', '.join(sorted(missing))}.", "Add them below `message`.")
    if isinstance(settings, BoardSettings):
        yield from _of_board(settings, hall)
    if isinstance(settings, CounterSettings) and settings.counter not in {counter.number for counter in hall.counters}:
        yield wrong("Counter", f"The catalogue has no counter {settings.counter}.", "Correct `counter` in the settings, or add it there.")
    if isinstance(settings, HubProgramSettings):
        needed = {service.form.central for service in hall.services if service.form}
        for name in sorted(needed - set(settings.centrals)):
            yield wrong("Central systems", f"The catalogue names `{name}`, the settings do not.", "Add it below `centrals:`.")


def _of_board(settings: BoardSettings, hall: Catalogue) -> Iterable[Finding]:
    known = {zone.code: zone for zone in hall.zones}
    zone = known.get(settings.zone or "")
    if settings.zone is not None and zone is None:
        what_to_do = f"Write one of {', '.join(known) or 'none'} as `zone`, or leave it out."
        yield wrong("Zone", f"The catalogue has no zone `{settings.zone}`.", what_to_do)
    if settings.sound is None:
        return
    if zone is not None and not zone.has_sound:
        what_to_do = "Write `sound: true` there, or take `sound` out of the settings."
        yield note("Sound", f"The zone `{zone.code}` is silent in the catalogue.", what_to_do)
    silent = [language for language in hall.languages if language not in settings.sound.voices]
    if silent:
        yield note("Sound", f"There is no voice for {', '.join(silent)}.", "Add one below `sound.voices`: `espeak-ng --voices` lists them.")


def forms(settings: HallSettings, hall: Catalogue | None) -> Iterable[Finding]:
    """Each form of the catalogue, or each that is published if that cannot be read: its signature, and the hashes of its files.

    Nothing without a publisher's key; that it is missing is said where keys are looked at.
    """
    publishers = KeyStore(settings.keys).publishers()
    if not publishers:
        return
    trust = trust_in(publishers)
    sound = 0
    for form, version in _choices(settings, hall):
        folder_ = settings.forms / bundle_name(form, version)
        try:
            read_bundle(folder_, trust)
            sound += 1
        except KioskError as fault:
            facts = ", ".join(f"{name} {value}" for name, value in fault.facts.items())
            sentence = f"{form} {version} in {folder_} cannot be used: {fault}" + (f" ({facts})" if facts else "")
            yield wrong("Forms", sentence, explanations()[fault.code].what_to_do)
    if sound:
        yield good("Forms", f"{sound} published form(s) are signed by a publisher that is trusted here, and can be filled in.")


def _choices(settings: HallSettings, hall: Catalogue | None) -> Iterable[tuple[str, str]]:
    if hall is None:
        return sorted((form, version) for form, versions in published_forms(settings.forms).items() for version in versions)
    return sorted({(choice.form, choice.version) for service in hall.services if (choice := service.form)})


def published(forms_folder: Path) -> Iterable[Finding]:
    count = len(published_forms(forms_folder))
    if count:
        yield good("Forms", f"{count} form(s) are published in {forms_folder}.")
    else:
        yield wrong("Forms", f"No form is published in {forms_folder}.", "Copy the hall's folder of published forms there.")


@dataclass(frozen=True)
class Words:
    """What must be drawn, and the files that it comes from, for whoever looks for a strange character."""

    characters: frozenset[str]
    sources: Mapping[Path, str]

    def place_of(self, character: str) -> str:
        """File and line of its first appearance."""
        for file, text in self.sources.items():
            if character in text:
                return f"{file}, line {text[: text.index(character)].count(chr(10)) + 1}"
        return "the program's own words"


def needed_words(settings: HallSettings, hall: Catalogue | None) -> Words:
    """Of the catalogue's names, of the forms, and of the program; without a catalogue, those of forms and program."""
    said = _names(hall) if hall is not None else []
    languages = hall.languages if hall is not None else ()
    files = [settings.forms / bundle_name(form, version) / FORM for form, version in _choices(settings, hall)]
    files += [folder("i18n") / f"hall_{language}.ts" for language in languages]
    texts = {file: file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file()}
    drawn = frozenset(one for text in (*said, *texts.values()) for one in text if one.isprintable() and not one.isspace())
    catalogue_text = settings.catalogue.read_text(encoding="utf-8", errors="replace") if settings.catalogue.is_file() else ""
    return Words(drawn, {settings.catalogue: catalogue_text, **texts})


def _names(hall: Catalogue) -> Sequence[str]:
    texts = [hall.name, *(one.name for one in hall.departments), *(one.name for one in hall.life_events)]
    for named in (hall.counters, hall.classes, hall.reasons, hall.outcomes, hall.rating_reasons, hall.zones):
        texts += [one.name for one in named]
    for service in hall.services:
        texts += [service.name, service.note, *(paper.name for paper in service.papers)]
    return [word for text in texts for word in text.values()]
