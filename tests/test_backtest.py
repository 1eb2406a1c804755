"""The backtest reads recorded days as it says, and finds waits that are known."""

import gzip
from pathlib import Path

import pytest

from tests.backtest.__main__ import backtest
from tests.backtest.snapshots import read

HEAD = "office,queue,letter,date,time,called,waiting,counters"


def a_file(folder: Path, days: int = 4) -> Path:
    """One queue that calls somebody each five minutes, with three people always waiting after the first half hour."""
    rows = [HEAD]
    for day in range(days):
        for step in range(60):
            called, waiting = step + 1, 3 if step >= 6 else 0
            rows.append(f"north,1,A,2020-01-{day + 1:02d},{8 + step // 12:02d}:{step % 12 * 5:02d},A{called:03d},{waiting},2")
    file = folder / "days.csv.gz"
    file.write_bytes(gzip.compress("\n".join(rows).encode(), mtime=0))
    return file


def test_a_steady_queue_of_three_waits_three_gaps(tmp_path: Path) -> None:
    seen = read(a_file(tmp_path))

    assert {one.sample.people for one in seen} == {3}
    assert {one.sample.wait_min for one in seen} == {15.0}
    assert seen[0].sample.service == "north 1"
    assert len({one.day for one in seen}) == 4


def test_numbers_of_another_letter_are_not_believed(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    foreign = gzip.decompress(file.read_bytes()).replace(b",A0", b",B0")
    file.write_bytes(gzip.compress(foreign, mtime=0))

    assert read(file) == []


def test_all_rules_are_scored_and_a_steady_queue_is_told_right(tmp_path: Path) -> None:
    scores = backtest(read(a_file(tmp_path)), fit_days=3)

    assert len(scores) == 4
    assert scores["people x mean gap of the last hour"].mae == pytest.approx(0, abs=2.5)
