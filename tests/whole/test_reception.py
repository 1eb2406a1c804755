"""An appointment from the centre to the ticket, and a rating from the terminal to the hub, in real programs (C4, C29)."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from kiosk.programs.demo_appointments import give_appointments
from kiosk.programs.demo_hall import HALL
from kiosk.store import tables
from kiosk.store.database import Store
from tests.whole.hall import WholeHall, wait_until

pytestmark = pytest.mark.whole


def test_an_appointment_of_the_centre_is_a_ticket_at_the_terminal_and_a_rating_arrives(hall: WholeHall) -> None:
    now = datetime.now(UTC)
    codes = give_appointments(hall.demo.data("central") / "hall.sqlite", HALL, now=now)
    hall.start("central")
    hall.start("hub")
    with Store.open(hall.demo.data("hub") / "hall.sqlite", now=now, shared=True) as store:

        def booked() -> int:
            with store.read() as tx:
                return len(tx.execute(select(tables.leg.c.id).where(tables.leg.c.state == "booked")).all())

        def rated() -> list[tuple[int, str]]:
            with store.read() as tx:
                return [(row[0], row[1]) for row in tx.execute(select(tables.rating.c.grade, tables.rating.c.station))]

        wait_until(lambda: booked() >= 3, "the appointments of the centre")
        with subprocess.Popen(
            [sys.executable, "-B", "-m", "tests.whole.reception", str(hall.demo.settings("terminal")), codes["in time"]],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, text=True,
        ) as person:  # fmt: skip
            assert person.stdout is not None
            number, words = person.stdout.readline().split(maxsplit=1)
            wait_until(lambda: rated() == [(2, "K1")], "the rating at the hub")
            person.communicate("\n", timeout=60)

    assert number.startswith("A")
    assert "按预约顺序叫号" in words
    assert person.returncode == 0
