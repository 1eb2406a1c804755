"""A scanner hands each paper over once, and refuses what is no paper."""

import os
from pathlib import Path

import pytest

from kiosk.devices.scanner import SIGNATURES, FolderScanner, PaperTooLarge, PaperUnreadable, Scanner

PNG = SIGNATURES["image/png"] + b"picture"


class ScannerContract:
    """What every scanner behind the door passes; `lay` puts a paper on the glass."""

    scanner: Scanner

    def lay(self, name: str, data: bytes) -> None:
        raise AssertionError("each scanner has its own way")

    def test_a_paper_is_handed_over_once(self) -> None:
        self.lay("licence.png", PNG)

        assert self.scanner.take("licence.png").data == PNG
        assert self.scanner.waiting() == ()

    def test_the_newest_paper_comes_first(self) -> None:
        self.lay("first.png", PNG)
        self.lay("second.pdf", b"%PDF-1.7")

        assert [(paper.name, paper.mime) for paper in self.scanner.waiting()] == [
            ("second.pdf", "application/pdf"),
            ("first.png", "image/png"),
        ]

    def test_a_paper_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(PaperUnreadable):
            self.scanner.take("../secret.png")

    def test_a_program_that_calls_itself_a_picture_is_refused_and_stays(self) -> None:
        self.lay("evil.png", b"#!/bin/sh")

        with pytest.raises(PaperUnreadable):
            self.scanner.take("evil.png")
        assert len(self.scanner.waiting()) == 1

    def test_a_paper_that_is_too_large_is_refused_with_its_size(self) -> None:
        self.lay("large.png", PNG + bytes(1000))

        with pytest.raises(PaperTooLarge) as caught:
            self.scanner.take("large.png")
        assert caught.value.facts == {"size_bytes": 1015, "most_bytes": 500}

    def test_nothing_is_left_after_the_visit(self) -> None:
        self.lay("left.png", PNG)

        self.scanner.forget()

        assert self.scanner.waiting() == ()


class TestFolderScanner(ScannerContract):
    @pytest.fixture(autouse=True)
    def glass(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "incoming"
        self.scanner = FolderScanner(self.folder, most_bytes=500)
        self.laid = 0

    def lay(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)
        self.laid += 1
        os.utime(self.folder / name, (self.laid, self.laid))

    def test_links_and_other_files_are_not_papers(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere.png").write_bytes(PNG)
        (self.folder / "link.png").symlink_to(tmp_path / "elsewhere.png")
        self.lay("notes.txt", b"no paper")

        assert self.scanner.waiting() == ()
