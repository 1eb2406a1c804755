"""A telephone looks at its ticket's page, in a real browser (C6, C48)."""

from pathlib import Path

import pytest

from kiosk.model.hall import Deed, Order
from kiosk.store.rating import of_days
from tests.builders import NINE, a_ticket, an_open_counter, new_id
from tests.kiosk.hub.builders import a_site
from tests.whole.browser import a_browser

pytestmark = pytest.mark.whole


def test_a_telephone_sees_its_place_change_until_the_end(tmp_path: Path) -> None:
    with a_site(tmp_path, phones=True) as site, a_browser(tmp_path) as browser:
        session = an_open_counter(site.hall)
        first = a_ticket(site.hall)
        site.clock.go_on(seconds=30)
        mine = a_ticket(site.hall)
        site.clock.go_on(seconds=30)
        site.hall.take_ticket(new_id(), service="tax", language="zh", audience="person", priority="elderly")
        browser.open(mine.link or "")

        assert (browser.text("label"), browser.text("say"), browser.text("wait")) == ("A002", "前面还有 2 人", "大约等候 25 至 55 分钟")
        assert browser.text("reasons") == "前面有 1 人享受优先。"

        for order in (Order(deed=Deed.CALL_NEXT), Order(deed=Deed.START), Order(deed=Deed.FINISH)):
            site.hall.do(new_id(), session=session, counter=1, order=order)
        site.hub.wake_feed()
        browser.wait("reasons", "A003 在您之后取号、先于您被叫到：优先号。")
        browser.tap("other")

        assert browser.text("say") == "1 person ahead of you"
        assert browser.run("return document.documentElement.lang") == "en"

        site.hall.do(new_id(), session=session, counter=1, order=Order(deed=Deed.CALL_CHOSEN, leg=mine.leg, reason="asked"))
        site.hub.wake_feed()
        browser.wait("say", "Please go to counter 1")

        assert first.link != mine.link
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
        assert browser.faults() == []


def test_a_page_that_hears_nothing_any_more_says_so(tmp_path: Path) -> None:
    with a_browser(tmp_path) as browser:
        with a_site(tmp_path, phones=True) as site:
            browser.open(a_ticket(site.hall).link or "")
            browser.wait("say", "下一位就是您")

        browser.wait("stale", "连接中断")


def test_a_finished_visit_is_rated_on_the_telephone_once(tmp_path: Path) -> None:
    """C29: five named grades, reasons by grade, once for each matter, in the citizen's language."""
    with a_site(tmp_path, phones=True) as site, a_browser(tmp_path) as browser:
        session = an_open_counter(site.hall)
        mine = a_ticket(site.hall)
        browser.open(mine.link or "")
        assert browser.text("rate") == ""

        for order in (
            Order(deed=Deed.CALL_NEXT), Order(deed=Deed.START), Order(deed=Deed.ADD_SERVICE, service="permit"), Order(deed=Deed.FINISH)
        ):  # fmt: skip
            site.hall.do(new_id(), session=session, counter=1, order=order)
        site.hub.wake_feed()
        browser.wait("rate-title", "办得怎么样")
        assert browser.text("grades") == "很满意满意基本满意不满意很不满意"
        browser.tap("other")
        browser.tap("grade-2")
        browser.wait("asked", "A long wait")
        assert "Friendly" not in browser.text("asked")
        browser.run("document.querySelector('#asked input').click()")
        browser.tap("send")
        browser.wait("thanks", "Rated. Thank you.")

        with site.store.read() as tx:
            (kept,) = of_days(tx, NINE.date(), NINE.date())
        assert (kept.grade, kept.reasons, kept.counter, kept.channel) == (2, ("waited_long",), 1, "phone")
        browser.open(mine.link or "")
        assert browser.text("rate") == ""
        assert browser.text("say") == "下一位就是您"
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
        assert browser.faults() == []
