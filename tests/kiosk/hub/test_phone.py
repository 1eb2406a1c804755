"""The page of a ticket, asked over real HTTP as a telephone would (C6, C48)."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import pytest
import requests

from kiosk.actions.appointment import take_over
from kiosk.model.hall import Deed, Order, Ticket
from kiosk.model.rating import Rating
from kiosk.model.text import text
from kiosk.store import rating as ratings
from tests.builders import NINE, a_booking, a_catalogue, a_ticket, an_open_counter, new_id
from tests.kiosk.hub.builders import Site, a_site
from tests.postgres import NewPlace


@pytest.fixture
def site(new_place: NewPlace) -> Iterator[Site]:
    with a_site(new_place(), phones=True) as running:
        yield running


def page_of(ticket: Ticket) -> str:
    assert ticket.link is not None
    return ticket.link


def place(ticket: Ticket) -> dict[str, Any]:  # Any: JSON
    told = requests.get(f"{page_of(ticket)}/place", timeout=5)
    assert told.status_code == 200
    found: dict[str, Any] = told.json()
    return found


def test_the_page_is_small_and_may_run_nothing_but_its_own_script(site: Site) -> None:
    page = requests.get(page_of(a_ticket(site.hall)), timeout=5)

    assert page.status_code == 200
    assert len(page.content) < 30_000
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    for tag in ("style", "script"):
        own = re.search(f"<{tag}>(.*?)</{tag}>", page.text, re.DOTALL)
        assert own is not None
        assert f"{tag}-src 'sha256-{b64encode(sha256(own[1].encode()).digest()).decode()}'" in policy
    assert not re.search(r"(?:src|href)=", page.text)
    assert page.headers["cache-control"] == "no-store"


def test_it_tells_the_place_and_nothing_personal(site: Site) -> None:
    a_ticket(site.hall)
    site.clock.go_on(seconds=1)
    told = place(a_ticket(site.hall))

    assert (told["label"], told["state"], told["ahead"], told["wait_min"]) == ("A002", "waiting", 1, None)
    assert set(told) == {
        "label", "language", "state", "service", "counter", "ahead", "classed", "wait_min", "about", "passed", "todo", "names", "hall",
        "slot", "early", "matters", "why",
    }  # fmt: skip


def test_with_an_open_counter_it_tells_the_waiting_time(site: Site) -> None:
    an_open_counter(site.hall)
    told = place(a_ticket(site.hall))

    assert told["about"]
    assert told["wait_min"] == [5, 25]


def test_it_says_who_came_later_and_was_called_before_and_why(site: Site) -> None:
    """C48: the queue explains itself."""
    mine = a_ticket(site.hall)
    site.clock.go_on(minutes=2)
    for _ in range(2):
        site.hall.take_ticket(new_id(), service="tax", language="zh", audience="person", priority="elderly")
        site.clock.go_on(seconds=1)
    session = an_open_counter(site.hall)
    site.hall.call_next(new_id(), session=session, counter=1)
    told = place(mine)

    assert (told["ahead"], told["classed"]) == (1, 1)
    assert told["passed"] == [{"label": "A002", "why": ["due", "priority"], "slot": None}]


def test_a_called_ticket_is_told_the_counter_and_a_finished_one_that_it_is_over(site: Site) -> None:
    ticket = a_ticket(site.hall)
    session = an_open_counter(site.hall)
    site.hall.call_next(new_id(), session=session, counter=1)
    called = place(ticket)
    site.hall.start(new_id(), session=session, counter=1)
    site.hall.do(new_id(), session=session, counter=1, order=Order(deed=Deed.ADD_SERVICE, service="permit"))
    site.hall.finish(new_id(), session=session, counter=1)
    again = place(ticket)

    assert (called["state"], called["counter"], called["ahead"]) == ("called", 1, None)
    assert (again["state"], again["service"], again["label"]) == ("waiting", "permit", "A001")


@pytest.mark.whole
def test_changes_come_by_themselves(site: Site) -> None:
    session = an_open_counter(site.hall)
    ticket = a_ticket(site.hall)
    with requests.get(f"{page_of(ticket)}/live", stream=True, timeout=10) as live:
        lines = (json.loads(line[6:]) for line in live.iter_lines() if line.startswith(b"data: "))
        assert next(lines)["state"] == "waiting"
        site.hall.call_next(new_id(), session=session, counter=1)
        site.hub.wake_feed()

        assert next(lines)["state"] == "called"


def test_an_address_ends_with_the_next_day(site: Site) -> None:
    ticket = a_ticket(site.hall)
    site.clock.go_on(hours=38)
    assert requests.get(page_of(ticket), timeout=5).status_code == 200
    site.clock.go_on(hours=1)

    assert requests.get(page_of(ticket), timeout=5).status_code == 404


@pytest.mark.parametrize("path", ["/q/", "/q/nothing", "/q/" + "A" * 44, "/q/" + "A" * 44 + "/place", "/q/" + "A" * 44 + "/live"])
def test_what_nobody_was_given_is_not_found(site: Site, path: str) -> None:
    assert requests.get(site.listener.url + path, timeout=5).status_code == 404


def test_a_visit_that_does_not_exist_is_not_found_even_with_a_true_seal(site: Site) -> None:
    assert requests.get(site.hall.link(UUID(int=7), site.clock.now()) or "", timeout=5).status_code == 404


def test_everything_else_of_the_hub_stays_closed(site: Site) -> None:
    for path in ("/v1/hall", "/v1/feed", "/q/../v1/hall"):
        assert requests.get(site.listener.url + path, timeout=5).status_code in {401, 404, 426}


def test_words_of_the_catalogue_cannot_leave_the_script(tmp_path: Path) -> None:
    hostile = replace(a_catalogue(), name=text(zh="</script><b>税务</b>", en="<!--"))
    with a_site(tmp_path, phones=True, catalogue=hostile) as site:
        page = requests.get(page_of(a_ticket(site.hall)), timeout=5).text

    assert page.count("</script>") == 2
    assert "<b>" not in page
    assert "\\u003c/script>\\u003cb>税务" in page


# -- appointments -----------------------------------------------------------------------------------------------------


def test_an_appointment_is_the_reason_and_says_when_it_was(site: Site) -> None:
    """C48: "B012 was called before you because its appointment was 10:15"."""
    take_over(site.hall, [a_booking(slot=NINE + timedelta(minutes=25)), a_booking("BB202603", slot=NINE + timedelta(hours=3))], "city")
    mine = a_ticket(site.hall)
    site.clock.go_on(minutes=16)
    booked = site.hall.check_in(new_id(), code="YY202603").ticket
    early = site.hall.check_in(new_id(), code="BB202603").ticket
    own = place(booked)
    session = an_open_counter(site.hall)
    site.hall.call_next(new_id(), session=session, counter=1)

    assert (own["slot"], own["early"], own["ahead"]) == ("09:25", False, 0)
    assert place(mine)["passed"] == [{"label": booked.label, "why": ["due", "booked"], "slot": "09:25"}]
    assert (place(early)["slot"], place(early)["early"], place(early)["wait_min"]) == ("12:00", True, None)


# -- rating -----------------------------------------------------------------------------------------------------------


def finished(site: Site) -> Ticket:
    """Served at counter 1, with a second service to come."""
    ticket = a_ticket(site.hall)
    session = an_open_counter(site.hall)
    site.hall.call_next(new_id(), session=session, counter=1)
    site.hall.start(new_id(), session=session, counter=1)
    site.hall.do(new_id(), session=session, counter=1, order=Order(deed=Deed.ADD_SERVICE, service="permit"))
    site.hall.finish(new_id(), session=session, counter=1)
    return ticket


def rate(ticket: Ticket, said: dict[str, object], *, headers: dict[str, str] | None = None) -> requests.Response:
    return requests.post(f"{page_of(ticket)}/rate", data=said, headers=headers, timeout=5, allow_redirects=False)


def kept(site: Site) -> list[Rating]:
    with site.store.read() as tx:
        return list(ratings.of_days(tx, NINE.date(), NINE.date()))


def test_a_finished_matter_can_be_rated_once_without_a_script(site: Site) -> None:
    """C29: one rating for each matter handled."""
    ticket = finished(site)
    page = requests.get(page_of(ticket), timeout=5).text
    (form,) = re.findall("<form .*?</form>", page, re.DOTALL)
    answer = rate(ticket, {"leg": str(ticket.leg), "grade": 2, "reason": ["waited_long", "friendly"]})
    back = urljoin(answer.url, answer.headers["location"])
    again = rate(ticket, {"leg": str(ticket.leg), "grade": 5})

    assert f'value="{ticket.leg}"' in form
    assert urljoin(page_of(ticket), re.findall('action="(.*?)"', form)[0]) == answer.url
    assert (answer.status_code, again.status_code, back) == (303, 303, page_of(ticket))
    assert [(one.grade, one.reasons, one.counter, one.service, one.channel) for one in kept(site)] == [
        (2, ("waited_long",), 1, "tax", "phone")
    ]
    after = requests.get(back, timeout=5).text
    assert "<form" not in after
    assert "已评价，谢谢。" in after
    assert place(ticket)["matters"] == [{"leg": str(ticket.leg), "service": "tax", "rated": True}]
    assert (place(ticket)["state"], place(ticket)["why"]) == ("waiting", [])


def test_the_page_says_what_may_be_rated_and_which_reasons_there_are(site: Site) -> None:
    told = place(finished(site))

    assert [matter["rated"] for matter in told["matters"]] == [False]
    assert told["why"][0] == {"code": "waited_long", "name": {"zh": "等候太久", "en": "A long wait"}, "grades": [1, 2, 3]}


def test_what_is_no_rating_of_this_visit_is_refused(site: Site) -> None:
    ticket, leg = finished(site), str(UUID(int=1))
    said: list[dict[str, object]] = [
        {"grade": "5"}, {"leg": "x", "grade": "5"}, {"leg": leg, "grade": "0"}, {"leg": leg, "grade": "great"},
        {"leg": leg, "grade": "5", "reason": ["x"] * 30}, {"leg": "x" * 5000}, {"leg": leg, "grade": "5"},
    ]  # fmt: skip

    assert [rate(ticket, one).status_code for one in said] == [400] * 6 + [409]
    assert kept(site) == []


def test_another_site_cannot_rate_in_somebodys_name(site: Site) -> None:
    ticket = finished(site)

    assert rate(ticket, {"leg": str(ticket.leg), "grade": 1}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert requests.post(f"{site.listener.url}/q/{'A' * 43}=/rate", data={"leg": str(ticket.leg), "grade": 1}, timeout=5).status_code == 404
    assert kept(site) == []
