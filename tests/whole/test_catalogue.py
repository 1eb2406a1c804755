"""The technician changes the catalogue of a hall that is open: nothing is started anew, and nobody is left behind."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from kiosk.actions.audit import trail
from kiosk.model.audit import AuditEvent
from kiosk.model.hall import QueueRefused, Ticket
from kiosk.programs.cli import main
from kiosk.programs.demo_hall import CLERK
from kiosk.store.database import Store
from resources import folder
from sync.hall import RemoteHall
from tests.whole.hall import WholeHall, new_id

pytestmark = pytest.mark.whole
WITHIN_S = 20.0


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[WholeHall]:
    """A hub with a catalogue of its own, which others may not have."""
    with WholeHall(tmp_path / "hall", now=datetime.now(UTC)) as whole:
        settings, own = whole.demo.settings("hub"), tmp_path / "catalogue.yaml"
        demo = folder("catalogue") / "demo.yaml"
        own.write_text(demo.read_text(encoding="utf-8"), encoding="utf-8")
        settings.write_text(settings.read_text(encoding="utf-8").replace(str(demo), str(own)), encoding="utf-8")
        assert str(own) in settings.read_text(encoding="utf-8")
        whole.start("hub")
        yield whole


def a_ticket(hall: WholeHall, service: str) -> Ticket:
    return RemoteHall(hall.session("K1")).take_ticket(new_id(), service=service, language="zh", audience="person")


def is_refused(hall: WholeHall, service: str) -> bool:
    try:
        a_ticket(hall, service)
    except QueueRefused as refusal:
        return refusal.reason == "unknown-service"
    return False


def test_an_open_hall_takes_over_what_the_technician_puts_in_place(hall: WholeHall, tmp_path: Path) -> None:
    waiting = a_ticket(hall, "exit_entry")
    new = tmp_path / "new.yaml"
    text = (tmp_path / "catalogue.yaml").read_text(encoding="utf-8").replace('version: "2026.11"', 'version: "2026.12"')
    begin, end = text.index("  exit_entry:\n"), text.index("  birth_bundle:\n")
    new.write_text(text[:begin] + text[end:], encoding="utf-8")

    assert main(["catalogue", "--settings", str(hall.demo.settings("hub")), "--use", str(new)]) == 0
    rest = Event()
    tries = int(WITHIN_S / 0.2)
    assert any(is_refused(hall, "exit_entry") or rest.wait(0.2) for _ in range(tries)), "the hub took the new catalogue over"

    counter = RemoteHall(hall.session("D1"))
    token = counter.sign_in(staff=CLERK, pin=hall.demo.pin, counter=1).token
    counter.open_counter(new_id(), session=token, counter=1)
    call = counter.call_next(new_id(), session=token, counter=1)
    assert call is not None
    assert call.label == waiting.label
    counter.start(new_id(), session=token, counter=1)
    assert counter.finish(new_id(), session=token, counter=1).leg is None
    assert hall.stop("hub") == 0
    with Store.open(hall.kept_in, now=datetime.now(UTC)) as store:
        versions = [row.facts["version"] for row in trail(store) if row.event is AuditEvent.CATALOGUE_TAKEN_OVER]
    assert versions == ["2026.11", "2026.12"]
