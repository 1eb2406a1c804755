"""`kiosk forms`: a good workbook is published once, a bad one is told with its rows."""

from pathlib import Path

import openpyxl
import pytest

from kiosk.programs.cli import main
from resources import folder

WORKBOOK = folder("forms") / "residence_permit.xlsx"


def test_a_good_workbook_has_no_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "check", str(WORKBOOK)]) == 0
    assert "the form residence_permit, version" in capsys.readouterr().out


def test_a_workbook_is_published_and_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "publish", str(WORKBOOK), "--to", str(tmp_path)]) == 0
    (made,) = tmp_path.iterdir()
    before = (made / "form.xml").stat().st_mtime_ns

    assert main(["forms", "publish", str(WORKBOOK), "--to", str(tmp_path)]) == 0
    assert (made / "form.xml").stat().st_mtime_ns == before
    assert str(made) in capsys.readouterr().out


def test_publishing_needs_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "publish", str(WORKBOOK)]) == 1
    assert "`--to FOLDER`" in capsys.readouterr().err


def test_a_bad_workbook_is_told_with_its_row_and_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.load_workbook(WORKBOOK)
    sheet = book["survey"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(row=8, column=columns["relevant"], value="${nobody} = 'x'")
    broken = tmp_path / "broken.xlsx"
    book.save(broken)

    assert main(["forms", "publish", str(broken), "--to", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().out
    assert "nobody" in said
    assert "Nothing was published." in said
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_no_workbook_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(b"not a workbook")

    assert main(["forms", "check", str(file)]) == 1
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
