"""Random schedules of cuts, lost and late answers, kills and restores: no number twice, nobody lost, nobody called twice."""

from collections import Counter as Count
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from kiosk.actions import lane, outbox
from kiosk.actions.audit import broken_at
from kiosk.model.hall import CounterState, Deed, HallAway, LegState, Order, QueueRefused
from kiosk.model.parcel import HUB
from kiosk.store import feed, queue, tables
from kiosk.store import lane as lane_rows
from kiosk.store import outbox as parcels
from tests.builders import new_id
from tests.kiosk.actions.test_queue_schedules import assert_the_events_tell_the_rows
from tests.sync.away import Away, Counter, Hub, Station, Terminal, put_back_station

ANY_STATION, ANY_MACHINE = st.integers(0, 3), st.integers(0, 4)
WHAT = (
    "press", "press", "press", "press", "press_alone", "press_alone", "press_alone", "keep_lane", "keep_lane", "keep_lane", "come", "send",
    "send", "break", "requeue", "kill", "copy", "put back",
)  # fmt: skip
AT_THE_HUB = (("call_next", "start", "finish"), ("call_next",), ("start",), ("no_show",), ("finish",))
ALONE = (
    ("call_alone",), ("call_alone", "start_alone", "finish_alone"), ("serve_alone",), ("start_alone",), ("no_show_alone",),
    ("finish_alone",),
)  # fmt: skip


class Schedule(RuleBasedStateMachine):
    """People come, clerks press buttons at the hub or alone, and whatever can break breaks."""

    def __init__(self) -> None:
        super().__init__()
        self.hall = Away()
        self.papers: dict[str, Terminal] = {}
        self.calls: dict[str, Counter] = {}
        self.answered: set[str] = set()
        self.served: set[str] = set()
        self.only_at_hub: set[str] = set()
        self.pending: dict[int, tuple[str, UUID]] = {}
        self.seen = 0
        self.hub_restored = self.terminal_restored = False
        self.copies: dict[str, list[Path]] = {}
        self.gone: set[str] = set()

    # -- people and clerks ---------------------------------------------------------------------------------------------

    @initialize()
    def a_morning(self) -> None:
        """A dozen people wait, and everything is as it is when all is well."""
        for terminal in self.hall.terminals:
            terminal.leases.step()
        for _ in range(4):
            self.come(0, "tax", 3)
        for counter in self.hall.counters:
            counter.lanes.step()
        self._copy(self.hall.hub)

    @rule(data=st.data(), what=st.sampled_from(WHAT), which=st.integers(0, 1))
    def happens(self, data: st.DataObject, what: str, which: int) -> None:
        """One rule for all, so that every schedule has everything in it."""
        match what:
            case "come":
                self.come(which, data.draw(st.sampled_from(["tax", "tax", "permit"])), data.draw(st.integers(1, 3)))
            case "press":
                self.press(which, data.draw(st.sampled_from(AT_THE_HUB)))
            case "press_alone":
                self.press_alone(which, data.draw(st.sampled_from(ALONE)), data)
            case "requeue":
                self.requeue(which)
            case "keep_lane":
                self.keep_lane(which, data.draw(st.sampled_from(["", "", "lose", "delay"])))
            case "send":
                self.send(data.draw(ANY_STATION))
            case "break":
                self.break_line(data.draw(ANY_STATION), data.draw(st.sampled_from(["cut", "lose", "delay"])))
            case "kill":
                self.kill(data.draw(ANY_MACHINE))
            case "copy":
                self.copy(data.draw(ANY_MACHINE))
            case _:
                self.put_back(data.draw(ANY_MACHINE))

    def come(self, which: int, service: str, count: int) -> None:
        terminal = self.hall.terminals[which]
        for _ in range(count):
            self.hall.clock.go_on(seconds=7)
            request = new_id()
            ticket = terminal.take(service, request)

            assert terminal.take(service, request) == ticket
            assert ticket.label not in self.papers
            self.papers[ticket.label] = terminal

    def press(self, which: int, names: tuple[str, ...]) -> None:
        for name in names:
            self._press(which, name)

    def _press(self, which: int, name: str) -> None:
        """A deed whose answer is lost keeps its request id until an answer comes."""
        counter = self.hall.counters[which]
        open_name, open_request = self.pending.get(which, ("", None))
        request = open_request if open_request and open_name == name else new_id()
        held = self._held_at_the_hub(counter)
        try:
            answer = counter.deed(name, request)
        except HallAway:
            self.pending[which] = (name, request)
            return
        except QueueRefused:
            self.pending.pop(which, None)
            return
        self.pending.pop(which, None)
        if name == "call_next" and answer is not None:
            self._called(answer.label, counter)
            self.answered.add(answer.label)
        if name == "finish" and held is not None:
            self.served.add(held)

    def requeue(self, which: int) -> None:
        """Called by mistake: from then on anybody may call it."""
        counter = self.hall.counters[which]
        held = self._held_at_the_hub(counter)
        self._ask(lambda: counter.hall.do(
            new_id(), session=counter.session, counter=counter.number, order=Order(deed=Deed.REQUEUE, reason="mistake")
        ))  # fmt: skip
        if held is not None and self._state(held) is LegState.WAITING:
            self._look()
            self.calls.pop(held, None)

    def press_alone(self, which: int, names: tuple[str, ...], data: st.DataObject) -> None:
        """Also while the hub answers: a console may be wrong about that."""
        for name in names:
            self._press_alone(self.hall.counters[which], name, data)

    def _press_alone(self, counter: Counter, name: str, data: st.DataObject) -> None:
        here = counter.hall.alone().present
        shown = (data.draw(st.sampled_from(sorted(self.papers))),) if name == "serve_alone" else ()
        answer = self._ask(lambda: getattr(counter.hall, name)(*shown))
        if name == "call_alone" and answer is not None:
            self._called(answer.label, counter)
            self.answered.add(answer.label)
        if name == "finish_alone" and here is not None and counter.hall.alone().present is None:
            self.served.add(here.label)

    # -- what goes on by itself ----------------------------------------------------------------------------------------

    def keep_lane(self, which: int, trouble: str) -> None:
        counter = self.hall.counters[which]
        if trouble:
            setattr(counter.line, trouble, 1)
        counter.lanes.step()

    def send(self, which: int) -> None:
        station = self._stations()[which]
        station.send()
        if isinstance(station, Terminal):
            station.leases.step()

    # -- what breaks ---------------------------------------------------------------------------------------------------

    def break_line(self, which: int, trouble: str) -> None:
        line = self._stations()[which].line
        if trouble == "cut":
            line.cut = not line.cut
        else:
            setattr(line, trouble, 1)

    def kill(self, which: int) -> None:
        """And a question that was long on its way arrives."""
        self._machines()[which].kill()
        self.hall.hub.hear_late()

    def copy(self, which: int) -> None:
        self._copy(self._machines()[which])

    def put_back(self, which: int) -> None:
        if which == 4:
            self._put_back_hub()
        elif self.copies.get(self._stations()[which].name):
            self._put_back_station(self._stations()[which])

    def _copy(self, machine: Station | Hub) -> None:
        taken = self.copies.setdefault(machine.name, [])
        target = self.hall.hub.folder / f"{machine.name}.copy{len(taken)}"
        machine.store.copy_to(target)
        taken.append(target)

    def _put_back_hub(self) -> None:
        """What was called and never answered is known to nobody then."""
        self._look()
        self.hall.clock.go_on(minutes=1)
        self.hall.hub.put_back(self.copies["hub"][-1])
        self.hub_restored = True
        self.calls = {label: counter for label, counter in self.calls.items() if label in self.answered}
        for label in self.only_at_hub - self._labels():
            self.papers.pop(label, None)

    def _put_back_station(self, station: Station) -> None:
        """A disk that is lost takes along what only it knew; but no number comes twice."""
        with station.store.read() as tx:
            untold = parcels.load(tx, HUB)[0]
        put_back_station(station, self.copies[station.name][-1])
        if isinstance(station, Terminal):
            self.terminal_restored = True
            there = self._labels()
            mine = {label for label, terminal in self.papers.items() if terminal is station}
            self.only_at_hub |= mine & there
            self.gone |= mine - there if untold else set()
        else:
            self.answered -= {label for label, counter in self.calls.items() if counter is station}
            if untold:
                self.calls = {label: counter for label, counter in self.calls.items() if counter is not station or self._is_called(label)}
                self.served = {label for label in self.served if self._state(label) is LegState.COMPLETED}

    # -- what must be true ---------------------------------------------------------------------------------------------

    @invariant()
    def what_a_console_holds_is_its_lane(self) -> None:
        """The property that all else stands on; after a restore it is nobody's until the console was heard."""
        with self.hall.hub.hall.store.read() as tx:
            for counter in self.hall.counters:
                with counter.store.read() as own:
                    held = {one.leg for one in lane_rows.all_kept(own)}
                for leg in held:
                    known = queue.find_leg(tx, leg)
                    if known is not None and known.state is LegState.WAITING:
                        assert lane_rows.station_of(tx, leg) in {counter.name, lane_rows.NOBODY}

    @invariant()
    def nobody_was_called_twice(self) -> None:
        self._look()

    @invariant()
    def lines_count_right(self) -> None:
        with self.hall.hub.hall.store.read() as tx:
            legs = list(tx.execute(select(tables.leg.c.state, tables.leg.c.service)))
            waiting = queue.waiting(tx)
        counted = Count(leg.service for leg in legs if leg.state == LegState.WAITING)
        assert {service: count for service, count in waiting.items() if count} == counted

    def teardown(self) -> None:
        try:
            self.hall.all_well()
            self._look()
            self._nobody_is_lost()
            assert broken_at(self.hall.hub.hall.store) is None
            if not self.hub_restored:
                assert_the_events_tell_the_rows(self.hall.hub.hall.store)
        finally:
            self.hall.close()

    def _nobody_is_lost(self) -> None:
        assert [held for station in self._stations() for held in outbox.held(station.store)] == []
        assert [outbox.link(station.store, HUB).waiting for station in self._stations()] == [0] * 4
        there = self._labels()
        assert set(self.papers) - self.gone <= there
        assert {self._state(label) for label in self.served} <= {LegState.COMPLETED, LegState.SERVING}, "of two the first"
        if not self.terminal_restored:
            assert {label for label in there - set(self.papers) if self._state(label) is LegState.WAITING} == set()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _stations(self) -> list[Station]:
        return [*self.hall.terminals, *self.hall.counters]

    def _machines(self) -> list[Station | Hub]:
        return [*self._stations(), self.hall.hub]

    def _ask(self, deed: Callable[[], Any]) -> Any:  # Any: each deed has an answer of its own
        try:
            return deed()
        except (HallAway, QueueRefused):
            return None

    def _called(self, label: str, counter: Counter) -> None:
        assert self.calls.setdefault(label, counter) is counter, f"{label} was called by two counters"

    def _look(self) -> None:
        """What the hub has called meanwhile, also where the answer was lost."""
        with self.hall.hub.hall.store.read() as tx:
            events = feed.events_after(tx, self.seen, 10_000)
        for event in events:
            self.seen = event.seq
            if event.kind == "called":
                counter = next(one for one in self.hall.counters if one.number == event.data["c"])
                self._called(str(event.data["n"]), counter)

    def _held_at_the_hub(self, counter: Counter) -> str | None:
        with self.hall.hub.hall.store.read() as tx:
            view = queue.get_counter(tx, counter.number)
        return view.label if view.state in {CounterState.CALLING, CounterState.SERVING} else None

    def _rows(self) -> Iterable[tuple[str, str]]:
        joined = select(tables.visit.c.series, tables.visit.c.number, tables.leg.c.state).join(tables.leg)
        with self.hall.hub.hall.store.read() as tx:
            return [(f"{row.series}{row.number:03d}", row.state) for row in tx.execute(joined)]

    def _labels(self) -> set[str]:
        labels = [label for label, _ in self._rows()]
        assert len(labels) == len(set(labels))
        return set(labels)

    def _state(self, label: str) -> LegState | None:
        return next((LegState(state) for known, state in self._rows() if known == label), None)

    def _is_called(self, label: str) -> bool:
        return self._state(label) not in {None, LegState.WAITING}


QUICK = settings(report_multiple_bugs=False, phases=[Phase.explicit, Phase.generate])
"""A schedule that fails is told as it was; making it smaller would take minutes."""

SMALL = settings(QUICK, max_examples=2, stateful_step_count=25)
LARGE = settings(QUICK, max_examples=25, stateful_step_count=60)
SEARCH = settings(LARGE, max_examples=50)


def test_a_few_schedules() -> None:
    run_state_machine_as_test(Schedule, settings=SMALL)


@pytest.mark.whole
def test_many_schedules() -> None:
    run_state_machine_as_test(Schedule, settings=LARGE)


def _released_without_confirmation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub frees what it wants back at once, without waiting for the console to say that it has let go."""
    right = lane.exchange

    def hasty(store: Any, word: Any, console: Any, *, now: Any) -> Any:  # Any: as the right one
        answer = right(store, word, console, now=now)
        with store.write() as tx:
            lane_rows.free(tx, console.station, answer.back)
        return answer

    monkeypatch.setattr(lane, "exchange", hasty)


def _late_answers_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub hears a console whatever its turn is."""
    monkeypatch.setattr(lane_rows, "turn_of", lambda tx, station: -1)


def _no_deed_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "answer_of", lambda tx, request: None)
    monkeypatch.setattr(queue, "keep_answer", lambda *_: None)


def _no_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub lets everybody call everybody."""
    monkeypatch.setattr(lane_rows, "give", lambda *_: None)


@pytest.mark.whole
@pytest.mark.parametrize("break_it", [_released_without_confirmation, _late_answers_taken, _no_deed_table, _no_lanes])
def test_a_rule_that_is_left_out_is_seen(break_it: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    break_it(monkeypatch)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Schedule, settings=SEARCH)

