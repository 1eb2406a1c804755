"""The check finds what is wrong with a machine, says what to do, and is quiet where nothing is wrong."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.config import HubProgramSettings, PrinterSettings, TerminalSettings, read_settings
from kiosk.model.screen import Screen
from kiosk.programs import check_machine
from kiosk.programs.check_hall import Words
from kiosk.programs.findings import Finding, Level
from kiosk.security.keys import KeyStore
from kiosk.store.database import Store
from tests.builders import NINE
from tests.postgres import PostgresServer

TERMINAL = """\
role: terminal
station: K1
data: hall
catalogue: demo.yaml
forms: forms
hub: {url: "http://127.0.0.1:8765"}
screen: {width_mm: 268, height_mm: 476, width_px: 1080, height_px: 1920, distance_mm: 500}
printer: {folder: paper}
"""


@pytest.fixture
def settings(tmp_path: Path) -> TerminalSettings:
    file = tmp_path / "terminal.yaml"
    file.write_text(TERMINAL, encoding="utf-8")
    read = read_settings(file)
    assert isinstance(read, TerminalSettings)
    return read


@pytest.fixture
def hub(tmp_path: Path, own_server: PostgresServer) -> HubProgramSettings:
    """A hub whose database is at a server."""
    file = tmp_path / "hub.yaml"
    words = "role: hub\ndata: hub\ncatalogue: demo.yaml\nforms: forms\nlisten: {port: 0}\ncentrals: {city: {url: 'http://127.0.0.1:1'}}\n"
    file.write_text(f"{words}database: '{own_server.server('postgres').url}'\n", encoding="utf-8")
    read = read_settings(file)
    assert isinstance(read, HubProgramSettings)
    return read


def levels(findings: Iterable[Finding]) -> list[Level]:
    found = list(findings)
    assert all(finding.what_to_do for finding in found if finding.level is not Level.GOOD)
    return [finding.level for finding in found]


@pytest.mark.parametrize(
    ("screen", "level"),
    [
        (Screen(width_mm=268, height_mm=476, width_px=1080, height_px=1920, distance_mm=500), Level.GOOD),
        (Screen(width_mm=952, height_mm=535, width_px=1920, height_px=1080, distance_mm=4000), Level.GOOD),
        (Screen(width_mm=476, height_mm=268, width_px=1080, height_px=1920, distance_mm=500), Level.WRONG),
        (Screen(width_mm=952, height_mm=535, width_px=640, height_px=360, distance_mm=500), Level.WRONG),
    ],
    ids=["21.5 inch", "43 inch", "width and height exchanged", "too coarse"],
)
def test_the_screen_is_judged_in_millimetres(screen: Screen, level: Level) -> None:
    assert levels(check_machine.screen(screen)) == [level]


def test_the_height_of_the_letters_is_told() -> None:
    (finding,) = check_machine.screen(Screen(width_mm=268, height_mm=476, width_px=1080, height_px=1920, distance_mm=500))

    assert "capital letters are 5.1 mm high (at least 4.8 mm are needed)" in finding.sentence


def test_a_board_is_read_from_afar() -> None:
    board = Screen(width_mm=952, height_mm=535, width_px=1920, height_px=1080, distance_mm=4000)
    (finding,) = check_machine.screen(board, board=True)

    assert "capital letters are 20.4 mm high (at least 13.3 mm are needed)" in finding.sentence


def test_the_fonts_have_the_characters_of_real_names() -> None:
    assert levels(check_machine.fonts(Words(frozenset("湖滨市政务服务大厅欧阳䶮𬭎 Hubin"), {}))) == [Level.GOOD]


def test_a_character_that_no_face_has_is_named() -> None:
    words = Words(frozenset("湖\U000e0041"), {Path("catalogue.yaml"): "hall: hubin\nname: 湖\U000e0041\n"})
    (finding,) = check_machine.fonts(words)

    assert levels([finding]) == [Level.WRONG]
    assert "(U+E0041): catalogue.yaml, line 2." in finding.sentence


def test_qt_starts_here() -> None:
    assert levels(check_machine.qt()) == [Level.GOOD]


def test_sqlite_is_told_with_its_version_and_the_one_that_is_needed() -> None:
    (new,) = check_machine.sqlite((3, 53, 4))
    (old,) = check_machine.sqlite((3, 40, 1))

    assert levels(check_machine.sqlite()) == [Level.GOOD]
    assert new.sentence == "Version 3.53.4 (3.51.3 or newer is needed)."
    assert levels([old]) == [Level.WRONG]
    assert old.sentence == "It is version 3.40.1; 3.51.3 or newer is needed."


@pytest.mark.parametrize(
    ("fault", "level"), [(None, Level.GOOD), ("paper", Level.WRONG), ("unplugged", Level.WRONG)], ids=["ready", "no paper", "unplugged"]
)
def test_the_printer_is_asked(tmp_path: Path, fault: str | None, level: Level) -> None:
    if fault is not None:
        (tmp_path / "fault").write_text(fault, encoding="utf-8")

    assert levels(check_machine.printer(PrinterSettings(folder=tmp_path))) == [level]


def test_a_printer_that_nobody_brings_is_named(tmp_path: Path) -> None:
    (finding,) = check_machine.printer(PrinterSettings(kind="laser", folder=tmp_path))

    assert finding.level is Level.WRONG
    assert "`laser`" in finding.sentence


@pytest.mark.parametrize(("year", "level"), [(2020, Level.WRONG), (2027, Level.GOOD)])
def test_a_clock_in_the_past_is_wrong(year: int, level: Level) -> None:
    assert levels(check_machine.clock(datetime(year, 5, 1, tzinfo=UTC))) == [level]


def test_free_space_is_told_also_for_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    (finding,) = check_machine.disk(tmp_path / "not" / "there")

    assert "GiB are free" in finding.sentence


def test_a_machine_without_keys_is_told_to_enrol(settings: TerminalSettings) -> None:
    assert levels(check_machine.keys(settings)) == [Level.WRONG]


def test_a_terminal_needs_the_hall_s_seal_key_and_a_publisher_s(settings: TerminalSettings) -> None:
    own, others = KeyStore(settings.keys), KeyStore(settings.data / "hub")
    own.device()
    found = [levels(check_machine.keys(settings))]
    own.install_sealer("hall", others.opener("hall").public.public)
    found.append(levels(check_machine.keys(settings)))
    own.install_publishers([others.publisher().public])
    found.append(levels(check_machine.keys(settings)))

    assert found == [[Level.WRONG], [Level.WRONG], [Level.GOOD]]


def test_a_key_that_others_can_read_is_wrong(settings: TerminalSettings) -> None:
    own = KeyStore(settings.keys)
    own.device()
    own.install_sealer("hall", KeyStore(settings.data / "hub").opener("hall").public.public)
    (settings.keys / "device.ed25519").chmod(0o644)

    assert levels(check_machine.keys(settings)) == [Level.WRONG]


def test_a_database_is_opened_and_its_trail_followed(settings: TerminalSettings) -> None:
    before = levels(check_machine.database(settings))
    Store.open(settings.database_file, now=NINE).close()

    assert before == [Level.GOOD]
    assert levels(check_machine.database(settings)) == [Level.GOOD]


def test_a_file_that_is_no_database_of_ours_is_wrong(settings: TerminalSettings) -> None:
    settings.data.mkdir()
    settings.database_file.write_bytes(b"not a database" * 100)

    assert levels(check_machine.database(settings)) == [Level.WRONG]


@pytest.mark.whole
def test_a_database_at_a_server_is_looked_at_and_its_own_words_are_told(hub: HubProgramSettings, own_server: PostgresServer) -> None:
    before = levels(check_machine.database(hub))
    own_server.stop()
    [away] = check_machine.database(hub)
    own_server.start("fsync=on", "full_page_writes=on")
    Store.open(hub.kept_in, now=NINE).close()
    [whole] = check_machine.database(hub)
    own_server.stop()
    own_server.start()
    [unsafe] = check_machine.database(hub)

    assert before == [Level.GOOD]
    assert (away.level, whole.level, unsafe.level) == (Level.WRONG, Level.GOOD, Level.WRONG)
    assert "The server says: connection" in away.sentence
    assert "power cut" in unsafe.sentence
