"""Does one wheel hold all that the programs need, and nothing else?"""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_five_packages_and_their_data(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()

    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"kiosk", "sync", "printing", "ui", "resources"}
    assert "ui/qml/Hall/Terminal/qmldir" in names
    assert "resources/forms/birth_bundle.xlsx" in names
    assert "resources/catalogue/demo.yaml" in names


def test_no_font_lexicon_or_compiled_file_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    assert not [name for name in wheel.namelist() if name.endswith((".ttf", ".otf", ".ttc", ".qm", ".db", ".pyc", ".woff2"))]


def test_kiosk_is_the_only_command(wheel: zipfile.ZipFile) -> None:
    entry_points = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    scripts = wheel.read(entry_points).decode().split("[console_scripts]")[1].split("[")[0].split()

    assert scripts == ["kiosk", "=", "kiosk.programs.cli:main"]


def test_every_locked_dependency_has_a_hash_and_no_index_is_named() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    pinned = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]

    assert pinned
    assert all("==" in line for line in pinned)
    assert lock.count("==") <= lock.count("--hash=sha256:")
    assert "://" not in lock
    assert "index" not in lock


def test_every_path_that_the_documents_name_is_there() -> None:
    named = {
        path
        for document in ROOT.glob("*.md")
        for path in re.findall(r"`((?:kiosk|sync|printing|ui|resources|tests)/[\w/.-]+)`", document.read_text())
    }

    assert named
    assert {path for path in named if not (ROOT / path).exists()} == set()
