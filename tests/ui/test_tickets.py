"""Who waits less, when there are no tickets, and what the terminal does with another catalogue (C3, C5, M9)."""

from dataclasses import replace

import pytest

from kiosk.model.catalogue import Catalogue, PriorityClass
from kiosk.model.queue import HallAway, QueueRefused
from kiosk.model.text import text
from kiosk.store import queue as rows
from tests.ui.scenes import both, ticket_only, to_guide
from tests.ui.terminal import Rig, with_its_hours
from ui.driver import Driver


def taken_priority(rig: Rig) -> str | None:
    """The class of the only ticket that was taken."""
    with rig.store.read() as tx:
        legs = [leg for service in rows.waiting(tx) if (leg := rows.place_of(tx, service, 1))]
    [leg] = legs
    return leg.priority


@pytest.fixture
def hours() -> Catalogue:
    return with_its_hours()


# -- who waits less (C5) ----------------------------------------------------------------------------------------------


def test_one_touch_more_takes_a_ticket_with_a_class(rig: Rig) -> None:
    driver = rig.open()
    to_guide(rig, driver, ticket_only)
    driver.tap("priority")
    driver.wait_page("priority")
    driver.tap("class.elderly")
    driver.wait_page("ticket")

    assert driver.sees("with-priority")
    assert "老人" not in " ".join(driver.texts()), "who looks over a shoulder learns nothing"
    assert taken_priority(rig) == "elderly"


def test_none_of_these_takes_an_ordinary_ticket(rig: Rig) -> None:
    driver = rig.open()
    to_guide(rig, driver, both)
    driver.tap("priority")
    driver.tap("class.")
    driver.wait_page("ticket")

    assert not driver.sees("with-priority")
    assert taken_priority(rig) is None


def test_nobody_who_wants_only_a_ticket_is_asked(rig: Rig) -> None:
    driver = rig.open()
    to_guide(rig, driver, ticket_only)
    driver.tap("take")
    driver.wait_page("ticket")

    assert taken_priority(rig) is None


def test_a_lost_answer_is_asked_for_again_and_another_answer_is_another_request(rig: Rig) -> None:
    rig.fault = HallAway()
    driver = rig.open()
    to_guide(rig, driver, ticket_only)
    driver.tap("priority")
    for _ in range(2):
        driver.tap("class.elderly")
        driver.wait_for("trouble")
    rig.fault = None
    driver.tap("class.pregnant")
    driver.wait_page("ticket")

    assert len(rig.asked_for) == 3
    assert len(set(rig.asked_for)) == 2
    assert taken_priority(rig) == "pregnant"


def test_a_hall_without_classes_does_not_ask_and_staffs_classes_are_not_offered(rig: Rig) -> None:
    driver = rig.open()
    rig.show(replace(rig.catalogue, classes=()), driver)
    to_guide(rig, driver, ticket_only)
    assert not driver.sees("priority")
    staff_only = PriorityClass(code="guest", name=text(zh="贵宾", en="Guest"), credit_min=20, asked=False)
    rig.window.terminal.wipe("left")
    driver.wait_page("home")
    rig.show(replace(rig.catalogue, classes=(*rig.catalogue.classes, staff_only)), driver)
    to_guide(rig, driver, ticket_only)
    driver.tap("priority")
    driver.wait_page("priority")

    assert driver.sees("class.elderly")
    assert not driver.sees("class.guest")


# -- when there are none (M9) -----------------------------------------------------------------------------------------


def test_a_closed_service_says_so_and_when_it_opens_before_it_is_asked(rig: Rig, hours: Catalogue) -> None:
    driver = rig.open()
    rig.clock.go_on(hours=9)
    rig.show(hours, driver)
    to_guide(rig, driver, ticket_only)

    assert driver.sees("no-tickets")
    assert not driver.sees("take")
    assert not driver.sees("priority")
    assert any("3月3日（周二）" in words for words in driver.texts())
    driver.tap("language.en")
    assert any("Tuesday, 3 March" in words for words in driver.texts())


def test_a_form_can_still_be_filled_in_while_there_are_no_tickets(rig: Rig, hours: Catalogue) -> None:
    driver = rig.open()
    rig.show(replace(hours, holidays=frozenset({rig.clock.now().date()})), driver)
    to_guide(rig, driver, both)

    assert driver.sees("fill-in")
    assert not driver.sees("take")


def test_the_list_of_tickets_says_what_is_closed(rig: Rig, hours: Catalogue) -> None:
    driver = rig.open()
    rig.show(replace(hours, holidays=frozenset({rig.clock.now().date()})), driver)
    driver.tap("tickets")
    driver.wait_page("services")

    assert any(words.startswith("暂停办理，恢复时间：") for words in driver.texts())


def test_after_the_last_ticket_of_the_day_the_next_visitor_is_told_before_the_touch(rig: Rig) -> None:
    rig.fault = QueueRefused("limit-reached", limit=5, opens_at="2026-03-03T08:30:00+08:00")
    driver = rig.open()
    to_guide(rig, driver, ticket_only)
    driver.tap("priority")
    driver.tap("class.elderly")
    driver.wait_page("guide")
    assert driver.sees("no-tickets")
    rig.begin_anew(driver)
    to_guide(rig, driver, ticket_only)
    assert not driver.sees("take")
    rig.clock.go_on(days=1)
    rig.begin_anew(driver)
    to_guide(rig, driver, ticket_only)

    assert driver.sees("take")


def test_a_last_ticket_without_a_next_day_is_told_too(rig: Rig) -> None:
    rig.fault = QueueRefused("limit-reached", limit=5)
    driver = rig.open()
    to_guide(rig, driver, ticket_only)
    driver.tap("take")
    driver.wait_for("no-tickets")

    assert not driver.sees("take")


# -- another catalogue ------------------------------------------------------------------------------------------------


def renamed(rig: Rig) -> Catalogue:
    return replace(rig.catalogue, name=text(zh="新大厅", en="New hall"), languages=("zh", "en"))


def test_where_nobody_stands_the_new_names_are_shown_at_once(rig: Rig) -> None:
    driver = rig.open()
    rig.show(renamed(rig), driver)

    assert driver.text("hall-name") == "新大厅"


def test_a_visit_under_way_goes_on_with_what_it_began_with(rig: Rig) -> None:
    driver = rig.open()
    to_guide(rig, driver, ticket_only)
    rig.renewed = rig.parts(catalogue=renamed(rig))
    rig.window.notify()
    driver.settle()
    assert driver.page == "guide"
    driver.tap("take")
    driver.wait_page("ticket")
    assert rig.renewed is not None
    old = driver.text("hall-name")
    driver.tap("finish")
    driver.wait_page("home")
    driver.settle()

    assert (old, driver.text("hall-name")) == (rig.catalogue.name["zh"], "新大厅")


def test_the_touches_of_a_ticket_are_three_and_of_one_with_a_class_four(rig: Rig) -> None:
    """C3: home, service, ticket; C5 has one question more."""

    def touches(driver: Driver, *names: str) -> int:
        for name in names:
            driver.tap(name)
        driver.wait_page("ticket")
        return len(names)

    driver = rig.open()
    first = next(f"service.{service.code}" for service in rig.catalogue.services if service.has_ticket and "person" in service.audiences)
    plain = touches(driver, "tickets", first, "take")
    rig.begin_anew(driver)

    assert (plain, touches(driver, "tickets", first, "priority", "class.disabled")) == (3, 4)
