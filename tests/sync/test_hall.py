"""The hall at the other end of a line: the same contract as the hall itself, and what happens when the line is bad."""

import json
from collections.abc import Iterator

import pytest

from kiosk.actions import outbox
from kiosk.actions.appointment import take_over
from kiosk.actions.rating import Slip, Verdict, send
from kiosk.model.parcel import HUB, Delivered, Refused
from kiosk.model.queue import HallAway, QueueRefused
from kiosk.model.rating import Matter, Report
from kiosk.store.database import Store
from sync.hall import RemoteHall
from sync.http import Answer, Call
from sync.native import NativeConnector
from sync.protocol import Problem
from tests.builders import NINE, FakeClock, a_booking, a_clerk, a_hall, a_ticket, an_open_counter, some_id
from tests.contracts import HallContract, Place
from tests.kiosk.hub.builders import Site, a_site
from tests.postgres import NewPlace


class TestLocalHall(HallContract):
    @pytest.fixture
    def place(self, store: Store, clock: FakeClock) -> Place:
        hall = a_hall(store, clock)
        return Place(terminal=hall, counter=hall.for_station("D1"), reception=hall, local=hall, clock=clock)


class TestRemoteHall(HallContract):
    @pytest.fixture
    def place(self, new_place: NewPlace) -> Iterator[Place]:
        with a_site(new_place()) as site:
            terminal = RemoteHall(site.session("K1"))
            counter = RemoteHall(site.session("D1"))
            yield Place(terminal=terminal, counter=counter, reception=terminal, local=site.hall, clock=site.clock)


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


# -- ratings ----------------------------------------------------------------------------------------------------------


def test_a_terminal_sees_what_a_ticket_may_rate_and_hands_the_rating_in(site: Site, file_store: Store) -> None:
    """C29, by the hub's own routes; a repeated parcel changes nothing."""
    ticket, clerk = a_ticket(site.hall), an_open_counter(site.hall)
    counter = RemoteHall(site.session("D1"))
    counter.call_next(some_id(1), session=clerk, counter=1)
    counter.start(some_id(2), session=clerk, counter=1)
    counter.finish(some_id(3), session=clerk, counter=1)
    words = f"{ticket.label} {ticket.rating_code}"
    hall, connector = RemoteHall(site.session("K1")), NativeConnector(site.session("K1"))
    (matter,) = hall.matters(words)
    send(file_store, Slip(matter=matter, verdict=Verdict(grade=4), words=words), now=NINE)
    parcels = outbox.next_batch(file_store, HUB, now=NINE)
    ends = [connector.deliver(parcels, lambda _: None) for _ in range(2)]

    assert not matter.rated
    assert ends == [[Delivered("0")], [Delivered("0")]]
    assert [one.rated for one in hall.matters(words)] == [True]
    manager = a_clerk(site.hall, counter=2, code="boss", role="manager")
    report = counter.ratings(session=manager, counter=2, first=NINE.date(), last=NINE.date())
    assert report == Report(services={}, departments={}, counters={}, stations={})
    with pytest.raises(QueueRefused):
        counter.ratings(session=clerk, counter=1, first=NINE.date(), last=NINE.date())


def test_a_rating_that_nobody_can_read_is_rejected(site: Site, file_store: Store) -> None:
    send(file_store, Slip(matter=Matter(id=some_id(), service="nothing"), verdict=Verdict(grade=4)), now=NINE)
    parcels = outbox.next_batch(file_store, HUB, now=NINE)

    assert NativeConnector(site.session("K1")).deliver(parcels, lambda _: None) == [Refused("malformed")]


def test_a_lost_answer_to_a_check_in_gives_one_ticket(site: Site) -> None:
    take_over(site.hall, [a_booking()], "city")
    site.line.lose = 1

    assert RemoteHall(site.session("K1")).check_in(some_id(1), code="YY202603").ticket.label == "A001"
    assert site.line.paths == ["/v1/appointments:check-in"] * 2
    with pytest.raises(HallAway):
        RemoteHall(site.session("B1")).check_in(some_id(2), code="YY202603")
