"""The command `kiosk forms`, as on a command line: check, publish, key, sign."""

from pathlib import Path

import pytest

from kiosk.actions.publishing import trust_in
from kiosk.forms.bundle import read_bundle
from kiosk.forms.errors import BundleForeign
from kiosk.programs.cli import main
from kiosk.security.keys import KeyStore
from tests.kiosk.forms.examples import written

SOUND = "| survey | | | |\n| | type | name | label |\n| | text | a | What happened? |"
TWO_MISTAKES = SOUND + "\n| | text | | No name |\n| | calculate | c | |"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return written(tmp_path, SOUND)


def run(*words: object) -> int:
    return main(["forms", *(str(word) for word in words), *(("--fillings", "2") if words[0] in {"check", "publish"} else ())])


def publisher(folder: Path) -> bytes:
    return KeyStore(folder).publisher().public


def test_a_check_of_a_form_in_order_says_so_and_writes_nothing(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", sound) == 0
    told = capsys.readouterr()

    assert "the form small, version 1: 0 mistake(s), 0 warning(s)." in told.out
    assert "Trial: 2 random visits with" in told.out
    assert "ODK Validate" in told.out
    assert [line for line in told.err.splitlines() if line.startswith("filling")] == ["filling 1 of 2 ..."]
    assert [path.name for path in sound.parent.iterdir()] == ["small.md"]


@pytest.mark.parametrize("deed", [["check"], ["publish", "--to", "out"]])
def test_check_and_publish_tell_the_same_mistakes_and_nothing_is_published(
    deed: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, TWO_MISTAKES)

    assert run(deed[0], "small.md", *deed[1:]) == 1
    told = capsys.readouterr().out
    assert "error    survey, row 3, column name: " in told
    assert "error    survey, row 4, column " in told
    assert "2 mistake(s)" in told
    assert not (tmp_path / "out").exists()


def test_the_first_publishing_makes_a_key_and_says_whom_to_give_it(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("publish", sound, "--to", sound.parent / "forms") == 0
    told = capsys.readouterr().out
    public = publisher(sound.parent / "publisher")

    assert f"kiosk enrol --settings FILE --publisher {public.hex()}" in told
    assert read_bundle(sound.parent / "forms" / "small-1", trust_in([public])).form_id == "small"

    assert run("publish", sound, "--to", sound.parent / "forms") == 0
    assert "A publisher's key was made" not in capsys.readouterr().out


def test_another_form_is_not_published_under_the_same_version(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("publish", sound, "--to", sound.parent / "forms")
    written(sound.parent, SOUND + "\n| | text | b | And then? |")
    capsys.readouterr()

    assert run("publish", sound, "--to", sound.parent / "forms") == 1
    assert capsys.readouterr().err.endswith(
        "Another form is published under this name and version (form small, version 1). "
        "Write a new version into the settings sheet of the workbook, and publish it again.\n"
    )


def test_a_key_is_printed_and_made_where_there_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("key", "--keys", tmp_path / "new") == 0
    assert run("key", "--keys", tmp_path / "new") == 0

    assert capsys.readouterr().out.split() == [publisher(tmp_path / "new").hex()] * 2


def test_a_form_is_signed_anew_when_the_key_is_replaced(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle, new = sound.parent / "forms" / "small-1", publisher(sound.parent / "new")
    run("publish", sound, "--to", bundle.parent)
    with pytest.raises(BundleForeign):
        read_bundle(bundle, trust_in([new]))

    assert run("sign", bundle, "--keys", sound.parent / "new") == 0
    assert read_bundle(bundle, trust_in([new])).form_id == "small"
    assert f"small-1 is signed with {new.hex()[:16]}." in capsys.readouterr().out


def test_a_report_and_a_map_are_written_with_mistakes_too(tmp_path: Path) -> None:
    path, page, picture = written(tmp_path, TWO_MISTAKES), tmp_path / "r.html", tmp_path / "m.svg"

    assert run("check", path, "--report", page, "--map", picture) == 1
    assert "This form cannot be published: 2 mistake(s)." in page.read_text("utf8")
    assert "What happened?" in picture.read_text("utf8")


def test_labels_are_measured_for_the_terminal_of_the_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, SOUND.replace("What happened?", "What happened, and when and where did it happen, and who saw it?" * 2))
    settings = tmp_path / "terminal.yaml"
    screen = "screen: {width_mm: 217, height_mm: 136, width_px: 1280, height_px: 800, distance_mm: 500}"
    settings.write_text(
        "role: terminal\nstation: K1\ndata: data\ncatalogue: c.yaml\nforms: forms\nhub: {url: 'http://127.0.0.1:1'}\n"
        f"printer: {{folder: paper}}\n{screen}\n"
    )

    run("check", path)
    assert "forms.length" not in capsys.readouterr().out
    run("check", path, "--settings", settings)
    assert "forms.length" in capsys.readouterr().out


def test_a_number_of_fillings_must_be_one(sound: Path) -> None:
    assert main(["forms", "check", str(sound), "--fillings", "0"]) == 1
