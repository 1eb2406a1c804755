"""What does a reader of bar and QR codes say? Part of the door of devices: readers are entry points of `kiosk.devices`."""

from pathlib import Path
from typing import Protocol

LONGEST_BYTES = 512
"""Whatever is longer is none of our codes, and is dropped unread."""


class CodeReader(Protocol):
    """Called on one helper thread. What is read is text and nothing more: it is never opened or run."""

    def take(self) -> str | None:
        """The next code that was held under it, once; None: there is none."""
        ...


class FolderReader:
    """A reader that is a folder: a text file (.txt) laid there is a code that was read (training, tests)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def take(self) -> str | None:
        for file in sorted(self._folder.glob("*.txt")):
            with file.open("rb") as opened:
                raw = opened.read(LONGEST_BYTES + 1)
            file.unlink()
            words = raw.decode("utf-8", "replace").strip()
            if len(raw) <= LONGEST_BYTES and words and words.isprintable():
                return words
        return None
