"""`kiosk catalogue`, and a program that takes over what the technician has put in place (issue: without a restart)."""

import json
import shutil
from pathlib import Path
from random import Random

import pytest

from kiosk.actions.queue import LocalHall
from kiosk.clock import SystemClock
from kiosk.config import HubProgramSettings, read_settings
from kiosk.log import Log
from kiosk.programs.renewing import renewal
from kiosk.programs.wiring import House, catalogue_for, check_signatures
from kiosk.security.keys import KeyStore
from kiosk.store.database import Store
from resources import folder
from tests.builders import FakeClock, a_hall, a_ticket
from tests.kiosk.config.test_catalogue import HALL
from tests.kiosk.programs.conftest import Say

CLASSES = """\
classes:
  elderly: {name: {zh: 老人, en: Old}, credit_min: 20}
  veteran: {name: {zh: 军人, en: Soldier}, credit_min: 20}
"""
PLAIN = HALL.replace("    form: {form: permit, central: city}\n", "").replace("life_events:\n", CLASSES + "life_events:\n")
"""A hall without forms."""


def write_settings(folder: Path, text: str) -> Path:
    (folder / "catalogue.yaml").write_text(text, encoding="utf-8")
    file = folder / "hub.yaml"
    file.write_text(
        "role: hub\ndata: hub\ncatalogue: catalogue.yaml\nforms: forms\nlisten: {port: 0}\n"
        "centrals: {city: {url: 'http://127.0.0.1:1'}}\n",
        encoding="utf-8",
    )
    return file


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return write_settings(tmp_path, PLAIN)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    file = tmp_path / "new.yaml"
    file.write_text(changed(), encoding="utf-8")
    return file


def changed(**words: str) -> str:
    """A later version: without one class, and with what else is said."""
    later = PLAIN.replace('version: "1"', 'version: "2"')
    later = "".join(line for line in later.splitlines(keepends=True) if not line.startswith("  veteran:"))
    for old, said in words.items():
        later = later.replace(old, said)
    return later


def test_a_catalogue_is_checked_and_nothing_is_written(say: Say, hub: Path, new: Path) -> None:
    status, said = say("catalogue", "--settings", hub, "--check", new)

    assert status == 0
    assert "lake, version 2: " in said
    assert "classes that end: veteran" in said
    assert (hub.parent / "catalogue.yaml").read_text(encoding="utf-8") == PLAIN


def test_it_is_put_in_place_and_taken_back(say: Say, hub: Path, new: Path) -> None:
    assert say("catalogue", "--settings", hub, "--use", new)[0] == 0
    assert "version 2:" in say("catalogue", "--settings", hub)[1]
    assert "version 1:" in say("catalogue", "--settings", hub, "--back")[1]

    assert "version 1:" in say("catalogue", "--settings", hub)[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hall: lake\n", "version"),
        (changed(lake="pond"), "not of `lake`"),
        (changed(**{'version: "2"': 'version: "1"'}), "Raise the version."),
        (changed(**{"elderly:": "elderly"}), "not YAML"),
    ],
    ids=["fields are missing", "of another hall", "the version was not raised", "not YAML"],
)
def test_a_faulty_one_is_never_put_in_place(say: Say, hub: Path, new: Path, text: str, told: str) -> None:
    new.write_text(text, encoding="utf-8")
    status, said = say("catalogue", "--settings", hub, "--use", new)

    assert status == 2
    assert told in said
    assert (hub.parent / "catalogue.yaml").read_text(encoding="utf-8") == PLAIN


def test_a_sound_one_takes_the_place_of_a_faulty_one(say: Say, hub: Path, new: Path) -> None:
    (hub.parent / "catalogue.yaml").write_text("hall: [", encoding="utf-8")

    assert say("catalogue", "--settings", hub, "--use", new)[0] == 0
    assert say("catalogue", "--settings", hub)[0] == 0


def test_without_one_before_there_is_no_step_back(say: Say, hub: Path) -> None:
    status, said = say("catalogue", "--settings", hub, "--back")

    assert status == 1
    assert "no catalogue before" in said


# -- taken over by a program ------------------------------------------------------------------------------------------


class Running:
    """The part of a hub that follows its catalogue."""

    def __init__(self, hub: Path, store: Store, clock: FakeClock) -> None:
        settings = read_settings(hub)
        assert isinstance(settings, HubProgramSettings)
        self.folder = hub.parent / "log"
        log = Log(self.folder, "hub", clock=SystemClock())
        house = House(program="hub", clock=SystemClock(), log=log, keys=KeyStore(settings.keys), random=Random(1))
        present = catalogue_for(settings)
        self.hall: LocalHall = a_hall(store, clock, present)
        self.step = renewal(
            settings, house, present, take=self.hall.take_over, check=lambda new: check_signatures(settings, new, house.keys)
        )
        self.step()

    def logged(self) -> list[tuple[str, str]]:
        lines = [json.loads(line) for line in (self.folder / "hub.log").read_text(encoding="utf-8").splitlines()]
        return [(line["event"], line.get("version") or line.get("outcome") or "") for line in lines]


@pytest.fixture
def running(hub: Path, store: Store, clock: FakeClock) -> Running:
    return Running(hub, store, clock)


def test_the_running_hall_takes_over_what_was_put_in_place(running: Running, say: Say, hub: Path, new: Path) -> None:
    say("catalogue", "--settings", hub, "--use", new)
    running.step()

    assert running.hall.catalogue.version == "2"
    assert "veteran" not in running.hall.policy.credits
    assert running.logged() == [("catalogue.taken_over", "2")]


def test_a_faulty_one_changes_nothing_and_its_mistakes_are_in_the_log(running: Running, hub: Path) -> None:
    first = running.hall.catalogue
    place = hub.parent / "catalogue.yaml"
    place.write_text(PLAIN.replace("department: ", "departement: ", 1), encoding="utf-8")
    running.step()
    running.step()

    assert running.hall.catalogue == first
    assert [event for event, _ in running.logged()].count("catalogue.faulty") == 1
    assert any("departement" in words for event, words in running.logged() if event == "catalogue.mistake")
    assert a_ticket(running.hall, next(one.code for one in first.services if one.series)).number == 1


def test_one_of_another_hall_is_not_taken_over(running: Running, hub: Path) -> None:
    (hub.parent / "catalogue.yaml").write_text(changed(lake="pond"), encoding="utf-8")
    running.step()

    assert running.hall.catalogue.hall == "lake"
    assert ("catalogue.faulty", "") in running.logged()


@pytest.mark.whole
def test_one_whose_forms_nobody_signed_is_not_taken_over(published: Path, store: Store, clock: FakeClock, tmp_path: Path) -> None:
    for name in ("forms", "hub"):
        shutil.copytree(published / name, tmp_path / name, ignore=shutil.ignore_patterns("*.sqlite*"))
    text = (folder("catalogue") / "demo.yaml").read_text(encoding="utf-8")
    hub = write_settings(tmp_path, text)
    running = Running(hub, store, clock)
    for manifest in (tmp_path / "forms").glob("*/manifest.json"):
        manifest.write_text(manifest.read_text(encoding="utf-8").replace('"form"', '"form" ', 1), encoding="utf-8")
    (tmp_path / "catalogue.yaml").write_text(text.replace('version: "2026.11"', 'version: "2026.12"'), encoding="utf-8")
    running.step()

    assert running.hall.catalogue.version == "2026.11"
    assert ("catalogue.faulty", "") in running.logged()


def test_what_was_only_touched_is_no_news(running: Running, hub: Path) -> None:
    (hub.parent / "catalogue.yaml").write_text(PLAIN, encoding="utf-8")
    running.step()

    assert running.logged() == []
