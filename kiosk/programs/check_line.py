"""Does the next machine answer, does it know this one, and do the clocks agree? And is there a fresh copy of the database?"""

from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from kiosk.actions import housekeeping
from kiosk.clock import Clock
from kiosk.config import CentralSettings, ConfigFaults, DatabaseServer, HubProgramSettings, Settings, TerminalSettings
from kiosk.model.errors import KioskError
from kiosk.programs.explain import explanations
from kiosk.programs.findings import Finding, good, note, wrong
from kiosk.programs.keeping import nightly
from kiosk.programs.wiring import catalogue_for
from kiosk.security.keys import DeviceKey, KeyStore
from kiosk.store.copies import is_whole
from sync.http import Answer, Call, SignedSession, Timeouts
from sync.native import NativeConnector

SOON = Timeouts(connect_s=3.0, read_s=5.0)
CLOSE_S, TOLERABLE_S = 2.0, 60.0
"""The answer tells whole seconds, so less than two cannot be seen. Beyond a minute, times on receipts are wrong."""

SERVER_FAULT = 500
OLD_COPY = timedelta(hours=48)


@dataclass(frozen=True, kw_only=True)
class Next:
    """A machine to be asked: who it is, where, and as whom."""

    who: str
    url: str
    device: str


def line(settings: Settings, clock: Clock) -> Iterable[Finding]:
    """Asks over the network, with this machine's own key; changes nothing there or here."""
    for one in _next(settings):
        yield from _asked(one, _key(settings), clock)


def _next(settings: Settings) -> Iterable[Next]:
    match settings:
        case CentralSettings():
            return
        case HubProgramSettings():
            with suppress(ConfigFaults):  # a finding of its own
                hall = catalogue_for(settings).hall
                yield from (Next(who=f"The central system {name}", url=to.url, device=hall) for name, to in settings.centrals.items())
        case _:
            yield Next(who="The hub", url=settings.hub.url, device=settings.station)


def _asked(one: Next, key: DeviceKey | None, clock: Clock) -> Iterable[Finding]:
    """key: None where this machine has none, which is a finding of its own."""
    session = SignedSession(one.url, device=one.device, key=key or DeviceKey(bytes(32)), clock=clock, timeouts=SOON)
    with closing(session):
        if not NativeConnector(session).ping():
            sentence = f"{one.who} does not answer at {one.url}; whether it knows this machine, and its time, could not be asked."
            yield note("Line", sentence, "Check the address, the cable and whether it runs. The hall can open without it.")
            return
        if key is None:
            return
        before = clock.now()
        answer = session.request(Call(method="GET", path="/v1/hall"))
        middle = before + (clock.now() - before) / 2
    if not isinstance(answer, Answer) or answer.status >= SERVER_FAULT:
        yield note("Line", f"{one.who} answers a ping, and then nothing of use.", "Look into its log.")
        return
    yield from _known(one.who, answer)
    yield from _time(one.who, answer, middle)


def _known(who: str, answer: Answer) -> Iterable[Finding]:
    match answer.problem.name if answer.problem is not None else "":
        case "bad-signature":
            yield wrong("Line", f"{who} does not know the key of this machine.", "Enrol it again: `kiosk enrol --help` says how.")
        case "device-revoked":
            yield wrong("Line", f"{who} refuses this machine: it was revoked.", "Enrol it again at the hub, if it is to work here.")
        case "unsupported-version":
            yield wrong("Line", f"{who} runs a version that does not belong to this one.", "Install the same version on both.")
        case _:
            yield good("Line", f"{who} answers, and knows this machine.")


def _time(who: str, answer: Answer, ours: datetime) -> Iterable[Finding]:
    """By the `Date` of the answer, which is the clock that signatures are judged by."""
    try:
        ahead_s = (parsedate_to_datetime(answer.headers.get("date", "")) - ours).total_seconds() + 0.5  # whole seconds were cut off
    except ValueError:
        yield note("Clock", f"{who} does not say its time.", "Install the same version on both machines.")
        return
    they = who[:1].lower() + who[1:]
    said = f"The clock of {they} is {abs(ahead_s):.0f} s {'ahead of' if ahead_s > 0 else 'behind'} this one"
    if abs(ahead_s) <= CLOSE_S:
        yield good("Clock", f"It agrees with the clock of {they}.")
    elif abs(ahead_s) <= TOLERABLE_S:
        yield note("Clock", f"{said}.", "Let both follow the same time server.")
    else:
        yield wrong("Clock", f"{said}: times on tickets and receipts would be wrong.", "Set the clock, and let both follow a time server.")


def backups(settings: Settings, now: datetime) -> Iterable[Finding]:
    """The newest copy: how old, and whole or not."""
    if not isinstance(settings, TerminalSettings | HubProgramSettings | CentralSettings):
        return
    database = settings.kept_in
    if isinstance(database, DatabaseServer):
        sentence = f"The database {database.name} is at a server, and this program makes no copy of it."
        yield note("Backup", sentence, explanations()["store.copy"].what_to_do)
        return
    if not database.exists():
        return
    folder = nightly(settings).folder
    found = housekeeping.copies(database, folder)
    if not found:
        sentence = f"There is no copy of the database in {folder} yet."
        yield note("Backup", sentence, "`kiosk db --copy` makes one; the program does so each night.")
        return
    newest = found[-1]
    age = now.timestamp() - newest.stat().st_mtime
    if not is_whole(newest):
        yield wrong("Backup", f"The newest copy {newest} is damaged.", "Make a new one with `kiosk db --copy`, and look at that disk.")
    elif age > OLD_COPY.total_seconds():
        yield note("Backup", f"The newest copy {newest} is {age / 86400:.0f} days old.", "Look into the log for why no copy is made.")
    else:
        yield good("Backup", f"The newest copy is {newest}.")


def _key(settings: Settings) -> DeviceKey | None:
    """This machine's own; None where it has none that can be used, for nothing is made here."""
    own = KeyStore(settings.keys)
    with suppress(KioskError):
        return own.device() if own.has("device.ed25519") else None
    return None
