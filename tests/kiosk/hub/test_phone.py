"""The page of a ticket, asked over real HTTP as a telephone would (C6, C48)."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import requests

from kiosk.model.hall import Deed, Order, Ticket
from kiosk.model.text import text
from tests.builders import a_catalogue, a_ticket, an_open_counter, new_id
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
    assert told["passed"] == [{"label": "A002", "why": ["due", "elderly"]}]


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


def test_changes_come_by_themselves(site: Site) -> None:
    session = an_open_counter(site.hall)
    ticket = a_ticket(site.hall)
    with requests.get(f"{page_of(ticket)}/live", stream=True, timeout=10) as live:
        lines = (json.loads(line[6:]) for line in live.iter_lines() if line.startswith(b"data: "))
        assert next(lines)["state"] == "waiting"
        site.hall.call_next(new_id(), session=session, counter=1)
        site.hub.wake_feed()

        assert next(lines)["state"] == "called"


def test_an_address_ends_with_the_day(site: Site) -> None:
    ticket = a_ticket(site.hall)
    site.clock.go_on(hours=16)

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
