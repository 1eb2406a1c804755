"""The command: each word has help, and what goes wrong is a sentence and an exit status, never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.programs.cli import COMMANDS, main


def test_without_a_word_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    said = capsys.readouterr().out

    assert ended.value.code == 0
    assert all(f"  {name} " in said for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    said = capsys.readouterr().out

    assert ended.value.code == 0
    assert f"usage: kiosk {command}" in said
    assert len(said.splitlines()) > 5


def test_an_unknown_word_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["kiosk"])

    assert ended.value.code == 2
    assert "hub" in capsys.readouterr().err


def test_mistakes_in_the_settings_are_all_told_and_the_status_is_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "hub.yaml"
    file.write_text("role: hub\ndata: hall\nlisten: {port: none}\n", encoding="utf-8")

    assert main(["hub", "--settings", str(file)]) == 2
    said = capsys.readouterr().err
    assert "4 mistake(s)" in said
    assert f"{file}:3: listen > port: `port` must be a whole number." in said


def test_settings_of_another_machine_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "central.yaml"
    key = "0" * 64
    file.write_text(f"role: central\nname: city\ndata: .\nforms: forms\nlisten: {{port: 1}}\nhubs: {{lake: '{key}'}}\n", encoding="utf-8")

    assert main(["hub", "--settings", str(file)]) == 2
    assert "The role is `central`, and another one is needed here." in capsys.readouterr().err


def test_a_fault_of_the_world_is_one_sentence_and_the_status_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--headless"]) == 1
    assert capsys.readouterr().err == "`--headless` needs `--out DIR`. Read `kiosk demo --help`.\n"


def test_no_window_without_a_screen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    assert main(["demo"]) == 1
    assert "No screen was found" in capsys.readouterr().err


def test_the_command_starts_as_a_process_and_writes_no_bytecode(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-m", "kiosk.programs", "--version"], capture_output=True, text=True, check=False, timeout=30)

    assert ended.returncode == 0
    assert ended.stdout.startswith("service-hall-kiosk ")


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, settings = tmp_path / "file", tmp_path / "central.yaml"
    file.touch()
    key = "0" * 64
    settings.write_text(
        f"role: central\nname: city\ndata: /proc/foo\nforms: forms\nlisten: {{port: 1}}\nhubs: {{lake: '{key}'}}\n", encoding="utf-8"
    )

    for words in (
        ["demo", "--headless", "--out", "/proc/x"],
        ["demo", "--headless", "--out", str(file)],
        ["demo", "--headless", "--out", str(tmp_path), "--data", "/proc/x"],
        ["central", "--settings", str(settings)],
        ["enrol", "--settings", str(settings)],
    ):
        assert main(words) == 1
        said = capsys.readouterr().err
        assert said.startswith("A folder or file that the program needs cannot be made or written")
        assert said.count("\n") == 1
