import zipfile
from pathlib import Path

import openpyxl
import pytest

from kiosk.forms import FormDefinitionError
from kiosk.forms.bundle import read_bundle
from kiosk.forms.xlsform import publish, read_workbook
from kiosk.forms.xlsform.convert import MOST_MEMBERS
from tests.kiosk.forms.examples import WORKBOOKS

SURVEY = [
    ["type", "name", "label", "calculation"],
    ["text", "a", "A", None],
    ["begin group", "g", "G", None],
    ["text", "b", "B", None],
    ["end group"] + [None] * 3,
]


def a_workbook(folder: Path, *rows: list[str | None], version: str | None = "7") -> Path:
    book = openpyxl.Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in [*SURVEY, *rows]:
        survey.append(row)
    settings = book.create_sheet("settings")
    settings.append(["form_id", "form_title", "version"])
    settings.append(["small", "Small", version])
    book.save(folder / "small.xlsx")
    return folder / "small.xlsx"


def places(path: Path) -> list[str]:
    with pytest.raises(FormDefinitionError) as caught:
        publish(path, path.parent / "out")
    assert not (path.parent / "out").exists()
    return [problem.place for problem in caught.value.problems]


def test_a_workbook_becomes_a_form_that_stations_can_read(tmp_path: Path) -> None:
    bundle = publish(a_workbook(tmp_path), tmp_path / "out")

    assert bundle == tmp_path / "out" / "small-7"
    assert read_bundle(bundle).title == "Small"
    assert publish(tmp_path / "small.xlsx", tmp_path / "out") == bundle


def test_a_mistake_of_an_expression_has_sheet_and_row(tmp_path: Path) -> None:
    [place] = places(a_workbook(tmp_path, ["calculate", "c", None, "nothing(1)"]))

    assert place.startswith("survey, row 6")


def test_a_mistake_of_the_sheet_has_its_row(tmp_path: Path) -> None:
    assert places(a_workbook(tmp_path, ["text", None, "No name", None])) == ["survey, row 6"]


def test_a_form_without_a_version_is_not_published(tmp_path: Path) -> None:
    assert places(a_workbook(tmp_path, version=None)) == ["settings"]


def test_media_stand_in_a_folder_beside_the_workbook(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, ["select_one_from_file towns.csv", "t", "T", None])
    with pytest.raises(FormDefinitionError, match="missing"):
        publish(path, tmp_path / "out")

    (tmp_path / "small-media").mkdir()
    (tmp_path / "small-media" / "towns.csv").write_text("name,label\na,A\n", "utf8")
    assert (publish(path, tmp_path / "out") / "media" / "towns.csv").is_file()


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)

    with pytest.raises(FormDefinitionError):
        read_workbook(tmp_path / "x.xlsx")


def test_a_workbook_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormDefinitionError, match="missing"):
        read_workbook(tmp_path / "x.xlsx")


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(MOST_MEMBERS + 1):
            archive.writestr(f"{number}", b"")

    with pytest.raises(FormDefinitionError, match="unpacks"):
        read_workbook(tmp_path / "x.xlsx")


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: str(path.stem))
def test_the_workbooks_of_the_demonstration_hall_are_published(path: Path, tmp_path: Path) -> None:
    assert read_bundle(publish(path, tmp_path)).form_id == path.stem
