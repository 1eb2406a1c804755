"""The ways of a citizen to every page and state of the terminal; each begins on the first page and ends where its name says."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.actions import spool
from kiosk.forms.errors import BundleError
from kiosk.model.catalogue import Service
from kiosk.model.errors import KioskError
from kiosk.model.paper import Printed, PrinterState, PrintJob, PrintReason
from kiosk.model.parcel import LinkState
from kiosk.model.queue import HallAway, QueueRefused
from kiosk.store.errors import DiskFull
from tests.builders import an_open_counter
from tests.ui.forms import CITY_MOVE, fill_in
from tests.ui.scenes_appointment import APPOINTMENT_SCENES
from tests.ui.terminal import Rig, a_form, with_its_hours
from ui.bridge.terminal import StationState
from ui.driver import Driver

Scene = Callable[[Rig, Driver], None]


def to_guide(rig: Rig, driver: Driver, fits: Callable[[Service], bool]) -> None:
    """By department to the first service like that."""
    service = next(service for service in rig.catalogue.services if fits(service) and "person" in service.audiences)
    driver.tap(f"department.{service.department}")
    driver.wait_page("services")
    driver.tap(f"service.{service.code}")
    driver.wait_page("guide")


def both(service: Service) -> bool:
    return service.has_ticket and service.form is not None


def ticket_only(service: Service) -> bool:
    return service.has_ticket and service.form is None


def form_only(service: Service) -> bool:
    return service.form is not None and not service.has_ticket


def _home_of_companies(rig: Rig, driver: Driver) -> None:
    driver.tap("audience.company")


def _life_event(rig: Rig, driver: Driver) -> None:
    driver.tap(next(name for name in driver.names() if name.startswith("event.")))
    driver.wait_page("services")


def _department(rig: Rig, driver: Driver) -> None:
    driver.tap(next(name for name in driver.names() if name.startswith("department.")))
    driver.wait_page("services")


def _tickets(rig: Rig, driver: Driver) -> None:
    driver.tap("tickets")
    driver.wait_page("services")


def _search(typed: str) -> Scene:
    def go(rig: Rig, driver: Driver) -> None:
        driver.tap("search")
        driver.wait_page("search")
        driver.type(typed)

    return go


def _signs(rig: Rig, driver: Driver) -> None:
    _search("")(rig, driver)
    driver.tap("key.board")


def _search_without_keyboard(rig: Rig, driver: Driver) -> None:
    _search("c")(rig, driver)
    driver.tap("key.hide")


def _guide(fits: Callable[[Service], bool]) -> Scene:
    return lambda rig, driver: to_guide(rig, driver, fits)


def _refused(fault: KioskError) -> Scene:
    """A ticket that is not given."""

    def go(rig: Rig, driver: Driver) -> None:
        rig.fault = fault
        to_guide(rig, driver, ticket_only)
        driver.tap("take")
        driver.wait_for("trouble")

    return go


def _broken_form(rig: Rig, driver: Driver) -> None:
    rig.form_fault = BundleError("damaged")
    to_guide(rig, driver, both)
    driver.tap("fill-in")
    driver.wait_for("trouble")


def _ticket(rig: Rig, driver: Driver) -> None:
    """With a counter at work, so that a waiting time is told."""
    an_open_counter(rig.hall)
    to_guide(rig, driver, ticket_only)
    driver.tap("take")
    driver.wait_page("ticket")
    driver.wait_for("paper-state")


def _ticket_alone(rig: Rig, driver: Driver) -> None:
    """The hub is away and no block is left: the number stands under the terminal's own name."""
    rig.hub_is_away = True
    rig.state = replace(rig.state, link=LinkState.DOWN)
    rig.window.notify()
    _ticket(rig, driver)


def _guide_all_given(rig: Rig, driver: Driver) -> None:
    """The last ticket of the day was somebody else's: the page says when there are tickets again."""
    rig.fault = QueueRefused("limit-reached", limit=5, opens_at="2026-03-03T09:00:00+08:00")
    to_guide(rig, driver, ticket_only)
    driver.tap("take")
    driver.wait_for("no-tickets")


def _on_a_holiday(then: Scene) -> Scene:
    def go(rig: Rig, driver: Driver) -> None:
        rig.show(replace(with_its_hours(), holidays=frozenset({rig.clock.now().date()})), driver)
        then(rig, driver)

    return go


def _priority(rig: Rig, driver: Driver) -> None:
    to_guide(rig, driver, ticket_only)
    driver.tap("priority")
    driver.wait_page("priority")


def _ticket_with_priority(rig: Rig, driver: Driver) -> None:
    _priority(rig, driver)
    driver.tap("class.elderly")
    driver.wait_page("ticket")
    driver.wait_for("paper-state")


def _ticket_printed(rig: Rig, driver: Driver) -> None:
    _ticket(rig, driver)
    _print(rig, driver)


def _ticket_without_paper(rig: Rig, driver: Driver) -> None:
    out_of(rig, PrintReason.PAPER)
    _ticket(rig, driver)
    _hold(rig, driver, PrintReason.PAPER)


def _form(page: str) -> Scene:
    """A page of a form with every kind of question."""

    def go(rig: Rig, driver: Driver) -> None:
        _begin_form(rig, driver)
        rig.turn_to(driver, page)

    return go


def _begin_form(rig: Rig, driver: Driver) -> None:
    rig.form = a_form(CITY_MOVE)
    to_guide(rig, driver, both)
    driver.tap("fill-in")
    driver.wait_page("form")


def _errors(rig: Rig, driver: Driver) -> None:
    _form("person")(rig, driver)
    driver.tap("next")
    driver.wait_for("error-summary")


def _field(page: str, field: str) -> Scene:
    """A field has the focus, and its keyboard is open."""

    def go(rig: Rig, driver: Driver) -> None:
        _form(page)(rig, driver)
        driver.tap(f"field.{field}")
        driver.wait_for("keyboard")

    return go


def _list(typed: str) -> Scene:
    def go(rig: Rig, driver: Driver) -> None:
        _form("people")(rig, driver)
        driver.tap("list.people")
        driver.wait_page("list")
        if typed:
            driver.enter("picker-search", typed)

    return go


def _scan_there(rig: Rig, driver: Driver) -> None:
    _form("photo")(rig, driver)
    rig.lay_on_scanner()
    driver.tap("look.photo")
    driver.wait_for("scan.photo.0")


def _scan_taken(rig: Rig, driver: Driver) -> None:
    _scan_there(rig, driver)
    driver.tap("scan.photo.0")
    driver.wait_for("remove.photo")


def _scan_unreadable(rig: Rig, driver: Driver) -> None:
    _form("photo")(rig, driver)
    rig.lay_on_scanner(data=b"no picture at all")
    driver.tap("look.photo")
    driver.wait_for("scan.photo.0")
    driver.tap("scan.photo.0")
    driver.wait_for("scan-trouble")


def _rows(rig: Rig, driver: Driver) -> None:
    _form("child")(rig, driver)
    for name in ("An", "Bo"):
        driver.tap("add-row")
        driver.enter("field.c_name", name)
        driver.tap("next")
        driver.wait_for("add-row")


def _check(rig: Rig, driver: Driver) -> None:
    _begin_form(rig, driver)
    fill_in(driver)


def _disk_full(rig: Rig, driver: Driver) -> None:
    _check(rig, driver)
    rig.fault = DiskFull()
    driver.tap("submit")
    driver.wait_for("trouble")


def _done(rig: Rig, driver: Driver) -> None:
    _check(rig, driver)
    driver.tap("submit")
    driver.wait_page("done")
    driver.wait_for("paper-state")


def _done_printed(rig: Rig, driver: Driver) -> None:
    _done(rig, driver)
    _print(rig, driver)


def _done_without(reason: PrintReason, link: LinkState = LinkState.UP) -> Scene:
    def go(rig: Rig, driver: Driver) -> None:
        out_of(rig, reason, link)
        _done(rig, driver)
        _hold(rig, driver, reason)

    return go


def _done_offline(rig: Rig, driver: Driver) -> None:
    rig.state = StationState(link=LinkState.DOWN, waiting=1, printer=PrinterState(ready=True))
    rig.window.notify()
    _done_printed(rig, driver)


def _help(rig: Rig, driver: Driver) -> None:
    driver.tap("help")
    driver.wait_page("help")


def _leaving(rig: Rig, driver: Driver) -> None:
    _form("person")(rig, driver)
    driver.tap("leave")
    driver.wait_for("page-leaving")


def _idle(rig: Rig, driver: Driver) -> None:
    _form("person")(rig, driver)
    rig.be_still()
    driver.wait_for("idle-warning")


def _trouble(rig: Rig, driver: Driver) -> None:
    rig.window.terminal.show_trouble()
    driver.wait_page("trouble")


SCENES: dict[str, Scene] = {
    "home": lambda rig, driver: None,
    "home-company": _home_of_companies,
    "services-event": _life_event,
    "services-department": _department,
    "services-tickets": _tickets,
    "search": _search(""),
    "search-found": _search("c"),
    "search-found-whole": _search_without_keyboard,
    "search-nothing": _search("qqqq"),
    "keyboard-signs": _signs,
    "guide-both": _guide(both),
    "guide-ticket-only": _guide(ticket_only),
    "guide-form-only": _guide(form_only),
    "guide-closed": _refused(QueueRefused("closed")),
    "guide-all-given": _guide_all_given,
    "guide-both-holiday": _on_a_holiday(_guide(both)),
    "services-holiday": _on_a_holiday(_tickets),
    "priority": _priority,
    "ticket-priority": _ticket_with_priority,
    "guide-hub-away": _refused(HallAway()),
    "guide-form-broken": _broken_form,
    "ticket": _ticket,
    "ticket-printed": _ticket_printed,
    "ticket-hub-away": _ticket_alone,
    "ticket-no-paper": _ticket_without_paper,
    "form-consent": _begin_form,
    "form-questions": _form("person"),
    "form-errors": _errors,
    "form-letters": _field("person", "who"),
    "form-identity": _field("person", "number"),
    "form-date": _field("since", "since.year"),
    "form-digits": _field("rooms", "rooms"),
    "form-lines": _field("story", "story"),
    "form-several": _form("why"),
    "form-list": _form("people"),
    "list": _list(""),
    "list-nothing": _list("qqqq"),
    "scan-none": _form("photo"),
    "scan-there": _scan_there,
    "scan-taken": _scan_taken,
    "scan-unreadable": _scan_unreadable,
    "rows-none": _form("child"),
    "rows": _rows,
    "signature": _form("sign"),
    "check": _check,
    "check-disk-full": _disk_full,
    "done-printing": _done,
    "done-printed": _done_printed,
    "done-no-paper": _done_without(PrintReason.PAPER),
    "done-printer-away": _done_without(PrintReason.UNPLUGGED),
    "done-hub-away": _done_offline,
    "done-all-away": _done_without(PrintReason.UNPLUGGED, LinkState.DOWN),
    "help": _help,
    "leaving": _leaving,
    "idle": _idle,
    "trouble": _trouble,
    **APPOINTMENT_SCENES,
}


def out_of(rig: Rig, reason: PrintReason, link: LinkState = LinkState.UP) -> None:
    """The printer cannot print."""
    rig.state = StationState(link=link, printer=PrinterState(ready=False, reason=reason))
    rig.window.notify()


def _print(rig: Rig, driver: Driver) -> None:
    job = _job(rig)
    begun = spool.begin(rig.store, job, printer="folder", mark="m", now=rig.clock.now())
    spool.settle(rig.store, begun, Printed(), now=rig.clock.now())
    _see_paper(rig, driver, "good")


def _hold(rig: Rig, driver: Driver, reason: PrintReason) -> None:
    spool.hold(rig.store, _job(rig), reason, now=rig.clock.now())
    _see_paper(rig, driver, "notice")


def _see_paper(rig: Rig, driver: Driver, kind: str) -> None:
    rig.window.notify()
    driver.wait(lambda: driver.find("paper-state").property("kind") == kind, "the state of the paper")


def _job(rig: Rig) -> PrintJob:
    """The paper of the page that is shown."""
    assert rig.shown_paper is not None
    return rig.shown_paper

ONE_OF_EACH = (
    "home", "search-found", "services-event", "guide-both", "guide-hub-away", "priority", "check-in-wrong-day", "ticket", "form-errors",
    "form-list", "form-lines", "rows", "signature", "scan-none", "list", "check", "done-printed", "rate-badly", "help", "leaving", "idle",
    "trouble",
)
"""One state of each page and each kind of question: what the fast tests walk; `make test-all` walks all."""
