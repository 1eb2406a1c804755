import json
from pathlib import Path

from kiosk.forms import FormEntry, FormSession, load_form
from kiosk.log import Log
from kiosk.programs.terminal_deeds import log_form_fault
from tests.builders import FakeClock
from tests.kiosk.forms.examples import NOW, ZONE, fill, xform


def test_a_fault_of_a_form_is_logged_by_place_and_never_by_value(tmp_path: Path) -> None:
    binds = '<bind nodeset="/data/b" calculate="date(/data/a)"/>'
    body = '<input ref="/data/a"><label>About <output value="date(/data/a)"/></label></input>'
    form = load_form(xform("<a/><b/>", binds, body))
    log = Log(tmp_path, "terminal", clock=FakeClock(NOW))
    session = FormSession(form, now=lambda: NOW, zone=ZONE, entropy=bytes, report=lambda problem: log_form_fault(log, form, problem))
    for words in ("private", "secret"):
        fill(session, {"/data/a": words})
        label = FormEntry(session).pages()[0].prompts[0].label
    written = (tmp_path / "terminal.log").read_text()
    lines = [json.loads(line) for line in written.splitlines()]

    assert label == "About"
    assert [(line["form"], line["version"], line["node"], line["outcome"]) for line in lines] == [
        ("t", "1", "/data/b", "calculate failed: no date"),
        ("t", "1", "/data/a", "text failed: no date"),
    ]
    assert all(line["expression"] == "date?/data/a?" for line in lines)
    assert "private" not in written
    assert "secret" not in written
