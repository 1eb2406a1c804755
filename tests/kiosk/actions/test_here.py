"""What the hall's catalogue demands of a clerk's deeds: reasons, outcomes, skills, help, time to wrap up (S11, M8)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.actions.queue import LocalHall
from kiosk.model.catalogue import Catalogue, Outcome, QueueRules, Reason
from kiosk.model.hall import CounterState, Deed, Order, Pool
from kiosk.model.text import text
from kiosk.store import queue as rows
from kiosk.store.database import Store
from tests.builders import FakeClock, a_catalogue, a_clerk, a_counter, a_hall, a_service, a_ticket, an_open_counter, new_id
from tests.kiosk.actions.test_counter import Desk, another_desk, leg, refused
from tests.kiosk.actions.test_queue_schedules import assert_the_events_tell_the_rows

REASONS = (
    Reason(code="papers", name=text(zh="材料", en="Papers"), deeds=frozenset({"hold", "take_over"})),
    Reason(code="break", name=text(zh="休息", en="Break"), deeds=frozenset({"pause"})),
    Reason(code="ill", name=text(zh="生病", en="Ill"), deeds=frozenset({"emergency", "chosen"})),
)


def a_strict_catalogue() -> Catalogue:
    tax = a_service("tax", wrap_s=30, outcomes=("done", "refused"), outcome_needed=True)
    outcomes = tuple(Outcome(code=code, name=text(zh=code, en=code)) for code in ("done", "refused", "advised"))
    return replace(a_catalogue(tax, a_service("permit", series="B")), reasons=REASONS, outcomes=outcomes)


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock, a_strict_catalogue())


@pytest.fixture
def desk(hall: LocalHall) -> Desk:
    return Desk(hall, an_open_counter(hall))


@pytest.fixture(autouse=True)
def the_events_tell_the_rows(store: Store, hall: LocalHall) -> object:
    yield
    assert_the_events_tell_the_rows(store)


# -- reasons and outcomes ---------------------------------------------------------------------------------------------


def test_a_reason_is_one_that_the_hall_has_for_that_deed(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    for unfit in ("gone fishing", "break"):
        with refused("unknown-reason"):
            desk.do(Deed.HOLD, reason=unfit)
    held = desk.do(Deed.HOLD, reason="papers")

    assert held.state is CounterState.WRAP_UP
    with refused("reason-needed"):
        desk.do(Deed.PAUSE)
    assert desk.do(Deed.PAUSE, reason="break").reason == "break"


def test_where_the_hall_has_no_reasons_for_a_deed_any_will_do(hall: LocalHall, desk: Desk) -> None:
    ticket = a_ticket(hall)
    desk.do(Deed.CANCEL, leg=ticket.leg, reason="left")

    assert leg(hall, ticket.leg).reason == "left"


def test_a_reason_that_is_not_needed_is_looked_at_all_the_same(hall: LocalHall, desk: Desk) -> None:
    some_tickets(hall, "tax")
    second = a_ticket(hall)
    with refused("unknown-reason"):
        desk.do(Deed.CALL_CHOSEN, leg=second.leg, reason="papers")
    desk.do(Deed.CALL_CHOSEN, leg=second.leg, reason="ill")
    desk.do(Deed.START)

    assert desk.do(Deed.TRANSFER, service="permit", reason="for a transfer the hall has none").leg is None


def test_only_an_emergency_has_a_reason_among_the_classes(hall: LocalHall, desk: Desk) -> None:
    ticket = a_ticket(hall)
    with refused("unknown-reason"):
        desk.do(Deed.SET_CLASS, leg=ticket.leg, priority="emergency", reason="papers")
    desk.do(Deed.SET_CLASS, leg=ticket.leg, priority="emergency", reason="ill")
    assert leg(hall, ticket.leg).reason == "ill"
    desk.do(Deed.SET_CLASS, leg=ticket.leg, priority="elderly", reason="an old friend of mine")

    assert leg(hall, ticket.leg).reason is None


def test_a_service_that_wants_to_know_how_it_ended_is_told(hall: LocalHall, desk: Desk) -> None:
    ticket = a_ticket(hall)
    desk.serve()
    with refused("outcome-needed"):
        desk.do(Deed.FINISH)
    with refused("unknown-outcome"):
        desk.do(Deed.FINISH, outcome="advised")
    desk.do(Deed.FINISH, outcome="refused")

    assert leg(hall, ticket.leg).outcome == "refused"


def test_an_outcome_is_needed_too_before_the_next_service_of_a_visit(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    desk.do(Deed.ADD_SERVICE, service="permit")
    with refused("outcome-needed"):
        desk.do(Deed.GO_ON)
    went_on = desk.do(Deed.GO_ON, outcome="done")

    assert (went_on.state, went_on.service) == (CounterState.SERVING, "permit")
    assert desk.do(Deed.FINISH).state is CounterState.AVAILABLE


# -- skills -----------------------------------------------------------------------------------------------------------


def test_a_service_that_asks_for_a_skill_is_called_only_by_those_who_have_it(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock, a_catalogue(a_service("tax", skill="interpreter"), a_service("permit", series="B")))
    first, second = a_ticket(hall, "tax"), a_ticket(hall, "permit")
    plain = Desk(hall, an_open_counter(hall))
    able = Desk(hall, a_clerk(hall, counter=3, skills=("interpreter",)), 3)
    able.do(Deed.OPEN)

    assert [plain.call(), able.call()] == [second.label, first.label]


def test_a_clerk_without_the_only_skill_that_a_counter_needs_cannot_open_it(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock, a_catalogue(a_service("tax", skill="interpreter")))
    with refused("no-skill"):
        Desk(hall, a_clerk(hall)).do(Deed.OPEN)

    assert Desk(hall, a_clerk(hall, skills=("*",))).do(Deed.OPEN).state is CounterState.AVAILABLE


# -- relief -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def helper(store: Store, clock: FakeClock) -> Desk:
    """Counter 1 serves permits, and taxes only to help out; nobody shall wait more than 30 minutes."""
    offered = (a_service("tax"), a_service("permit", series="B"))
    counters = (a_counter(1, "permit", "tax", relief=("tax",)), a_counter(2, "tax"), a_counter(3, "tax", "permit"))
    catalogue = a_catalogue(*offered, counters=counters)
    hall = a_hall(store, clock, replace(catalogue, rules=QueueRules(promise_min=30)))
    return Desk(hall, an_open_counter(hall))


def some_tickets(hall: LocalHall, *services: str) -> None:
    """One after the other, a second apart."""
    clock = hall.clock
    assert isinstance(clock, FakeClock)
    for service in services:
        a_ticket(hall, service)
        clock.go_on(seconds=1)


def why(desk: Desk) -> tuple[str, ...]:
    call = desk.hall.call_next(new_id(), session=desk.session, counter=desk.number)
    assert call is not None
    desk.do(Deed.START)
    desk.do(Deed.FINISH)
    return call.label, *call.why


def test_a_counter_that_helps_out_serves_its_own_line_first(helper: Desk, clock: FakeClock) -> None:
    a_ticket(helper.hall, "tax")
    clock.go_on(minutes=5)
    a_ticket(helper.hall, "permit")

    assert why(helper) == ("B001", "alone")
    assert why(helper) == ("A001", "alone", "relief")


def test_it_helps_before_its_own_line_is_empty_while_the_others_wait_too_long(helper: Desk, clock: FakeClock) -> None:
    """It begins above 30 minutes and ends below 15, so that counters do not go to and fro."""
    for minutes in (1, 10, 29):
        a_ticket(helper.hall, "tax")
        clock.go_on(minutes=minutes)
    some_tickets(helper.hall, "permit", "permit")

    assert why(helper) == ("A001", "due", "relief")
    assert why(helper) == ("A002", "due", "relief")
    assert why(helper) == ("A003", "due", "relief")
    a_ticket(helper.hall, "tax")
    clock.go_on(minutes=14)
    assert why(helper) == ("B001", "alone")
    clock.go_on(minutes=2)
    assert why(helper) == ("B002", "alone")


def test_a_helped_line_is_remembered_for_whichever_counter_asks(helper: Desk, clock: FakeClock) -> None:
    a_ticket(helper.hall, "tax")
    a_ticket(helper.hall, "tax")
    clock.go_on(minutes=31)
    a_ticket(helper.hall, "permit")
    why(helper)
    with helper.hall.store.read() as tx:
        [line] = rows.lines(tx, ["tax"], helper.hall.station)

    assert line.helped


# -- time to wrap up --------------------------------------------------------------------------------------------------


def test_after_a_citizen_the_clerk_has_the_time_that_the_service_needs(hall: LocalHall, desk: Desk, clock: FakeClock) -> None:
    a_ticket(hall)
    desk.serve()
    after = desk.do(Deed.FINISH, outcome="done")

    assert after.state is CounterState.WRAP_UP
    assert after.wrap_until == hall.now() + timedelta(seconds=30)


def test_the_next_may_be_called_before_the_time_is_over(hall: LocalHall, desk: Desk) -> None:
    some_tickets(hall, "tax", "tax")
    desk.serve()
    desk.do(Deed.FINISH, outcome="done")
    called = desk.do(Deed.CALL_NEXT)

    assert (called.state, called.label, called.wrap_until) == (CounterState.CALLING, "A002", None)


def test_a_pause_that_was_asked_for_comes_before_wrapping_up(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    desk.do(Deed.PAUSE, reason="break")

    assert desk.do(Deed.FINISH, outcome="done").state is CounterState.PAUSED


@pytest.mark.parametrize("deed", [Deed.READY, Deed.PAUSE, Deed.CLOSE])
def test_a_clerk_ends_the_time_by_any_other_deed(hall: LocalHall, desk: Desk, deed: Deed) -> None:
    a_ticket(hall)
    desk.serve()
    desk.do(Deed.FINISH, outcome="done")
    after = desk.do(deed, **({"reason": "break"} if deed is Deed.PAUSE else {}))

    assert after.state == {Deed.READY: "available", Deed.PAUSE: "paused", Deed.CLOSE: "closed"}[deed]
    assert after.wrap_until is None


def test_what_was_done_last_is_undone_while_wrapping_up(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    label = desk.serve()
    desk.do(Deed.FINISH, outcome="done")
    back = desk.do(Deed.UNDO)

    assert (back.state, back.label, back.wrap_until) == (CounterState.SERVING, label, None)


# -- other services for a counter -------------------------------------------------------------------------------------


def test_a_manager_moves_a_counter_to_other_services_and_back_with_one_press(hall: LocalHall, desk: Desk) -> None:
    """M8: from its next call on."""
    manager = another_desk(hall, 3, "m1", role="manager")
    some_tickets(hall, "permit", "tax", "permit", "tax")
    manager.do(Deed.SET_SERVICES, to_counter=1, services=frozenset({"permit"}))
    assert desk.call() == "B001"
    desk.do(Deed.START)
    desk.do(Deed.FINISH)
    assert desk.call() == "B002"
    desk.do(Deed.START)
    assert desk.do(Deed.FINISH).services == frozenset({"permit"})
    assert desk.call() == ""
    manager.do(Deed.SET_SERVICES, to_counter=1)

    assert desk.call() == "A001"
    assert desk.do(Deed.START).services is None


def test_a_manager_may_give_a_counter_what_it_never_took_also_before_it_is_open(hall: LocalHall) -> None:
    manager = another_desk(hall, 1, "m1", role="manager")
    manager.do(Deed.SET_SERVICES, to_counter=2, services=frozenset({"permit"}))
    a_ticket(hall, "permit")

    assert another_desk(hall, 2, "c2").call() == "B001"


def test_a_managers_word_goes_before_helping_out(helper: Desk, clock: FakeClock) -> None:
    a_ticket(helper.hall, "tax")
    clock.go_on(minutes=5)
    a_ticket(helper.hall, "permit")
    manager = another_desk(helper.hall, 3, "m1", role="manager")
    manager.do(Deed.SET_SERVICES, to_counter=1, services=frozenset({"permit", "tax"}))

    assert why(helper) == ("A001", "due")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"services": frozenset({"magic"})}, "unknown-service"),
        ({"services": frozenset()}, "unknown-service"),
        ({"services": frozenset({"tax"}), "to_counter": 99}, "unknown-counter"),
    ],
    ids=["a service that the hall has not", "none at all", "a counter that the hall has not"],
)
def test_what_the_hall_does_not_have_no_manager_can_give(hall: LocalHall, words: dict[str, object], reason: str) -> None:
    manager = another_desk(hall, 1, "m1", role="manager")
    with refused(reason):
        manager.do(Deed.SET_SERVICES, **words)

    assert manager.do(Deed.SET_SERVICES).services is None


def test_a_clerk_does_not_choose_what_a_counter_takes(desk: Desk) -> None:
    with refused("manager-needed"):
        desk.do(Deed.SET_SERVICES, services=frozenset({"tax"}))


def test_an_order_for_services_that_is_asked_again_gets_its_answer_in_whichever_order(hall: LocalHall) -> None:
    manager, request = another_desk(hall, 1, "m1", role="manager"), new_id()
    both = [frozenset(("tax", "permit")), frozenset(("permit", "tax"))]
    answers = [
        hall.do(request, session=manager.session, counter=1, order=Order(deed=Deed.SET_SERVICES, services=services)) for services in both
    ]

    assert answers[0] == answers[1]


# -- who may not ------------------------------------------------------------------------------------------------------


def test_without_the_skill_nobody_goes_on_with_it_takes_it_back_or_begins_it(store: Store, clock: FakeClock) -> None:
    services = (a_service("tax"), a_service("permit", series="B", skill="interpreter"))
    hall = a_hall(store, clock, a_catalogue(*services))
    able = Desk(hall, a_clerk(hall, counter=1, skills=("*",)))
    able.do(Deed.OPEN)
    held = a_ticket(hall, "permit")
    able.serve()
    able.do(Deed.HOLD, reason="form", pool=Pool.HALL)
    a_ticket(hall, "tax")
    plain = Desk(hall, an_open_counter(hall, counter=3), 3)
    with refused("no-skill"):
        plain.do(Deed.RESUME, leg=held.leg)
    with refused("no-skill"):
        plain.do(Deed.WALK_UP, service="permit")
    plain.serve()
    plain.do(Deed.ADD_SERVICE, service="permit")
    with refused("no-skill"):
        plain.do(Deed.GO_ON)

    assert able.do(Deed.RESUME, leg=held.leg).label == held.label
