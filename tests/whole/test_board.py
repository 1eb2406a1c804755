"""A board in a process of its own: it speaks each call, and nobody has to touch it when the hub was away (S12)."""

import json
from pathlib import Path

import pytest

from kiosk.programs.demo_hall import CLERK
from sync.hall import RemoteHall
from tests.whole.hall import WholeHall, new_id, wait_until

pytestmark = pytest.mark.whole


class Clerk:
    """Signed in at counter 1, and calls whoever takes a ticket."""

    def __init__(self, hall: WholeHall) -> None:
        self._terminal = RemoteHall(hall.session("K1"))
        self._counter = RemoteHall(hall.session("D1"))
        self._token = self._counter.sign_in(staff=CLERK, pin=hall.demo.pin, counter=1).token
        self._counter.open_counter(new_id(), session=self._token, counter=1)

    def call(self, language: str = "zh") -> str:
        """The number that is called; the one before is finished."""
        label = self._terminal.take_ticket(new_id(), service="residence_permit", language=language, audience="person").label
        self._counter.call_next(new_id(), session=self._token, counter=1)
        return label

    def finish(self) -> None:
        self._counter.start(new_id(), session=self._token, counter=1)
        self._counter.finish(new_id(), session=self._token, counter=1)


def spoken(hall: WholeHall) -> list[str]:
    """The calls that the board has said, as it names their files."""
    return sorted(file.stem for file in (hall.demo.root / "calls").glob("[0-9]*.wav"))


def test_calls_before_and_after_the_hub_was_killed_are_spoken_once_each(hall: WholeHall) -> None:
    hall.start("hub")
    hall.start("board", QT_QPA_PLATFORM="offscreen")
    clerk = Clerk(hall)
    first = clerk.call("en")
    wait_until(lambda: len(spoken(hall)) == 1, "the first call to be spoken")
    clerk.finish()
    hall.kill("hub")
    hall.start("hub")
    second = clerk.call()
    wait_until(lambda: len(spoken(hall)) == 2, "the second call to be spoken by a board that nobody touched")

    assert spoken(hall) == [f"0001-{first}-1-en-zh", f"0002-{second}-1-zh"]
    assert hall.stop("board") == 0
    assert faults(hall.demo.data("board")) == []


def test_a_board_that_is_started_anew_says_nothing_a_second_time_that_was_started_since(hall: WholeHall) -> None:
    hall.start("hub")
    clerk = Clerk(hall)
    clerk.call()
    clerk.finish()
    hall.start("board", QT_QPA_PLATFORM="offscreen")
    label = clerk.call()
    wait_until(lambda: spoken(hall) != [], "the call to be spoken")

    assert spoken(hall) == [f"0001-{label}-1-zh"]


def faults(data: Path) -> list[str]:
    lines = [json.loads(line) for file in (data / "log").glob("*.log") for line in file.read_text(encoding="utf-8").splitlines()]
    return [line["event"] for line in lines if "fault" in line["event"] or line["event"].startswith("sound.")]
