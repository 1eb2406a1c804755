"""The terminal from the first touch to the ticket, used like a person would."""

from kiosk.actions import spool
from kiosk.model.paper import PaperKind, Printed, PrinterState, PrintJob
from kiosk.model.parcel import LinkState
from kiosk.model.queue import HallAway, QueueRefused
from tests.ui.terminal import Rig
from ui.bridge.parts import StationState
from ui.driver import Driver


def test_a_visit_begins_in_chinese_on_the_first_page(rig: Rig) -> None:
    driver = rig.open()

    assert driver.page == "home"
    assert driver.text("hall-name") == rig.catalogue.name["zh"]
    assert "您想办什么事？" in driver.texts()


def test_a_ticket_takes_three_touches(rig: Rig) -> None:
    driver = rig.open()

    driver.tap("tickets")
    driver.tap(_first(driver.names(), "service."))
    driver.tap("take")
    driver.wait_page("ticket")

    assert driver.text("ticket-number")[0].isalpha()
    assert driver.text("ticket-number")[1:].isdigit()
    assert driver.text("people-ahead") == "下一位就是您。"


def test_a_double_tap_makes_one_ticket(rig: Rig) -> None:
    driver = rig.open()
    _to_guide_with_ticket(driver)

    driver.tap("take")
    if driver.sees("take"):
        driver.tap("take")
    driver.wait_page("ticket")

    assert len(set(rig.asked_for)) == 1
    assert len(spool.jobs(rig.store, frozenset(spool.counts(rig.store)))) == 1


def test_a_ticket_that_could_not_be_taken_is_asked_for_again_under_the_same_request(rig: Rig) -> None:
    rig.fault = HallAway()
    driver = rig.open()
    _to_guide_with_ticket(driver)
    driver.tap("take")
    driver.wait_for("trouble")

    rig.fault = None
    driver.tap("take")
    driver.wait_page("ticket")

    assert len(rig.asked_for) == 2
    assert len(set(rig.asked_for)) == 1


def test_a_closed_service_says_so_and_what_can_be_done(rig: Rig) -> None:
    rig.fault = QueueRefused("closed")
    driver = rig.open()
    _to_guide_with_ticket(driver)

    driver.tap("take")
    driver.wait_for("trouble")

    assert "该事项现在不在办理时间。" in driver.texts()


def test_the_ticket_page_tells_when_the_paper_is_out(rig: Rig) -> None:
    driver = rig.open()
    _take_ticket(driver)
    driver.wait(lambda: driver.sees("paper-state"), "the state of the paper")
    assert driver.text("paper-state") == "正在打印。"

    _print(rig, _only_job(rig))
    rig.window.notify()
    driver.wait(lambda: driver.text("paper-state") != "正在打印。", "the printed paper")

    assert driver.text("paper-state") == "号票已打印，请取走。"


def test_an_unready_printer_and_a_dead_line_are_told_on_every_page(rig: Rig) -> None:
    rig.state = StationState(link=LinkState.DOWN, printer=PrinterState(ready=False, reason="printing.paper"))
    driver = rig.open()
    driver.wait(lambda: driver.text("link-state") == "网络中断，照常办理", "the state of the line")

    assert driver.text("printer-state") == "打印机缺纸"

    rig.state = StationState(link=LinkState.UP, printer=PrinterState(ready=True))
    rig.window.notify()
    driver.wait(lambda: driver.text("link-state") == "网络正常", "the line to come back")

    assert driver.text("printer-state") == "打印机正常"


def test_a_centre_that_is_away_behind_a_hub_that_answers_is_told(rig: Rig) -> None:
    rig.state = StationState(link=LinkState.NEAR, printer=PrinterState(ready=True))
    driver = rig.open()

    driver.wait(lambda: driver.text("link-state") == "网络正常，中心暂不通", "the state of the line")


def test_search_finds_by_pinyin_initials_english_and_chinese(rig: Rig) -> None:
    driver = rig.open()
    driver.tap("search")
    driver.wait_page("search")

    found = set()
    for words in ("chusheng", "cs", "birth", "出生"):
        driver.type(words)
        found.add(_first(driver.names(), "service."))
        driver.erase(len(words))

    assert len(found) == 1


def test_a_search_that_finds_nothing_says_so(rig: Rig) -> None:
    driver = rig.open()
    driver.tap("search")

    driver.type("qqqq")

    assert driver.sees("nothing-found")


def test_companies_see_their_own_life_events(rig: Rig) -> None:
    driver = rig.open()
    persons = [name for name in driver.names() if name.startswith("event.")]

    driver.tap("audience.company")
    driver.settle()
    companies = [name for name in driver.names() if name.startswith("event.")]

    assert companies
    assert not set(companies) & set(persons)


def test_the_guide_says_who_papers_time_fee_and_visits(rig: Rig) -> None:
    driver = rig.open()
    _to_guide_with_ticket(driver)

    words = "\n".join(driver.texts())

    for fact in ("办理对象", "办理时限", "费用", "到现场次数", "办理时间", "需要带的材料"):
        assert fact in words


def test_the_way_back_leads_through_the_same_pages(rig: Rig) -> None:
    driver = rig.open()
    _to_guide_with_ticket(driver)

    driver.tap("back")
    driver.wait_page("services")
    driver.tap("back")
    driver.wait_page("home")

    assert not driver.sees("back")


def test_help_is_called_once_and_the_page_is_as_it_was(rig: Rig) -> None:
    calls: list[tuple[str, str | None]] = []
    driver = rig.open(call_help=lambda page, service: calls.append((page, service)))
    driver.tap("tickets")

    driver.tap("help")
    driver.wait(lambda: "工作人员正在赶来" in driver.texts(), "the promise that somebody comes")
    driver.tap("close-help")
    driver.wait_page("services")

    assert calls == [("services", None)]


def test_where_nobody_can_be_called_the_help_page_says_where_staff_are(rig: Rig) -> None:
    driver = rig.open()

    driver.tap("help")
    driver.wait_page("help")

    assert "请到咨询台找工作人员" in driver.texts()


def test_finish_ends_the_visit(rig: Rig) -> None:
    driver = rig.open()
    _take_ticket(driver)

    driver.tap("finish")
    driver.wait_page("home")

    assert rig.wiped == ["finished"]


def test_a_fault_of_ours_becomes_a_calm_page_and_a_new_start(rig: Rig) -> None:
    driver = rig.open()
    driver.tap("tickets")

    rig.window.terminal.show_trouble()
    driver.wait_page("trouble")
    driver.tap("start-again")
    driver.wait_page("home")

    assert rig.wiped == ["fault"]


def _first(names: list[str], prefix: str) -> str:
    return next(name for name in names if name.startswith(prefix))


def _to_guide_with_ticket(driver: Driver) -> None:
    driver.tap("tickets")
    driver.wait_page("services")
    driver.tap(_first(driver.names(), "service."))
    driver.wait_page("guide")


def _take_ticket(driver: Driver) -> None:
    _to_guide_with_ticket(driver)
    driver.tap("take")
    driver.wait_page("ticket")


def _only_job(rig: Rig) -> PrintJob:
    (job,) = spool.jobs(rig.store, frozenset(spool.counts(rig.store)))
    assert job.kind is PaperKind.TICKET
    return job


def _print(rig: Rig, job: PrintJob) -> None:
    begun = spool.begin(rig.store, job, printer="folder", mark="m", now=rig.clock.now())
    spool.settle(rig.store, begun, Printed(), now=rig.clock.now())
