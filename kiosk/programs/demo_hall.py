"""What does the demonstration's hall consist of? One folder with settings, keys, forms and a data folder for each machine."""

import hashlib
import os
import secrets
import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

from kiosk.actions import devices, staff
from kiosk.actions.publishing import publish, trust_in
from kiosk.actions.staff import Newcomer, Secrets
from kiosk.forms.bundle import MANIFEST, Trust, check_signature, read_manifest
from kiosk.forms.errors import BundleError
from kiosk.forms.xlsform.gate import examine
from kiosk.model.device import Device, DeviceRole
from kiosk.model.screen import Screen
from kiosk.programs.forms_terms import parts_of, terms_for
from kiosk.security.keys import DeviceKey, KeyStore
from kiosk.store.database import Store
from resources import folder

HALL, CENTRAL = "hubin", "city"
CLERK = "1001"
STATIONS = {"terminal": "K1", "counter": "D1", "board": "B1"}
FILLINGS = 1
HALF_SIZE = 0.52
"""Windows on a developer's screen are so much smaller than on the machines that they stand for."""

SCREENS = {
    "terminal": {"width_mm": 268, "height_mm": 476, "width_px": 1080, "height_px": 1920, "distance_mm": 500},
    "counter": {"width_mm": 476, "height_mm": 268, "width_px": 1920, "height_px": 1080, "distance_mm": 600},
    "board": {"width_mm": 952, "height_mm": 535, "width_px": 1920, "height_px": 1080, "distance_mm": 4000},
}


@dataclass(frozen=True, kw_only=True)
class DemoHall:
    """The folder, made ready. pin: of the clerk, new at every start."""

    root: Path
    pin: str
    hub_url: str
    central_url: str

    def settings(self, program: str) -> Path:
        return self.root / "settings" / f"{program}.yaml"

    def data(self, program: str) -> Path:
        return self.root / program

    @property
    def paper(self) -> Path:
        return self.root / "paper"

    @property
    def scans(self) -> Path:
        return self.root / "scans"

    def words(self, program: str) -> Path:
        """Where a child process's words go."""
        return self.root / "words" / f"{program}.txt"


def make_ready(root: Path, *, now: datetime, windows: float = 1.0) -> DemoHall:
    """Everything that is missing is made; what is there stays. windows: how large the windows are drawn, 1 = as on the machines."""
    root = root.absolute()
    for name in ("settings", "words", "paper", "scans", "forms", *_PROGRAMS):
        (root / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    ports = _free_ports(2)
    hall = DemoHall(
        root=root, pin=f"{secrets.randbelow(10**6):06d}", hub_url=f"http://127.0.0.1:{ports[0]}", central_url=f"http://127.0.0.1:{ports[1]}"
    )  # fmt: skip
    publisher = KeyStore(root / "publisher").publisher()
    _publish(root / "forms", publisher, now)
    keys = {program: KeyStore(root / program / "keys") for program in _PROGRAMS}
    for store in keys.values():
        store.install_publishers([publisher.public])
    _write_settings(hall, ports, keys["hub"].device().public, windows)
    keys["terminal"].install_sealer("hall", keys["hub"].opener("hall").public.public)
    keys["hub"].install_sealer(CENTRAL, keys["central"].opener("central").public.public)
    _tell_the_hub(hall, keys, now)
    return hall


_PROGRAMS = ("hub", "central", *STATIONS)


def _publish(forms: Path, key: DeviceKey, now: datetime) -> None:
    """Each workbook that is not published yet. One filling is enough: the tests of a release make them all."""
    there = set(_signed(forms, trust_in([key.public])))
    terms = terms_for(Screen(**SCREENS["terminal"]), now=now, fillings=FILLINGS, opinion=False)
    for workbook in sorted(folder("forms").glob("*.xlsx")):
        if hashlib.sha256(workbook.read_bytes()).hexdigest() not in there:
            publish(parts_of(examine(workbook, terms)), forms, key=key)


def _signed(forms: Path, trust: Trust) -> Iterator[str]:
    """Hashes of the workbooks whose bundles are there, signed by this hall's publisher."""
    for manifest in forms.glob(f"*/{MANIFEST}"):
        with suppress(BundleError):
            check_signature(manifest.parent, trust)
            yield read_manifest(manifest.parent).workbook


def _tell_the_hub(hall: DemoHall, keys: Mapping[str, KeyStore], now: datetime) -> None:
    with Store.open(hall.data("hub") / "hall.sqlite", now=now) as store:
        for role, code in STATIONS.items():
            devices.enrol(store, Device(id=code, role=DeviceRole(role), public=keys[role].device().public), by="demo", now=now)
        clerk = Newcomer(code=CLERK, name="李敏", pin=hall.pin)
        staff.add(store, clerk, secrets=Secrets(entropy=os.urandom, pepper=keys["hub"].pepper()), now=now)
        staff.unlock(store, CLERK, by="demo", now=now)


def _write_settings(hall: DemoHall, ports: list[int], hub_key: bytes, windows: float) -> None:
    retry = {"first_s": 0.5, "longest_s": 2.0, "ping_s": 1.0}
    of_hall = {"catalogue": str(folder("catalogue") / "demo.yaml"), "forms": str(hall.root / "forms"), "always_open": True}
    _write(
        hall, "hub", {
            **of_hall, "listen": {"port": ports[0]}, "retry": retry, "centrals": {CENTRAL: {"url": hall.central_url}},
            "phone": {"url": hall.hub_url},
        },
    )  # fmt: skip
    central = {"name": CENTRAL, "listen": {"port": ports[1]}, "forms": str(hall.root / "forms"), "hubs": {HALL: hub_key.hex()}}
    _write(hall, "central", central)
    for program, code in STATIONS.items():
        screen = {key: _scaled(key, value, windows) for key, value in SCREENS[program].items()}
        station = {**of_hall, "station": code, "hub": {"url": hall.hub_url}, "screen": screen, "full_screen": False}
        _write(hall, program, {**station, **_own(hall, program, retry)})


def _own(hall: DemoHall, program: str, retry: Mapping[str, float]) -> Mapping[str, object]:
    match program:
        case "terminal":
            return {"retry": retry, "printer": {"folder": str(hall.paper)}, "scanner": {"folder": str(hall.scans)}}
        case "counter":
            return {"counter": 1}
        case _:
            return {
                "message": {"zh": "演示大厅：数据均为虚构", "en": "A demonstration: all data are invented"},
                "sound": {"kind": "folder", "folder": str(hall.root / "calls")},
            }


def _scaled(key: str, value: int, windows: float) -> int:
    return round(value * windows) if key.endswith("_px") else value


def _write(hall: DemoHall, program: str, values: Mapping[str, object]) -> None:
    whole = {"role": program, "data": str(hall.data(program)), **values}
    text = "# Written by `kiosk demo` at each start.\n" + yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
    hall.settings(program).write_text(text, encoding="utf-8")


def _free_ports(count: int) -> list[int]:
    bound = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in bound]
    for one in bound:
        one.close()
    return ports
