"""Does set-up find out what is missing, build only that, and go on after an interruption?"""

import time
from pathlib import Path

import pytest

from resources import folder, prepare, prepared


@pytest.fixture
def complete(tmp_path: Path) -> Path:
    """A prepared folder like the real one."""
    for name in ("fonts", "icons"):
        (tmp_path / name).symlink_to(prepared() / name)
    return tmp_path


def test_when_all_is_there_nothing_is_done_with_less_than_a_second_of_the_processor(complete: Path) -> None:
    said: list[str] = []
    begun = time.thread_time()
    prepare.prepare(complete, said.append)

    assert said == []
    assert time.thread_time() - begun < 1


def test_a_face_that_was_cut_short_is_missed(tmp_path: Path) -> None:
    whole = (prepared() / "fonts" / "NotoSansSC-Bold.ttf").read_bytes()
    (tmp_path / "OFL.txt").touch()
    (tmp_path / "NotoSansSC-Bold.ttf").write_bytes(whole)
    (tmp_path / "NotoSansSC-Regular.ttf").write_bytes(whole[:1000])

    assert prepare.missing_faces(tmp_path) == ("Regular",)


def test_fonts_without_their_licence_are_built_anew(tmp_path: Path) -> None:
    assert prepare.missing_faces(tmp_path) == ("Regular", "Bold")


def test_icons_are_written_in_the_colour_of_the_text(tmp_path: Path) -> None:
    said: list[str] = []
    prepare.build_icons(tmp_path, ["house", "ticket"], said.append)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["house.svg", "ticket.svg"]
    assert 'stroke="currentColor"' in (tmp_path / "house.svg").read_text()
    assert said == ["icons: 2 from python-lucide"]


def test_only_missing_icons_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "house.svg").touch()

    assert "house" in prepare.icon_names()
    assert "house" not in prepare.missing_icons(tmp_path)


def test_every_unknown_icon_is_named_and_the_others_are_there(tmp_path: Path) -> None:
    with pytest.raises(prepare.NotPrepared, match="no-such-a, no-such-b"):
        prepare.build_icons(tmp_path, ["house", "no-such-a", "no-such-b"], lambda line: None)

    assert (tmp_path / "house.svg").exists()


def test_packaged_data_is_found() -> None:
    assert (folder("icons.txt")).is_file()
