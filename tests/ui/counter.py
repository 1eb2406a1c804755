"""A counter as tests want it: a real window on the real queue, and a clerk before it."""

from uuid import UUID

from PySide6.QtCore import Qt

from kiosk.actions import feed, staff
from kiosk.actions.queue import LocalHall
from kiosk.actions.staff import Newcomer, Secrets
from kiosk.model.catalogue import Catalogue
from kiosk.model.queue import HallAway
from kiosk.model.screen import Screen
from kiosk.store.database import Store
from tests.builders import PIN, FakeClock, a_hall, new_id, some_entropy
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
        self.console: CounterWindow = open_counter(
            CounterParts(
                hall=self.line,  # type: ignore[arg-type]  # answers as the hall does, by name
                catalogue=self.hall.catalogue, counter=1, screen=screen, now=clock.now, request=new_id, jobs=self.jobs,
                language="en",
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

    def shows(self, name: str) -> str:
        """What a property of the console says."""
        return str(self.console.desk.property(name))

    def close(self) -> None:
        self.console.close()
        self.jobs.close()
