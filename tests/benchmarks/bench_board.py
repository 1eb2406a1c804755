"""How quickly does a board show what has happened? Thirty counters, nine services with people waiting, 1920 x 1080."""

import time
from collections.abc import Callable

import tests.ui.conftest  # noqa: F401 - sets the platform and imports every module with QML types, before Qt starts
from kiosk.model.board import FeedEvent, apply
from sync.wire import event_of, event_to_json
from tests.benchmarks.result import Goal, Result
from tests.builders import FakeClock, new_id
from tests.ui.board import WIDE, Wall, called
from tests.ui.terminal import the_catalogue
from ui.app import prepare_qt

EVENTS = 300
WARM = 20


def board_event_to_frame() -> Result:
    """From the bytes of an event, as the feed brings them, until the picture stands: tickets, calls and ends of services in turn."""
    _app = prepare_qt()
    clock, hall = FakeClock(), the_catalogue()
    wall = Wall(clock, WIDE, hall)
    services = [service for service in hall.services if service.has_ticket][:9]
    for number in range(1, 31):
        service = services[number % len(services)]
        wall.state = called(wall.state, f"{service.series}{number:03d}", number, clock.now(), service=service.code)
    wall.show()
    samples = []
    for at in range(WARM + EVENTS):
        service = services[at % len(services)]
        data: dict[str, str | int | None] = {"l": str(new_id()), "n": f"{service.series}{at:03d}", "s": service.code, "w": at, "lang": "zh"}
        if at % 3:
            data |= {"c": at % 30 + 1, "state": "calling", "desk": "available"}
        kind = ("issued", "called", "ended")[at % 3]
        line = event_to_json(FeedEvent(seq=wall.state.seq + 1, kind=kind, at=clock.now(), data=data))
        begun = time.perf_counter()
        wall.state = apply(wall.state, event_of(wall.state.seq + 1, line.decode()))
        wall.board.view.show_state(wall.state)
        wall.looker.frame()
        samples.append((time.perf_counter() - begun) * 1000)
        clock.go_on(seconds=1)
    wall.close()
    return Result(name="ui.board_event_to_frame", unit="ms", samples=tuple(samples[WARM:]), goal=Goal(figure="p99", most=33))


BENCHES: dict[str, Callable[[], Result]] = {"ui.board_event_to_frame": board_event_to_frame}
