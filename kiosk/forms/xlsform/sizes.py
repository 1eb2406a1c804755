"""Is a workbook small enough to be opened? It is a ZIP: what it would unpack to is looked at before anybody does."""

import zipfile
from pathlib import Path

from kiosk.forms.xmltree import refused

LARGEST_BYTES = 20 * 1024 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
LARGEST_RATIO = 100
RATIO_FROM_BYTES = 1024 * 1024
"""Smaller members may be packed as tightly as they like."""

MOST_MEMBERS = 2_000
MOST_ROWS = {"survey": 10_000, "choices": 100_000, "settings": 10}
MOST_LINES = 150_000
"""Of a workbook that is a text file."""

DEEPEST = 40
_PACKED = frozenset({".xlsx", ".xlsm"})


def check_size(path: Path) -> None:
    """Raises FormDefinitionError for what is not there, no ZIP where it should be one, or too large."""
    try:
        size = path.stat().st_size
    except OSError:
        raise refused("forms.workbook", "the workbook is missing; check the file's name") from None
    if size > LARGEST_BYTES:
        raise refused("forms.workbook.size", f"the workbook is larger than {LARGEST_BYTES // 1024**2} MB; put long lists into a CSV file")
    if path.suffix.lower() in _PACKED:
        _check_members(path)
    elif path.suffix.lower() in {".csv", ".md"} and path.read_bytes().count(b"\n") > MOST_LINES:
        raise refused("forms.workbook.size", f"the workbook has more than {MOST_LINES} lines; put long lists into a CSV file of their own")


def _check_members(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        raise refused("forms.workbook", "not readable as a workbook; save it again as .xlsx") from None
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise refused("forms.workbook.size", "the workbook unpacks to too much; copy its sheets into a new workbook")
    if any(_suspicious(member) for member in members):
        raise refused("forms.workbook.size", "the workbook is packed too tightly to be an honest one; copy its sheets into a new workbook")


def _suspicious(member: zipfile.ZipInfo) -> bool:
    return member.file_size > RATIO_FROM_BYTES and member.file_size > LARGEST_RATIO * max(member.compress_size, 1)
