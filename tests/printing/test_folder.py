"""Is the folder a printer that one can trust, and one that fails honestly?"""

from pathlib import Path

import pytest
from pypdf import PdfReader

from kiosk.model.paper import NotReady, PaperKind, Printed, PrintReason, Uncertain
from printing.folder import FolderPrinter
from printing.papers import compose
from printing.printer import Printer, open_printer
from tests.printing.contents import ZONE, a_job
from tests.printing.contract import PrinterContract

FAULT_WORDS = {PrintReason.UNPLUGGED: "unplugged\n", PrintReason.PAPER: "paper"}


class TestFolderPrinter(PrinterContract):
    @pytest.fixture(autouse=True)
    def _in_folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def printer(self) -> Printer:
        return open_printer("folder", self.folder)

    def fail(self, reason: PrintReason | None) -> None:
        (self.folder / "fault").write_text(FAULT_WORDS[reason] if reason else "")

    def papers(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("*.pdf"))


def put(folder: Path, kind: PaperKind = PaperKind.TICKET, copy: int = 0, size: str = "roll80") -> object:
    job = a_job(1, kind, copy=copy)
    return FolderPrinter(folder, size=size).print(job, compose(job, zone=ZONE))


def test_papers_are_named_by_label_or_reference_and_copy(tmp_path: Path) -> None:
    for kind, copy in ((PaperKind.TICKET, 0), (PaperKind.TICKET, 2), (PaperKind.RECEIPT, 0), (PaperKind.RECEIPT, 1)):
        put(tmp_path, kind, copy)

    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"ticket-A001-000001.pdf", "ticket-A001-000001-copy2.pdf", "receipt-R001.pdf", "receipt-R001-copy1.pdf"}


def test_receipts_come_in_the_size_of_the_settings_and_tickets_on_the_roll(tmp_path: Path) -> None:
    put(tmp_path, PaperKind.RECEIPT, size="a4")
    put(tmp_path, PaperKind.TICKET, size="a4")

    widths = {path.name[:6]: round(float(PdfReader(path).pages[0].mediabox.width) / 72 * 25.4) for path in tmp_path.glob("*.pdf")}
    assert widths == {"receip": 210, "ticket": 80}


def test_a_paper_that_breaks_off_is_uncertain_then_and_after_a_crash(tmp_path: Path) -> None:
    (tmp_path / "fault").write_text("half")

    assert put(tmp_path) == Uncertain(PrintReason.LOST)
    assert FolderPrinter(tmp_path).fate(a_job()) == Uncertain(PrintReason.LOST)
    assert [path.name for path in tmp_path.glob("*.pdf")] == []
    assert FolderPrinter(tmp_path).status().ready


def test_after_a_crash_the_folder_knows_what_came_out(tmp_path: Path) -> None:
    put(tmp_path)

    assert FolderPrinter(tmp_path).fate(a_job(1)) == Printed()
    assert FolderPrinter(tmp_path).fate(a_job(2)) == NotReady(PrintReason.FAULT)
    assert FolderPrinter(tmp_path).fate(a_job(1, copy=1)) == NotReady(PrintReason.FAULT)


def test_a_folder_that_is_gone_is_an_unplugged_printer(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path / "gone")
    job = a_job()

    assert printer.status().reason == PrintReason.UNPLUGGED
    assert printer.print(job, compose(job, zone=ZONE)) == NotReady(PrintReason.UNPLUGGED, wait_s=5)


def test_a_hostile_label_cannot_leave_the_folder(tmp_path: Path) -> None:
    job = a_job(1, label="../../etc/A 1")

    assert "/" not in FolderPrinter(tmp_path).mark(job)


def test_a_printer_that_no_package_brings_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        open_printer("matrix", tmp_path)
