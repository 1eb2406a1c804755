"""How does a paper that is owed become a paper that is out? One step of a Worker prints one paper."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.actions import spool
from kiosk.clock import Clock
from kiosk.model.paper import Handed, PrinterState, PrintJob, PrintState
from kiosk.model.spool import SpoolPolicy
from kiosk.store.database import Store
from printing.papers import compose
from printing.printer import Printer

IDLE_S = 2.0
"""Also how soon a printer that is back, or gone, is noticed."""

POLL_S = 0.7
"""How often a queue is asked about a paper that was handed to it."""


class Spooler:
    """Prints what the spool holds, oldest first; one for each store. Only `step` and `state` may be used, from any one thread.

    on_paper is told each job that was settled or held, on_state the printer's state whenever it is another one.
    """

    def __init__(
        self, store: Store, printer: Printer, clock: Clock, *, zone: ZoneInfo, policy: SpoolPolicy = spool.POLICY,
        on_paper: Callable[[PrintJob], None] = lambda job: None, on_state: Callable[[PrinterState], None] = lambda state: None,
    ) -> None:  # fmt: skip
        self._store, self._printer, self._clock = store, printer, clock
        self._zone, self._policy = zone, policy
        self._on_paper, self._on_state = on_paper, on_state
        self._state: PrinterState | None = None

    @property
    def state(self) -> PrinterState | None:
        """The printer as last seen; None before the first step. May be read from any thread."""
        return self._state

    def step(self) -> float:
        """Settle what is open, then print the next paper; the answer is the rest in seconds."""
        handed = self._settle_open()
        state = self._look()
        job = spool.next_job(self._store, now=self._now())
        if job is None:
            return POLL_S if handed else self._idle_s()
        if not state.ready:
            self._on_paper(spool.hold(self._store, job, state.reason or "", now=self._now()))
            return IDLE_S
        self._print(job)
        return 0.0

    def _print(self, job: PrintJob) -> None:
        mark = self._printer.mark(job)
        begun = spool.begin(self._store, job, printer=self._printer.name, mark=mark, now=self._now())
        outcome = self._printer.print(begun, compose(begun, zone=self._zone))
        self._on_paper(spool.settle(self._store, begun, outcome, now=self._now(), policy=self._policy))

    def _settle_open(self) -> bool:
        """Ask the printer about every paper that was begun; true if one is still under way in a queue."""
        under_way = False
        for job in spool.unsettled(self._store):
            outcome = self._printer.fate(job)
            if isinstance(outcome, Handed) and job.state is PrintState.HANDED:
                under_way = True
            else:
                self._on_paper(spool.settle(self._store, job, outcome, now=self._now(), policy=self._policy))
        return under_way

    def _look(self) -> PrinterState:
        seen = self._printer.status()
        if seen != self._state:
            self._state = seen
            self._on_state(seen)
        return seen

    def _idle_s(self) -> float:
        due = spool.next_due_at(self._store)
        return IDLE_S if due is None else min(IDLE_S, max(0.05, (due - self._now()).total_seconds()))

    def _now(self) -> datetime:
        return self._clock.now()
