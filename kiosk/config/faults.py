"""What is wrong in a configuration file, where, and what is to be done about it?"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.model.errors import KioskError


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One mistake. line counts from 1; where: the way to the value from the top of the file ("services > tax > name")."""

    file: Path
    line: int
    where: str
    message: str
    what_to_do: str

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{self.file}:{self.line}: {place}{self.message} {self.what_to_do}"


class ConfigFaults(KioskError):
    """A configuration cannot be used; `faults` holds every mistake in it, in the order of the files' lines."""

    code = "config.faults"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (str(fault.file), fault.line, fault.where)))
        super().__init__("\n".join(str(fault) for fault in self.faults), count=len(self.faults))
