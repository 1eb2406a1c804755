"""Is this machine fit? Screen, fonts, Qt, SQLite, printer, clock, disk, keys, database: a finding or more for each."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path

from fontTools.ttLib import TTFont

from kiosk.config import BoardSettings, CentralSettings, HubProgramSettings, PrinterSettings, ScannerSettings, Settings, TerminalSettings
from kiosk.model.errors import KioskError
from kiosk.model.screen import Screen
from kiosk.programs.check_hall import Words
from kiosk.programs.explain import explain, explanations
from kiosk.programs.findings import Finding, good, note, wrong
from kiosk.programs.sound import trouble_of
from kiosk.security.keys import KeyStore
from kiosk.store import audit
from kiosk.store.engine import OLDEST_SQLITE, SQLITE, check_sqlite
from kiosk.store.errors import OlderDatabase
from kiosk.store.look import keeps_what_it_says, look_at
from printing.printer import GROUP, open_printer
from resources import folder, prepared
from ui.theme import CAPITAL_RATIO, CAPITALS_MM, DEFAULT_SIZE, text_px

LEAST_CAPITALS_MM = 4.8
EASY, LEAST = 200, 300
"""A sign is read with ease from so many times the height of its capitals, and just read from so many."""
LEAST_LETTER_PX = 14
"""Below so many pixels a Chinese character cannot be told from its neighbours."""
LEAST_FREE_BYTES = 256 * 1024 * 1024
COMFORTABLE_FREE_BYTES = 2 * 1024 * 1024 * 1024
OLDEST_CLOCK = datetime(2026, 1, 1, tzinfo=UTC)
FACES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
QT_WITHIN_S = 60
_UPGRADE = "and is brought up to date at the first start; a file after a copy, a server's database without one"
MOST_CHARACTERS = 20
"""Of those that no face has; what is right with the first twenty is seldom wrong with the rest."""


def screen(measured: Screen, *, board: bool = False) -> Iterable[Finding]:
    """Letters in millimetres on the screen as it was measured. board: read from afar, so the distance says how high they must be."""
    size = f"{measured.width_mm:g} x {measured.height_mm:g} mm, {measured.width_px} x {measured.height_px} pixels"
    across, down = measured.width_px / measured.width_mm, measured.height_px / measured.height_mm
    if abs(across / down - 1) > 0.05:
        sentence = f"{size}: a pixel would not be square ({across:.2f} and {down:.2f} a millimetre)."
        yield wrong("Screen", sentence, "Measure the lit area again; check that width and height are not exchanged.")
        return
    letter_px = text_px(measured, measured.distance_mm / EASY if board else CAPITALS_MM[DEFAULT_SIZE])
    capitals_mm = letter_px * CAPITAL_RATIO / measured.px_per_mm
    least_mm = measured.distance_mm / LEAST if board else LEAST_CAPITALS_MM
    if capitals_mm < least_mm or letter_px < LEAST_LETTER_PX:
        sentence = f"{size}: capital letters are {capitals_mm:.1f} mm high, drawn with {letter_px} pixels."
        yield wrong("Screen", sentence, "Use a screen with more pixels for its size.")
        return
    yield good("Screen", f"{size}; capital letters are {capitals_mm:.1f} mm high (at least {least_mm:.1f} mm are needed).")


def fonts(words: Words) -> Iterable[Finding]:
    """Whether the faces have each of the characters that this hall shows and prints; one that is missing is told once, with its place."""
    lacking: dict[str, str] = {}
    for face in FACES:
        file = prepared() / "fonts" / face
        if not file.is_file():
            yield wrong("Fonts", f"{face} is not installed.", "Run `make setup`, or `python -m resources.prepare`.")
            continue
        with TTFont(file, lazy=True) as font:
            known = font.getBestCmap()
        lacking |= {character: face for character in words.characters if ord(character) not in known}
    for character in sorted(lacking)[:MOST_CHARACTERS]:
        sentence = f"{lacking[character]} cannot draw {character!r} (U+{ord(character):04X}): {words.place_of(character)}."
        yield wrong("Fonts", sentence, "Use another character there.")
    if not lacking:
        yield good("Fonts", f"All {len(words.characters)} characters of this hall can be drawn.")


def qt() -> Iterable[Finding]:
    """Qt is started once in a process of its own, so that a missing library is a finding and not the end."""
    code = "from ui.app import prepare_qt; prepare_qt(); print(__import__('PySide6').__version__)"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1", "QML_DISABLE_DISK_CACHE": "1"}
    try:
        ran = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=QT_WITHIN_S, check=False
        )
    except subprocess.TimeoutExpired:
        yield wrong("Qt", f"Qt did not start within {QT_WITHIN_S} s.", "Look at the load of this machine, and try again.")
        return
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or [f"ended with status {ran.returncode}"])[-1]
        packages = " ".join((folder("deploy") / "packages.txt").read_text(encoding="utf-8").split())
        yield wrong("Qt", f"Qt does not start: {last}", f"Install the system packages: {packages}")
    else:
        yield good("Qt", f"Version {ran.stdout.strip()} starts.")


def sqlite(version: tuple[int, ...] = SQLITE) -> Iterable[Finding]:
    found, needed = (".".join(map(str, numbers)) for numbers in (version, OLDEST_SQLITE))
    try:
        check_sqlite(version)
    except KioskError as fault:
        yield wrong("SQLite", f"It is version {found}; {needed} or newer is needed.", explanations()[fault.code].what_to_do)
    else:
        yield good("SQLite", f"Version {found} ({needed} or newer is needed).")


def printer(settings: PrinterSettings) -> Iterable[Finding]:
    try:
        found = open_printer(settings.kind, settings.folder, settings.receipts)
    except KeyError:
        kinds = ", ".join(sorted(entry.name for entry in entry_points(group=GROUP)))
        sentence = f"No printer of the kind `{settings.kind}` is installed."
        yield wrong("Printer", sentence, f"Write one of those that are installed ({kinds}), or install it.")
        return
    if settings.folder.exists() and not settings.folder.is_dir():
        yield wrong("Printer", f"{settings.folder} is a file, and a folder is needed.", "Correct `printer.folder` in the settings.")
        return
    state = found.status()
    if state.ready:
        yield good("Printer", f"`{settings.kind}` at {settings.folder} is ready.")
        return
    known = explanations().get(str(state.reason))
    sentence = known.what if known else f"It is not ready ({state.reason})."
    yield wrong("Printer", sentence, known.what_to_do if known else "Look into the help for this code.")


def scanner(settings: ScannerSettings | None) -> Iterable[Finding]:
    if settings is None:
        return
    if settings.folder.is_dir():
        yield good("Scanner", f"{settings.folder} is there.")
    else:
        yield wrong("Scanner", f"The folder {settings.folder} is not there.", "Make it, or correct `scanner.folder` in the settings.")


def sound(settings: BoardSettings) -> Iterable[Finding]:
    """Each voice speaks a word into a file, and a player is looked for; nothing is heard. Without sound a board still opens."""
    if settings.sound is None:
        return
    with tempfile.TemporaryDirectory() as place:
        trouble = trouble_of(settings.sound, Path(place))
    if trouble is not None:
        known, facts = explanations()[trouble.code], ", ".join(map(str, trouble.facts.values()))
        yield note("Sound", known.what + (f" ({facts})" if facts else ""), known.what_to_do)
        return
    yield good("Sound", f"The voices {', '.join(settings.sound.voices.values())} speak; `kiosk sound` lets you hear them.")


def clock(now: datetime) -> Iterable[Finding]:
    said = now.astimezone().strftime("%Y-%m-%d %H:%M:%S %Z")
    if now < OLDEST_CLOCK:
        yield wrong("Clock", f"It says {said}, which is in the past.", "Set the clock, and let it follow a time server.")
    else:
        yield good("Clock", f"It says {said}.")


def disk(data: Path) -> Iterable[Finding]:
    free = shutil.disk_usage(_there(data)).free
    said = f"{free / 1024**3:.1f} GiB are free for {data}."
    if free < LEAST_FREE_BYTES:
        yield wrong("Disk", said, "Make room: at least 0.25 GiB are needed, 2 GiB are good.")
    elif free < COMFORTABLE_FREE_BYTES:
        yield note("Disk", said, "Make room soon: 2 GiB are good.")
    else:
        yield good("Disk", said)


def data_folder(data: Path) -> Iterable[Finding]:
    """Whether the program may make its files there; only asked, not tried."""
    nearest = _there(data)
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK) or nearest.is_relative_to("/proc"):
        known = explanations()["store.folder"]
        yield wrong("Data folder", f"{data}: {known.what}", known.what_to_do)


def keys(settings: Settings) -> Iterable[Finding]:
    """Whether this machine was made known, and knows whom it must seal to. Nothing is made here."""
    own = KeyStore(settings.keys)
    needed: tuple[str, ...] = ("hall",) if isinstance(settings, TerminalSettings) else ()
    if isinstance(settings, HubProgramSettings):
        needed = tuple(settings.centrals)
    try:
        there = own.has("central.x25519" if isinstance(settings, CentralSettings) else "device.ed25519")
        missing = [name for name in needed if own.sealer(name) is None]
    except KioskError as fault:
        yield wrong("Keys", explain(fault), explanations()[fault.code].what_to_do)
        return
    if not there:
        yield wrong("Keys", "This machine has no key of its own yet.", "Enrol it: `kiosk enrol --help` says how.")
    elif missing:
        yield wrong("Keys", f"The public seal key of {', '.join(missing)} is not here.", "Give it with `kiosk enrol`.")
    elif isinstance(settings, TerminalSettings | HubProgramSettings) and not own.publishers():
        sentence = "The public key of the people who publish the forms is not here."
        yield wrong("Keys", sentence, "Give it with `kiosk enrol --publisher KEY`; where forms are published, `kiosk forms key` prints it.")
    else:
        yield good("Keys", "They are there, and for the program's user only.")


def database(settings: Settings) -> Iterable[Finding]:
    """Looked at without a lock and without bringing it up to date."""
    if not isinstance(settings, TerminalSettings | HubProgramSettings):
        return
    try:
        with look_at(settings.kept_in) as tx:
            safe, broken_at = keeps_what_it_says(tx), audit.broken_at(tx)
    except OlderDatabase as older:
        empty = older.facts["revision"] == "none"
        yield good("Database", "It is made at the first start." if empty else f"It is of an older version, {_UPGRADE}.")
        return
    except KioskError as fault:
        known = explanations()[fault.code]
        reason = f" The server says: {fault.facts['reason']}." if "reason" in fault.facts else ""
        yield wrong("Database", known.what + reason, known.what_to_do)
        return
    if not safe:
        yield wrong("Database", "The server loses what it has confirmed in a power cut.", "Set `fsync` and `full_page_writes` on there.")
    elif broken_at is None:
        yield good("Database", "It opens, and its audit trail is whole.")
    else:
        sentence = f"The audit trail is broken at row {broken_at}."
        yield wrong("Database", sentence, "Keep a copy of the data folder, and find out who changed the file.")


def _there(path: Path) -> Path:
    """The path, or the nearest folder above it that exists."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return path
