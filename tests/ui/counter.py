"""A counter as tests want it: a real window on the real queue, and a clerk before it."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

from PySide6.QtCore import Qt

from kiosk.actions import feed, lane
from kiosk.actions.case import LocalCases
from kiosk.actions.emergency import CounterDesk
from kiosk.actions.lane import Console
from kiosk.actions.lists import LocalLists
from kiosk.actions.queue import LocalHall
from kiosk.actions.sealing import sealed_parts
from kiosk.forms import FormSession
from kiosk.model.catalogue import Catalogue
from kiosk.model.hall import Order, Ticket
from kiosk.model.lists import EarlyWarning
from kiosk.model.queue import HallAway
from kiosk.model.receipt import receipt_no
from kiosk.model.screen import Screen
from kiosk.model.submission import Submission, SubmissionState
from kiosk.programs.journey_answers import residence_permit
from kiosk.security import pins
from kiosk.store import filing as rows
from kiosk.store import staff
from kiosk.store.database import Store
from kiosk.store.staff import Person
from sync.console import SteadyCounter
from sync.lending import LaneKeeper
from tests.builders import HALL_KEY, PIN, FakeClock, a_finished_form, a_hall, an_attachment, new_id, some_entropy
from tests.ui.terminal import a_published_form
from ui.bridge.away import AwayDesk
from ui.bridge.counter import CounterParts, CounterWindow, open_counter
from ui.bridge.counter_reader import CounterReader
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


@cache
def hashed() -> str:
    """Of PIN: half a second, once."""
    return pins.hash_pin(PIN, salt=bytes(16), pepper=b"")


class Desk:
    """A console at counter 1 with somebody at it."""

    def __init__(
        self, store: Store, clock: FakeClock, screen: Screen, catalogue: Catalogue | None = None, *, role: str = "clerk"
    ) -> None:
        self.store, self.clock = store, clock
        self.warnings: tuple[EarlyWarning, ...] = ()
        self.hall = a_hall(store, clock, catalogue)
        with store.write() as tx:
            staff.put(tx, Person(code="w1", name="王芳", role=role, pin=hashed(), services=frozenset("*")))
        self.line = Line(self.hall)
        self.jobs, self.reads = Jobs(), Jobs()
        self.lists = LocalLists(hall=self.hall, warnings=lambda _now: self.warnings)
        self.cases = LocalCases(hall=self.hall, openers=[HALL_KEY], form=lambda form, _version: a_published_form(form))
        self.own = Store.open(Path(mkdtemp()) / "counter.db", now=clock.now())
        desk = CounterDesk(
            store=self.own, shelf=self.hall.shelf, station="D1", counter=1, clock=clock, entropy=some_entropy()
        )  # fmt: skip
        self.alone = SteadyCounter(self.line, desk)  # type: ignore[arg-type]  # as below
        self.console: CounterWindow = open_counter(
            CounterParts(
                hall=self.alone,  # by way of a line that answers as the hall does, by name
                lists=self.lists, cases=self.cases, reads=self.reads,
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

    def do(self, order: Order) -> None:
        """A deed of the same clerk that is none of these keys."""
        self.console.desk._order(order)
        self.settled()

    def file_a_form(self, ticket: Ticket) -> str:
        """Filled in for this ticket by the demonstration's citizen, sealed, and come to the hub; gives the receipt number."""
        form, now = a_published_form(ticket.service), self.clock.now()
        session = FormSession(form, now=self.clock.now, zone=self.hall.catalogue.zone, entropy=some_entropy(), language="zh")
        for name, value in residence_permit().values.items():
            node = next((node for node in session.state.root.walk() if node.name == name and node.relevant), None)
            if node is not None:
                session.answer(session.state.reference(node), value if isinstance(value, str) else "-".join(value))
        finished = a_finished_form(form=form.form_id, version=form.version, xml=session.submission_xml(), attachments=(an_attachment(),))
        parts = sealed_parts(finished, HALL_KEY.public, entropy=some_entropy(), now=now)
        number = receipt_no("K1", now.date(), 1)
        submission = Submission(
            id=finished.id, receipt_no=number, service=ticket.service, form=finished.form, version=finished.version, central="city",
            hall=self.hall.catalogue.hall, station="K1", station_seq=1, language="zh", filed_at=now, digest="d", parts=parts,
            visit=ticket.visit,
        )  # fmt: skip
        with self.store.write() as tx:
            rows.add(tx, submission, state=SubmissionState.AT_HUB, item_digest="d")
            rows.add_parts(tx, submission.id, parts, now=now)
        return number

    def settled(self) -> None:
        """The answer has come, and the feed has told what became of it."""
        self.clerk.wait(lambda: self.jobs.idle and not self.console.desk.busy, "the answer")
        self.console.desk.show_state(feed.snapshot(self.store))
        self.read()

    @property
    def reader(self) -> CounterReader:
        found = self.console.desk.findChild(CounterReader)
        assert found is not None
        return found

    @property
    def token(self) -> str:
        """Of the clerk's session, for looking behind the screen."""
        session = self.console.desk._session
        assert session is not None
        return session.token

    def name(self, service: str) -> str:
        return self.hall.catalogue.service(service).name.in_("en")

    def read(self) -> None:
        """The lists are those of this moment."""
        self.clerk.settle()
        self.reader.read()
        self.clerk.wait(lambda: self.reads.idle, "the lists")
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
        self.reads.close()
        self.own.close()
        shutil.rmtree(self.own.path.parent)
