"""Is the hall's own data whole? Catalogue, icons, words, forms, and the names that one file says of another."""

from collections.abc import Iterable
from pathlib import Path

from kiosk.actions.publishing import trust_in
from kiosk.config import HubProgramSettings, Settings, published_forms
from kiosk.config.settings import CounterSettings
from kiosk.forms.bundle import FORM, bundle_name, read_bundle
from kiosk.model.catalogue import Catalogue
from kiosk.model.errors import KioskError
from kiosk.programs.explain import explanations
from kiosk.programs.findings import Finding, good, wrong
from kiosk.programs.wiring import HallSettings, catalogue_for
from kiosk.security.keys import KeyStore
from resources import folder, prepared

__all__ = ["catalogue", "catalogue_of", "forms", "links", "needed_characters", "published"]
PROGRAM_LANGUAGE = "en"
"""The language that the program's own words are written in; every other one has a compiled file."""


def catalogue_of(settings: HallSettings) -> Catalogue:
    return catalogue_for(settings)


def catalogue(hall: Catalogue) -> Iterable[Finding]:
    size = f"{len(hall.departments)} departments, {len(hall.services)} services, {len(hall.counters)} counters"
    yield good("Catalogue", f"{hall.name.in_('en')}: {size}, version {hall.version}.")
    named = {one.icon for one in hall.departments} | {one.icon for one in hall.services} | {one.icon for one in hall.life_events}
    missing = sorted(icon for icon in named if not (prepared() / "icons" / f"{icon}.svg").is_file())
    if missing:
        yield wrong(
            "Icons", f"There is no icon {', '.join(missing)}.", "Name another one, or add it to resources/icons.txt and run `make setup`."
        )
    for language in hall.languages:
        if language != PROGRAM_LANGUAGE and not (prepared() / "i18n" / f"hall_{language}.qm").is_file():
            yield wrong(
                "Words", f"The program has no words in `{language}`.", "Run `make setup`, or take the language out of the catalogue."
            )


def links(settings: Settings, hall: Catalogue) -> Iterable[Finding]:
    """Names in the settings that the catalogue must know, and the other way round."""
    if isinstance(settings, CounterSettings) and settings.counter not in {counter.number for counter in hall.counters}:
        yield wrong("Counter", f"The catalogue has no counter {settings.counter}.", "Correct `counter` in the settings, or add it there.")
    if isinstance(settings, HubProgramSettings):
        needed = {service.form.central for service in hall.services if service.form}
        for name in sorted(needed - set(settings.centrals)):
            yield wrong("Central systems", f"The catalogue names `{name}`, the settings do not.", "Add it below `centrals:`.")


def forms(settings: HallSettings, hall: Catalogue) -> Iterable[Finding]:
    """Each form of the catalogue is read whole: its signature, and the hashes of its files.

    Nothing without a publisher's key; that it is missing is said where keys are looked at.
    """
    choices = {(choice.form, choice.version) for service in hall.services if (choice := service.form)}
    publishers = KeyStore(settings.keys).publishers()
    if not publishers:
        return
    trust = trust_in(publishers)
    sound = 0
    for form, version in sorted(choices):
        try:
            read_bundle(settings.forms / bundle_name(form, version), trust)
            sound += 1
        except KioskError as fault:
            facts = ", ".join(f"{name} {value}" for name, value in fault.facts.items())
            sentence = f"{form} {version} cannot be used: {fault}" + (f" ({facts})" if facts else "")
            yield wrong("Forms", sentence, explanations()[fault.code].what_to_do)
    if sound:
        yield good("Forms", f"{sound} published form(s) are signed by a publisher that is trusted here, and can be filled in.")


def published(forms_folder: Path) -> Iterable[Finding]:
    count = len(published_forms(forms_folder))
    if count:
        yield good("Forms", f"{count} form(s) are published in {forms_folder}.")
    else:
        yield wrong("Forms", f"No form is published in {forms_folder}.", "Copy the hall's folder of published forms there.")


def needed_characters(settings: HallSettings, hall: Catalogue) -> frozenset[str]:
    """Every character of the catalogue's names, of its forms, and of the program's own words."""
    texts = [hall.name, *(one.name for one in hall.departments), *(one.name for one in hall.life_events)]
    texts += [counter.name for counter in hall.counters]
    for service in hall.services:
        texts += [service.name, service.note, *(paper.name for paper in service.papers)]
    words = [*(word for text in texts for word in text.values()), *_long_texts(settings, hall)]
    return frozenset(character for word in words for character in word if character.isprintable() and not character.isspace())


def _long_texts(settings: HallSettings, hall: Catalogue) -> Iterable[str]:
    for service in hall.services:
        if service.form is not None:
            form = settings.forms / bundle_name(service.form.form, service.form.version) / FORM
            yield form.read_text(encoding="utf-8") if form.is_file() else ""
    for language in hall.languages:
        said = folder("i18n") / f"hall_{language}.ts"
        yield said.read_text(encoding="utf-8") if said.is_file() else ""
