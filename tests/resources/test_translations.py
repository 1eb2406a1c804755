"""Words are compiled once, and not at all while one is missing."""

import subprocess
from pathlib import Path

import pytest

from resources import folder
from resources.translations import compile_all, compile_file


def test_every_language_is_compiled_and_the_second_time_nothing_is_done(tmp_path: Path) -> None:
    assert compile_all(tmp_path) == ["hall_zh"]
    assert compile_all(tmp_path) == []
    assert (tmp_path / "hall_zh.qm").stat().st_size > 1000


def test_a_missing_translation_stops_the_compiling(tmp_path: Path) -> None:
    source = tmp_path / "hall_zh.ts"
    words = (folder("i18n") / "hall_zh.ts").read_text(encoding="utf-8")
    source.write_text(words.replace("<translation>", '<translation type="unfinished">', 1), encoding="utf-8")

    with pytest.raises(subprocess.CalledProcessError):
        compile_file(source, tmp_path / "made")

    assert not (tmp_path / "made" / "hall_zh.qm").exists()
