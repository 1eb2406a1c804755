"""The pace of a line as the feed tells it."""

from datetime import timedelta

import pytest

from kiosk.model.board import FeedEvent
from kiosk.model.forecast import Pace
from kiosk.model.pulse import Pulse, samples
from tests.builders import NINE

OFFERS = {1: ["tax"], 2: ["tax", "permit"]}


class Feed:
    """Events one after the other; `minute` counts from nine."""

    def __init__(self) -> None:
        self.events: list[FeedEvent] = []

    def at(self, minute: float, kind: str, **data: str | int | None) -> "Feed":
        self.events.append(FeedEvent(seq=len(self.events) + 1, kind=kind, at=NINE + timedelta(minutes=minute), data=data))
        return self

    def opened(self, minute: float, counter: int) -> "Feed":
        return self.at(minute, "counter", c=counter, state="available")

    def issued(self, minute: float, leg: str, waiting: int, **data: int) -> "Feed":
        return self.at(minute, "issued", l=leg, s="tax", w=waiting, **data)

    def called(self, minute: float, leg: str, waiting: int, counter: int = 1) -> "Feed":
        return self.at(minute, "called", l=leg, s="tax", w=waiting, c=counter, state="calling")

    def pulse(self) -> Pulse:
        pulse = Pulse(OFFERS)
        for event in self.events:
            pulse.apply(event)
        return pulse


def pace(feed: Feed, minute: float, service: str = "tax") -> Pace:
    return feed.pulse().pace(service, NINE + timedelta(minutes=minute))


def test_only_minutes_with_somebody_waiting_and_a_counter_at_work_count() -> None:
    feed = Feed().issued(0, "a", 1).opened(10, 1).called(14, "a", 0).issued(30, "b", 1)

    assert pace(feed, 36) == Pace(calls=1, busy_min=4 + 6)


def test_a_pause_ends_the_busy_minutes_and_a_colleague_goes_on() -> None:
    feed = Feed().opened(0, 1).issued(0, "a", 1).at(5, "counter", c=1, state="paused").opened(12, 2)

    assert pace(feed, 20) == Pace(calls=0, busy_min=5 + 8)
    assert feed.pulse().counters("tax") == 1


def test_what_is_older_than_an_hour_is_forgotten() -> None:
    feed = Feed().opened(0, 1).issued(0, "a", 2).called(5, "a", 1).called(10, "b", 0)

    assert pace(feed, 69) == Pace(calls=1, busy_min=1)
    assert pace(feed.issued(100, "c", 1), 100) == Pace(calls=0, busy_min=0)


def test_a_counter_counts_for_each_service_that_it_offers() -> None:
    pulse = Feed().opened(0, 1).opened(0, 2).at(1, "counter", c=1, state="closed").pulse()

    assert (pulse.counters("tax"), pulse.counters("permit"), pulse.counters("birth")) == (1, 1, 0)


def test_a_service_that_nobody_ever_took_a_ticket_for_has_no_pace_and_leaves_nothing() -> None:
    pulse = Feed().opened(0, 1).pulse()

    assert pulse.pace("nonsense", NINE) == Pace(calls=0, busy_min=0)
    assert "nonsense" not in pulse._lines


def test_an_event_that_comes_twice_counts_once() -> None:
    feed = Feed().opened(0, 1).issued(0, "a", 2).called(5, "a", 1)
    pulse = feed.pulse()
    pulse.apply(feed.events[-1])

    assert pulse.pace("tax", NINE + timedelta(minutes=5)).calls == 1


def test_a_wait_is_a_sample_with_what_was_known_when_the_ticket_was_taken() -> None:
    feed = Feed().opened(0, 1).issued(0, "a", 1).issued(2, "b", 2).called(6, "a", 1).called(12, "b", 0)
    found = list(samples(feed.events, OFFERS))

    assert [(one.people, one.wait_min, one.pace.busy_min) for one in found] == [(1, 6, 0), (2, 10, 2)]


def test_a_class_is_counted_by_whom_it_has_before_it() -> None:
    feed = Feed().opened(0, 1).issued(0, "a", 9).issued(0, "b", 10, a=2).called(6, "b", 9)

    assert [one.people for one in samples(feed.events, OFFERS)] == [3]


@pytest.mark.parametrize("kind", ["moved", "started"])
def test_who_left_or_was_served_at_once_is_no_sample(kind: str) -> None:
    feed = Feed().opened(0, 1).issued(0, "a", 1).at(3, kind, l="a", s="tax", w=0, c=1, state="serving").called(9, "a", 0)

    assert list(samples(feed.events, OFFERS)) == []
