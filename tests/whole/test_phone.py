"""A telephone looks at its ticket's page, in a real browser (C6, C48)."""

from pathlib import Path

import pytest

from kiosk.model.hall import Deed, Order
from tests.builders import a_ticket, an_open_counter, new_id
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
