"""The check asks the real hub whether it knows this station and what time it has; no answer is a note and not the end."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.actions import devices, housekeeping
from kiosk.config import BoardSettings, read_settings
from kiosk.programs import check_line
from kiosk.programs.findings import Finding, Level
from kiosk.store.database import Store
from tests.builders import NINE, FakeClock
from tests.kiosk.hub.builders import KEYS, Site, a_site

BOARD = """\
role: board
station: B1
data: data
catalogue: demo.yaml
forms: forms
hub: {url: "%s"}
screen: {width_mm: 952, height_mm: 535, width_px: 1920, height_px: 1080, distance_mm: 4000}
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with a_site(tmp_path) as made:
        yield made


def a_board(folder: Path, url: str, *, key: bytes) -> BoardSettings:
    """With this key in its folder."""
    file = folder / "board.yaml"
    file.write_text(BOARD % url, encoding="utf-8")
    settings = read_settings(file)
    assert isinstance(settings, BoardSettings)
    settings.keys.mkdir(parents=True)
    (settings.keys / "device.ed25519").touch(0o600)
    (settings.keys / "device.ed25519").write_bytes(key)
    return settings


def told(findings: list[Finding]) -> list[tuple[Level, str]]:
    assert all(finding.what_to_do for finding in findings if finding.level is not Level.GOOD)
    return [(finding.level, finding.sentence) for finding in findings]


def asked(site: Site, folder: Path, *, key: bytes = KEYS["B1"].raw, fast_s: float = 0) -> list[tuple[Level, str]]:
    """What a board whose clock is so many seconds ahead of the hub's hears."""
    settings = a_board(folder, site.listener.url, key=key)
    return told(list(check_line.line(settings, FakeClock(NINE + timedelta(seconds=fast_s)))))


def test_a_station_that_the_hub_knows_is_told_so(site: Site, tmp_path: Path) -> None:
    assert asked(site, tmp_path) == [
        (Level.GOOD, "The hub answers, and knows this machine."),
        (Level.GOOD, "It agrees with the clock of the hub."),
    ]


def test_a_station_with_another_key_is_told_to_enrol(site: Site, tmp_path: Path) -> None:
    assert asked(site, tmp_path, key=os.urandom(32))[0] == (Level.WRONG, "The hub does not know the key of this machine.")


def test_a_station_that_was_revoked_is_told_so(site: Site, tmp_path: Path) -> None:
    devices.revoke(site.store, "B1", by="test", now=NINE)

    assert asked(site, tmp_path)[0] == (Level.WRONG, "The hub refuses this machine: it was revoked.")


@pytest.mark.parametrize(
    ("fast_s", "level", "words"),
    [
        (1, Level.GOOD, "It agrees"),
        (20, Level.NOTE, "The clock of the hub is 20 s behind this one."),
        (-20, Level.NOTE, "The clock of the hub is 20 s ahead of this one."),
        (120, Level.WRONG, "The clock of the hub is 120 s behind this one: times on tickets and receipts would be wrong."),
        (86_400, Level.WRONG, "The clock of the hub is 86400 s behind"),
    ],
)
def test_the_clocks_are_compared(site: Site, tmp_path: Path, fast_s: float, level: Level, words: str) -> None:
    known, clock = asked(site, tmp_path, fast_s=fast_s)

    assert known == (Level.GOOD, "The hub answers, and knows this machine.")
    assert clock[0] is level
    assert clock[1].startswith(words)


def test_a_hub_that_is_away_is_a_note(tmp_path: Path) -> None:
    settings = a_board(tmp_path, "http://127.0.0.1:9", key=KEYS["B1"].raw)
    ((level, sentence),) = told(list(check_line.line(settings, FakeClock())))

    assert level is Level.NOTE
    assert sentence.startswith("The hub does not answer at http://127.0.0.1:9")


def test_a_station_without_a_key_makes_none_by_asking(site: Site, tmp_path: Path) -> None:
    settings = a_board(tmp_path, site.listener.url, key=b"")
    (settings.keys / "device.ed25519").unlink()

    assert list(check_line.line(settings, FakeClock())) == []
    assert list(settings.keys.iterdir()) == []


def test_the_newest_copy_of_the_database_is_judged(tmp_path: Path) -> None:
    file = tmp_path / "hub.yaml"
    file.write_text(
        "role: hub\ndata: hub\ncatalogue: demo.yaml\nforms: forms\nlisten: {port: 0}\ncentrals: {city: {url: 'http://127.0.0.1:1'}}\n",
        encoding="utf-8",
    )
    settings, now = read_settings(file), datetime.now(UTC)
    Store.open(tmp_path / "hub" / "hall.sqlite", now=NINE).close()
    levels = [told(list(check_line.backups(settings, now)))]
    copy = housekeeping.copy_now(tmp_path / "hub" / "hall.sqlite", tmp_path / "hub" / "backup" / "hall.sqlite.2026-03-02", keep=7)
    levels += [told(list(check_line.backups(settings, at))) for at in (now, now + timedelta(days=3))]
    copy.write_bytes(b"SQLite format 3\0" + bytes(5000))
    levels.append(told(list(check_line.backups(settings, now))))

    assert [found[0][0] for found in levels] == [Level.NOTE, Level.GOOD, Level.NOTE, Level.WRONG]


def test_of_a_database_at_a_server_it_is_said_that_no_copy_is_made_here(tmp_path: Path) -> None:
    file = tmp_path / "hub.yaml"
    words = "role: hub\ndata: hub\ncatalogue: demo.yaml\nforms: forms\nlisten: {port: 0}\ncentrals: {city: {url: 'http://127.0.0.1:1'}}\n"
    file.write_text(f"{words}database: postgresql://hall@127.0.0.1/hall\n", encoding="utf-8")
    [finding] = check_line.backups(read_settings(file), datetime.now(UTC))

    assert (finding.level, finding.sentence) == (Level.NOTE, "The database hall is at a server, and this program makes no copy of it.")
    assert finding.what_to_do.startswith("Use `pg_dump`")
