"""Checking in and rating at the terminal, used like a person would (C4, C29)."""

import pytest

from kiosk.model.hall import Ticket
from kiosk.model.queue import HallAway, QueueRefused
from kiosk.store import filing
from tests.builders import some_id
from tests.ui.scenes import SCENES
from tests.ui.scenes_appointment import booked, served, to_check_in
from tests.ui.terminal import Rig
from ui.driver import Driver


def check_in(driver: Driver, code: str) -> None:
    to_check_in(driver)
    driver.enter("code-field", code)
    driver.tap("enter")


def test_an_appointment_becomes_a_ticket_in_three_touches_besides_the_typing(rig: Rig) -> None:
    driver = rig.open()
    check_in(driver, booked(rig, 5).lower())
    driver.wait_page("ticket")

    assert driver.text("ticket-number")[1:].isdigit()
    assert "按预约顺序叫号" in driver.text("arrival")
    driver.tap("language.en")
    assert driver.text("arrival").startswith("Your appointment at 09:05")


def test_a_code_held_under_the_reader_is_a_ticket_without_a_touch(rig: Rig) -> None:
    driver = rig.open()
    rig.window.read_code(f"https://city.example/a?code={booked(rig, -15)}")
    driver.wait_page("ticket")

    assert "预约时间是 08:45" in driver.text("arrival")
    assert rig.window.terminal.idle.watching


def test_a_code_that_is_read_elsewhere_changes_nothing(rig: Rig) -> None:
    driver = rig.open()
    driver.tap("search")
    driver.wait_page("search")
    rig.window.read_code(booked(rig, 5))
    driver.settle()

    assert driver.page == "search"


def test_a_second_check_in_shows_the_same_ticket(rig: Rig) -> None:
    driver = rig.open()
    code = booked(rig, 5)
    number = rig.hall.check_in(some_id(), code=code).ticket.label
    check_in(driver, code)
    driver.wait_page("ticket")

    assert driver.text("ticket-number") == number
    assert any("这是同一张号票" in words for words in driver.texts())


def test_what_does_not_work_is_told_with_day_and_time_and_can_be_tried_again(rig: Rig) -> None:
    driver = rig.open()
    check_in(driver, booked(rig, 60 * 24))
    driver.wait_for("check-in-trouble")
    assert driver.text("check-in-trouble") == "您的预约不在今天：2026年3月3日，09:00。"

    rig.fault = HallAway()
    code = booked(rig, 5)
    rig.window.read_code(code)
    driver.wait(lambda: driver.text("check-in-trouble") == "暂时连不上大厅的排队系统。", "the trouble")
    rig.fault = None
    rig.window.read_code(code)
    driver.wait_page("ticket")


def test_without_a_valid_appointment_the_tickets_are_one_touch_away(rig: Rig) -> None:
    driver = rig.open()
    rig.fault = QueueRefused("cancelled")
    check_in(driver, "YY202603")
    driver.wait_for("check-in-trouble")
    driver.tap("tickets")

    driver.wait_page("services")


# -- rating -----------------------------------------------------------------------------------------------------------


def words_of(ticket: Ticket) -> str:
    return f"{ticket.label} {ticket.rating_code}"


def to_rating(rig: Rig, driver: Driver) -> Ticket:
    ticket = served(rig.hall, next(service.code for service in rig.catalogue.services if service.has_ticket))
    driver.tap("rate")
    driver.wait_page("rate")
    rig.window.read_code(words_of(ticket))
    driver.wait_for("rating")
    return ticket


def test_the_code_on_a_ticket_leads_from_the_first_page_to_its_rating(rig: Rig) -> None:
    driver = rig.open()
    rig.window.read_code("http://hall:8080/q/AZysDyaAdtmJkaOxL5Rj92mnBYCYUEia3HhFr2SYsko=")
    driver.wait_for("rating-trouble")

    assert driver.page == "rate"


def test_an_appointments_code_that_looks_like_a_ticket_is_an_appointment(rig: Rig) -> None:
    driver = rig.open()
    rig.window.read_code("YY110319311")
    driver.wait_for("check-in-trouble")

    assert driver.page == "check-in"


def test_a_visit_is_rated_with_its_ticket(rig: Rig) -> None:
    driver = rig.open()
    ticket = to_rating(rig, driver)
    driver.tap("grade.1")
    driver.tap("reason.unfriendly")
    driver.tap("reason.waited_long")
    driver.tap("reason.unfriendly")
    driver.tap("send-rating")
    driver.wait_for("rating-thanks")
    driver.wait(lambda: bool(rig.rated), "the rating")

    (slip,) = rig.rated
    assert (slip.matter.id, slip.verdict.grade, slip.verdict.reasons) == (ticket.leg, 1, ("waited_long",))
    assert slip.words == words_of(ticket)
    driver.tap("finish")
    driver.wait_page("home")
    assert rig.wiped == ["finished"]


def test_a_grade_that_was_touched_counts_when_the_citizen_walks_away(rig: Rig) -> None:
    driver = rig.open()
    to_rating(rig, driver)
    driver.tap("grade.5")
    rig.window.terminal.wipe("idle")
    driver.wait(lambda: bool(rig.rated), "the rating")

    assert [slip.verdict.grade for slip in rig.rated] == [5]


def test_nobody_has_to_rate(rig: Rig) -> None:
    driver = rig.open()
    to_rating(rig, driver)
    driver.tap("finish")
    driver.wait_page("home")

    assert rig.rated == []


@pytest.mark.whole
def test_after_a_form_is_filed_the_grades_appear_by_themselves(rig: Rig) -> None:
    """C29: after submit the five named grades appear by themselves and can be skipped."""
    driver = rig.open()
    SCENES["done-printing"](rig, driver)
    words = [str(driver.find(f"grade.{grade}").property("text")) for grade in (5, 4, 3, 2, 1)]
    assert words == ["很满意", "满意", "基本满意", "不满意", "很不满意"]
    driver.tap("grade.4")
    driver.tap("reason.quick")
    driver.tap("send-rating")
    driver.wait_for("rating-thanks")
    driver.wait(lambda: bool(rig.rated), "the rating")

    (slip,) = rig.rated
    assert (slip.words, slip.audience, slip.verdict.grade, slip.verdict.reasons) == (None, "person", 4, ("quick",))
    with rig.store.read() as tx:
        assert filing.get(tx, slip.matter.id) is not None


def test_a_wrong_number_is_told_and_a_ticket_that_is_not_over_too(rig: Rig) -> None:
    driver = rig.open()
    driver.tap("rate")
    driver.wait_page("rate")
    driver.enter("ticket-field", "A001 123456")
    driver.tap("look")
    driver.wait_for("rating-trouble")
    assert driver.text("rating-trouble") == "找不到这张号票。"

    waiting = rig.hall.take_ticket(some_id(), service="residence_permit", language="zh", audience="person")
    rig.window.read_code(words_of(waiting))
    driver.wait(lambda: driver.text("rating-trouble") == "这次来访还没有办完的事项。", "the state")
