"""How does the demonstration show itself without a screen? Two journeys by touch on the real pages, then the counter and the board."""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kiosk.config import BoardSettings, CounterSettings, TerminalSettings
from kiosk.model.errors import KioskError
from kiosk.programs.board import a_board
from kiosk.programs.children import Child
from kiosk.programs.counter import a_counter
from kiosk.programs.demo_hall import CLERK, DemoHall, make_ready
from kiosk.programs.demo_scans import Scans
from kiosk.programs.demo_summary import Told, all_arrived, lacking, open_hub, summary, write_summary
from kiosk.programs.journey_answers import open_business as answers_of_company
from kiosk.programs.journey_answers import residence_permit as answers_of_person
from kiosk.programs.journeys import Album, Visitor
from kiosk.programs.terminal import a_terminal
from kiosk.programs.wiring import a_house, settings_for
from kiosk.store.database import Store
from ui.app import Opened, catch_faults, prepare_qt
from ui.driver import Driver, NotSeen

PATIENCE_S = 15.0
BOARD_PATIENCE_S = 45.0
"""A board that has just been started first shows the calls of the last half minute, eight seconds each."""


class Incomplete(KioskError):
    """Something that the demonstration should show is missing."""

    code = "demo.incomplete"


@dataclass(kw_only=True)
class Show:
    """The open hall: its terminal, its album, how many papers came out, since when the central system runs, how long things took."""

    hall: DemoHall
    album: Album
    terminal: Driver
    papers: int = 0
    central_up_at: datetime | None = None
    timings_ms: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.timings_ms[name] = round((time.perf_counter() - began) * 1000)


def show(out: Path, root: Path) -> int:
    """Run it, write the summary, and say in one sentence what is missing. The exit status."""
    began = time.perf_counter()
    hall = make_ready(root, now=datetime.now(UTC))
    prepare_qt()
    faults: list[str] = []
    catch_faults(faults.append, lambda: None)
    try:
        told = _run(hall, Album(out), began)
    except NotSeen as fault:
        raise Incomplete(f"{fault}.") from fault
    for paper in sorted(hall.paper.glob("*.pdf")):
        shutil.copy(paper, out)
    write_summary(out / "summary.json", told)
    missing = [*faults, *lacking(told, out)]
    if missing:
        raise Incomplete("; ".join(missing) + ".")
    print(f"{len(told['tickets'])} tickets, {len(told['submissions'])} submissions, {len(told['pictures'])} pictures: {out}")
    return 0


def _run(hall: DemoHall, album: Album, began: float) -> Told:
    with ExitStack() as stack:
        stack.enter_context(Child("hub", hall.settings("hub"), words=hall.words("hub"))).wait_ready()
        hub = stack.enter_context(open_hub(hall))
        stage = _open(stack, hall, album)
        stage.timings_ms["open"] = round((time.perf_counter() - began) * 1000)
        _play(stage, stack, hub)
        stage.timings_ms["whole"] = round((time.perf_counter() - began) * 1000)
        told = summary(hall, hub, pictures=album.names, timings_ms=stage.timings_ms)
        return {**told, "central_up_at": stage.central_up_at.isoformat() if stage.central_up_at else None}


def _open(stack: ExitStack, hall: DemoHall, album: Album) -> Show:
    """The terminal, in this process."""
    settings = settings_for(hall.settings("terminal"), TerminalSettings)
    house = stack.enter_context(a_house(settings, "terminal", stay=False))
    driver = _driver(stack.enter_context(a_terminal(settings, house)).opened, settings)
    return Show(hall=hall, album=album, terminal=driver, papers=len(list(hall.paper.glob("*.pdf"))))


def _driver(opened: Opened, settings: TerminalSettings | CounterSettings | BoardSettings, patience_s: float = PATIENCE_S) -> Driver:
    """Somebody before a window of the size of its machine's screen, in front of all others."""
    opened.window.resize(settings.screen.width_px, settings.screen.height_px)
    driver = Driver(opened.window, timeout_s=patience_s)
    driver.wait(opened.window.isActive, "the window to be in front")
    return driver


def _play(show: Show, stack: ExitStack, hub: Store) -> None:
    """A person while the central system is away, a company when it is back, then the counter and the board."""
    scans = Scans(show.hall.scans)
    person = Visitor(driver=show.terminal, album=show.album, language="zh", answers=answers_of_person(), lay_paper=scans.lay)
    with show.timed("person"):
        _person(show, person)
    show.central_up_at = datetime.now(UTC)
    central = stack.enter_context(Child("central", show.hall.settings("central"), words=show.hall.words("central")))
    answers = answers_of_company(datetime.now(UTC).date())
    with show.timed("company"):
        _company(show, Visitor(driver=show.terminal, album=show.album, language="en", answers=answers, lay_paper=scans.lay))
    central.wait_ready()
    with show.timed("counter"):
        _call_both(show, stack)
    with show.timed("arrival"):
        show.terminal.wait(lambda: all_arrived(hub), "the central system to have every submission")


def _person(show: Show, visitor: Visitor) -> None:
    """In Chinese: by a life event to the residence permit, the form, then a ticket."""
    show.terminal.wait_page("home")
    visitor.see("home")
    visitor.go("event.moving_here", "services")
    visitor.go("service.residence_permit", "guide")
    show.terminal.tap("fill-in")
    show.terminal.wait_page("form")
    visitor.fill_in()
    visitor.see("check")
    _file(show, visitor)
    _take_ticket(show, visitor)
    show.terminal.tap("finish")
    show.terminal.wait_page("home")


def _company(show: Show, visitor: Visitor) -> None:
    """In English: by the search to opening a business, the form, then a ticket."""
    show.terminal.tap("language.en")
    show.terminal.tap("audience.company")
    visitor.see("home")
    visitor.go("search", "search")
    show.terminal.type("open a company")
    visitor.see("search-found")
    visitor.go("service.open_business", "guide")
    show.terminal.tap("fill-in")
    show.terminal.wait_page("form")
    visitor.fill_in()
    visitor.see("check")
    _file(show, visitor)
    _take_ticket(show, visitor)
    show.terminal.tap("finish")
    show.terminal.wait_page("home")


def _file(show: Show, visitor: Visitor) -> None:
    with show.timed(f"file_{visitor.language}"):
        show.terminal.tap("submit")
        show.terminal.wait_page("done")
    _printed(show)
    visitor.see("done")


def _take_ticket(show: Show, visitor: Visitor) -> None:
    with show.timed(f"ticket_{visitor.language}"):
        show.terminal.tap("take")
        show.terminal.wait_page("ticket")
    _printed(show)
    visitor.see("ticket")


def _printed(show: Show) -> None:
    """The paper is there, and the page says so."""
    show.papers += 1
    show.terminal.wait(lambda: len(list(show.hall.paper.glob("*.pdf"))) >= show.papers, "the paper")
    show.terminal.wait(lambda: show.terminal.find("paper-state").property("kind") == "good", "the page to say that it is printed")


def _call_both(show: Show, stack: ExitStack) -> None:
    """The clerk signs in and calls both tickets; the board shows each."""
    for_board = settings_for(show.hall.settings("board"), BoardSettings)
    house = stack.enter_context(a_house(for_board, "board", stay=False))
    board = _driver(stack.enter_context(a_board(for_board, house)).opened, for_board, BOARD_PATIENCE_S)
    board.wait(lambda: not board.sees("nobody-waits"), "the people who wait on the board")
    show.album.see(board, "board-waiting")
    for_counter = settings_for(show.hall.settings("counter"), CounterSettings)
    house = stack.enter_context(a_house(for_counter, "counter", stay=False))
    clerk = _driver(stack.enter_context(a_counter(for_counter, house)).opened, for_counter)
    _sign_in(show, clerk)
    for number in (1, 2):
        label = _call(clerk)
        show.album.see(clerk, f"counter-called-{number}")
        _see_call(show, board, label)
        _serve(clerk)


def _sign_in(show: Show, clerk: Driver) -> None:
    clerk.wait_for("sign-in")
    show.album.see(clerk, "counter-sign-in")
    clerk.tap("staff-code")
    clerk.key_in(CLERK)
    clerk.tap("pin")
    clerk.key_in(show.hall.pin)
    clerk.tap("sign-in")
    clerk.wait_for("call-next")
    clerk.wait(lambda: clerk.find("call-next").isEnabled(), "the counter to be open")
    show.album.see(clerk, "counter-open")


def _call(clerk: Driver) -> str:
    """The number that came up."""
    clerk.tap("call-next")
    clerk.wait(lambda: clerk.sees("present-label") and clerk.text("present-label") != "", "a called ticket")
    return clerk.text("present-label")


def _see_call(show: Show, board: Driver, label: str) -> None:
    board.wait(lambda: board.sees("spotlight") and board.text("spotlight-label") == label, f"{label} large on the board")
    show.album.see(board, f"board-{label}")


def _serve(clerk: Driver) -> None:
    clerk.tap("start")
    clerk.wait(lambda: clerk.find("finish").isEnabled(), "the citizen at the counter")
    clerk.tap("finish")
    clerk.wait(lambda: clerk.find("call-next").isEnabled(), "the counter to be free")
