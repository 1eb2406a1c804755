"""A counter as tests want it: a real window on the real queue, and a clerk before it."""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

from PySide6.QtCore import Qt

from kiosk.actions import feed, lane, staff
from kiosk.actions.emergency import CounterDesk
from kiosk.actions.lane import Console
from kiosk.actions.queue import LocalHall
from kiosk.actions.staff import Newcomer, Secrets
from kiosk.model.catalogue import Catalogue
from kiosk.model.queue import HallAway
from kiosk.model.screen import Screen
from kiosk.store.database import Store
from sync.console import SteadyCounter
from sync.lending import LaneKeeper
from tests.builders import PIN, FakeClock, a_hall, new_id, some_entropy
from ui.bridge.away import AwayDesk
from ui.bridge.counter import CounterParts, CounterWindow, open_counter
from ui.driver import Driver
from ui.jobs import Jobs

SCREENS = {
    "wide": Screen(width_mm=527, height_mm=296, width_px=1920, height_px=1080, distance_mm=600),
    "tall": Screen(width_mm=296, height_mm=527, width_px=1080, height_px=1920, distance_mm=600),
}


class Line:
    """The hall at the other end of a line that may lose the answer after the deed was done."""

    def __init__(self, hall: LocalHall) -> None:
        self.hall = hall
        self.lose_next = False
        self.requests: list[UUID] = []

    def __getattr__(self, deed: str) -> object:
        def asked(*args: UUID, **words: object) -> object:
            self.requests += args
            answer = getattr(self.hall, deed)(*args, **words)
            if self.lose_next:
                self.lose_next = False
                raise HallAway
            return answer

        return asked


class Desk:
    """A console at counter 1 with somebody at it."""

    def __init__(self, store: Store, clock: FakeClock, screen: Screen, catalogue: Catalogue | None = None) -> None:
        self.store, self.clock = store, clock
        self.hall = a_hall(store, clock, catalogue)
        newcomer = Newcomer(code="w1", name="王芳", role="clerk", pin=PIN, services=("*",))
        staff.add(store, newcomer, secrets=Secrets(entropy=some_entropy()), now=clock.now())
        self.line = Line(self.hall)
        self.jobs = Jobs()
        self.own = Store.open(Path(mkdtemp()) / "counter.db", now=clock.now())
        desk = CounterDesk(
            store=self.own, shelf=self.hall.shelf, station="D1", counter=1, clock=clock, entropy=some_entropy()
        )  # fmt: skip
        self.alone = SteadyCounter(self.line, desk)  # type: ignore[arg-type]  # as below
        self.console: CounterWindow = open_counter(
            CounterParts(
                hall=self.alone,  # by way of a line that answers as the hall does, by name
                catalogue=self.hall.catalogue, counter=1, screen=screen, now=clock.now, request=new_id, jobs=self.jobs,
                language="en", alone=self.alone,
            )
        )  # fmt: skip
        self.clerk = Driver(self.console.opened.window)

    def sign_in(self, pin: str = PIN) -> None:
        self.clerk.tap("staff-code")
        self.clerk.wait(lambda: self.clerk.find("staff-code").hasActiveFocus(), "the focus in the first field")
        self.clerk.find("staff-code").setProperty("text", "w1")
        self.clerk.press(Qt.Key.Key_Return)
        for digit in pin:
            self.clerk.press(Qt.Key(ord(digit)))
        self.clerk.press(Qt.Key.Key_Return)
        self.settled()

    def press(self, key: Qt.Key) -> None:
        self.clerk.press(key)
        self.settled()

    def settled(self) -> None:
        """The answer has come, and the feed has told what became of it."""
        self.clerk.wait(lambda: self.jobs.idle and not self.console.desk.busy, "the answer")
        self.console.desk.show_state(feed.snapshot(self.store))
        self.clerk.settle()

    def keep_lane(self) -> None:
        """As the console's worker does, with the hub at hand."""
        hall = self.hall.for_station("D1")
        console = Console(station="D1", edition=hall.shelf.now)
        LaneKeeper(self.own, 1, lambda word: lane.exchange(hall.store, word, console, now=hall.now())).step()

    def away(self) -> None:
        """The hub falls silent, and ten seconds have passed."""
        self.console.desk.show_link("down")
        self.clerk.wait(lambda: self.shows("link") == "down", "the line to be down")
        self.without_hub.run_out()
        self.clerk.wait(lambda: self.jobs.idle and not self.without_hub.busy, "the console to be ready")
        self.clerk.settle()

    def press_alone(self, key: Qt.Key) -> None:
        self.clerk.press(key)
        self.clerk.wait(lambda: self.jobs.idle and not self.without_hub.busy, "the deed to be kept")
        self.clerk.settle()

    def alone_says(self, name: str) -> str:
        """What a property of the counter without its hub says."""
        return str(self.without_hub.property(name))

    @property
    def without_hub(self) -> AwayDesk:
        away = self.console.desk.away
        assert isinstance(away, AwayDesk)
        return away

    def sign_out_of_the_window(self) -> None:
        """As after a new start of the console: the file knows who was here, the window does not."""
        self.console.desk._end()

    def shows(self, name: str) -> str:
        """What a property of the console says."""
        return str(self.console.desk.property(name))

    def close(self) -> None:
        self.console.close()
        self.jobs.close()
        self.own.close()
        shutil.rmtree(self.own.path.parent)
