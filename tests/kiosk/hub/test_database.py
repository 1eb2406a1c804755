"""A hub whose database server goes away: stations are told, wait, and go on when it is back."""

import json

import pytest

from kiosk.hub.devices import KNOWN_FOR
from kiosk.model.parcel import Delivered, Unreachable
from kiosk.model.queue import HallAway
from kiosk.store.database import Store
from sync.hall import RemoteHall
from sync.http import Answer, Call
from sync.native import NativeConnector
from tests.builders import FakeClock, an_open_counter, new_id, some_id
from tests.kiosk.hub.builders import Site, a_site
from tests.kiosk.hub.test_inbox import filed
from tests.postgres import PostgresServer


def a_remote_ticket(site: Site, number: int) -> str:
    return RemoteHall(site.session("K1")).take_ticket(some_id(number), service="tax", language="zh", audience="person").label


@pytest.mark.whole
def test_stations_are_told_and_go_on_when_the_server_is_back(own_server: PostgresServer, file_store: Store, clock: FakeClock) -> None:
    parcels, read_part = filed(file_store, 1, files=1)
    with a_site(own_server.server("postgres"), clock) as site:
        counter = an_open_counter(site.hall)
        assert a_remote_ticket(site, 1) == "A001"
        own_server.stop()
        for _ in range(2):
            with pytest.raises(HallAway) as away:
                a_remote_ticket(site, 2)
            clock.go_on(seconds=KNOWN_FOR.total_seconds() + 1)  # first the deed finds nobody, then the door
        delivered = NativeConnector(site.session("K1")).deliver(parcels, read_part)
        hall = site.session("B1").request(Call(method="GET", path="/v1/hall"))
        own_server.start()

        assert away.value.facts == {"reason": "store.away"}
        assert delivered == [Unreachable("http-503")]
        assert isinstance(hall, Answer)
        assert (hall.status, json.loads(hall.body)["type"]) == (503, "urn:hall:store.away")
        assert [a_remote_ticket(site, 2), a_remote_ticket(site, 2)] == ["A002", "A002"]
        assert NativeConnector(site.session("K1")).deliver(parcels, read_part) == [Delivered("1")]
        called = RemoteHall(site.session("D1")).call_next(new_id(), session=counter, counter=1)
        assert called is not None
        assert called.label == "A001"
