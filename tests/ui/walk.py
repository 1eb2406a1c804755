"""Every page and state of every window, each with the way to it. Layout, reading aloud, keys and the pictures all walk this one list."""

from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from kiosk.model.announcement import LONGEST
from kiosk.model.catalogue import Catalogue
from kiosk.model.screen import Screen
from kiosk.store.database import Store
from tests.builders import FakeClock
from tests.ui.board import TALL, WIDE, Wall, called
from tests.ui.counter import Desk
from tests.ui.scenes import SCENES
from tests.ui.scenes_counter import COUNTER_SCENES
from tests.ui.terminal import LANDSCAPE, PORTRAIT, SMALL, Rig, a_published_form, the_catalogue
from ui.app import Opened
from ui.bridge.counter import CONSOLE_SIZE
from ui.bridge.form import FormView
from ui.driver import Driver
from ui.theme import DEFAULT_SIZE, Contrast, sizes

FORMS = ("birth_bundle", "elderly_allowance", "environment_report", "job_stability_rebate", "open_business", "residence_permit")
LANGUAGES = ("zh", "en")
BOARDS = {"portrait": TALL, "landscape": WIDE}
NORMAL, LARGEST = DEFAULT_SIZE, 3
SCREENS = {"portrait": PORTRAIT, "landscape": LANDSCAPE, "small": SMALL}


@dataclass(frozen=True, kw_only=True)
class Dress:
    """How somebody wants to see it."""

    language: str = "zh"
    size: int = NORMAL
    contrast: Contrast = Contrast.DEFAULT

    def __str__(self) -> str:
        return f"{self.language}-{('small', 'normal', 'large', 'largest')[self.size]}-{self.contrast}"


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A window in one state."""

    name: str
    driver: Driver
    screen: Screen
    wear: Callable[[Dress], None]


def wearer(opened: Opened, speak: Callable[[str], None], driver: Driver) -> Callable[[Dress], None]:
    def wear(dress: Dress) -> None:
        speak(dress.language)
        opened.look.set_size(min(dress.size, sizes(opened.look.screen) - 1))
        opened.look.set_contrast(str(dress.contrast))
        driver.settle()

    return wear


@contextmanager
def a_rig(home: Path) -> Iterator[Rig]:
    home.mkdir(parents=True, exist_ok=True)
    with closing(Rig(home, FakeClock())) as rig:
        yield rig


def of_terminal(rig: Rig, screen: Screen, names: Collection[str] = SCENES) -> Iterator[Stop]:
    """Every page that a citizen can come to, with what can be wrong there; each one is reached anew from the first page."""
    driver = rig.open(screen=screen)
    wear = wearer(rig.window.opened, rig.window.terminal.set_language, driver)
    for name in names:
        SCENES[name](rig, driver)
        yield Stop(name=name, driver=driver, screen=screen, wear=wear)
        rig.begin_anew(driver)


def of_form(rig: Rig, screen: Screen, form: str) -> Iterator[Stop]:
    """Each page that is relevant in the empty form, as it comes up and as it is when nothing was answered; then the check page."""
    rig.form = a_published_form(form)
    driver = rig.open(screen=screen)
    wear = wearer(rig.window.opened, rig.window.terminal.set_language, driver)
    rig.to_form(driver)
    view = rig.window.terminal.findChild(FormView)
    assert view is not None
    for page in rig.page_ids():
        name = f"{form}-{page.removeprefix('/data/').replace('/', '-')}"
        view.change(page)
        driver.settle()
        yield Stop(name=name, driver=driver, screen=screen, wear=wear)
        wear(Dress())
        driver.tap("next")
        if driver.sees("error-summary"):
            yield Stop(name=f"{name}-errors", driver=driver, screen=screen, wear=wear)
            wear(Dress())
    view.all_answered.emit()
    driver.wait_page("check")
    yield Stop(name=f"{form}-check", driver=driver, screen=screen, wear=wear)


def of_counter(home: Path, screen: Screen, names: Collection[str] = COUNTER_SCENES) -> Iterator[Stop]:
    """The console from signing in to the end of a visit, and what can be wrong."""
    for name in names:
        go, clock = COUNTER_SCENES[name], FakeClock()
        with Store.open(home / f"{name}.db", now=clock.now()) as store, closing(Desk(store, clock, screen, the_catalogue())) as desk:
            go(desk)
            desk.clerk.settle()
            yield Stop(name=name, driver=desk.clerk, screen=screen, wear=at_the_console(desk))


def at_the_console(desk: Desk) -> Callable[[Dress], None]:
    """In another language or other colours; the size is the console's own."""
    opened = desk.console.opened

    def wear(dress: Dress) -> None:
        opened.use_language(dress.language)
        desk.console.desk.use_language(dress.language)
        opened.look.set_size(CONSOLE_SIZE)
        opened.look.set_contrast(str(dress.contrast))
        desk.clerk.settle()

    return wear


def of_board(screen: Screen, catalogue: Catalogue | None = None) -> Iterator[Stop]:
    """Nobody yet, a call large, a few calls, thirty counters with many who wait, page after page, and no news from the hall."""
    with closing(Wall(FakeClock(), screen, catalogue or the_catalogue())) as wall:
        wear = wearer(wall.board.opened, wall.speak, wall.looker)

        def stop(name: str) -> Stop:
            return Stop(name=f"board-{name}", driver=wall.looker, screen=screen, wear=wear)

        yield stop("empty")
        wall.call("A001", 2, service="residence_permit")
        yield stop("call")
        wall.pass_time(LONGEST)
        yield stop("one")
        services = [one for one in (catalogue or the_catalogue()).services if one.has_ticket][:9]
        for number in range(1, 31):
            service = services[number % len(services)]
            label, long_ago = f"{service.series}{number:03d}", wall.clock.now() - timedelta(minutes=9)
            wall.state = called(wall.state, label, number, long_ago, service=service.code)
        for number, service in enumerate(services):
            wall.estimate(service.code, low=10, high=25, about=number % 2)
        wall.call("K3-001", 12, ago=timedelta(minutes=9))
        wall.say(zh="三号窗口今天不办理公积金业务，请到五号窗口", en="Counter 3 does not take housing funds today")
        for name, page in (("counters", 0), ("waiting", wall.page_count() - 1)):
            wall.turn_to(page)
            yield stop(name)
        wall.board.view.show_stale(wall.clock.now())
        wall.looker.settle()
        yield stop("stale")
