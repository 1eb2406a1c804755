"""Where do pictures of papers come from? A door: document cameras and scanners are entry points of `kiosk.devices`."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kiosk.model.errors import KioskError

KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".pdf": "application/pdf"}
SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF-"}


class PaperTooLarge(KioskError):
    """facts: size_bytes, most_bytes."""

    code = "scanner.too-large"


class PaperUnreadable(KioskError):
    """Not a picture or PDF, or gone since it was listed."""

    code = "scanner.unreadable"


@dataclass(frozen=True, kw_only=True)
class ScannedPaper:
    """A scan that waits to be taken; `name` is the device's own word for it and is shown to nobody but the citizen."""

    name: str
    mime: str
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class Scan:
    """A scan that was taken over; the device has forgotten it."""

    mime: str
    data: bytes = field(repr=False)


class Scanner(Protocol):
    """May be called from a helper thread; one call at a time."""

    def waiting(self) -> tuple[ScannedPaper, ...]:
        """The scans that lie ready, newest first."""
        ...

    def take(self, name: str) -> Scan:
        """Hand one over and forget it. Raises PaperTooLarge or PaperUnreadable; then it stays where it is."""
        ...

    def forget(self) -> None:
        """The visit is over: whatever was not taken is gone."""
        ...


class FolderScanner:
    """A scanner that is a folder: what another program puts there is a scan (training, tests, watch folders)."""

    def __init__(self, folder: Path, *, most_bytes: int = 10_000_000) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        folder.mkdir(parents=True, exist_ok=True)

    def waiting(self) -> tuple[ScannedPaper, ...]:
        files = sorted(self._files(), key=lambda file: (-file.stat().st_mtime_ns, file.name))
        return tuple(_paper(file) for file in files)

    def take(self, name: str) -> Scan:
        file = next((file for file in self._files() if file.name == name), None)
        if file is None:
            raise PaperUnreadable
        size_bytes = file.stat().st_size
        if size_bytes > self._most_bytes:
            raise PaperTooLarge(size_bytes=size_bytes, most_bytes=self._most_bytes)
        mime, data = KINDS[file.suffix.lower()], file.read_bytes()
        if not data.startswith(SIGNATURES[mime]):
            raise PaperUnreadable
        file.unlink()
        return Scan(mime=mime, data=data)

    def forget(self) -> None:
        for file in self._files():
            file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return [file for file in self._folder.iterdir() if file.suffix.lower() in KINDS and _is_own(file)]


def _is_own(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _paper(file: Path) -> ScannedPaper:
    return ScannedPaper(name=file.name, mime=KINDS[file.suffix.lower()], size_bytes=file.stat().st_size)
