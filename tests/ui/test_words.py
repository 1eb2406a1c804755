"""Every word of the windows is there in every language."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from resources import folder
from ui.words import LANGUAGES, gather, unfinished


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_missing(language: str) -> None:
    assert unfinished(folder("i18n") / f"hall_{language}.ts") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_those_of_the_sources(language: str, tmp_path: Path) -> None:
    kept, fresh = folder("i18n") / f"hall_{language}.ts", tmp_path / "fresh.ts"

    gather(language, fresh)

    assert _words(fresh) == _words(kept)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_places_as_its_source(language: str) -> None:
    messages = ET.parse(folder("i18n") / f"hall_{language}.ts").getroot().iter("message")
    pairs = [(m.findtext("source", ""), m.findtext("translation", "")) for m in messages]

    assert [source for source, there in pairs if {p for p in "123" if f"%{p}" in source} != {p for p in "123" if f"%{p}" in there}] == []


def _words(file: Path) -> set[tuple[str, str]]:
    contexts = ET.parse(file).getroot().iter("context")
    return {(c.findtext("name", ""), m.findtext("source", "")) for c in contexts for m in c.iter("message")}
