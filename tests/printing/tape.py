"""A printer that cannot be asked afterwards, as cheap receipt printers are: papers come out on one endless tape.

Each paper is torn into two writes, so that a kill between them leaves half a paper.
"""

import json
from pathlib import Path

from kiosk.model.paper import NotReady, Printed, PrinterState, PrintJob, PrintOutcome, PrintReason, Uncertain
from printing.document import Document, Mark

FAULTS = {reason.value: reason for reason in (PrintReason.UNPLUGGED, PrintReason.PAPER)}


class TapePrinter:
    name = "tape"

    def __init__(self, folder: Path, *, size: str = "roll80") -> None:
        self._tape, self._fault = folder / "tape", folder / "fault"

    def status(self) -> PrinterState:
        reason = FAULTS.get(self._fault.read_text()) if self._fault.exists() else None
        return PrinterState(ready=reason is None, reason=reason)

    def mark(self, job: PrintJob) -> str:
        return f"{job.id}#{job.copy}"

    def print(self, job: PrintJob, document: Document) -> PrintOutcome:
        state = self.status()
        if not state.ready:
            return NotReady(state.reason or "")
        marked = [block.words for block in document.blocks if isinstance(block, Mark)]
        line = json.dumps({"job": str(job.id), "mark": marked[0] if marked else ""}, ensure_ascii=False).encode() + b"\n"
        for half in (line[: len(line) // 2], line[len(line) // 2 :]):
            with self._tape.open("ab", buffering=0) as tape:
                tape.write(half)
        return Printed()

    def fate(self, job: PrintJob) -> PrintOutcome:
        return Uncertain(PrintReason.LOST)


def whole_papers(folder: Path) -> list[tuple[str, str]]:
    """Job and COPY mark of each paper that came out whole; halves are passed over."""
    tape = folder / "tape"
    found = []
    for line in tape.read_text(encoding="utf-8").splitlines() if tape.exists() else []:
        start = line.rfind('{"job"')
        if start >= 0 and line.endswith("}"):
            paper = json.loads(line[start:])
            found.append((paper["job"], paper["mark"]))
    return found
