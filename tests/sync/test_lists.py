"""What a console reads comes over the line as it is in the hall; nobody else reads it, and no proxy keeps it."""

from collections.abc import Iterator

import pytest

from kiosk.actions.case import LocalCases
from kiosk.actions.lists import LocalLists
from kiosk.model.hall import Deed, HallAway, Order, QueueRefused
from kiosk.model.lists import Lists
from sync.hall import RemoteHall
from sync.http import Answer, Call
from sync.lists import RemoteLists
from tests.builders import HALL_KEY, a_ticket, an_open_counter, new_id, no_form
from tests.kiosk.hub.builders import Site, a_site
from tests.postgres import NewPlace


@pytest.fixture
def site(new_place: NewPlace) -> Iterator[Site]:
    with a_site(new_place()) as running:
        yield running


def test_lists_and_reasons_are_the_same_over_the_line(site: Site) -> None:
    session = an_open_counter(site.hall)
    for service in ("tax", "tax", "permit"):
        a_ticket(site.hall, service)
        site.clock.go_on(seconds=1)
    hall = RemoteHall(site.session("D1"))
    hall.call_next(new_id(), session=session, counter=1)
    hall.start(new_id(), session=session, counter=1)
    hall.do(new_id(), session=session, counter=1, order=Order(deed=Deed.TRANSFER, service="permit", note="看一下原件"))
    hall.call_next(new_id(), session=session, counter=1)
    local, remote = LocalLists(hall=site.hall), RemoteLists(site.session("D1"))
    far, near = (one.read(session=session, counter=1, find="B1") for one in (remote, local))

    assert far == near
    assert far.present is not None
    assert far.present.note == "看一下原件"
    assert [row.label for row in far.waiting] == ["A002", "B001"]
    whys: list[Lists] = [local, remote]
    first, second = (one.why(session=session, counter=1, leg=far.waiting[0].leg) for one in whys)
    assert first == second


def test_what_was_filed_is_refused_over_the_line_as_in_the_hall(site: Site) -> None:
    session = an_open_counter(site.hall)
    cases = LocalCases(hall=site.hall, openers=[HALL_KEY], form=no_form)
    for one in (cases, RemoteLists(site.session("D1"))):
        with pytest.raises(QueueRefused, match="unknown-receipt"):
            one.open_case(session=session, counter=1, said="K126112400017", language="zh")


def test_no_proxy_keeps_what_was_read_and_no_address_holds_a_token(site: Site) -> None:
    session = an_open_counter(site.hall)
    body = f'{{"session": "{session}"}}'.encode()
    answer = site.session("D1").request(Call(method="POST", path="/v1/lists/1", body=body))

    assert isinstance(answer, Answer)
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert site.line.paths == ["/v1/lists/1"]


def test_only_consoles_read(site: Site) -> None:
    session = an_open_counter(site.hall)
    with pytest.raises(HallAway) as away:
        RemoteLists(site.session("K1")).read(session=session, counter=1)
    assert away.value.facts == {"reason": "not-for-this-role"}
