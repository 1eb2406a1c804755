"""Numbers and lanes over HTTP: for the right machines only, and nothing else is understood."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.model.hall import HallAway, QueueRefused
from kiosk.model.lane import LaneWord
from kiosk.model.lease import LeaseWish
from sync.http import Answer, Call
from sync.lending import exchanger, lender
from sync.protocol import Problem
from tests.builders import a_ticket, an_open_counter
from tests.kiosk.hub.builders import Site, a_site

WISH = LeaseWish(request_no=1, wanted=((date(2026, 3, 2), "A"),))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with a_site(tmp_path) as running:
        yield running


def test_numbers_and_lanes_travel_whole(site: Site) -> None:
    an_open_counter(site.hall)
    for _ in range(6):
        site.clock.go_on(seconds=1)
        a_ticket(site.hall)
    [block] = lender(site.session("K1"))(WISH)
    answer = exchanger(site.session("D1"))(LaneWord(turn=1, counter=1, holds=(), epoch="first"))

    assert (block.series, block.first, block.last) == ("A", 700, 719)
    assert [kept.label for kept in answer.more] == ["A003", "A004", "A005", "A006"]
    assert answer.ask == ("A001", "A002")
    with pytest.raises(QueueRefused):
        lender(site.session("K1"))(LeaseWish(request_no=2, wanted=((date(2026, 3, 2), "X"),)))


def test_terminals_have_no_lanes_and_counters_no_numbers(site: Site) -> None:
    for ask in (
        lambda: lender(site.session("D1"))(WISH),
        lambda: exchanger(site.session("K1"))(LaneWord(turn=1, counter=1, holds=(), epoch="first")),
    ):
        with pytest.raises(HallAway) as refusal:
            ask()
        assert refusal.value.facts == {"reason": "not-for-this-role"}


@pytest.mark.parametrize(("path", "station"), [("/v1/leases", "K1"), ("/v1/lanes", "D1")])
def test_what_is_not_understood_is_malformed(site: Site, path: str, station: str) -> None:
    answer = site.session(station).request(Call(method="POST", path=path, body=b'{"turn": "x"}'))

    assert isinstance(answer, Answer)
    assert answer.problem == Problem(status=400, name="malformed")


@pytest.mark.parametrize(("station", "kind"), [("D1", "ticket"), ("K1", "deed")])
def test_a_stolen_machine_can_hand_in_only_what_is_its_own(site: Site, station: str, kind: str) -> None:
    item: dict[str, Any] = {"id": "1", "kind": kind}
    body = json.dumps({"v": 1, "items": [item]}).encode()
    answer = site.session(station).request(Call(method="POST", path="/v1/submissions:batch", body=body))

    assert isinstance(answer, Answer)
    assert json.loads(answer.body)["results"] == [{"id": "1", "status": "rejected", "problem": "unknown-kind"}]
