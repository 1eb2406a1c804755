"""Forty seeded faults: each is found by `kiosk check`, once, with its place and what to do, and no trace is shown."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.programs.check import findings_of, page
from kiosk.programs.demo_hall import DemoHall, make_ready
from kiosk.programs.findings import Level
from resources import folder
from tests.builders import NINE


@dataclass(frozen=True)
class Seeded:
    """words: what the one wrong finding says; others: subjects that follow from it. place: of a file, where that has lines."""

    role: str
    spoil: Callable[[Path], object]
    words: str
    place: str = ""
    others: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> DemoHall:
    """A hall with a catalogue of its own, to be copied for each fault."""
    hall = make_ready(tmp_path_factory.mktemp("hall") / "hall", now=NINE)
    shutil.copy(folder("catalogue") / "demo.yaml", hall.root / "catalogue.yaml")
    for file in (hall.root / "settings").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(str(folder("catalogue") / "demo.yaml"), str(hall.root / "catalogue.yaml")), encoding="utf-8")
    return hall


@pytest.fixture
def root(template: DemoHall, tmp_path: Path) -> Path:
    """A copy, whose settings name its own files."""
    copied = tmp_path / "hall"
    shutil.copytree(template.root, copied)
    for file in (copied / "settings").glob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(str(template.root), str(copied)), encoding="utf-8")
    return copied


def change(name: str, before: str, after: str) -> Callable[[Path], object]:
    """In one file of the hall; the text stands there once or more, and the first is changed."""

    def spoil(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert before in text
        (root / name).write_text(text.replace(before, after, 1), encoding="utf-8")

    return spoil


def in_catalogue(before: str, after: str) -> Callable[[Path], object]:
    return change("catalogue.yaml", before, after)


def in_settings(role: str, before: str, after: str) -> Callable[[Path], object]:
    return change(f"settings/{role}.yaml", before, after)


def bend(pattern: str) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        (file,) = root.glob(pattern)
        file.write_bytes(file.read_bytes() + b"<!-- changed -->")

    return spoil


def with_file(name: str, data: bytes) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)

    return spoil


def without(name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).unlink()


CATALOGUE, HUB, TERMINAL = "catalogue.yaml, line ", "hub.yaml, line ", "terminal.yaml, line "
FAULTS = {
    # the catalogue
    "a name without its Chinese": Seeded(
        "hub", in_catalogue("{zh: 公安局, en: Public Security}", "{en: Police}"), "words in zh are missing", CATALOGUE
    ),
    "a language that the hall has not": Seeded(
        "hub", in_catalogue("{zh: 税务局, en: Tax}", "{zh: 税务局, en: Tax, fr: Impôts}"), "fr is no language", CATALOGUE
    ),
    "an unknown central system": Seeded("hub", in_catalogue("central: city", "central: town"), "no central system `town`", CATALOGUE),
    "unknown opening hours": Seeded("hub", in_catalogue("hours: weekdays", "hours: weekend"), "no opening hours `weekend`", CATALOGUE),
    "hours that end before they begin": Seeded(
        "hub", in_catalogue("opens: 13:30, closes: 17:00", "opens: 17:30, closes: 17:00"), "closes before it opens", CATALOGUE
    ),
    "a time that is none": Seeded("hub", in_catalogue("opens: 13:30", "opens: half past one"), "is not a time", CATALOGUE),
    "days that are none": Seeded("hub", in_catalogue("days: sat", "days: saturday"), "names no days", CATALOGUE),
    "a time zone that is none": Seeded("hub", in_catalogue("zone: Asia/Shanghai", "zone: Asia/Shanghay"), "is no time zone", CATALOGUE),
    "a life event with an unknown service": Seeded(
        "hub", in_catalogue("services: [birth_bundle,", "services: [birth_bundel,"), "Did you mean `birth_bundle`?", CATALOGUE
    ),
    "a service without an icon of ours": Seeded(
        "hub", in_catalogue("icon: baby\n", "icon: stork\n"), "There is no icon stork (for birth_bundle)."
    ),
    "a counter with an unknown department": Seeded(
        "hub",
        in_catalogue("departments: [health, medical_insurance]", "departments: [health, medical_insurance, helth]"),
        "no department `helth`",
        CATALOGUE,
    ),
    "a counter without services": Seeded(
        "hub",
        in_catalogue("counters:\n", "counters:\n  99:\n    name: {zh: 九十九, en: Counter 99}\n"),
        "This counter takes no service.",
        CATALOGUE,
        frozenset({"Catalogue"}),
    ),
    "a counter whose number is none": Seeded(
        "hub", in_catalogue("counters:\n  1:", "counters:\n  one:"), "not the number of a counter", CATALOGUE, frozenset({"Catalogue"})
    ),
    "a department without services": Seeded(
        "hub",
        in_catalogue("departments:\n  public", "departments:\n  parks:\n    name: {zh: 园林局, en: Parks}\n  public"),
        "This department has no service.",
        CATALOGUE,
    ),
    "a misspelt field": Seeded(
        "hub", in_catalogue("promise_days:", "promised_days:"), "is not known here", CATALOGUE, frozenset({"Catalogue"})
    ),
    "an entry that stands there twice": Seeded(
        "hub", in_catalogue("  passport: {zh", "  bank_card: {zh: 卡, en: Card}\n  passport: {zh"), "stands here a second time", CATALOGUE
    ),
    "a form that was never published": Seeded(
        "hub", in_catalogue("form: residence_permit", "form: residence_permits"), "is not published", CATALOGUE
    ),
    "indentation that is wrong": Seeded("hub", in_catalogue("\nzone:", "\n   zone:"), "This is not YAML", CATALOGUE),
    "a catalogue that is not there": Seeded("hub", without("catalogue.yaml"), "The file cannot be read", CATALOGUE),
    "a character that no font has": Seeded("terminal", in_catalogue("en: Public Security", "en: Public Ꭰ Security"), "(U+13A0)", CATALOGUE),
    # forms
    "a form that was changed": Seeded("hub", bend("forms/residence_permit-*/form.xml"), "residence_permit", "forms/residence_permit-"),
    "a changed form beside a mistake in the catalogue": Seeded(
        "hub",
        lambda root: (bend("forms/birth_bundle-*/form.xml")(root), in_catalogue("zone: Asia/Shanghai", "zone: Mars")(root)),
        "birth_bundle",
        "forms/birth_bundle-",
        frozenset({"Catalogue"}),
    ),
    # settings
    "a misspelt setting": Seeded("hub", in_settings("hub", "always_open:", "always_opened:"), "Did you mean `always_open`?", HUB),
    "a port that is none": Seeded("hub", in_settings("hub", "port: ", "port: 1000"), "outside its range", HUB),
    "an address with a path": Seeded(
        "terminal", in_settings("terminal", "url: http://127.0.0.1:", "url: http://127.0.0.1/hub:"), "not written as it must be", TERMINAL
    ),
    "a role that is none": Seeded("hub", in_settings("hub", "role: hub", "role: hob"), "`hob` is not a role.", HUB),
    "settings that are no YAML": Seeded("hub", with_file("settings/hub.yaml", b"role: [hub"), "This is not YAML", HUB),
    "settings that are not text": Seeded("hub", with_file("settings/hub.yaml", b"role: \xff\xfe"), "not UTF-8", HUB),
    "paper that no printer has": Seeded(
        "terminal", in_settings("terminal", "printer:\n", "printer:\n  receipts: a5\n"), "has a value that is not known", TERMINAL
    ),
    "a central system without an address": Seeded(
        "hub", in_settings("hub", "city:", "town:"), "The catalogue names `city`", others=frozenset({"Keys"})
    ),
    "a counter that the catalogue has not": Seeded("counter", in_settings("counter", "counter: 1", "counter: 77"), "no counter 77"),
    "a language that nobody speaks here": Seeded(
        "board", in_settings("board", "full_screen:", "language: fr\nfull_screen:"), "no language `fr`"
    ),
    "a message in one language only": Seeded(
        "board", change("settings/board.yaml", "  en: 'A demonstration: all data are invented'\n", ""), "no words in en"
    ),
    # the machine
    "a screen whose sides are exchanged": Seeded(
        "board", in_settings("board", "height_px: 1080", "height_px: 4000"), "a pixel would not be square"
    ),
    "a printer of a kind that is not installed": Seeded(
        "terminal", in_settings("terminal", "printer:\n", "printer:\n  kind: laser\n"), "No printer of the kind `laser`"
    ),
    "a printer without paper": Seeded("terminal", with_file("paper/fault", b"paper"), "out of paper"),
    "a scanner's folder that is not there": Seeded("terminal", lambda root: (root / "scans").rmdir(), "scans is not there"),
    "a key that others can read": Seeded("hub", lambda root: (root / "hub/keys/device.ed25519").chmod(0o644), "readable by others"),
    "no key": Seeded("hub", without("hub/keys/device.ed25519"), "has no key of its own"),
    "a seal key that is not there": Seeded("terminal", without("terminal/keys/hall.x25519.pub"), "seal key of hall is not here"),
    "a database of somebody else": Seeded("hub", with_file("hub/hall.sqlite", b"no database" * 1000), "not made by this program"),
    "a data folder that cannot be made": Seeded(
        "hub",
        lambda root: in_settings("hub", f"data: {root / 'hub'}", "data: /proc/none")(root),
        "cannot be made or written",
        "/proc/none",
        frozenset({"Keys", "Disk"}),
    ),
    "a copy of the database that is damaged": Seeded(
        "hub", with_file("hub/backup/hall.sqlite.2099-01-01", b"SQLite format 3\0" + bytes(9000)), "is damaged", "hall.sqlite.2099-01-01"
    ),
}


EVERY_THIRD = [
    pytest.param(seeded, id=name, marks=() if place % 3 == 0 else pytest.mark.whole) for place, (name, seeded) in enumerate(FAULTS.items())
]
"""For the fast tests; `make test-all` seeds all."""


@pytest.mark.parametrize("seeded", EVERY_THIRD)
def test_a_seeded_fault_is_found_once_with_its_place(root: Path, seeded: Seeded) -> None:
    seeded.spoil(root)
    settings = root / "settings" / f"{seeded.role}.yaml"

    wrong = [finding for finding in findings_of(settings) if finding.level is Level.WRONG]
    told = [finding for finding in wrong if seeded.words in f"{finding.sentence} {finding.what_to_do}"]

    assert len(told) == 1, page(settings, wrong)
    assert seeded.place in told[0].sentence
    assert all(finding.what_to_do for finding in wrong)
    assert {finding.subject for finding in wrong if finding not in told} <= seeded.others
    assert len({(finding.subject, finding.sentence) for finding in wrong}) == len(wrong)
    assert "Traceback" not in page(settings, wrong)


def test_there_are_forty_of_them() -> None:
    assert len(FAULTS) >= 40


def test_the_hall_without_a_fault_can_open(root: Path) -> None:
    found = [finding for finding in findings_of(root / "settings" / "hub.yaml") if finding.level is Level.WRONG]

    assert found == []
