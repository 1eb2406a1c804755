"""What does every program begin with? Its settings, its place, its log, its database."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from kiosk import __version__
from kiosk.actions.publishing import trust_in
from kiosk.clock import Clock, SystemClock
from kiosk.config import (
    BoardSettings,
    CentralSettings,
    ConfigFaults,
    CounterSettings,
    DatabaseServer,
    Fault,
    HubProgramSettings,
    RetrySettings,
    Settings,
    TerminalSettings,
    published_forms,
    read_catalogue,
    read_settings,
)
from kiosk.forms.bundle import Trust, bundle_name, check_signature
from kiosk.log import Log
from kiosk.model.audit import AuditEvent
from kiosk.model.catalogue import Catalogue
from kiosk.model.errors import KioskError
from kiosk.programs.place import stay_in, usable
from kiosk.security.keys import KeyStore
from kiosk.store import audit
from kiosk.store.database import Store
from sync.courier import Pace

AnySettings = TypeVar("AnySettings", TerminalSettings, CounterSettings, BoardSettings, HubProgramSettings, CentralSettings)
HallSettings = TerminalSettings | CounterSettings | BoardSettings | HubProgramSettings


class NotEnrolled(KioskError):
    """A public key that this machine needs was not given to it."""

    code = "keys.missing"


class Usage(KioskError):
    """The command was called with something that it cannot use."""

    code = "program.usage"


@dataclass(frozen=True, kw_only=True)
class House:
    """What every program stands on. Who made it closes it."""

    program: str
    clock: Clock
    log: Log
    keys: KeyStore
    random: Random


def settings_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--settings", type=Path, required=True, metavar="FILE", help="the settings file of this machine")


def settings_for(file: Path, kind: type[AnySettings]) -> AnySettings:
    """The settings in `file`, which must be of this kind."""
    settings = read_settings(file)
    if not isinstance(settings, kind):
        message = f"The role is `{settings.role}`, and another one is needed here."
        raise ConfigFaults([Fault(file=file, line=1, where="role", message=message, what_to_do="Use the settings file of that machine.")])
    return settings


def catalogue_for(settings: HallSettings) -> Catalogue:
    """The hall's catalogue, checked against the forms that are published here."""
    return read_catalogue(settings.catalogue, published=published_forms(settings.forms), always_open=settings.always_open)


def trust_for(keys: KeyStore) -> Trust:
    """Lets pass the forms of the publishers whose public keys this machine was given. Raises NotEnrolled if it has none."""
    publishers = keys.publishers()
    if not publishers:
        raise NotEnrolled("This machine lacks the public key of the people who publish the forms.")
    return trust_in(publishers)


def check_signatures(settings: HallSettings, catalogue: Catalogue, keys: KeyStore) -> None:
    """Every form of the catalogue is signed by a publisher that this machine trusts. Raises NotEnrolled or BundleError."""
    choices = sorted({(choice.form, choice.version) for service in catalogue.services if (choice := service.form)})
    for form, version in choices:
        check_signature(settings.forms / bundle_name(form, version), trust_for(keys))


def pace_of(retry: RetrySettings) -> Pace:
    return Pace(first_s=retry.first_s, longest_s=retry.longest_s, idle_s=retry.ping_s)


@contextmanager
def a_house(settings: Settings, program: str, *, clock: Clock | None = None, stay: bool = True) -> Iterator[House]:
    """The program's place, log and keys, from its start to its end; what breaks is in the log.

    stay: point everything that libraries write into the data folder; False where that was done for several stations at once.
    """
    if stay:
        stay_in(settings.data)
    clock = clock or SystemClock()
    with usable(settings.log_folder):
        log = Log(settings.log_folder, program, clock=clock, max_bytes=settings.log.max_kb * 1024, keep=settings.log.keep)
    house = House(program=program, clock=clock, log=log, keys=KeyStore(settings.keys), random=Random())  # noqa: S311 - for pauses
    log.event("program.started", role=settings.role, version=__version__)
    try:
        yield house
    except BaseException as fault:
        if not isinstance(fault, KeyboardInterrupt | SystemExit):
            log.fault(fault)
        raise
    finally:
        log.event("program.stopped", role=settings.role)
        log.close()


@contextmanager
def a_store(house: House, place: Path | DatabaseServer, *, reserve_bytes: int = 0) -> Iterator[Store]:
    """The program's own database; its start and its proper end are in the audit trail."""
    store = Store.open(place, now=house.clock.now(), reserve_bytes=reserve_bytes)
    try:
        _note(store, house, AuditEvent.PROGRAM_STARTED)
        yield store
        _note(store, house, AuditEvent.PROGRAM_STOPPED)
    finally:
        store.close()


@dataclass(frozen=True, kw_only=True)
class Tool:
    """What a one-shot tool of a technician works on, also while the program of this machine runs."""

    store: Store
    clock: Clock
    keys: KeyStore


@contextmanager
def a_tool(settings: TerminalSettings | CounterSettings | HubProgramSettings) -> Iterator[Tool]:
    stay_in(settings.data)
    clock = SystemClock()
    with Store.open(settings.kept_in, now=clock.now(), shared=True) as store:
        yield Tool(store=store, clock=clock, keys=KeyStore(settings.keys))


def _note(store: Store, house: House, event: AuditEvent) -> None:
    with store.write() as tx:
        audit.append(tx, house.clock.now(), event, "system", program=house.program, version=__version__)
