"""A day of a hall at many times its pace: terminals, counters and boards as machines that call a hub, and what they were told.

Whoever gets no answer asks again with the same request id. `terminal` is the seam for a terminal that goes on by itself.
"""

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any, Protocol, TypeVar
from uuid import UUID

from kiosk.clock import SystemClock
from kiosk.model.board import BoardState, FeedEvent, apply
from kiosk.model.hall import Call, CounterView, Deed, HallAway, Order, Place, Ticket
from kiosk.model.ids import uuid7
from kiosk.model.parcel import LinkState
from sync.feed import FeedReader
from sync.hall import RemoteHall
from sync.http import SignedSession

Answer = TypeVar("Answer")
TRY_AGAIN_S = 0.05
SERVICE_S = (0.6, 3.4)
RECALL_S, GIVE_UP_S = 10.3, 60.5
"""The hub's own rules, which nobody speeds up."""


class Terminal(Protocol):
    def take_ticket(self, request: UUID, *, service: str, language: str, audience: str, priority: str | None = None) -> Ticket: ...


@dataclass(frozen=True, kw_only=True)
class Plan:
    """classes: with a credit, of every seventh visitor; absent: so many of the people who are called do not come."""

    visitors: int
    seconds: float
    services: tuple[str, ...]
    terminals: tuple[str, ...]
    counters: dict[int, str]
    boards: tuple[str, ...]
    tokens: dict[int, str] = field(repr=False)
    classes: tuple[str, ...] = ()
    absent: int = 8


@dataclass
class Told:
    """What the machines were told; any thread may write."""

    tickets: dict[UUID, Ticket] = field(default_factory=dict)
    calls: list[tuple[UUID, int]] = field(default_factory=list)
    ends: "Counter[str]" = field(default_factory=Counter)
    faults: list[BaseException] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Board:
    """The state of one board, folded from the feed as the window does it."""

    def __init__(self, session: SignedSession, number: int, known: BoardState | None = None) -> None:
        """known: what it has made of the events before a restart of its own."""
        self.state = known or BoardState()
        self._reader = FeedReader(
            session, on_snapshot=self._begin, on_event=self._go_on, on_link=self._ignore, random=Random(number),
            after=known.seq if known else None,
        )  # fmt: skip

    def run(self, over: threading.Event) -> None:
        while not over.is_set():
            over.wait(min(self._reader.step(), 1.0))

    def close(self) -> None:
        self._reader.close()

    def catch_up(self, latest: int) -> None:
        """Read on until it has heard of everything up to there."""
        while self.state.seq < latest:
            self._reader.step()

    def _begin(self, state: BoardState) -> None:
        self.state = state

    def _go_on(self, event: FeedEvent) -> None:
        self.state = apply(self.state, event)

    def _ignore(self, _: LinkState) -> None:
        """Nobody looks at the mark."""


class Day:
    """All machines of the plan at work. session: of a station; terminal: what gives its tickets."""

    def __init__(
        self, plan: Plan, session: Callable[[str], SignedSession], terminal: Callable[[SignedSession], Terminal] = RemoteHall
    ) -> None:
        self._plan = plan
        self._session = session
        self._terminal = terminal
        self.told = Told()
        self.boards = [Board(session(name), number) for number, name in enumerate(plan.boards)]
        self._over = threading.Event()
        self._begun = time.monotonic()
        self._absent = plan.absent

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._begun

    @property
    def served(self) -> int:
        """Visits that have an end, as the counters were told."""
        with self.told.lock:
            return sum(self.told.ends[end] for end in ("completed", "no_show", "cancelled"))

    @contextmanager
    def going_on(self) -> Iterator[None]:
        plan = self._plan
        self._begun = time.monotonic()
        with ThreadPoolExecutor(max_workers=len(plan.terminals) + len(plan.counters) + len(plan.boards)) as pool:
            jobs: list[tuple[Any, ...]] = [(board.run, self._over) for board in self.boards]
            jobs += [(self._give_tickets, number, name) for number, name in enumerate(plan.terminals)]
            jobs += [(self._serve, number, name) for number, name in plan.counters.items()]
            for job in jobs:
                pool.submit(*job).add_done_callback(lambda done: self._note_fault(done.exception()))
            try:
                yield
            finally:
                self._over.set()
                for board in self.boards:
                    board.close()

    def wait_until(self, condition: Callable[[], bool], timeout_s: float) -> bool:
        ends = time.monotonic() + timeout_s
        while not condition() and time.monotonic() < ends and not self.told.faults:
            self._over.wait(0.05)
        return condition()

    def _note_fault(self, fault: BaseException | None) -> None:
        """A broken machine must fail the test, not hang it."""
        if fault is not None:
            self.told.faults.append(fault)

    def _give_tickets(self, number: int, name: str) -> None:
        """Its share of the visitors, spread over the day as they come: more in the middle than at its ends."""
        plan, random = self._plan, Random(number)
        mine = plan.visitors // len(plan.terminals) + (number < plan.visitors % len(plan.terminals))
        terminal = self._terminal(self._session(name))
        for come_at in sorted(random.triangular(0, plan.seconds, plan.seconds * 0.45) for _ in range(mine)):
            self._over.wait(max(0.0, come_at - self.seconds))
            request = new_id()
            wish = {"service": random.choice(plan.services), "language": random.choice(["zh", "en"]), "audience": "person"}
            priority = random.choice(plan.classes) if plan.classes and random.random() < 0.15 else None
            ticket = self._answered(partial(terminal.take_ticket, request, priority=priority, **wish))
            if ticket is None:
                return
            with self.told.lock:
                self.told.tickets[request] = ticket

    def _serve(self, number: int, name: str) -> None:
        desk = _Desk(RemoteHall(self._session(name)), self._plan.tokens[number], number, self._answered)
        random = Random(1000 + number)
        desk.do(Deed.OPEN)
        while not self._over.is_set():
            call = desk.call()
            if call is None:
                self._over.wait(0.3)
                continue
            with self.told.lock:
                self.told.calls.append((call.leg, number))
            end = self._served(desk, call, random)
            if end is None:
                return
            with self.told.lock:
                self.told.ends[end] += 1

    def _served(self, desk: "_Desk", call: Call, random: Random) -> str | None:
        """How it ended for this leg; None: the day was over before."""
        if self._stays_away():
            return self._give_up(desk)
        desk.do(Deed.START)
        self._over.wait(random.uniform(*SERVICE_S))
        kind = random.random()
        if kind < 0.04:
            desk.do(Deed.TRANSFER, service=random.choice(self._plan.services), place=Place.KEEP)
            return "transferred"
        if kind < 0.07:
            desk.do(Deed.HOLD, reason="papers")
            desk.do(Deed.RESUME, leg=call.leg)
        elif kind < 0.09:
            desk.do(Deed.HOLD, reason="papers")
            return None if desk.do(Deed.CANCEL, leg=call.leg, reason="left") is None else "cancelled"
        elif kind < 0.14:
            desk.do(Deed.ADD_SERVICE, service=random.choice(self._plan.services))
            return None if desk.do(Deed.FINISH) is None else "first of two"
        return None if desk.do(Deed.FINISH) is None else "completed"

    def _stays_away(self) -> bool:
        with self.told.lock:
            self._absent -= 1
            return self._absent >= 0

    def _give_up(self, desk: "_Desk") -> str | None:
        self._over.wait(RECALL_S)
        desk.recall()
        self._over.wait(GIVE_UP_S - RECALL_S)
        return None if desk.do(Deed.NO_SHOW) is None else "no_show"

    def _answered(self, ask: Callable[[], Answer]) -> Answer | None:
        """The answer, or None once everything is over."""
        while not self._over.is_set():
            try:
                return ask()
            except HallAway:
                self._over.wait(TRY_AGAIN_S)
        return None


@dataclass(frozen=True)
class _Desk:
    """A clerk at a counter; each deed has one request id until it is answered."""

    hall: RemoteHall
    token: str
    number: int
    answered: Callable[[Callable[[], Any]], Any]  # Any: each deed has an answer of its own

    def do(self, deed: Deed, **words: Any) -> CounterView | None:  # Any: fields of an order
        order, request = Order(deed=deed, **words), new_id()
        view: CounterView | None = self.answered(lambda: self.hall.do(request, session=self.token, counter=self.number, order=order))
        return view

    def call(self) -> Call | None:
        request = new_id()
        call: Call | None = self.answered(lambda: self.hall.call_next(request, session=self.token, counter=self.number))
        return call

    def recall(self) -> None:
        request = new_id()
        self.answered(lambda: self.hall.recall(request, session=self.token, counter=self.number))


def new_id() -> UUID:
    return uuid7(SystemClock().now(), os.urandom(10))
