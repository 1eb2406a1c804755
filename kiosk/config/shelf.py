"""Has the hall's catalogue been changed, and how is another one put in its place?"""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.model.catalogue import Catalogue

_Mark = tuple[int, int, int] | None


class CatalogueFile:
    """A catalogue that is read anew once it was written. places: its file, and what else it depends on; one thread at a time."""

    def __init__(self, places: Sequence[Path], read: Callable[[], Catalogue]) -> None:
        self._places, self._read = places, read
        self._seen: tuple[_Mark, ...] | None = None

    def news(self) -> Catalogue | None:
        """What it says, at the first time and whenever it was written since; else None. Raises what `read` raises, once each time."""
        marks = self._marks()
        if marks == self._seen:
            return None
        self._seen = marks
        return self._read()

    def _marks(self) -> tuple[_Mark, ...]:
        return tuple(map(_mark, self._places))


def put_in_place(new: Path, place: Path) -> None:
    """`new` stands at `place`, whole or not at all, also after a power cut; what stood there is `before(place)`. Raises OSError."""
    fresh = place.with_name(place.name + ".new")
    shutil.copyfile(new, fresh)
    with fresh.open("rb+") as written:
        os.fsync(written.fileno())
    if place.exists():
        _keep(place)
    fresh.replace(place)
    _settle(place.parent)


def step_back(place: Path) -> bool:
    """The one before stands at `place` again, and this one is the one before; False: there is none."""
    old = before(place)
    if not old.exists():
        return False
    put_in_place(old, place)
    return True


def before(place: Path) -> Path:
    """Where the catalogue is kept that was in place before this one."""
    return place.with_name(place.name + ".before")


def _keep(place: Path) -> None:
    aside = place.with_name(place.name + ".aside")
    shutil.copyfile(place, aside)
    aside.replace(before(place))


def _settle(folder: Path) -> None:
    """The names are on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _mark(place: Path) -> _Mark:
    """None: it is not there."""
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
