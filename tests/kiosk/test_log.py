"""The log: allowed fields only, never a message, and no more of it than was asked for."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.log import Log
from kiosk.model.errors import KioskError

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


class FixedClock:
    def now(self) -> datetime:
        return NOON


class OutOfPaper(KioskError):
    code = "printing.paper"


def a_log(folder: Path, max_bytes: int = 4096, keep: int = 2) -> Log:
    return Log(folder, "terminal", clock=FixedClock(), max_bytes=max_bytes, keep=keep)


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_line_says_when_what_and_the_ids(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    log.event("outbox.delivered", destination="hub", attempt=2, ms=1.5)
    log.close()

    assert lines(tmp_path / "terminal.log") == [
        {
            "at": "2026-11-24T04:00:00.000+00:00",
            "program": "terminal",
            "event": "outbox.delivered",
            "destination": "hub",
            "attempt": 2,
            "ms": 1.5,
        }
    ]


@pytest.mark.parametrize(("name", "fields"), [("outbox.delivered", {"answer": "x"}), ("hello", {}), ("Outbox.Sent", {})])
def test_a_field_or_name_that_is_not_on_the_list_is_refused(tmp_path: Path, name: str, fields: dict[str, str]) -> None:
    log = a_log(tmp_path)

    with pytest.raises(ValueError, match="not allowed in the log"):
        log.event(name, **fields)
    assert (tmp_path / "terminal.log").read_bytes() == b""
    log.close()


def test_words_of_a_citizen_do_not_fit_into_a_field(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    log.event("page.shown", page="张伟 <zhang> " + "9" * 200)
    log.close()

    (line,) = lines(tmp_path / "terminal.log")
    assert line["page"] == "?? ?zhang? " + "9" * 69


def test_a_fault_is_written_without_its_message(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    try:
        raise OutOfPaper("张伟 has no paper")
    except OutOfPaper as error:
        log.fault(error, worker="spooler")
    log.close()

    (line,) = lines(tmp_path / "terminal.log")
    assert line["error"] == "OutOfPaper"
    assert line["code"] == "printing.paper"
    assert line["worker"] == "spooler"
    assert isinstance(line["frames"], list)
    assert str(line["frames"][-1]).startswith("kiosk/test_log.py:")
    assert "paper" not in (tmp_path / "terminal.log").read_text().replace("printing.paper", "").replace("OutOfPaper", "")


def test_full_files_are_set_aside_and_the_oldest_goes(tmp_path: Path) -> None:
    log = a_log(tmp_path, max_bytes=400)
    for number in range(40):
        log.event("worker.stepped", count=number)
    log.close()

    assert sorted(file.name for file in tmp_path.iterdir()) == ["terminal.log", "terminal.log.1", "terminal.log.2"]
    assert all(file.stat().st_size <= 400 for file in tmp_path.iterdir())
    counts = [line["count"] for name in ("terminal.log.2", "terminal.log.1", "terminal.log") for line in lines(tmp_path / name)]
    assert counts == list(range(40 - len(counts), 40))


def test_a_log_goes_on_where_it_ended(tmp_path: Path) -> None:
    for _ in range(2):
        log = a_log(tmp_path)
        log.event("program.started")
        log.close()
    log.event("program.started")

    assert len(lines(tmp_path / "terminal.log")) == 2
    assert (tmp_path / "terminal.log").stat().st_mode & 0o077 == 0


def test_many_threads_write_whole_lines(tmp_path: Path) -> None:
    log = a_log(tmp_path, max_bytes=10**6)

    def write() -> None:
        for number in range(50):
            log.event("worker.stepped", count=number)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log.close()

    assert len(lines(tmp_path / "terminal.log")) == 200
