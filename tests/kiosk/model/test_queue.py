"""Whose turn is it, and what may be done to a leg?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model.queue import COUNTER_AFTER, LEG_MOVES, Deed, LegState, Policy, QueueRefused, choose, due_at, may_give_up, may_recall, moved
from tests.builders import NINE, a_leg

POLICY = Policy()
CREDIT = timedelta(minutes=20)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_an_elderly_visitor_passes_only_those_who_came_within_the_credit() -> None:
    elderly = due_at(NINE, CREDIT, policy=POLICY)

    assert elderly < due_at(NINE - minutes(19), policy=POLICY)
    assert elderly > due_at(NINE - minutes(21), policy=POLICY)


@pytest.mark.parametrize(
    ("came", "due"),
    [(-15, -30), (0, -30), (10, -30), (11, 11)],
    ids=["early", "on time", "just not late", "late: as one without a booking"],
)
def test_a_booked_visitor_counts_from_the_slot_unless_late(came: int, due: int) -> None:
    assert due_at(NINE + minutes(came), booked_for=NINE, policy=POLICY) == NINE + minutes(due)


def test_of_the_heads_the_smallest_due_is_next() -> None:
    late, early = a_leg(1, due=NINE), a_leg(2, due=NINE - minutes(5))

    choice = choose([late, early])

    assert choice is not None
    assert choice.leg == early
    assert choice.why == ("due",)


def test_equal_dues_go_by_arrival_then_by_id() -> None:
    first = a_leg(3, arrived_at=NINE - minutes(1))
    others = [a_leg(2), a_leg(1)]

    assert choose([*others, first]) == choose([first, *others])
    choice = choose([*others, first])
    assert choice is not None
    assert choice.leg == first
    tie = choose(others)
    assert tie is not None
    assert tie.leg.id == a_leg(1).id


def test_a_choice_counts_whom_it_passed() -> None:
    elderly = a_leg(1, arrived_at=NINE, due=NINE - CREDIT)
    before = a_leg(2, arrived_at=NINE - minutes(10), due=NINE - minutes(10))

    choice = choose([elderly, before])

    assert choice is not None
    assert (choice.leg, choice.passed) == (elderly, 1)


def test_a_lone_head_is_chosen_because_it_is_alone() -> None:
    choice = choose([a_leg()])

    assert choice is not None
    assert choice.why == ("alone",)


def test_nobody_is_chosen_from_empty_lines() -> None:
    assert choose([]) is None


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 3)), min_size=1, max_size=30))
def test_nobody_is_passed_by_one_who_came_more_than_the_greatest_credit_later(people: list[tuple[int, int]]) -> None:
    waiting = [
        a_leg(number, arrived_at=NINE + minutes(came), due=due_at(NINE + minutes(came), minutes(20 * steps), policy=POLICY))
        for number, (came, steps) in enumerate(people)
    ]  # fmt: skip
    while waiting:
        choice = choose(waiting)
        assert choice is not None
        waiting.remove(choice.leg)

        assert all(choice.leg.arrived_at <= other.arrived_at + minutes(60) for other in waiting)


@pytest.mark.parametrize("deed", LEG_MOVES)
@pytest.mark.parametrize("state", LegState)
def test_a_leg_moves_as_the_table_says_and_in_no_other_way(deed: Deed, state: LegState) -> None:
    allowed = {
        (Deed.CALL_NEXT, LegState.WAITING): LegState.CALLED,
        (Deed.RECALL, LegState.CALLED): LegState.CALLED,
        (Deed.START, LegState.CALLED): LegState.SERVING,
        (Deed.NO_SHOW, LegState.CALLED): LegState.NO_SHOW,
        (Deed.FINISH, LegState.SERVING): LegState.COMPLETED,
    }
    if (deed, state) in allowed:
        assert moved(deed, state) is allowed[deed, state]
        return
    with pytest.raises(QueueRefused) as refused:
        moved(deed, state)

    assert refused.value.code == "queue.wrong-state"
    assert refused.value.facts == {"state": state}


def test_every_deed_at_a_counter_says_how_it_leaves_the_counter() -> None:
    assert set(COUNTER_AFTER) == set(Deed) - {Deed.TAKE_TICKET}


def test_a_recall_waits_until_the_last_announcement_was_heard() -> None:
    called = a_leg(state=LegState.CALLED, called_at=NINE, announced_at=NINE + minutes(1), calls=2)

    with pytest.raises(QueueRefused) as refused:
        may_recall(called, NINE + minutes(1) + timedelta(seconds=7.5), policy=POLICY)
    may_recall(called, NINE + minutes(1) + timedelta(seconds=10), policy=POLICY)

    assert refused.value.reason == "too-early"
    assert refused.value.facts == {"wait_s": 3}


def test_nobody_has_failed_to_come_before_the_second_call() -> None:
    called = a_leg(state=LegState.CALLED, called_at=NINE, calls=1)

    with pytest.raises(QueueRefused) as refused:
        may_give_up(called, NINE + minutes(5), policy=POLICY)

    assert refused.value.facts == {"calls": 1, "wait_s": 0}


def test_nobody_has_failed_to_come_within_a_minute_of_the_first_call() -> None:
    called = a_leg(state=LegState.CALLED, called_at=NINE, calls=2)

    with pytest.raises(QueueRefused, match="too-early"):
        may_give_up(called, NINE + timedelta(seconds=59), policy=POLICY)
    may_give_up(called, NINE + timedelta(seconds=60), policy=POLICY)
