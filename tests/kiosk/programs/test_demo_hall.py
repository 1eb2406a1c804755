"""The demonstration's folder: made whole at the first start, and gone on with at the next."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.actions import devices
from kiosk.config import HubProgramSettings, TerminalSettings, read_catalogue, read_settings
from kiosk.model.appointment import clean_code
from kiosk.programs.demo_appointments import give_appointments
from kiosk.programs.demo_hall import make_ready
from kiosk.programs.demo_scans import Scans
from kiosk.security.keys import KeyStore
from kiosk.store.database import Store
from resources import folder
from sync.central.appointment import appointment
from sync.central.store import CentralStore
from tests.builders import NINE


def test_every_station_is_known_to_the_hub(forms_there: Path) -> None:
    hall = make_ready(forms_there, now=NINE)

    with Store.open(hall.data("hub") / "hall.sqlite", now=NINE) as store:
        known = [devices.find(store, code) for code in ("K1", "D1", "B1")]

    assert [device.role for device in known if device] == ["terminal", "counter", "board"]


def test_a_second_start_keeps_keys_and_forms_and_gives_a_new_pin(tmp_path: Path) -> None:
    first = make_ready(tmp_path / "hall", now=NINE)
    keys = KeyStore(first.data("terminal") / "keys").device()
    forms = {file: file.stat().st_mtime_ns for file in (first.root / "forms").rglob("*.xml")}
    second = make_ready(tmp_path / "hall", now=NINE + timedelta(days=1))

    assert KeyStore(second.data("terminal") / "keys").device() == keys
    assert {file: file.stat().st_mtime_ns for file in (second.root / "forms").rglob("*.xml")} == forms
    assert len(forms) == 6
    assert len(second.pin) == 6


def test_the_demonstration_is_open_at_any_hour_and_listens_to_this_machine_only(forms_there: Path) -> None:
    hall = make_ready(forms_there, now=NINE)
    hub, terminal = read_settings(hall.settings("hub")), read_settings(hall.settings("terminal"))

    assert isinstance(hub, HubProgramSettings)
    assert isinstance(terminal, TerminalSettings)
    assert hub.always_open
    assert hub.listen.host == "127.0.0.1"
    assert terminal.hub.url == f"http://127.0.0.1:{hub.listen.port}"


@pytest.mark.whole
def test_windows_of_half_the_size_keep_their_shape(tmp_path: Path) -> None:
    whole = read_settings(make_ready(tmp_path / "whole", now=NINE).settings("terminal"))
    half = read_settings(make_ready(tmp_path / "half", now=NINE, windows=0.5).settings("terminal"))

    assert isinstance(whole, TerminalSettings)
    assert isinstance(half, TerminalSettings)
    assert (half.screen.width_px, half.screen.height_px) == (540, 960)
    assert half.screen.width_mm == whole.screen.width_mm


def test_a_sheet_on_the_scanner_is_a_picture(tmp_path: Path) -> None:
    Scans(tmp_path).lay()
    (sheet,) = tmp_path.iterdir()

    assert sheet.name == "sheet-1.png"
    assert sheet.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert sheet.stat().st_size < 20_000


def test_the_centre_of_the_demonstration_gives_appointments_that_the_hub_can_use(tmp_path: Path) -> None:
    codes = give_appointments(tmp_path / "central.db", "hubin", now=NINE)
    demo = read_catalogue(folder("catalogue") / "demo.yaml", published=None, always_open=True)
    with closing(CentralStore(tmp_path / "central.db")) as store, store.read() as tx:
        told = [dict(row) for row in tx.execute(select(appointment)).mappings()]

    assert set(codes) == {"in time", "early", "late", "tomorrow"}
    assert {one["hall"] for one in told} == {demo.hall}
    assert all(demo.service(one["service"]).has_ticket for one in told)
    assert sorted(clean_code(code) or "" for code in codes.values()) == sorted(one["code"] for one in told)
