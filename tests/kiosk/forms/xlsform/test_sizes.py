import zipfile
from pathlib import Path

import pytest

from kiosk.forms import FormDefinitionError
from kiosk.forms.xlsform.sizes import LARGEST_BYTES, MOST_MEMBERS, check_size


def packed(path: Path, *contents: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(contents):
            archive.writestr(str(number), content)
    return path


def test_an_honest_file_passes(tmp_path: Path) -> None:
    check_size(packed(tmp_path / "x.xlsx", b"<worksheet/>" * 1_000))


def test_a_small_zip_that_becomes_large_is_not_unpacked(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "x.xlsx", bytes(30 * 1024 * 1024))

    assert bomb.stat().st_size < 40_000
    with pytest.raises(FormDefinitionError, match="too tightly"):
        check_size(bomb)


@pytest.mark.parametrize("contents", [[b""] * (MOST_MEMBERS + 1), [bytes(22 * 1024 * 1024)] * 3])
def test_what_unpacks_to_too_much_is_refused(tmp_path: Path, contents: list[bytes]) -> None:
    with pytest.raises(FormDefinitionError, match="unpacks"):
        check_size(packed(tmp_path / "x.xlsx", *contents))


def test_a_large_file_of_any_kind_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "x.csv").open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)

    with pytest.raises(FormDefinitionError, match="larger"):
        check_size(tmp_path / "x.csv")


def test_a_text_file_of_a_million_choices_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("," * 3 + "\n,l,a,A" * 1_000_000, "utf8")

    with pytest.raises(FormDefinitionError, match="lines"):
        check_size(tmp_path / "x.csv")


def test_a_workbook_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormDefinitionError, match="missing"):
        check_size(tmp_path / "x.xlsx")
