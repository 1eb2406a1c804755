"""The hall at the other end of a line: the same contract as the hall itself, and what happens when the line is bad."""

import json
from collections.abc import Iterator

import pytest

from kiosk.model.queue import HallAway
from kiosk.store.database import Store
from sync.hall import RemoteHall
from sync.http import Answer, Call
from sync.protocol import Problem
from tests.builders import FakeClock, a_hall, some_id
from tests.contracts import HallContract, Place
from tests.kiosk.hub.builders import Site, a_site
from tests.postgres import NewPlace


class TestLocalHall(HallContract):
    @pytest.fixture
    def place(self, store: Store, clock: FakeClock) -> Place:
        hall = a_hall(store, clock)
        return Place(terminal=hall, counter=hall.for_station("D1"), local=hall, clock=clock)


class TestRemoteHall(HallContract):
    @pytest.fixture
    def place(self, new_place: NewPlace) -> Iterator[Place]:
        with a_site(new_place()) as site:
            yield Place(
                terminal=RemoteHall(site.session("K1")), counter=RemoteHall(site.session("D1")), local=site.hall, clock=site.clock
            )  # fmt: skip


@pytest.fixture
def site(new_place: NewPlace) -> Iterator[Site]:
    with a_site(new_place()) as running:
        yield running


def test_a_lost_answer_is_asked_for_with_the_same_request(site: Site) -> None:
    hall = RemoteHall(site.session("K1"))
    site.line.lose = 1
    first = hall.take_ticket(some_id(1), service="tax", language="zh", audience="person")
    second = hall.take_ticket(some_id(2), service="tax", language="zh", audience="person")

    assert (first.label, second.label) == ("A001", "A002")
    assert site.line.paths == ["/v1/tickets"] * 3


def test_a_hub_that_does_not_answer_is_away_and_the_deed_may_have_been_done(site: Site) -> None:
    hall = RemoteHall(site.session("K1"))
    site.line.lose = 2
    with pytest.raises(HallAway):
        hall.take_ticket(some_id(1), service="tax", language="zh", audience="person")

    assert hall.take_ticket(some_id(1), service="tax", language="zh", audience="person").label == "A001"
    assert hall.take_ticket(some_id(2), service="tax", language="zh", audience="person").label == "A002"


def test_no_hub_at_all_is_away(site: Site) -> None:
    hall = RemoteHall(site.session("K1"))
    site.line.away = True

    with pytest.raises(HallAway) as away:
        hall.take_ticket(some_id(1), service="tax", language="zh", audience="person")
    assert away.value.facts == {"reason": "connection"}


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [(200, b"<html>Please log in</html>", "not-understood"), (302, b"", "http-302"), (502, b"Bad gateway", "http-502")],
)
def test_whatever_is_not_the_hub_is_away(site: Site, status: int, body: bytes, reason: str) -> None:
    site.line.answers = [(status, {}, body)]

    with pytest.raises(HallAway) as away:
        RemoteHall(site.session("K1")).take_ticket(some_id(1), service="tax", language="zh", audience="person")
    assert away.value.facts == {"reason": reason}


def test_each_station_may_do_its_own_things_only(site: Site) -> None:
    with pytest.raises(HallAway) as away:
        RemoteHall(site.session("B1")).take_ticket(some_id(1), service="tax", language="zh", audience="person")
    assert away.value.facts == {"reason": "not-for-this-role"}

    with pytest.raises(HallAway) as away:
        RemoteHall(site.session("K1")).call_next(some_id(1), session="any", counter=1)
    assert away.value.facts == {"reason": "not-for-this-role"}


def test_a_deed_that_nobody_knows_is_told_so(site: Site) -> None:
    body = json.dumps({"request": str(some_id(1)), "session": "any"}).encode()
    answer = site.session("D1").request(Call(method="POST", path="/v1/counters/1:dance", body=body))

    assert isinstance(answer, Answer)
    assert (answer.status, answer.problem) == (404, Problem(status=404, name="unknown-deed"))


def test_a_pin_stands_in_no_text_of_a_fault(site: Site) -> None:
    site.line.away = True

    with pytest.raises(HallAway) as away:
        RemoteHall(site.session("D1")).sign_in(staff="c1", pin="135791", counter=1)
    assert "135791" not in repr(away.value) + repr(away.getrepr(showlocals=False).reprcrash)


def test_a_word_that_no_database_can_keep_is_malformed(site: Site) -> None:
    body = json.dumps({"request": str(some_id(1)), "service": "tax", "language": "z\0h", "audience": "person"}).encode()
    answer = site.session("K1").request(Call(method="POST", path="/v1/tickets", body=body))

    assert isinstance(answer, Answer)
    assert (answer.status, answer.problem) == (400, Problem(status=400, name="malformed"))
