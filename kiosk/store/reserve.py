"""What is given up when the disk is full? A file of real bytes, large enough for the log that must still fit into the database."""

import errno
import os
import shutil
from pathlib import Path

RESERVE_BYTES = 8 * 1024 * 1024 + 2 * 8 * 1024 * 1024
"""8 MiB for a full log (512 KiB did not help in 3 of 4 trials) and twice the largest submission."""

_PIECE = 1024 * 1024


class Reserve:
    """The reserve file of one database; size 0 is none."""

    def __init__(self, path: Path, size_bytes: int) -> None:
        self._path = path
        self._size_bytes = size_bytes

    @property
    def is_whole(self) -> bool:
        return self._size_bytes == 0 or (self._path.exists() and self._path.stat().st_size == self._size_bytes)

    def give_up(self) -> None:
        self._path.unlink(missing_ok=True)

    def renew(self) -> bool:
        """Write it if it is not there; false: there is no room, and nothing is left of the attempt."""
        if self.is_whole:
            return True
        if shutil.disk_usage(self._path.parent).free < self._size_bytes:
            return False
        try:
            self._write()
        except OSError as fault:
            self.give_up()
            if fault.errno not in {errno.ENOSPC, errno.EDQUOT}:
                raise
            return False
        return True

    def _write(self) -> None:
        with self._path.open("wb") as file:
            for start in range(0, self._size_bytes, _PIECE):
                file.write(os.urandom(min(_PIECE, self._size_bytes - start)))  # zeros take no room on some file systems
            file.flush()
            os.fsync(file.fileno())
