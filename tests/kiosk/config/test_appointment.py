"""A list of appointments as halls write it: every mistake with its line, and nothing half-read."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.config.appointment import read_bookings
from kiosk.config.faults import ConfigFaults
from kiosk.model.appointment import Booking
from tests.builders import NINE, a_booking, a_catalogue


def bookings(folder: Path, text: str, encoding: str = "utf-8") -> tuple[Booking, ...]:
    file = folder / "list.csv"
    file.write_bytes(text.encode(encoding))
    return read_bookings(file, a_catalogue())


def faults(folder: Path, text: str) -> list[tuple[int, str]]:
    with pytest.raises(ConfigFaults) as wrong:
        bookings(folder, text)
    return [(fault.line, fault.where) for fault in wrong.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_as_spreadsheets_write_it(tmp_path: Path, encoding: str) -> None:
    text = "code, service ,slot,language,cancelled\nYY-2026 03,tax,2026/03/02 10:00,en,\n\nBB202603,permit,2026-03-02T02:00:00+00:00,,是\n"

    assert bookings(tmp_path, text, encoding) == (
        a_booking(), a_booking("BB202603", service="permit", language="zh", cancelled=True),
    )  # fmt: skip


def test_another_halls_appointments_are_known_as_such(tmp_path: Path) -> None:
    (one,) = bookings(tmp_path, "code,service,slot,hall\nYY202603,anything,2026-03-02 11:00,south\n")

    assert (one.hall, one.slot) == ("south", NINE + timedelta(hours=2))


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    text = (
        "code,service,slot,language,cancelled\nYY1,tax,2026-03-02 10:00,,\nYY202603,nothing,yesterday,fr,perhaps\n"
        "ZZ202603,tax,2026-03-02,,\nAA202603,tax,2026-03-02 10:00,,\naa-202603,tax,2026-03-02 10:00,,\n"
    )

    assert faults(tmp_path, text) == [
        (2, "code"), (3, "cancelled"), (3, "language"), (3, "service"), (3, "slot"), (4, "slot"), (6, "code"),
    ]  # fmt: skip


def test_names_of_people_do_not_belong_in_such_a_list(tmp_path: Path) -> None:
    assert faults(tmp_path, "code,service,slot,name\nYY202603,tax,2026-03-02 10:00,王小明\n") == [(1, "name")]
    assert faults(tmp_path, "code,service\nYY202603,tax\n") == [(1, "")]
    assert faults(tmp_path, "") == [(1, "")]


def test_what_is_no_text_or_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"code\xff\xff\xff")
    for file in (tmp_path / "list.csv", tmp_path / "nothing.csv"):
        with pytest.raises(ConfigFaults):
            read_bookings(file, a_catalogue())


def test_a_list_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.config.appointment.MOST_LINES", 1)

    assert faults(tmp_path, "code,service,slot\nAA202603,tax,2026-03-02 10:00\nBB202603,tax,2026-03-02 10:00\n") == [(1, "")]
