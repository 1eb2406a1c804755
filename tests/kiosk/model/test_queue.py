"""Whose turn is it, and what may be done to a leg?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model.catalogue import PriorityClass, QueueRules
from kiosk.model.hall import Deed, Leg, LegState, QueueRefused
from kiosk.model.queue import (
    COUNTER_AFTER,
    LEG_MOVES,
    Choice,
    Line,
    Policy,
    booked_due,
    choose,
    choose_for,
    due_at,
    is_late,
    may_give_up,
    may_recall,
    moved,
    needs_help,
    not_before,
    policy_of,
)
from kiosk.model.text import text
from tests.builders import NINE, a_catalogue, a_leg

POLICY = Policy()
CREDIT = timedelta(minutes=20)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def next_of(*heads: Leg) -> Choice | None:
    """Each at the head of a line of its own."""
    return choose((Line(head=leg, earliest=leg) for leg in heads), policy=POLICY)


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


@pytest.mark.parametrize(
    ("came", "from_then_on", "late"),
    [(-25, -10, False), (-10, None, False), (0, None, False), (10, None, False), (11, None, True)],
    ids=["much too early", "ten minutes early", "on time", "just not late", "late"],
)
def test_a_booked_visitor_may_be_called_from_ten_minutes_before_the_slot(came: int, from_then_on: int | None, late: bool) -> None:
    arrival = NINE + minutes(came)
    expected = None if from_then_on is None else NINE + minutes(from_then_on)

    assert not_before(arrival, NINE, policy=POLICY) == expected
    assert is_late(arrival, NINE, policy=POLICY) is late


def test_the_credit_of_a_class_counts_for_a_booked_visitor_where_it_is_greater() -> None:
    policy = Policy(booked_credit=minutes(10))

    assert booked_due(NINE, NINE, CREDIT, policy=policy) == NINE - CREDIT
    assert booked_due(NINE, NINE, minutes(5), policy=policy) == NINE - minutes(10)


def test_the_numbers_of_the_policy_are_those_of_the_catalogue() -> None:
    elderly = PriorityClass(code="elderly", name=text(zh="老人", en="Elderly"), credit_min=25)
    rules = QueueRules(
        late_after_min=1, early_before_min=2, booked_credit_min=3, run_limit=4, pinned_min=5, reinstate_within_min=6, promise_min=7
    )  # fmt: skip
    policy = policy_of(replace(a_catalogue(), classes=(elderly,), rules=rules), Policy(number_limit=500))

    assert policy.credit("elderly") == minutes(25)
    assert policy == Policy(
        credits={"elderly": minutes(25)}, late_after=minutes(1), early_before=minutes(2), booked_credit=minutes(3), run_limit=4,
        pinned=minutes(5), reinstate_within=minutes(6), promise=minutes(7), number_limit=500,
    )  # fmt: skip
    with pytest.raises(QueueRefused):
        policy.credit("veteran")


def test_of_the_heads_the_smallest_due_is_next() -> None:
    late, early = a_leg(1, due=NINE), a_leg(2, due=NINE - minutes(5))

    choice = next_of(late, early)

    assert choice is not None
    assert choice.leg == early
    assert choice.why == ("due",)


def test_equal_dues_go_by_arrival_then_by_id() -> None:
    first = a_leg(3, arrived_at=NINE - minutes(1))
    others = [a_leg(2), a_leg(1)]

    assert next_of(*others, first) == next_of(first, *others)
    choice = next_of(*others, first)
    assert choice is not None
    assert choice.leg == first
    tie = next_of(*others)
    assert tie is not None
    assert tie.leg.id == a_leg(1).id


def test_a_choice_counts_whom_it_passed() -> None:
    elderly = a_leg(1, arrived_at=NINE, due=NINE - CREDIT)
    before = a_leg(2, arrived_at=NINE - minutes(10), due=NINE - minutes(10))

    choice = next_of(elderly, before)

    assert choice is not None
    assert (choice.leg, choice.passed) == (elderly, 1)


def test_after_three_who_passed_an_earlier_comer_the_earliest_is_next() -> None:
    """The cap on the lane's share (C5): at most three of four calls."""
    elderly, first = a_leg(1, due=NINE - CREDIT, priority="elderly"), a_leg(2, arrived_at=NINE - minutes(10), due=NINE - minutes(10))
    choices = [choose([Line(head=elderly, earliest=first, run=run)], policy=POLICY) for run in range(4)]

    assert [choice.leg for choice in choices if choice] == [elderly, elderly, elderly, first]
    assert [choice.run for choice in choices if choice] == [1, 2, 3, 0]
    assert choices[0] is not None
    assert choices[0].why == ("due", "elderly")
    assert choices[3] is not None
    assert choices[3].why == ("turn",)


def test_an_emergency_waits_for_no_turn() -> None:
    urgent, first = a_leg(1, due=NINE - minutes(1440), priority="emergency"), a_leg(2, arrived_at=NINE - minutes(10))
    choice = choose([Line(head=urgent, earliest=first, run=9)], policy=POLICY)

    assert choice is not None
    assert choice.leg == urgent


def test_a_leg_that_is_kept_for_this_clerk_stands_in_line_with_the_others() -> None:
    kept, other = a_leg(1, due=NINE - minutes(5), pin="staff c1"), a_leg(2, due=NINE)
    lines = [Line(head=other, earliest=other)]
    mine, later = choose(lines, [kept], policy=POLICY), choose(lines, [replace(kept, due=NINE + minutes(1))], policy=POLICY)

    assert mine is not None
    assert (mine.leg, mine.why) == (kept, ("pinned",))
    assert later is not None
    assert later.leg == other


@pytest.mark.parametrize(("code", "credit"), [(None, 0), ("elderly", 20), ("generous", 60), ("emergency", 1440)])
def test_a_class_has_the_credit_that_the_hall_gives_it_and_an_hour_at_most(code: str | None, credit: int) -> None:
    policy = Policy(credits={"elderly": minutes(20), "generous": minutes(600)})

    assert policy.credit(code) == minutes(credit)


def test_a_class_that_the_hall_does_not_know_is_refused() -> None:
    with pytest.raises(QueueRefused, match="unknown-class"):
        POLICY.credit("celebrity")


def test_a_lone_head_is_chosen_because_it_is_alone() -> None:
    choice = next_of(a_leg())

    assert choice is not None
    assert choice.why == ("alone",)


def test_nobody_is_chosen_from_empty_lines() -> None:
    assert next_of() is None


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 3)), min_size=1, max_size=30))
def test_nobody_is_passed_by_one_who_came_more_than_the_greatest_credit_later(people: list[tuple[int, int]]) -> None:
    waiting = [
        a_leg(number, arrived_at=NINE + minutes(came), due=due_at(NINE + minutes(came), minutes(20 * steps), policy=POLICY))
        for number, (came, steps) in enumerate(people)
    ]  # fmt: skip
    while waiting:
        choice = next_of(*waiting)
        assert choice is not None
        waiting.remove(choice.leg)

        assert all(choice.leg.arrived_at <= other.arrived_at + minutes(60) for other in waiting)


@pytest.mark.parametrize("deed", LEG_MOVES)
@pytest.mark.parametrize("state", LegState)
def test_a_leg_moves_as_the_table_says_and_in_no_other_way(deed: Deed, state: LegState) -> None:
    allowed = {
        (Deed.CALL_NEXT, LegState.WAITING): LegState.CALLED,
        (Deed.CALL_CHOSEN, LegState.WAITING): LegState.CALLED,
        (Deed.RECALL, LegState.CALLED): LegState.CALLED,
        (Deed.REQUEUE, LegState.CALLED): LegState.WAITING,
        (Deed.START, LegState.CALLED): LegState.SERVING,
        (Deed.NO_SHOW, LegState.CALLED): LegState.NO_SHOW,
        (Deed.REINSTATE, LegState.NO_SHOW): LegState.WAITING,
        (Deed.HOLD, LegState.SERVING): LegState.ON_HOLD,
        (Deed.RESUME, LegState.ON_HOLD): LegState.SERVING,
        (Deed.CALL_BACK, LegState.ON_HOLD): LegState.CALLED,
        (Deed.WAKE, LegState.ON_HOLD): LegState.WAITING,
        (Deed.LET_IN, LegState.WAITING): LegState.WAITING,
        (Deed.SET_CLASS, LegState.WAITING): LegState.WAITING,
        (Deed.TRANSFER, LegState.SERVING): LegState.TRANSFERRED,
        (Deed.TRANSFER, LegState.CALLED): LegState.TRANSFERRED,
        (Deed.FINISH, LegState.SERVING): LegState.COMPLETED,
        (Deed.GO_ON, LegState.SERVING): LegState.COMPLETED,
        (Deed.CHECK_IN, LegState.BOOKED): LegState.WAITING,
        (Deed.NOT_COME, LegState.BOOKED): LegState.NO_SHOW,
        (Deed.CANCEL, LegState.BOOKED): LegState.CANCELLED,
        (Deed.CANCEL, LegState.WAITING): LegState.CANCELLED,
        (Deed.CANCEL, LegState.ON_HOLD): LegState.CANCELLED,
        (Deed.TAKE_OVER, LegState.CALLED): LegState.WAITING,
        (Deed.TAKE_OVER, LegState.SERVING): LegState.WAITING,
        (Deed.TAKE_OVER, LegState.ON_HOLD): LegState.WAITING,
        (Deed.CHECK_IN, "booked"): LegState.WAITING, (Deed.NOT_COME, "booked"): LegState.NO_SHOW,
        (Deed.CANCEL, "booked"): LegState.CANCELLED,
        **{(Deed.DAY_END, open_): LegState.ABANDONED for open_ in ("waiting", "called", "serving", "on_hold")},
    }
    if (deed, state) in allowed:
        assert moved(deed, state) is allowed[deed, state]
        return
    with pytest.raises(QueueRefused) as refused:
        moved(deed, state)

    assert refused.value.code == "queue.wrong-state"
    assert refused.value.facts == {"state": state}


def test_every_deed_at_a_counter_says_how_it_leaves_the_counter() -> None:
    elsewhere = {
        Deed.TAKE_TICKET, Deed.WAKE, Deed.LET_IN, Deed.COME_BACK, Deed.NEXT_SERVICE, Deed.SET_CLASS, Deed.ADD_SERVICE, Deed.CANCEL,
        Deed.REINSTATE, Deed.UNDO, Deed.TAKE_OVER, Deed.DAY_END, Deed.CARRY_OVER, Deed.SET_SERVICES, Deed.OPEN_LANE, Deed.HAND_IN,
        Deed.BOOK, Deed.CHECK_IN, Deed.NOT_COME,
    }  # fmt: skip

    assert set(COUNTER_AFTER) == set(Deed) - elsewhere


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


# -- helping out ------------------------------------------------------------------------------------------------------


def helper_of(*lines: Line, pinned: tuple[Leg, ...] = ()) -> Choice | None:
    """A counter that takes taxes only to help out, at nine; nobody shall wait more than half an hour."""
    return choose_for(lines, pinned, relief=frozenset({"tax"}), now=NINE, policy=POLICY)


def a_line(number: int, service: str, waited_min: float, *, helped: bool = False) -> Line:
    leg = a_leg(number, service=service, arrived_at=NINE - minutes(waited_min), due=NINE - minutes(waited_min))
    return Line(head=leg, earliest=leg, helped=helped)


@pytest.mark.parametrize(
    ("waited", "helped", "expected"),
    [(30, False, False), (30.1, False, True), (16, True, True), (15, True, True), (14.9, True, False), (16, False, False)],
    ids=["the promise itself", "over it", "still long", "half of it", "short again", "not so long yet"],
)
def test_a_line_is_helped_from_the_promise_until_half_of_it(waited: float, helped: bool, expected: bool) -> None:
    assert needs_help(a_line(1, "tax", waited, helped=helped), NINE, policy=POLICY) is expected


def test_a_counter_that_helps_out_looks_at_its_own_line_first() -> None:
    own, other = a_line(1, "permit", 1), a_line(2, "tax", 20)
    alone, both = helper_of(other), helper_of(own, other)

    assert alone is not None
    assert both is not None
    assert (alone.leg, alone.why) == (other.head, ("alone", "relief"))
    assert (both.leg, both.why) == (own.head, ("alone",))


def test_a_line_that_needs_help_is_one_of_its_own() -> None:
    choice = helper_of(a_line(1, "permit", 29), a_line(2, "tax", 31))

    assert choice is not None
    assert choice.why == ("due", "relief")


def test_whoever_is_kept_for_a_counter_goes_before_those_it_helps_and_is_no_relief() -> None:
    kept = a_leg(3, service="tax", pin="counter 1")
    choice = helper_of(a_line(2, "tax", 10), pinned=(kept,))

    assert choice is not None
    assert (choice.leg, choice.why) == (kept, ("pinned",))
    assert helper_of() is None
