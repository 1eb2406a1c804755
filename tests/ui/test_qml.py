"""What no QML file may hold, and what every one must: the rules of the house, read from the files themselves."""

import re
from pathlib import Path

import pytest

from resources import prepared
from resources.prepare import icon_names
from ui.lint import UI, lint

QML = sorted((UI / "qml").rglob("*.qml"))
LONGEST_PAGE = 150

FORBIDDEN = {
    "vanishes in the software renderer": r"QtQuick\.Effects|ShaderEffect|layer\.effect|MultiEffect",
    "leads out of the program": r"FileDialog|FolderDialog|PrintDialog|openUrlExternally|WebView|WebEngine",
    "loads the host's style and fonts": r"import QtQuick\.Controls\b|font\.family",
    "goes around required properties": r"contextProperty|Qt\.createQmlObject",
    "takes rich text": r"Text\.(RichText|StyledText|MarkdownText|AutoText)",
    "is no token of the theme": r"\"#[0-9a-fA-F]{3,8}\"",
}


@pytest.mark.parametrize("reason", FORBIDDEN)
def test_no_file_holds_what(reason: str) -> None:
    found = {file.name: m.group() for file in QML if (m := re.search(FORBIDDEN[reason], file.read_text(encoding="utf-8")))}

    assert found == {}


def test_a_page_is_short_enough_to_be_read() -> None:
    pages = [file for file in QML if file.parent.name != "Controls"]

    assert {file.name: n for file in pages if (n := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST_PAGE} == {}


def test_every_word_on_the_screen_can_be_translated() -> None:
    shown = "text|title|lead|caption|note|nextText|backText|otherText|placeholderText"
    literal = re.compile(rf"^\s*(?:{shown}): .*\"[A-Za-z]{{2,}}")

    assert [(file.name, line) for file in QML for line in _lines(file) if "qsTr" not in line and literal.match(line)] == []


def test_every_qmldir_names_every_file_of_its_folder() -> None:
    for qmldir in (UI / "qml").rglob("qmldir"):
        named = set(re.findall(r"\S+\.qml", qmldir.read_text(encoding="utf-8")))

        assert named == {file.name for file in qmldir.parent.glob("*.qml")}, qmldir


def test_every_icon_is_in_the_list_and_prepared() -> None:
    asked_for = re.compile(r"(?:[iI]con|iconName|nextIcon|otherIcon|name): .*?\"([a-z0-9]+-[a-z0-9-]+)\"")
    plain = [line for file in QML for line in _lines(file) if "qsTr" not in line and "objectName" not in line]
    there = {file.stem for file in (prepared() / "icons").glob("*.svg")}

    assert set(icon_names()) <= there
    assert {name for line in plain for name in asked_for.findall(line)} <= there


def test_qmllint_finds_nothing() -> None:
    result = lint()

    assert result.stdout + result.stderr == ""
    assert result.returncode == 0


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
