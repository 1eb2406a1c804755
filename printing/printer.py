"""What must a printer be able to do? The second of the three doors: entry-point group `kiosk.printers`."""

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from kiosk.model.paper import PrinterState, PrintJob, PrintOutcome
from printing.document import Document

GROUP = "kiosk.printers"


class Printer(Protocol):
    """One place where paper comes out. Used by one thread at a time; no method waits longer than the paper takes."""

    @property
    def name(self) -> str:
        """As it stands in the settings and in the spool: "folder"."""
        ...

    def status(self) -> PrinterState:
        """Can it print now? Asked before every paper; answers within a second or says that it is not ready."""
        ...

    def mark(self, job: PrintJob) -> str:
        """The name of the job's next paper at the printer; different for the original and each copy. Nothing personal."""
        ...

    def print(self, job: PrintJob, document: Document) -> PrintOutcome:
        """Put the paper out, under `job.mark`. NotReady only if nothing at all was sent."""
        ...

    def fate(self, job: PrintJob) -> PrintOutcome:
        """What became of a job that was begun (`job.mark`) and whose end is not known: asked after a crash.

        NotReady proves that nothing was sent; what cannot be known is Uncertain.
        """
        ...


PrinterFactory = Callable[..., Printer]


def open_printer(kind: str, folder: Path, size: str = "roll80") -> Printer:
    """The installed printer of this kind; raises KeyError for a kind that no package brings."""
    factory: PrinterFactory = entry_points(group=GROUP)[kind].load()
    return factory(folder, size=size)
