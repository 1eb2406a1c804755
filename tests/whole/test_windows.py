"""Window programs end at once and properly when they are told to, whenever that is."""

import json
from pathlib import Path

import pytest

from kiosk.programs.children import Child, DidNotStart
from tests.whole.hall import WholeHall, wait_until

pytestmark = pytest.mark.whole
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.parametrize("program", ["terminal", "counter", "board"])
def test_a_window_program_ends_properly_when_it_is_told_to(hall: WholeHall, program: str) -> None:
    """Told as soon as the window is open, and once more after it has met its hub."""
    for connected in (False, True):
        hall.start("hub")
        hall.start(program, **OFFSCREEN)
        if connected and program == "terminal":
            wait_until(lambda: "link.changed" in events(hall.demo.data(program)), "the terminal to meet its hub")

        assert hall.stop(program) == 0
        assert events(hall.demo.data(program))[-1] == "program.stopped"
        assert hall.stop("hub") == 0


def test_a_window_opens_without_its_hub_and_ends_properly(hall: WholeHall) -> None:
    for program in ("terminal", "counter", "board"):
        hall.start(program, **OFFSCREEN)

        assert hall.stop(program) == 0


def test_a_second_program_on_the_same_data_is_refused_in_one_sentence(hall: WholeHall) -> None:
    hall.start("hub")
    words = hall.demo.words("second")
    with pytest.raises(DidNotStart), Child("hub", hall.demo.settings("hub"), words=words) as second:
        second.wait_ready()
    said = words.read_text(encoding="utf-8")

    assert "is open in another program" in said
    assert "Traceback" not in said


def events(data: Path) -> list[str]:
    return [json.loads(line)["event"] for file in (data / "log").glob("*.log") for line in file.read_text(encoding="utf-8").splitlines()]
