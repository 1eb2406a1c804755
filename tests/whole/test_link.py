"""A station hears whether the hub reaches the central system, and says no more than that."""

from random import Random

import pytest

from kiosk.model.parcel import LinkState
from kiosk.worker import Worker
from sync.feed import FeedReader
from sync.native import NativeConnector
from tests.whole.hall import WholeHall, wait_until

pytestmark = pytest.mark.whole


def test_a_terminal_and_a_counter_hear_that_the_centre_is_away_and_back(hall: WholeHall) -> None:
    hall.start("hub")
    connector = NativeConnector(hall.session("K1"))
    seen, faults = list[LinkState](), list[Exception]()
    reader = FeedReader(
        hall.session("D1"), on_snapshot=lambda state: None, on_event=lambda event: None, on_link=seen.append, random=Random(1)
    )
    worker = Worker("feed", reader.step, on_fault=faults.append)
    worker.start()

    wait_until(lambda: connector.ping() and connector.onward is LinkState.DOWN, "the terminal to hear that the centre is away")
    wait_until(lambda: seen[-1:] == [LinkState.NEAR], "the counter to hear it")
    hall.start("central")
    wait_until(lambda: connector.ping() and connector.onward is LinkState.UP, "the terminal to hear that it is back")
    wait_until(lambda: seen[-1:] == [LinkState.UP], "the counter to hear it")
    hall.stop("hub")
    wait_until(lambda: seen[-1:] == [LinkState.DOWN], "the counter to miss its hub")
    reader.close()

    assert worker.stop()
    assert faults == []
