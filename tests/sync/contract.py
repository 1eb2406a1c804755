"""What every connector must do, whatever it speaks."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

import pytest

from kiosk.model.parcel import Delivered, Refused, Unreachable
from sync.connector import Connector
from tests.sync.builders import Made, no_parts


@dataclass(frozen=True, kw_only=True)
class Reach:
    """A connector, the real server behind it, and a way to look what arrived. away: a place where the server does not answer."""

    connector: Connector
    effects: Callable[[], dict[UUID, int]]
    a_good_one: Callable[[], Made]
    a_bad_one: Callable[[], Made]
    away: Callable[[], AbstractContextManager[None]]


class ConnectorContract:
    """Subclasses give the fixture `reach`."""

    @pytest.fixture
    def reach(self) -> Iterator[Reach]:
        raise AssertionError("a subclass says how its server is reached")

    def test_the_right_server_answers_a_ping(self, reach: Reach) -> None:
        assert reach.connector.ping()

    def test_a_server_that_is_away_does_not(self, reach: Reach) -> None:
        with reach.away():
            assert not reach.connector.ping()

    def test_a_parcel_arrives_once_however_often_it_is_sent(self, reach: Reach) -> None:
        made = reach.a_good_one()
        ends = {reach.connector.deliver([made.parcel], made.parts.get)[0] for _ in range(3)}

        assert len(ends) == 1
        assert isinstance(ends.pop(), Delivered)
        assert reach.effects() == {made.parcel.id: 1}

    def test_a_bad_one_is_refused_and_the_others_arrive(self, reach: Reach) -> None:
        before, bad, after = reach.a_good_one(), reach.a_bad_one(), reach.a_good_one()
        parcels = [made.parcel for made in (before, bad, after)]
        first, second, third = reach.connector.deliver(parcels, (before.parts | bad.parts | after.parts).get)

        assert isinstance(second, Refused)
        assert isinstance(first, Delivered)
        assert isinstance(third, Delivered)
        assert reach.effects() == {before.parcel.id: 1, after.parcel.id: 1}

    def test_away_means_unreachable_for_each_and_nothing_is_lost(self, reach: Reach) -> None:
        parcels = [reach.a_good_one(), reach.a_good_one()]
        read_part = (parcels[0].parts | parcels[1].parts).get
        with reach.away():
            ends = reach.connector.deliver([made.parcel for made in parcels], read_part)
        again = reach.connector.deliver([made.parcel for made in parcels], read_part)

        assert [type(end) for end in ends] == [Unreachable, Unreachable]
        assert [type(end) for end in again] == [Delivered, Delivered]

    def test_nothing_to_send_is_nothing_to_tell(self, reach: Reach) -> None:
        assert list(reach.connector.deliver([], no_parts)) == []
