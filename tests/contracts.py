"""What every queue of a hall must do, wherever it is kept; subclasses give the fixture `place`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from kiosk.actions import staff
from kiosk.actions.appointment import take_over
from kiosk.actions.queue import LocalHall
from kiosk.actions.staff import Newcomer, Secrets
from kiosk.model.appointment import Reception, Timing
from kiosk.model.hall import Call, CounterState, Deed, Hall, Order, QueueRefused
from kiosk.model.hall import Place as Standing
from tests.builders import NINE, PIN, FakeClock, a_booking, a_clerk, some_id


@dataclass(frozen=True, kw_only=True)
class Place:
    """A hall as a terminal and as a counter see it, with the queue behind them."""

    terminal: Hall
    counter: Hall
    reception: Reception
    local: LocalHall
    clock: FakeClock

    def ticket(self, number: int = 1, service: str = "tax") -> str:
        return self.terminal.take_ticket(some_id(number), service=service, language="zh", audience="person").label

    def clerk(self) -> str:
        """The session of the clerk "c1", signed in at counter 1, which is open."""
        session = a_clerk(self.local, counter=1)
        self.counter.open_counter(some_id(9001), session=session, counter=1)
        return session


class HallContract:
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        raise AssertionError("a subclass says where the hall is kept")

    def test_numbers_rise_and_a_request_that_comes_twice_makes_one_ticket(self, place: Place) -> None:
        assert [place.ticket(1), place.ticket(2), place.ticket(1)] == ["A001", "A002", "A001"]

    def test_a_ticket_tells_all_that_stands_on_the_paper(self, place: Place) -> None:
        place.ticket(1)
        ticket = place.terminal.take_ticket(some_id(2), service="tax", language="en", audience="company")

        assert (ticket.label, ticket.ahead, ticket.language, ticket.taken_at) == ("A002", 1, "en", place.clock.now())

    def test_a_service_that_is_not_known_is_refused(self, place: Place) -> None:
        with pytest.raises(QueueRefused) as refusal:
            place.ticket(service="nonsense")
        assert refusal.value.code.startswith("queue.")

    def test_the_same_request_with_other_words_is_refused(self, place: Place) -> None:
        place.ticket(1)

        with pytest.raises(QueueRefused) as refusal:
            place.ticket(1, service="permit")
        assert refusal.value.reason == "id-reused"

    def test_one_visit_from_call_to_finish(self, place: Place) -> None:
        clerk = place.clerk()
        label = place.ticket()
        call = place.counter.call_next(some_id(10), session=clerk, counter=1)
        started = place.counter.start(some_id(11), session=clerk, counter=1)
        finished = place.counter.finish(some_id(12), session=clerk, counter=1)

        assert isinstance(call, Call)
        assert (call.label, call.counter) == (label, 1)
        assert (started.state, started.label) == (CounterState.SERVING, label)
        assert (finished.state, finished.leg) == (CounterState.AVAILABLE, None)

    def test_a_repeated_call_calls_nobody_else(self, place: Place) -> None:
        clerk = place.clerk()
        place.ticket(1)
        place.clock.go_on(seconds=1)
        place.ticket(2)
        first = place.counter.call_next(some_id(10), session=clerk, counter=1)

        assert place.counter.call_next(some_id(10), session=clerk, counter=1) == first
        with pytest.raises(QueueRefused) as refusal:
            place.counter.call_next(some_id(11), session=clerk, counter=1)
        assert (refusal.value.reason, refusal.value.facts["label"]) == ("counter-busy", "A001")

    def test_nobody_waiting_is_none(self, place: Place) -> None:
        clerk = place.clerk()

        assert place.counter.call_next(some_id(10), session=clerk, counter=1) is None

    def test_a_recall_comes_after_a_while_and_no_show_after_two_calls(self, place: Place) -> None:
        clerk = place.clerk()
        place.ticket()
        place.counter.call_next(some_id(10), session=clerk, counter=1)
        with pytest.raises(QueueRefused):
            place.counter.recall(some_id(11), session=clerk, counter=1)
        place.clock.go_on(seconds=61)
        place.counter.recall(some_id(12), session=clerk, counter=1)
        given_up = place.counter.no_show(some_id(13), session=clerk, counter=1)

        assert given_up.state == CounterState.AVAILABLE

    def test_a_closed_counter_calls_nobody(self, place: Place) -> None:
        clerk = place.clerk()
        closed = place.counter.close_counter(some_id(10), session=clerk, counter=1)

        assert closed.state == CounterState.CLOSED
        with pytest.raises(QueueRefused):
            place.counter.call_next(some_id(11), session=clerk, counter=1)

    def test_any_deed_of_a_clerk_travels_whole(self, place: Place) -> None:
        clerk = place.clerk()
        label = place.ticket()
        place.counter.call_next(some_id(10), session=clerk, counter=1)
        place.counter.start(some_id(11), session=clerk, counter=1)
        order = Order(deed=Deed.TRANSFER, service="permit", place=Standing.FRONT, reason="mistake", note="看一下原件", back=True)
        after = place.counter.do(some_id(12), session=clerk, counter=1, order=order)
        called = place.counter.do(some_id(13), session=clerk, counter=1, order=Order(deed=Deed.CALL_NEXT))

        assert after.state is CounterState.AVAILABLE
        assert place.counter.do(some_id(12), session=clerk, counter=1, order=order) == after
        assert (called.label, called.service) == (label, "permit")
        with pytest.raises(QueueRefused) as refusal:
            place.counter.do(some_id(14), session=clerk, counter=1, order=Order(deed=Deed.HOLD, reason="copy"))
        assert (refusal.value.reason, refusal.value.facts) == ("wrong-state", {"state": "called"})

    def test_a_manager_moves_a_counter_from_wherever(self, place: Place) -> None:
        """M8; and what was set is seen in every answer of that counter."""
        hall = place.local
        manager = a_clerk(hall, counter=1, code="m1", role="manager")
        order = Order(deed=Deed.SET_SERVICES, services=frozenset({"permit", "tax"}))
        place.counter.open_counter(some_id(9), session=manager, counter=1)
        said = place.counter.do(some_id(10), session=manager, counter=1, order=order)
        back = place.counter.do(some_id(11), session=manager, counter=1, order=Order(deed=Deed.SET_SERVICES))
        with pytest.raises(QueueRefused) as refusal:
            place.counter.do(some_id(12), session=manager, counter=1, order=replace(order, services=frozenset({"magic"})))

        assert (said.services, back.services) == (frozenset({"permit", "tax"}), None)
        assert (refusal.value.reason, refusal.value.facts) == ("unknown-service", {"service": "magic"})

    def test_a_class_gives_its_credit(self, place: Place) -> None:
        clerk = place.clerk()
        place.ticket(1)
        place.clock.go_on(minutes=5)
        elderly = place.terminal.take_ticket(some_id(2), service="tax", language="zh", audience="person", priority="elderly")
        call = place.counter.call_next(some_id(10), session=clerk, counter=1)

        assert isinstance(call, Call)
        assert (call.label, call.why) == (elderly.label, ("due", "elderly"))

    def test_a_wrong_pin_and_a_strange_session_open_nothing(self, place: Place) -> None:
        hall = place.local
        secrets = Secrets(entropy=hall.entropy, pepper=hall.pepper)
        staff.add(hall.store, Newcomer(code="li", name="Li", pin=PIN), secrets=secrets, now=hall.now())
        signed_in = place.counter.sign_in(staff="li", pin=PIN, counter=1)
        with pytest.raises(QueueRefused) as wrong:
            place.counter.sign_in(staff="li", pin="000000", counter=1)
        with pytest.raises(QueueRefused) as strange:
            place.counter.call_next(some_id(10), session="stranger", counter=1)

        assert (signed_in.staff, signed_in.role) == ("li", "clerk")
        assert (wrong.value.reason, strange.value.reason) == ("wrong-pin", "signed-out")

    def test_an_appointment_is_checked_in_and_its_ticket_is_the_same_each_time(self, place: Place) -> None:
        take_over(place.local, [a_booking()], "city")
        place.clock.go_on(minutes=55)
        first = place.reception.check_in(some_id(1), code="YY202603")
        again = place.reception.check_in(some_id(2), code="yy-202603", language="zh")

        assert (first.timing, first.ticket.label, first.ticket.language, first.again) == (Timing.ON_TIME, "A001", "en", False)
        assert (again.ticket.label, again.again) == ("A001", True)
        assert place.reception.check_in(some_id(1), code="YY202603") == first

    def test_a_wrong_code_is_told_apart_from_a_wrong_day(self, place: Place) -> None:
        take_over(place.local, [a_booking(slot=NINE + timedelta(days=1))], "city")
        for code, reason in (("ZZ202603", "unknown-code"), ("YY202603", "wrong-day")):
            with pytest.raises(QueueRefused) as refusal:
                place.reception.check_in(some_id(1), code=code)
            assert refusal.value.reason == reason
        assert refusal.value.facts == {"slot": (NINE + timedelta(days=1)).isoformat()}
