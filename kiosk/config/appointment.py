"""What does a list of appointments say? A CSV file with a line for each slot, and no word about whom it is for."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from kiosk.config.faults import ConfigFaults, Fault
from kiosk.model.appointment import LONGEST_CODE, SHORTEST_CODE, Booking, clean_code
from kiosk.model.catalogue import Catalogue

NEEDED = ("code", "service", "slot")
COLUMNS = (*NEEDED, "language", "hall", "cancelled")
MOST_LINES = 50_000
_YES, _NO = frozenset({"yes", "true", "1", "是"}), frozenset({"", "no", "false", "0", "否"})
_TEMPLATE = "Write a first line with code,service,slot and perhaps language,hall,cancelled; names of people do not belong here."


def read_bookings(file: Path, catalogue: Catalogue) -> tuple[Booking, ...]:
    """Every appointment, in the order of the file. Raises ConfigFaults with every mistake and its line."""
    rows = csv.DictReader(io.StringIO(_text(file)), restkey="", restval="")
    strange = [name for name in rows.fieldnames or () if name.strip() not in COLUMNS]
    if not set(NEEDED) <= {name.strip() for name in rows.fieldnames or ()} or strange:
        raise ConfigFaults([_fault(file, 1, strange[0] if strange else "", "These are not the columns of such a list.", _TEMPLATE)])
    faults: list[Fault] = []
    found: dict[str, tuple[int, Booking]] = {}
    for line, row in _lines(rows):
        booking = _booking({name.strip(): str(value).strip() for name, value in row.items()}, catalogue, _teller(file, line, faults))
        if booking is None:
            continue
        if booking.code in found:
            faults.append(_fault(file, line, "code", f"Line {found[booking.code][0]} has this code too.", "Leave one of them out."))
        found.setdefault(booking.code, (line, booking))
    if len(found) > MOST_LINES:
        faults.append(_fault(file, 1, "", f"There are more than {MOST_LINES} lines.", "Leave the later days out."))
    if faults:
        raise ConfigFaults(faults)
    return tuple(booking for _, booking in found.values())


Tell = Callable[[str, str, str], None]
"""The column, what is wrong, and what to do."""


def _booking(row: Mapping[str, str], catalogue: Catalogue, tell: Tell) -> Booking | None:
    """None if something of it is wrong, which was told."""
    code, slot = clean_code(row["code"]), _slot(row["slot"], catalogue)
    language, cancelled = row.get("language") or catalogue.languages[0], row.get("cancelled", "").lower()
    here = row.get("hall", "") in {"", catalogue.hall}
    wrong = False
    for fits, column, message, what_to_do in (
        (code is not None, "code", "This is no code.", f"Write {SHORTEST_CODE} to {LONGEST_CODE} Latin letters and digits."),
        (not here or row["service"] in _with_ticket(catalogue), "service", "No ticket is given for such a service.",
         "Write the code of a service with a `series`."),
        (slot is not None, "slot", "This is no time.", "Write it as 2026-03-02 10:15, in the hall's time."),
        (language in catalogue.languages, "language", "The hall does not have it.", f"Write {' or '.join(catalogue.languages)}."),
        (cancelled in _YES | _NO, "cancelled", "This is neither yes nor no.", "Write yes, or leave it blank."),
    ):  # fmt: skip
        if not fits:
            tell(column, message, what_to_do)
            wrong = True
    if wrong or code is None or slot is None:
        return None
    hall = "" if here else row["hall"]
    return Booking(code=code, service=row["service"], slot=slot, language=language, hall=hall, cancelled=cancelled in _YES)


def _slot(said: str, catalogue: Catalogue) -> datetime | None:
    """A time without a zone is the hall's."""
    try:
        moment = datetime.fromisoformat(said.replace("/", "-"))
    except ValueError:
        return None
    return None if len(said) < len("2026-03-02 10:15") else moment if moment.tzinfo else moment.replace(tzinfo=catalogue.zone)


def _with_ticket(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(service.code for service in catalogue.services if service.has_ticket)


def _text(file: Path) -> str:
    """UTF-8, or what spreadsheets in China write."""
    try:
        raw = file.read_bytes()
    except OSError as fault:
        raise ConfigFaults([_fault(file, 1, "", f"It cannot be read: {fault.strerror}.", "Check the path.")]) from fault
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConfigFaults([_fault(file, 1, "", "It is neither UTF-8 nor GB 18030.", "Save it as CSV UTF-8.")])


def _lines(rows: "csv.DictReader[str]") -> Iterator[tuple[int, Mapping[str, str]]]:
    """With the number of the line; blank ones are left out."""
    for row in rows:
        if any(str(value).strip() for value in row.values()):
            yield rows.line_num, row


def _teller(file: Path, line: int, faults: list[Fault]) -> Tell:
    return lambda column, message, what_to_do: faults.append(_fault(file, line, column, message, what_to_do))


def _fault(file: Path, line: int, where: str, message: str, what_to_do: str) -> Fault:
    return Fault(file=file, line=line, where=where, message=message, what_to_do=what_to_do)
