"""A real hub tells the network where it is, and a technician at a station is shown that and no more."""

import pytest

from kiosk.programs.cli import main
from sync.discovery import find_hubs, fingerprint
from tests.whole.hall import WholeHall

pytestmark = pytest.mark.whole


def test_a_station_is_shown_the_hub_and_both_print_the_same_fingerprint(hall: WholeHall, capsys: pytest.CaptureFixture[str]) -> None:
    """The demonstration's hub listens on 127.0.0.1, and says nothing unless it is told to."""
    hall.start("hub")
    assert find_hubs(within_s=1.0, interfaces=["127.0.0.1"]) == ()
    assert hall.stop("hub") == 0
    with hall.demo.settings("hub").open("a", encoding="utf-8") as file:
        file.write("announce: true\n")
    hall.start("hub")
    same = fingerprint(hall.keys("hub").opener("hall").public.public)

    assert main(["enrol", "--settings", str(hall.demo.settings("terminal")), "--find"]) == 0
    assert f"Found: Hubin City Service Hall at {hall.demo.hub_url}, key fingerprint {same}" in capsys.readouterr().out
    assert main(["enrol", "--settings", str(hall.demo.settings("hub"))]) == 0
    assert f"fingerprint of the seal key: {same}" in capsys.readouterr().out
    assert hall.stop("hub") == 0
