"""How does the demonstration show itself without a screen? Two journeys by touch on the real pages, then the counter and the board.

Whatever happens, summary.json says what is known, and what is missing is one plain sentence.
"""

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kiosk.actions import spool
from kiosk.config import BoardSettings, CounterSettings, TerminalSettings
from kiosk.model.errors import KioskError
from kiosk.model.paper import PrintState
from kiosk.programs.board import a_board
from kiosk.programs.children import READY_WITHIN_S, Child, DidNotStart
from kiosk.programs.counter import a_counter
from kiosk.programs.demo_hall import CLERK, DemoHall, make_ready
from kiosk.programs.demo_scans import Scans
from kiosk.programs.demo_summary import Told, all_arrived, blank, lacking, open_hub, open_terminal_store, summary, write_summary
from kiosk.programs.explain import explanations
from kiosk.programs.journey_answers import open_business as answers_of_company
from kiosk.programs.journey_answers import residence_permit as answers_of_person
from kiosk.programs.journeys import Album, Stuck, Visitor
from kiosk.programs.place import usable
from kiosk.programs.terminal import a_terminal
from kiosk.programs.wiring import a_house, settings_for
from kiosk.store.database import Store
from ui.app import Opened, catch_faults, prepare_qt
from ui.driver import Driver, NotSeen
from ui.watch import A_FAULT, Missed, Onlooker, Watch

PATIENCE_S = 15.0
BOARD_PATIENCE_S = 45.0
"""A board that has just been started first shows the calls of the last half minute, eight seconds each."""

WHO = {"hub": "the hub", "central": "the central system"}


@dataclass(kw_only=True)
class Show:
    """The open hall: its terminal, its album, how many papers came out, since when the central system runs, how long things took."""

    hall: DemoHall
    album: Album
    terminal: Driver
    watch: Watch
    papers: int = 0
    central_up_at: datetime | None = None
    timings_ms: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.timings_ms[name] = round((time.perf_counter() - began) * 1000)


@dataclass(kw_only=True)
class Account:
    """What is known so far. reason: why it stopped, if it did; ended: it came to its end, well or not."""

    out: Path
    watch: Watch
    told: Told = field(default_factory=blank)
    reason: str = ""
    ended: bool = False

    def close(self) -> int:
        """Write the summary, and say in one sentence what is missing; the exit status."""
        reasons = [self.reason] if self.reason else [] if self.ended else [A_FAULT]
        missing = list(dict.fromkeys([*reasons, *([A_FAULT] if self.watch.faults else []), *lacking(self.told, self.out)]))
        write_summary(self.out, {**self.told, "missing": missing, "faults": self.watch.faults})
        if missing:
            print(f"The demonstration is not complete: {'; '.join(reasons or missing)}.", file=sys.stderr)
            return 1
        told = self.told
        print(f"{len(told['tickets'])} tickets, {len(told['submissions'])} submissions, {len(told['pictures'])} pictures: {self.out}")
        return 0


def show(out: Path, root: Path) -> int:
    """Run it to its end or as far as it comes. The exit status."""
    account = Account(out=out, watch=Watch())
    status = 1
    try:
        prepare_qt()
        catch_faults(account.watch.faults.append, lambda: None)
        with usable(root):
            hall = make_ready(root, now=datetime.now(UTC))
        _run(hall, account)
        account.ended = True
    except (NotSeen, KioskError) as fault:
        account.reason = sentence_of(fault, root)
    finally:  # a fault of ours goes on to the hook, after what is known was written
        status = account.close()
    return status


def sentence_of(fault: Exception, root: Path) -> str:
    """What did not work, in words without names of the program's own."""
    match fault:
        case Missed():
            return str(fault)
        case NotSeen():
            return "a page cannot be used by touch"
        case DidNotStart():
            program = str(fault.facts["program"])
            return f"{WHO[program]} did not start, and says why in {root / 'words' / program}.txt"
        case Stuck():
            return _small(str(fault))
        case KioskError(code=code) if code in explanations():
            return _small(explanations()[code].what)
        case _:
            return A_FAULT


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _run(hall: DemoHall, account: Account) -> None:
    album, watch = Album(account.out), account.watch
    with ExitStack() as stack:
        start = _Starter(stack, hall, watch)
        try:
            start.program("hub")
            hub = stack.enter_context(open_hub(hall))
            stage = _open(stack, hall, album, watch)
            stage.timings_ms["open"] = watch.ms
            try:
                _play(stage, stack, start, hub)
            finally:
                stage.timings_ms["whole"] = watch.ms
                _tell(account, stage, hub)
        except BaseException:
            start.kill_all()  # nobody waits for a hall that failed
            raise


def _tell(account: Account, stage: Show, hub: Store) -> None:
    for paper in sorted(stage.hall.paper.glob("*.pdf")):
        shutil.copy(paper, account.out)
    up_at = stage.central_up_at.isoformat() if stage.central_up_at else None
    told = summary(stage.hall, hub, pictures=stage.album.names, timings_ms=stage.timings_ms)
    account.told = {**told, "central_up_at": up_at}


class _Starter:
    """Starts the hall's other programs, in the time that is left."""

    def __init__(self, stack: ExitStack, hall: DemoHall, watch: Watch) -> None:
        self._stack, self._hall, self._watch = stack, hall, watch
        self._children: list[Child] = []

    def begin(self, program: str) -> Child:
        child = self._stack.enter_context(Child(program, self._hall.settings(program), words=self._hall.words(program)))
        self._children.append(child)
        return child

    def program(self, program: str) -> None:
        self.wait(self.begin(program))

    def wait(self, child: Child) -> None:
        child.wait_ready(self._watch.left_s(READY_WITHIN_S))

    def kill_all(self) -> None:
        for child in self._children:
            child.kill()


def _open(stack: ExitStack, hall: DemoHall, album: Album, watch: Watch) -> Show:
    """The terminal, in this process."""
    settings = settings_for(hall.settings("terminal"), TerminalSettings)
    house = stack.enter_context(a_house(settings, "terminal", stay=False))
    driver = _driver(stack.enter_context(a_terminal(settings, house)).opened, settings, watch)
    return Show(hall=hall, album=album, terminal=driver, watch=watch, papers=len(list(hall.paper.glob("*.pdf"))))


def _driver(
    opened: Opened, settings: TerminalSettings | CounterSettings | BoardSettings, watch: Watch, patience_s: float = PATIENCE_S
) -> Driver:
    """Somebody before a window of the size of its machine's screen, in front of all others."""
    opened.window.resize(settings.screen.width_px, settings.screen.height_px)
    driver = Onlooker(opened.window, watch, patience_s=patience_s)
    driver.wait(opened.window.isActive, "a window in front of the others")
    return driver


def _play(show: Show, stack: ExitStack, start: _Starter, hub: Store) -> None:
    """A person while the central system is away, a company when it is back, then the counter and the board."""
    scans = Scans(show.hall.scans)
    person = Visitor(driver=show.terminal, album=show.album, language="zh", answers=answers_of_person(), lay_paper=scans.lay)
    with show.timed("person"):
        _person(show, person)
    show.central_up_at = datetime.now(UTC)
    central = start.begin("central")
    answers = answers_of_company(datetime.now(UTC).date())
    with show.timed("company"):
        _company(show, Visitor(driver=show.terminal, album=show.album, language="en", answers=answers, lay_paper=scans.lay))
    start.wait(central)
    with show.timed("counter"):
        _call_both(show, stack)
    with show.timed("arrival"):
        show.terminal.wait(lambda: all_arrived(hub), "the word of the central system that it has every submission")


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
    try:
        show.terminal.wait(lambda: len(list(show.hall.paper.glob("*.pdf"))) >= show.papers, "a paper")
    except Missed as fault:
        raise Missed(f"{fault}{_why_no_paper(show.hall)}") from fault
    show.terminal.wait(lambda: show.terminal.find("paper-state").property("kind") == "good", "the word that it is printed")


def _why_no_paper(hall: DemoHall) -> str:
    """What the printer says, if it says anything."""
    with open_terminal_store(hall) as store:
        owed = spool.jobs(store, frozenset({PrintState.QUEUED, PrintState.SENDING}))
        reasons = [reason for job in owed for reason in spool.reasons(store, job.id)]
    known = explanations().get(reasons[-1]) if reasons else None
    return f": {_small(known.what)}" if known else ""


def _call_both(show: Show, stack: ExitStack) -> None:
    """The clerk signs in and calls both tickets; the board shows each."""
    for_board = settings_for(show.hall.settings("board"), BoardSettings)
    house = stack.enter_context(a_house(for_board, "board", stay=False))
    board = _driver(stack.enter_context(a_board(for_board, house)).opened, for_board, show.watch, BOARD_PATIENCE_S)
    board.wait(lambda: not board.sees("nobody-waits"), "the line of people who wait on the board")
    show.album.see(board, "board-waiting")
    for_counter = settings_for(show.hall.settings("counter"), CounterSettings)
    house = stack.enter_context(a_house(for_counter, "counter", stay=False))
    clerk = _driver(stack.enter_context(a_counter(for_counter, house)).opened, for_counter, show.watch)
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
    clerk.wait(lambda: clerk.find("call-next").isEnabled(), "the word that the counter is open")
    show.album.see(clerk, "counter-open")


def _call(clerk: Driver) -> str:
    """The number that came up."""
    clerk.tap("call-next")
    clerk.wait(lambda: clerk.sees("present-label") and clerk.text("present-label") != "", "a called ticket at the counter")
    return clerk.text("present-label")


def _see_call(show: Show, board: Driver, label: str) -> None:
    board.wait(lambda: board.sees("spotlight") and board.text("spotlight-label") == label, f"the number {label} on the board")
    show.album.see(board, f"board-{label}")


def _serve(clerk: Driver) -> None:
    clerk.tap("start")
    clerk.wait(lambda: clerk.find("finish").isEnabled(), "the button that ends a matter at the counter")
    clerk.tap("finish")
    clerk.wait(lambda: clerk.find("call-next").isEnabled(), "the word that the counter is free")
