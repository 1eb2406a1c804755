"""Checks the hall's catalogue, and puts another one in its place; programs that run take it over by themselves."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from kiosk.config import ConfigFaults, Fault, published_forms, read_catalogue, read_settings
from kiosk.config.shelf import before, put_in_place, step_back
from kiosk.model.catalogue import Catalogue
from kiosk.programs.place import usable
from kiosk.programs.wiring import HallSettings, Usage, check_signatures
from kiosk.security.keys import KeyStore


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--settings", type=Path, required=True, metavar="FILE", help="the settings file of this machine")
    deed = parser.add_mutually_exclusive_group()
    deed.add_argument("--check", type=Path, metavar="FILE", help="tell every mistake of this catalogue, and what it would change")
    deed.add_argument("--use", type=Path, metavar="FILE", help="the same, and put it in place if there is no mistake")
    deed.add_argument("--back", action="store_true", help="put the one before in place again")


def run(args: argparse.Namespace) -> int:
    settings = read_settings(args.settings)
    if not isinstance(settings, HallSettings):
        raise Usage("A central system has no catalogue.", role=settings.role)
    if args.back:
        return _back(settings)
    file = args.use or args.check
    if file is None:
        print(_summary(_read(settings, settings.catalogue)))
        return 0
    new = _checked(settings, file)
    print("\n".join([_summary(new), *_changes(settings, new)]))
    if args.use:
        _put(settings, file)
    return 0


def _put(settings: HallSettings, file: Path) -> None:
    with usable(settings.catalogue.parent):
        put_in_place(file, settings.catalogue)
    print(f"It is in {settings.catalogue}; programs that run take it over within seconds. `--back` puts the one before in its place.")


def _back(settings: HallSettings) -> int:
    """The one before is checked too: forms may have gone since."""
    place = settings.catalogue
    if before(place).exists():
        print(_summary(_read(settings, before(place))))
    with usable(place.parent):
        if not step_back(place):
            raise Usage("There is no catalogue before this one.", path=str(place))
    print(f"It is in {place} again.")
    return 0


def _checked(settings: HallSettings, file: Path) -> Catalogue:
    """Sound by itself, and fit to follow the one in place. Raises ConfigFaults."""
    new, old = _read(settings, file), _present(settings)
    check_signatures(settings, new, KeyStore(settings.keys))
    if old is not None and old.hall != new.hall:
        raise _unfit(file, "hall", f"This is a catalogue of the hall `{new.hall}`, not of `{old.hall}`.", "Take the one of this hall.")
    if old is not None and old.version == new.version and old != new:
        raise _unfit(file, "version", f"The one in place is version {old.version} too, and says something else.", "Raise the version.")
    return new


def _unfit(file: Path, where: str, message: str, what_to_do: str) -> ConfigFaults:
    return ConfigFaults([Fault(file=file, line=1, where=where, message=message, what_to_do=what_to_do)])


def _read(settings: HallSettings, file: Path) -> Catalogue:
    return read_catalogue(file, published=published_forms(settings.forms), always_open=settings.always_open)


def _present(settings: HallSettings) -> Catalogue | None:
    """None: what is in place cannot be used."""
    try:
        return _read(settings, settings.catalogue)
    except ConfigFaults:
        return None


def _summary(catalogue: Catalogue) -> str:
    size = f"{len(catalogue.services)} services, {len(catalogue.counters)} counters, {len(catalogue.classes)} classes"
    return f"{catalogue.hall}, version {catalogue.version}: {size}; no mistake."


def _changes(settings: HallSettings, new: Catalogue) -> Iterable[str]:
    """What comes and goes, by code."""
    old = _present(settings)
    if old is None:
        return
    pairs = {
        "services": (_codes(old.services), _codes(new.services)), "classes": (_codes(old.classes), _codes(new.classes)),
        "counters": ({str(one.number) for one in old.counters}, {str(one.number) for one in new.counters}),
    }  # fmt: skip
    for kind, (was, will) in pairs.items():
        if will - was:
            yield f"new {kind}: {' '.join(sorted(will - was))}"
        if was - will:
            yield f"{kind} that end: {' '.join(sorted(was - will))} (whoever has a ticket for them is still served)"


def _codes(entries: Iterable[object]) -> set[str]:
    return {str(vars(entry)["code"]) for entry in entries}
