"""What the hall sees, folded from the feed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.model.board import KEPT_CALLS, BoardState, Desk, Estimate, FeedEvent, apply, from_json, to_json
from tests.builders import NINE


def told(*events: FeedEvent) -> BoardState:
    state = BoardState()
    for event in events:
        state = apply(state, event)
    return state


def issued(seq: int, label: str = "A001", waiting: int = 1) -> FeedEvent:
    return FeedEvent(seq=seq, kind="issued", at=NINE, data={"l": "x", "n": label, "s": "tax", "w": waiting, "lang": "zh"})


def called(seq: int, label: str = "A001", *, kind: str = "called", counter: int = 1, state: str = "calling") -> FeedEvent:
    data: dict[str, str | int | None] = {"l": "x", "n": label, "s": "tax", "c": counter, "w": 0, "lang": "zh", "state": state}
    return FeedEvent(seq=seq, kind=kind, at=NINE + timedelta(seconds=seq), data=data)


def ended(seq: int, counter: int = 1) -> FeedEvent:
    data: dict[str, str | int | None] = {"l": "x", "n": "A001", "s": "tax", "c": counter, "state": "completed", "desk": "available"}
    return FeedEvent(seq=seq, kind="ended", at=NINE, data=data)


def test_a_ticket_that_was_taken_waits() -> None:
    assert told(issued(1, waiting=3)).waiting == {"tax": 3}


def test_a_call_stands_at_its_counter_and_first_among_the_last_calls() -> None:
    state = told(called(1, "A001"), called(2, "A002", counter=3))

    assert state.desks[3] == Desk(counter=3, state="calling", label="A002", service="tax", since=NINE + timedelta(seconds=2))
    assert [call.label for call in state.last_calls] == ["A002", "A001"]


def test_a_recall_counts_and_comes_to_the_front_again() -> None:
    state = told(called(1, "A001"), called(2, "A002"), called(3, "A001", kind="recalled"))

    assert [(call.label, call.times) for call in state.last_calls] == [("A001", 2), ("A002", 1)]


def estimated(seq: int, **data: str | int | None) -> FeedEvent:
    return FeedEvent(seq=seq, kind="estimate", at=NINE, data={"s": "tax", **data})


def message(seq: int, words: str, *, language: str = "zh", zone: str = "") -> FeedEvent:
    return FeedEvent(seq=seq, kind="message", at=NINE, data={"z": zone, "lang": language, "t": words})


def test_only_the_last_calls_are_kept() -> None:
    state = told(*(called(seq, f"A{seq:03d}") for seq in range(1, KEPT_CALLS + 5)))

    assert len(state.last_calls) == KEPT_CALLS
    assert state.last_calls[0].label == f"A{KEPT_CALLS + 4:03d}"


def test_an_estimate_is_what_somebody_who_comes_now_is_told() -> None:
    state = told(estimated(1, lo=10, hi=25, o=3), estimated(2, lo=5, hi=15, o=4, about=1))

    assert state.estimates == {"tax": Estimate(wait_min=(5, 15), counters=4, about=True)}
    assert told(estimated(1, o=0)).estimates["tax"].wait_min is None


def test_a_message_stands_in_each_language_until_it_is_taken_away() -> None:
    state = told(message(1, "三号窗口暂停"), message(2, "Counter 3 is closed", language="en"), message(3, "北区", zone="north"))

    assert state.messages == {"": {"zh": "三号窗口暂停", "en": "Counter 3 is closed"}, "north": {"zh": "北区"}}
    assert told(message(1, "x"), message(2, "")).messages == {}


def test_a_call_that_was_made_while_the_hub_was_away_is_quiet() -> None:
    event = called(1)
    quiet = FeedEvent(seq=1, kind="called", at=event.at, data={**event.data, "quiet": 1})

    assert [call.quiet for call in told(quiet).last_calls] == [True]
    assert from_json(to_json(told(quiet))) == told(quiet)


def test_a_start_changes_the_counter_and_announces_nothing() -> None:
    state = told(called(1), called(2, kind="started", state="serving"))

    assert state.desks[1].state == "serving"
    assert state.last_calls[0].times == 1


def test_an_end_leaves_the_counter_free() -> None:
    assert told(called(1), ended(2)).desks[1] == Desk(counter=1, state="available")


def test_a_counter_that_opens_is_shown() -> None:
    event = FeedEvent(seq=1, kind="counter", at=NINE, data={"c": 4, "state": "available"})

    assert told(event).desks[4].state == "available"


def test_an_event_that_was_seen_changes_nothing() -> None:
    state = told(called(1), ended(2))

    assert apply(state, called(1)) is state


def test_an_event_of_a_later_program_only_moves_the_number() -> None:
    event = FeedEvent(seq=1, kind="rated", at=NINE, data={})

    assert told(event) == BoardState(seq=1)


def test_a_snapshot_comes_back_as_it_went() -> None:
    state = told(issued(1), called(2), ended(3), called(4, "A002", counter=2), estimated(5, lo=5, hi=10, o=1), message(6, "x"))
    state = replace(state, at=NINE)

    assert from_json(to_json(state)) == state


@pytest.mark.parametrize("said", [{}, {"seq": "x", "desks": [], "last_calls": [], "waiting": {}}])
def test_a_snapshot_of_a_stranger_is_refused(said: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(said)
