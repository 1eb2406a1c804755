"""A form filled in by touch: one thing a page, errors that help, changes that come straight back, filed once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kiosk.actions import filing
from kiosk.model.paper import PrinterState
from kiosk.model.parcel import LinkState
from kiosk.model.submission import SubmissionState
from kiosk.store.errors import DiskFull
from tests.ui.forms import CITY_MOVE, ID_NUMBER, PEN, fill_in, to_page
from tests.ui.terminal import Rig, a_form
from tests.ui.traces import holders
from ui.bridge.terminal import StationState
from ui.driver import Driver

CANARY = "zzcanaryzz"


@pytest.fixture
def citizen(rig: Rig) -> Driver:
    """Stands on the first page of the form."""
    rig.form = a_form(CITY_MOVE)
    driver = rig.open()
    rig.to_form(driver)
    return driver


def test_the_whole_form_is_filed_once_and_the_reference_shown(rig: Rig, citizen: Driver) -> None:
    fill_in(citizen)

    citizen.tap("submit")
    citizen.wait_page("done")
    (filed,) = filing.filed(rig.store)

    assert filed.state is SubmissionState.SAVED
    assert citizen.text("reference").replace(" ", "") == filed.receipt_no.replace("-", "")
    assert citizen.sees("receipt-code")
    assert citizen.text("sending-state") == "已保存，正在送往办理部门。"


def test_a_form_filed_while_the_centre_is_away_promises_no_more_than_is_true(rig: Rig, citizen: Driver) -> None:
    rig.state = StationState(link=LinkState.NEAR, printer=PrinterState(ready=True))
    fill_in(citizen)

    citizen.tap("submit")
    citizen.wait_page("done")
    citizen.wait(lambda: citizen.text("sending-state").startswith("已保存。办理部门的系统暂时连接不上"), "the state of the line")


def test_a_form_may_be_filled_in_while_the_ticket_waits(rig: Rig) -> None:
    rig.form = a_form(CITY_MOVE)
    driver = rig.open()
    rig.to_form(driver)
    driver.tap("back")
    driver.tap("take")
    driver.wait_page("ticket")
    label = driver.text("ticket-number")
    driver.tap("fill-in")
    driver.wait_page("form")
    fill_in(driver)

    driver.tap("submit")
    driver.wait_page("done")

    assert label in driver.text("ticket-beside")
    assert not driver.sees("take")


def test_two_touches_on_submit_file_one_submission(rig: Rig, citizen: Driver) -> None:
    fill_in(citizen)

    citizen.tap("submit")
    if citizen.sees("submit"):
        citizen.tap("submit")
    citizen.wait_page("done")

    assert len(filing.filed(rig.store)) == 1


def test_what_could_not_be_saved_is_said_and_tried_again_as_the_same_submission(rig: Rig, citizen: Driver) -> None:
    fill_in(citizen)
    rig.fault = DiskFull()
    citizen.tap("submit")
    citizen.wait_for("trouble")
    assert citizen.page == "check"

    rig.fault = None
    citizen.tap("submit")
    citizen.wait_page("done")

    assert len(filing.filed(rig.store)) == 1


def test_an_empty_page_shows_its_errors_at_the_top_and_at_the_field(citizen: Driver) -> None:
    _agree(citizen)

    citizen.tap("next")
    citizen.settle()

    assert {name for name in citizen.names() if name.startswith("error-text.")} == {
        "error-text.who", "error-text.number", "error-text.married",
    }  # fmt: skip
    assert len([name for name in citizen.names() if name.startswith("error./")]) == 3
    assert citizen.window.activeFocusItem() == citizen.find("field.who")


def test_a_declaration_that_was_not_ticked_is_not_read_out_again_as_its_error(citizen: Driver) -> None:
    citizen.tap("next")
    citizen.settle()

    assert citizen.text("error-text.consent") == "如果您同意，请勾选后继续。"


def test_errors_without_words_of_the_form_speak_the_new_language_whole(citizen: Driver) -> None:
    _agree(citizen)
    citizen.tap("next")

    citizen.tap("language.en")
    citizen.settle()

    assert citizen.text("error-text.who") == "Please fill in: Full name"


def test_a_wrong_number_is_kept_and_its_error_goes_when_it_is_right(citizen: Driver) -> None:
    _agree(citizen)
    citizen.enter("field.who", "Li Na")
    citizen.enter("field.number", ID_NUMBER[:-1])
    citizen.tap("choice.married.no")
    citizen.tap("next")
    assert citizen.text("error-text.number") == "号码不对，请检查 18 位"
    assert citizen.text("field.number") == ID_NUMBER[:-1]

    citizen.type("X")
    citizen.settle()

    assert not citizen.sees("error-text.number")
    assert not citizen.sees("error-summary")


def test_a_line_of_the_summary_leads_to_its_field(citizen: Driver) -> None:
    _agree(citizen)
    citizen.tap("next")

    line = next(name for name in citizen.names() if name.startswith("error./") and name.endswith("number"))
    citizen.tap(line)

    assert citizen.window.activeFocusItem() == citizen.find("field.number")


def test_the_steps_are_true_after_branching(citizen: Driver) -> None:
    _agree(citizen)
    steps = citizen.text("caption")

    citizen.tap("choice.married.yes")
    citizen.settle()

    assert _steps(citizen.text("caption")) == _steps(steps) + 1


def test_back_loses_nothing(citizen: Driver) -> None:
    _agree(citizen)
    citizen.enter("field.who", "Li Na")

    citizen.tap("back")
    citizen.tap("next")

    assert citizen.text("field.who") == "Li Na"


def test_back_from_the_first_page_and_in_again_loses_nothing(citizen: Driver) -> None:
    citizen.tap("choice.consent.OK")

    citizen.tap("back")
    citizen.wait_page("guide")
    citizen.tap("fill-in")
    citizen.wait_page("form")

    assert citizen.find("choice.consent.OK").property("checked")


def test_another_language_keeps_page_and_answers(citizen: Driver) -> None:
    _agree(citizen)
    citizen.enter("field.who", "Li Na")

    citizen.tap("language.en")
    citizen.settle()

    assert citizen.text("field.who") == "Li Na"
    assert citizen.text("title") == "Applicant"
    assert "Identity number" in citizen.texts()


def test_errors_speak_the_new_language_too(citizen: Driver) -> None:
    _agree(citizen)
    citizen.enter("field.number", "123")
    citizen.tap("next")

    citizen.tap("language.en")
    citizen.settle()

    assert citizen.text("error-text.number") == "Wrong number: check all 18"


def test_a_change_comes_straight_back_to_the_check_page(rig: Rig, citizen: Driver) -> None:
    fill_in(citizen)

    citizen.tap(_change(citizen, "rooms"))
    citizen.wait_page("form")
    citizen.tap("field.rooms")
    citizen.erase()
    citizen.type("4")
    citizen.tap("next")
    citizen.wait_page("check")

    assert "4" in citizen.texts()


def test_a_newly_relevant_question_is_asked_before_the_check_page(rig: Rig, citizen: Driver) -> None:
    fill_in(citizen)

    citizen.tap(_change(citizen, "married"))
    citizen.wait_page("form")
    citizen.tap("choice.married.yes")
    citizen.tap("next")
    assert citizen.text("title") == "配偶姓名"
    citizen.type("Wang")
    citizen.tap("next")
    citizen.wait_page("check")

    assert "Wang" in citizen.texts()


def test_a_sensitive_answer_is_masked_but_while_the_finger_holds(rig: Rig, citizen: Driver) -> None:
    fill_in(citizen)

    assert "990***…**4X" in citizen.texts()
    assert ID_NUMBER not in citizen.texts()

    citizen.hold("show-hidden", lambda: citizen.wait(lambda: ID_NUMBER in citizen.texts(), "the number"))

    assert ID_NUMBER not in citizen.texts()


def test_a_sensitive_field_is_masked_when_the_focus_has_left_it(citizen: Driver) -> None:
    _agree(citizen)
    citizen.enter("field.number", ID_NUMBER)

    citizen.tap("field.who")
    citizen.settle()

    assert "990***…**4X" in citizen.texts()
    assert citizen.find("field.number").property("displayText") != ID_NUMBER


def test_a_long_list_is_searched_by_pinyin_and_chosen_from(citizen: Driver) -> None:
    to_page(citizen, "people")
    citizen.tap("list.people")
    citizen.wait_page("list")

    citizen.enter("picker-search", "zang")
    citizen.settle()
    assert [name for name in citizen.names() if name.startswith("pick.")] == ["pick.zang"]
    citizen.tap("pick.zang")
    citizen.wait_page("form")

    assert citizen.text("list.people") == "藏族"


def test_a_long_list_can_be_left_without_choosing(citizen: Driver) -> None:
    to_page(citizen, "people")
    citizen.tap("list.people")
    citizen.wait_page("list")

    citizen.tap("back")
    citizen.wait_page("form")

    assert citizen.text("list.people") == "从列表中选择"


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (("1990", "2", "30"), "没有这一天或这个时间，请核对数字。"),
        (("1990", "", "27"), "请把年、月、日填完整，例如 1990 3 27。"),
        (("2999", "1", "27"), "不能晚于今天"),
    ],
)
def test_a_day_that_cannot_be_is_kept_and_explained(citizen: Driver, day: tuple[str, str, str], message: str) -> None:
    to_page(citizen, "since")
    for part, typed in zip(("year", "month", "day"), day, strict=True):
        citizen.enter(f"field.since.{part}", typed)

    citizen.tap("next")
    citizen.settle()

    assert citizen.text("error-text.since") == message
    assert citizen.text("field.since.day") == day[2]


def test_a_scan_becomes_the_answer_and_can_be_removed(rig: Rig, citizen: Driver) -> None:
    rig.lay_on_scanner()
    to_page(citizen, "photo")
    citizen.wait_for("scan.photo.0")

    citizen.tap("scan.photo.0")
    citizen.wait_for("remove.photo")
    assert list(rig.scans.iterdir()) == []
    citizen.tap("remove.photo")
    citizen.settle()

    assert not citizen.sees("remove.photo")


def test_a_scan_that_is_no_picture_is_refused_in_words(rig: Rig, citizen: Driver) -> None:
    rig.lay_on_scanner(data=b"no picture at all")
    to_page(citizen, "photo")
    citizen.wait_for("scan.photo.0")

    citizen.tap("scan.photo.0")
    citizen.wait(lambda: "这份扫描件无法读取，请重新扫描。" in citizen.texts(), "the refusal")

    assert citizen.page == "form"


def test_without_a_scanner_the_page_says_whom_to_ask(rig: Rig) -> None:
    rig.form = a_form(CITY_MOVE)
    driver = rig.open(scanner=None)
    rig.to_form(driver)

    to_page(driver, "photo")

    assert "本终端没有扫描仪。" in driver.texts()


def test_rows_are_added_changed_and_removed(rig: Rig, citizen: Driver) -> None:
    to_page(citizen, "child")
    for name in ("An", "Bo"):
        citizen.tap("add-row")
        citizen.enter("field.c_name", name)
        citizen.tap("next")
        citizen.wait_for("add-row")
    assert [text for text in citizen.texts() if text.startswith(("1. ", "2. "))] == ["1. An", "2. Bo"]

    citizen.tap("change-row.1")
    citizen.enter("field.c_name", "n")
    citizen.tap("next")
    citizen.wait_for("add-row")
    citizen.tap("remove-row.0")
    citizen.settle()

    assert [text for text in citizen.texts() if text.startswith(("1. ", "2. "))] == ["1. Bon"]


def test_a_signature_is_stroke_upon_stroke_and_can_be_cleared(citizen: Driver) -> None:
    to_page(citizen, "sign")

    citizen.stroke("sign.sign", PEN)
    citizen.stroke("sign.sign", [(x, y + 0.2) for x, y in PEN])
    citizen.settle()
    assert citizen.find("clear.sign").isEnabled()
    citizen.tap("clear.sign")
    citizen.settle()

    assert not citizen.find("clear.sign").isEnabled()


def test_the_page_can_be_walked_by_tab_and_the_focus_is_always_in_view(citizen: Driver) -> None:
    _agree(citizen)
    seen = []

    for _ in range(30):
        citizen.press(Qt.Key.Key_Tab)
        citizen.settle()
        item = citizen.window.activeFocusItem()
        assert item is not None
        seen.append(item.objectName())
        middle = item.mapToScene(item.boundingRect().center())
        assert 0 <= middle.y() <= citizen.window.height(), item.objectName()

    assert {"field.who", "field.number", "choice.married.yes", "back", "next", "language.en", "help"} <= set(seen)


def test_a_form_that_was_left_half_way_leaves_nothing(rig: Rig, citizen: Driver, tmp_path: Path) -> None:
    _agree(citizen)
    citizen.enter("field.who", CANARY)
    citizen.tap("field.number")
    assert holders(rig, CANARY)

    rig.window.terminal.wipe("idle")
    citizen.wait_page("home")
    citizen.settle()

    assert holders(rig, CANARY) == []
    assert _files_with(CANARY, tmp_path) == []


def test_a_form_that_was_filed_leaves_nothing_readable(rig: Rig, citizen: Driver, tmp_path: Path) -> None:
    _agree(citizen)
    citizen.enter("field.who", CANARY)
    citizen.tap("back")
    citizen.tap("back")
    citizen.wait_page("guide")
    citizen.tap("fill-in")
    citizen.wait_page("form")
    fill_in(citizen)
    citizen.tap("submit")
    citizen.wait_page("done")
    assert _files_with(CANARY, tmp_path) == []

    citizen.tap("finish")
    citizen.wait_page("home")
    citizen.settle()

    assert holders(rig, CANARY) == []
    assert len(filing.filed(rig.store)) == 1


# -- the way through ------------------------------------------------------------------------------------------------------


def _agree(driver: Driver) -> None:
    driver.tap("choice.consent.OK")
    driver.tap("next")
    driver.settle()


def _change(driver: Driver, name: str) -> str:
    return next(item for item in driver.names() if item.startswith("change./") and item.endswith(f"/{name}"))


def _steps(caption: str) -> int:
    return int(caption.rsplit("共", 1)[1].removesuffix("步").strip())


def _files_with(marker: str, folder: Path) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and marker.encode() in file.read_bytes()]
