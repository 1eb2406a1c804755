"""A list of appointments on the command line (M9)."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.actions.audit import trail
from kiosk.model.audit import AuditEvent
from kiosk.store.database import Store
from tests.kiosk.config.test_catalogue import HALL
from tests.kiosk.programs.conftest import Say
from tests.kiosk.programs.test_tools import CATALOGUE, hub

__all__ = ["hub"]


def test_a_list_is_taken_over_whole_or_not_at_all(say: Say, hub: Path, tmp_path: Path) -> None:
    day = (datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)).date()
    catalogue = tmp_path / "catalogue.yaml"
    catalogue.write_text(HALL.replace("    form: {form: permit, central: city}\n", ""), encoding="utf-8")
    hub.write_text(hub.read_text("utf-8").replace(str(CATALOGUE), str(catalogue)), encoding="utf-8")
    file, head = tmp_path / "list.csv", "code,service,slot\n"
    file.write_text(f"{head}AA202603,permit,{day} 10:00\nBB202603,permit,{day} 10:15\n", encoding="utf-8")
    words = ("appointments", "--settings", hub, "--file", file)

    assert say(*words) == (0, f"2 appointment(s) from {day} to {day}: 2 new, 0 changed, 0 cancelled.\n")
    assert say(*words) == (0, f"2 appointment(s) from {day} to {day}: 0 new, 0 changed, 0 cancelled.\n")
    file.write_text(f"{head}AA202603,permit,{day} 10:00\nCC202603,nothing,{day}\n", encoding="utf-8")
    status, told = say(*words)
    assert (status, told.count("list.csv:3")) == (2, 2)
    file.write_text(f"{head}AA202603,permit,{day} 10:00\n", encoding="utf-8")
    assert say(*words)[1] == f"1 appointment(s) from {day} to {day}: 0 new, 0 changed, 1 cancelled.\n"
    file.write_text(head, encoding="utf-8")
    assert say(*words)[1] == "No appointments: 0 new, 0 changed, 0 cancelled.\n"
    with Store.open(hub.with_suffix("") / "hall.sqlite", now=datetime.now().astimezone()) as store:
        noted = [row.facts for row in trail(store) if row.event is AuditEvent.APPOINTMENTS_TAKEN]
    assert noted[0] == {"source": "file", "added": 2, "changed": 0, "cancelled": 0, "left_alone": 0}
