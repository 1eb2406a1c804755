"""When something is wrong, the page says what it is and what to do, in Chinese and in English."""

import pytest

from kiosk.actions import filing
from kiosk.store.errors import DiskFull
from tests.ui.scenes import SCENES
from tests.ui.terminal import Rig

WRONG = {
    "guide-hub-away": ("暂时连不上大厅的排队系统", "请再试一次", "The queue of the hall cannot be reached", "Please try again"),
    "guide-closed": ("该事项现在不在办理时间", "办理时间见本页", "This service is closed now", "The opening hours are on this page"),
    "guide-all-given": ("今天的号已取完", "恢复取号时间", "All tickets of today are given out", "There are tickets again from"),
    "guide-form-broken": ("本终端无法打开这份表单", "请换一台终端", "This form cannot be opened", "Please use another terminal"),
    "check-disk-full": ("没有空间保存您的申请", "请再试一次", "no room to save your application", "ask the staff"),
    "ticket-no-paper": ("打印机还没准备好", "没有纸质号票同样有效", "The printer is not ready", "valid without paper"),
    "done-no-paper": ("打印机还没准备好", "已安全保存", "The printer is not ready", "Your application is safe"),
    "done-hub-away": ("已保存", "网络恢复后自动送出", "Saved here", "you need not wait"),
    "scan-none": ("把材料放在扫描仪上", "再看一下", "Lay the paper on the scanner", "Look again"),
    "scan-unreadable": ("这份扫描件无法读取", "请重新扫描", "This scan cannot be read", "Please scan the paper again"),
}


@pytest.mark.parametrize("scene", WRONG)
def test_what_is_wrong_and_what_to_do_stand_on_the_page(rig: Rig, scene: str) -> None:
    wrong_zh, to_do_zh, wrong_en, to_do_en = WRONG[scene]
    driver = rig.open()
    SCENES[scene](rig, driver)
    words_zh = "\n".join(driver.texts())
    driver.tap("language.en")
    driver.settle()
    words_en = "\n".join(driver.texts())

    assert wrong_zh in words_zh
    assert to_do_zh in words_zh
    assert wrong_en in words_en
    assert to_do_en in words_en


def test_a_database_that_has_no_room_left_loses_nothing_and_files_when_there_is_room(rig: Rig) -> None:
    driver = rig.open()
    SCENES["check"](rig, driver)
    with rig.store.write() as tx:
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar_one()
    full = _limit(rig, pages)

    driver.tap("submit")
    driver.wait_for("trouble")
    assert full == pages
    assert driver.page == "check"
    assert filing.filed(rig.store) == ()

    _limit(rig, 100 * pages)
    driver.tap("submit")
    driver.wait_page("done")
    assert len(filing.filed(rig.store)) == 1


def test_the_fault_of_a_full_disk_is_one_that_the_page_knows() -> None:
    assert DiskFull.code == "store.full"


def _limit(rig: Rig, pages: int) -> int:
    """SQLite gives no page beyond this number."""
    with rig.store.write() as tx:
        return int(tx.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar_one())
