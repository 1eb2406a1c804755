"""The ways to the pages of appointments and ratings; each begins on the first page."""

from collections.abc import Callable
from datetime import timedelta

from kiosk.actions.appointment import take_over
from kiosk.actions.queue import LocalHall
from kiosk.model.appointment import Booking
from kiosk.model.errors import KioskError
from kiosk.model.hall import Ticket
from kiosk.model.queue import QueueRefused
from tests.builders import NINE, an_open_counter, new_id
from tests.ui.terminal import Rig
from ui.driver import Driver

Scene = Callable[[Rig, Driver], None]
CODE = "YY202603"


def booked(rig: Rig, minutes: float = 60) -> str:
    """For the first service with tickets, so many minutes from now; gives the code."""
    service = next(service for service in rig.catalogue.services if service.has_ticket)
    code = f"YY{new_id().int % 10**8:08d}"
    slot = rig.clock.now() + timedelta(minutes=minutes)
    take_over(rig.hall, [Booking(code=code, service=service.code, slot=slot, language="zh")], "city")
    return code


def served(hall: LocalHall, service: str) -> Ticket:
    """Somebody whose matter is finished at counter 1."""
    ticket = hall.take_ticket(new_id(), service=service, language="zh", audience="person")
    counter = next(one.number for one in hall.catalogue.counters if service in one.services)
    session = an_open_counter(hall, counter=counter)
    call = hall.call_next(new_id(), session=session, counter=counter)
    assert call is not None
    hall.start(new_id(), session=session, counter=counter)
    hall.finish(new_id(), session=session, counter=counter)
    return ticket if call.leg == ticket.leg else served(hall, service)


def to_check_in(driver: Driver) -> None:
    driver.tap("check-in")
    driver.wait_page("check-in")


def _check_in(rig: Rig, driver: Driver) -> None:
    to_check_in(driver)


def _without_keyboard(page: str) -> Scene:
    def go(rig: Rig, driver: Driver) -> None:
        driver.tap(page)
        driver.wait_page(page)
        driver.tap("key.hide")

    return go


def _arrived(minutes: float) -> Scene:
    def go(rig: Rig, driver: Driver) -> None:
        an_open_counter(rig.hall)
        code = booked(rig, minutes)
        to_check_in(driver)
        driver.enter("code-field", code)
        driver.tap("enter")
        driver.wait_page("ticket")
        driver.wait_for("paper-state")

    return go


def _refused(fault: KioskError) -> Scene:
    def go(rig: Rig, driver: Driver) -> None:
        rig.fault = fault
        to_check_in(driver)
        driver.enter("code-field", CODE)
        driver.tap("key.hide")
        driver.tap("enter")
        driver.wait_for("check-in-trouble")

    return go


def _rate(rig: Rig, driver: Driver) -> None:
    ticket = served(rig.hall, next(service.code for service in rig.catalogue.services if service.has_ticket))
    driver.tap("rate")
    driver.wait_page("rate")
    driver.enter("ticket-field", f"{ticket.label} {ticket.rating_code}")
    driver.tap("key.hide")
    driver.tap("look")
    driver.wait_for("rating")


def _rate_badly(rig: Rig, driver: Driver) -> None:
    _rate(rig, driver)
    driver.tap("grade.2")
    driver.wait_for("send-rating")


def _rated(rig: Rig, driver: Driver) -> None:
    _rate_badly(rig, driver)
    driver.tap("send-rating")
    driver.wait_for("rating-thanks")


def _rate_nothing(rig: Rig, driver: Driver) -> None:
    driver.tap("rate")
    driver.wait_page("rate")
    driver.enter("ticket-field", "A999 000000")
    driver.tap("key.hide")
    driver.tap("look")
    driver.wait_for("rating-trouble")


APPOINTMENT_SCENES: dict[str, Scene] = {
    "check-in": _check_in,
    "check-in-early": _arrived(60),
    "check-in-late": _arrived(-15),
    "check-in-wrong-day": _refused(QueueRefused("wrong-day", slot=(NINE + timedelta(days=13)).isoformat())),
    "check-in-guessed": _refused(QueueRefused("wait", wait_s=28)),
    "rate": _without_keyboard("rate"),
    "rate-badly": _rate_badly,
    "rate-thanks": _rated,
    "rate-unknown": _rate_nothing,
}
