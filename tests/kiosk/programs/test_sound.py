"""A technician hears that a board can speak, or is told what is missing."""

from pathlib import Path

import pytest

from kiosk.config import BoardSettings, read_catalogue, read_settings
from kiosk.programs.check_hall import links
from kiosk.programs.check_machine import sound
from kiosk.programs.cli import main
from kiosk.programs.findings import Level

CATALOGUE = Path("resources/catalogue/demo.yaml").absolute()

BOARD = """\
role: board
station: B1
data: board
catalogue: {catalogue}
forms: forms
hub: {{url: "http://127.0.0.1:1"}}
screen: {{width_mm: 952, height_mm: 535, width_px: 1920, height_px: 1080, distance_mm: 4000}}
{more}
"""


def a_board(folder: Path, more: str) -> Path:
    file = folder / "board.yaml"
    file.write_text(BOARD.format(catalogue=CATALOGUE, more=more), encoding="utf-8")
    return file


def test_a_call_is_said_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = a_board(tmp_path, "sound: {kind: folder}")

    assert main(["sound", "--settings", str(settings), "--counter", "3"]) == 0
    assert "Said: A012 to counter 3, in zh, en" in capsys.readouterr().out
    assert [file.name for file in (tmp_path / "board" / "calls").iterdir()] == ["0001-A012-3-zh-en.wav"]


def test_own_words_of_the_hall_are_spoken(tmp_path: Path) -> None:
    plain = a_board(tmp_path, "sound: {kind: folder, voices: {zh: cmn-latn-pinyin}}")
    main(["sound", "--settings", str(plain)])
    before = len(list((tmp_path / "board" / "voice").iterdir()))
    words = "{zh: {before: 有请, after: '号去{counter}号'}}"
    own = a_board(tmp_path, f"sound: {{kind: folder, voices: {{zh: cmn-latn-pinyin}}, readings: {words}}}")
    main(["sound", "--settings", str(own)])

    assert len(list((tmp_path / "board" / "voice").iterdir())) == before + 2 + 3


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("{kind: folder, voices: {zh: nobody}}", "The voice that speaks calls is not there"),
        ("{device: nowhere}", "calls are shown and not heard"),
    ],
)
def test_what_is_missing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, said: str) -> None:
    assert main(["sound", "--settings", str(a_board(tmp_path, f"sound: {kind}"))]) == 1
    assert said in capsys.readouterr().out


def test_a_silent_board_says_that_it_is_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sound", "--settings", str(a_board(tmp_path, ""))]) == 1
    assert "This board is silent" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "level", "said"),
    [
        ("sound: {kind: folder}", Level.GOOD, "The voices cmn-latn-pinyin, en speak"),
        ("sound: {voices: {zh: nobody}}", Level.NOTE, "The voice that speaks calls is not there"),
        ("sound: {voices: {zh: cmn-latn-pinyin}}", Level.NOTE, "There is no voice for en."),
        ("zone: moon", Level.WRONG, "The catalogue has no zone `moon`."),
    ],
)
def test_check_tells_what_sound_a_board_lacks(tmp_path: Path, more: str, level: Level, said: str) -> None:
    """A board opens without sound, but not for a zone that there is not."""
    settings = read_settings(a_board(tmp_path, more))
    assert isinstance(settings, BoardSettings)
    found = [*links(settings, read_catalogue(CATALOGUE)), *sound(settings)]

    assert [finding for finding in found if finding.level is level and said in finding.sentence], found
