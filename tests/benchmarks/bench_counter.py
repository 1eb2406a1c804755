"""How quickly does a counter console show what happens in the hall, with 500 people waiting?"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import tests.ui.conftest  # noqa: F401 - sets the platform and imports every module with QML types, before Qt starts
from kiosk.actions import feed
from kiosk.actions.lists import LocalLists
from kiosk.store.database import Store
from tests.benchmarks.result import Goal, Result
from tests.builders import FakeClock, a_clerk, a_hall, a_ticket, an_open_counter, new_id
from tests.ui.counter import Desk
from tests.ui.terminal import LANDSCAPE, the_catalogue
from ui.app import prepare_qt

WAITING = 500
EVENTS = 200
SERVICE = "residence_permit"


@contextmanager
def a_full_hall() -> Iterator[tuple[Desk, Callable[[], None]]]:
    """A console with a long line, and something that happens at another counter: a call and its end."""
    clock = FakeClock()
    with TemporaryDirectory() as home:
        _app = prepare_qt()
        with Store.open(Path(home) / "hall.db", now=clock.now()) as store, closing(Desk(store, clock, LANDSCAPE, the_catalogue())) as desk:
            for _ in range(WAITING):
                a_ticket(desk.hall, SERVICE)
                clock.go_on(seconds=1)
            session = a_clerk(desk.hall, counter=2, code="w2")
            desk.hall.open_counter(new_id(), session=session, counter=2)
            desk.sign_in()

            def happen() -> None:
                a_ticket(desk.hall, SERVICE)
                clock.go_on(seconds=1)
                desk.hall.call_next(new_id(), session=session, counter=2)
                desk.hall.start(new_id(), session=session, counter=2)
                desk.hall.finish(new_id(), session=session, counter=2)

            yield desk, happen


def event_to_frame() -> Result:
    """From an event of the feed until the next picture is on the screen."""
    samples = []
    with a_full_hall() as (desk, happen):
        for _ in range(EVENTS):
            happen()
            state = feed.snapshot(desk.store)
            begun = time.perf_counter()
            desk.console.desk.show_state(state)
            desk.clerk.frame()
            samples.append((time.perf_counter() - begun) * 1000)
    return Result(name="ui.counter_event_to_frame", unit="ms", samples=tuple(samples[10:]), goal=Goal(figure="p99", most=33))


def lists_to_frame() -> Result:
    """From the lists that came until they are on the screen: somebody has gone, somebody has come, all wait longer."""
    samples = []
    with a_full_hall() as (desk, happen):
        for _ in range(EVENTS):
            happen()
            lists = desk.lists.read(session=desk.token, counter=1)
            begun = time.perf_counter()
            desk.reader.take(lists)
            desk.clerk.frame()
            samples.append((time.perf_counter() - begun) * 1000)
    return Result(name="ui.counter_lists_to_frame", unit="ms", samples=tuple(samples[10:]), goal=Goal(figure="p99", most=33))


def lists_over_length() -> Result:
    """The lists of a console with 2,000 waiting over those with 60, at the hub: a page is a page."""
    short, long = (_median_read_ms(people) for people in (60, 2000))
    return Result(name="queue.lists_2000_over_60", unit="", samples=(long / short,), goal=Goal(figure="value", most=1.3))


def _median_read_ms(people: int) -> float:
    clock = FakeClock()
    with TemporaryDirectory() as home, Store.open(Path(home) / "hall.db", now=clock.now()) as store:
        hall = a_hall(store, clock)
        for _ in range(people):
            a_ticket(hall)
            clock.go_on(seconds=1)
        session, lists, samples = an_open_counter(hall), LocalLists(hall=hall), list[float]()
        for _ in range(EVENTS):
            begun = time.perf_counter()
            lists.read(session=session, counter=1)
            samples.append((time.perf_counter() - begun) * 1000)
    return statistics.median(samples)


BENCHES: dict[str, Callable[[], Result]] = {
    "ui.counter_event_to_frame": event_to_frame,
    "ui.counter_lists_to_frame": lists_to_frame,
    "queue.lists_2000_over_60": lists_over_length,
}
