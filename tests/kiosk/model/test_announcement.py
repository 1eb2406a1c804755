"""Who is announced next, how often and in which words (S12)."""

from collections.abc import Collection
from datetime import datetime, timedelta

import pytest

from kiosk.model.announcement import (
    AGAIN_AFTER,
    LONGEST,
    OLDEST_NEW,
    OLDEST_SAID,
    PAUSE,
    READINGS,
    SHORTEST,
    CallLine,
    Reading,
    hear,
    languages_of,
    turn,
    words_of,
)
from kiosk.model.board import BoardState, FeedEvent, apply
from tests.builders import NINE

S = timedelta(seconds=1)


class Zone:
    """A zone's line with its clock; `says` notes whatever is announced, with how often it is said."""

    def __init__(self, counters: Collection[int] | None = None) -> None:
        self.now: datetime = NINE
        self.state = BoardState()
        self.line = CallLine()
        self.counters = counters
        self.said: list[tuple[str, int]] = []

    def event(self, kind: str, label: str = "A001", counter: int = 1, **more: str | int) -> None:
        data: dict[str, str | int | None] = {"n": label, "s": "tax", "c": counter, "lang": "zh", "state": "calling", **more}
        self.state = apply(self.state, FeedEvent(seq=self.state.seq + 1, kind=kind, at=self.now, data=data))

    def hear(self) -> None:
        self.line = hear(self.line, self.state, self.now, counters=self.counters)

    def call(self, label: str, counter: int = 1, *, kind: str = "called", **more: str | int) -> None:
        self.event(kind, label, counter, **more)
        self.hear()

    def call_many(self, count: int) -> None:
        for number in range(1, count + 1):
            self.call(f"A{number:03d}", number)

    def turn(self, after: timedelta = timedelta(0), *, speaking: bool = False) -> str | None:
        """The number that stands large then."""
        self.now += after
        before, self.line = self.line.present, turn(self.line, self.now, speaking=speaking)
        if self.line.present is not None and self.line.present is not before:
            self.said.append((self.line.present.call.label, self.line.present.times))
        return self.line.present.call.label if self.line.present else None


def test_calls_are_announced_one_after_the_other_twice_each_and_never_cut() -> None:
    zone = Zone()
    zone.call_many(2)

    assert zone.turn() == "A001"
    assert zone.turn(SHORTEST - S) == "A001"
    assert zone.turn(S, speaking=True) == "A001"
    assert zone.turn(20 * S, speaking=True) == "A001"
    assert zone.turn() == "A002"
    assert zone.said == [("A001", 2), ("A002", 2)]


def test_the_last_call_stands_a_little_longer_and_then_nothing_does() -> None:
    zone = Zone()
    zone.call("A001")
    zone.turn()

    assert zone.turn(SHORTEST) == "A001"
    assert zone.turn(LONGEST - SHORTEST) is None


def test_a_recall_of_what_still_waits_in_the_line_is_dropped() -> None:
    zone = Zone()
    zone.call_many(2)
    zone.turn()
    zone.call("A002", 2, kind="recalled")

    assert [call.label for call in zone.line.waiting] == ["A002"]


def test_a_recall_after_the_announcement_is_announced_again() -> None:
    zone = Zone()
    zone.call("A001")
    zone.turn()
    zone.now += AGAIN_AFTER
    zone.call("A001", kind="recalled")
    zone.turn()

    assert zone.said == [("A001", 2), ("A001", 2)]


def test_the_same_number_is_not_said_again_at_once() -> None:
    zone = Zone()
    zone.call("A001")
    zone.turn()
    zone.call("A001", kind="recalled")
    zone.turn(SHORTEST)

    assert zone.said == [("A001", 2), ("A001", 0)]


def test_with_more_than_three_in_the_line_each_is_said_once_until_it_is_short_again() -> None:
    zone = Zone()
    zone.call_many(5)
    for _ in range(5):
        zone.turn(SHORTEST)

    assert [times for _, times in zone.said] == [1, 1, 2, 2, 2]


def test_what_stood_in_the_line_for_a_minute_is_shown_and_not_said() -> None:
    zone = Zone()
    zone.call_many(2)
    zone.turn()
    zone.turn(OLDEST_SAID + S)

    assert zone.said == [("A001", 2), ("A002", 0)]


def test_after_a_restart_nothing_old_is_announced() -> None:
    zone = Zone()
    zone.event("called", "A001", 1)
    zone.event("called", "A002", 2)
    zone.now += OLDEST_NEW + S
    zone.event("called", "A003", 3)
    zone.hear()

    assert zone.turn() == "A003"
    assert zone.line.waiting == ()


def test_whoever_has_come_or_was_called_by_mistake_is_not_announced_any_more() -> None:
    zone = Zone()
    zone.call_many(3)
    zone.turn()
    zone.event("started", "A002", 2, state="serving")
    zone.event("ended", "A003", 3, state="waiting", desk="available")
    zone.hear()

    assert zone.line.waiting == ()


def test_a_call_to_another_counter_takes_the_place_of_the_first() -> None:
    zone = Zone()
    zone.call_many(2)
    zone.turn()
    zone.event("ended", "A002", 2, state="waiting", desk="available")
    zone.call("A002", 5)

    assert [(call.label, call.counter) for call in zone.line.waiting] == [("A002", 5)]


def test_a_zone_announces_its_own_counters_only() -> None:
    zone = Zone(counters=(2, 3))
    zone.call_many(3)

    assert [call.label for call in zone.line.waiting] == ["A002", "A003"]


def test_calls_that_were_made_while_the_hub_was_away_are_silent() -> None:
    zone = Zone()
    zone.call("A001", quiet=1)

    assert zone.turn() is None


def test_a_clock_that_was_set_back_holds_nothing_up() -> None:
    zone = Zone()
    zone.call_many(2)
    zone.turn()

    assert zone.turn(-60 * S) == "A002"


@pytest.mark.parametrize(
    ("label", "language", "said"),
    [
        ("A012", "zh", "请 A 零 幺 二 | 号到7号窗口"),
        ("A012", "en", "Ticket A zero one two | please go to counter 7"),
        ("K3-001", "zh", "请 K 三 | 零 零 幺 | 号到7号窗口"),
        ("B1000", "en", "Ticket B one zero zero zero | please go to counter 7"),
    ],
)
def test_a_number_is_read_digit_by_digit(label: str, language: str, said: str) -> None:
    assert " ".join(word or "|" for word in words_of(label, 7, READINGS[language])) == said


def test_a_language_without_rules_is_read_plainly_by_its_voice() -> None:
    assert words_of("A01", 7, Reading()) == ("A", "0", "1", PAUSE, "7")


@pytest.mark.parametrize(
    ("ticket", "spoken", "said"),
    [("en", {"zh", "en"}, ("en", "zh")), ("zh", {"zh", "en"}, ("zh",)), ("ug", {"zh"}, ("zh",)), ("ug", {"ug"}, ("ug",))],
)
def test_the_tickets_language_comes_first_then_the_halls(ticket: str, spoken: set[str], said: tuple[str, ...]) -> None:
    assert languages_of(ticket, ("zh", "en"), spoken) == said
