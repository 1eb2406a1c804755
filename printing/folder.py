"""A printer that is a folder: each paper is a PDF file, whole or not there at all.

For demonstrations and tests it fails like a real one: a file `fault` in the folder may hold `unplugged`, `paper` (it is out of
paper) or `half` (the link breaks in the middle of a paper).
"""

import errno
import os
import re
from pathlib import Path

from kiosk.model.paper import (
    NotReady,
    PaperKind,
    Printed,
    PrinterState,
    PrintJob,
    PrintOutcome,
    PrintReason,
    Uncertain,
)
from printing import fonts
from printing.document import Document
from printing.styles import ROLL_80, SIZES, PaperSize

FAULTS = {"unplugged": PrintReason.UNPLUGGED, "paper": PrintReason.PAPER}
_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")


class FolderPrinter:
    """Writes `ticket-<label>-<short id>.pdf` (80 mm) and `receipt-<reference>.pdf` (size), copies with `-copy<n>`."""

    name = "folder"

    def __init__(self, folder: Path, *, size: str = ROLL_80.name) -> None:
        self._folder = folder
        self._receipts = SIZES[size]

    def status(self) -> PrinterState:
        if not fonts.are_there():
            return PrinterState(ready=False, reason=PrintReason.FONTS)
        if not self._folder.is_dir():
            return PrinterState(ready=False, reason=PrintReason.UNPLUGGED)
        reason = FAULTS.get(self._fault())
        return PrinterState(ready=reason is None, reason=reason)

    def mark(self, job: PrintJob) -> str:
        """The file's name."""
        copy = f"-copy{job.copy}" if job.copy else ""
        if job.kind is PaperKind.TICKET:
            return f"ticket-{_plain(job.content['label'])}-{job.id.hex[-6:]}{copy}.pdf"
        return f"receipt-{_plain(job.content['receipt_no'])}{copy}.pdf"

    def print(self, job: PrintJob, document: Document) -> PrintOutcome:
        fault = self._fault()
        if fault in FAULTS:
            return NotReady(FAULTS[fault])
        from printing import pdf  # noqa: PLC0415 - a tenth of a second that the first picture need not wait for

        paper = pdf.render(document, self._size(job.kind))
        if fault == "half":
            self._torn(job).write_bytes(paper[: len(paper) // 2])
            return Uncertain(PrintReason.LOST)
        try:
            self._put(self._paper(job), paper)
        except OSError as problem:
            full = problem.errno in {errno.ENOSPC, errno.EDQUOT}
            return NotReady(PrintReason.FULL if full else PrintReason.UNPLUGGED, wait_s=5)
        return Printed()

    def fate(self, job: PrintJob) -> PrintOutcome:
        """A file has its name only when it is whole, so the folder always knows."""
        if self._paper(job).exists():
            return Printed()
        return Uncertain(PrintReason.LOST) if self._torn(job).exists() else NotReady(PrintReason.FAULT)

    def _put(self, target: Path, paper: bytes) -> None:
        part = target.with_suffix(".part")
        with part.open("wb") as file:
            file.write(paper)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _fault(self) -> str:
        try:
            return (self._folder / "fault").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""

    def _size(self, kind: PaperKind) -> PaperSize:
        return ROLL_80 if kind is PaperKind.TICKET else self._receipts

    def _paper(self, job: PrintJob) -> Path:
        return self._folder / (job.mark or self.mark(job))

    def _torn(self, job: PrintJob) -> Path:
        return self._paper(job).with_suffix(".torn")


def _plain(value: object) -> str:
    return _UNFIT.sub("_", str(value))
