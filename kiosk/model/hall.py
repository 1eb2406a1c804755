"""Which words does the hall use for its queue? Tickets, legs, counters, deeds, and the hall itself as stations see it (pure)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from kiosk.model.errors import KioskError


class LegState(StrEnum):
    """One service of one visit, from the ticket (or the booking before it) to its end."""

    BOOKED = "booked"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    TRANSFERRED = "transferred"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"


OPEN_STATES = frozenset({LegState.WAITING, LegState.CALLED, LegState.SERVING, LegState.ON_HOLD})
"""The leg is not over; a visit has one leg at a time in one of them."""


class CounterState(StrEnum):
    """WRAP_UP: the clerk finishes the last citizen's papers; it ends by itself, and the next may be called before."""

    CLOSED = "closed"
    AVAILABLE = "available"
    CALLING = "calling"
    SERVING = "serving"
    WRAP_UP = "wrap_up"
    PAUSED = "paused"


class QueueRefused(KioskError):
    """The deed is not possible now; nothing was changed. code: "queue." + reason.

    reason (with facts): wrong-state (state), not-yours, counter-busy (label: the ticket it has), no-skill, closed (opens_at, if it
    ever does), limit-reached, unknown-service, unknown-counter, unknown-class, unknown-leg, id-reused, too-early (wait_s), too-late,
    reason-needed, unknown-reason, outcome-needed, unknown-outcome, manager-needed, elsewhere (counter), kept (counter: only that one may
    call it now); of sign-in: signed-out, wrong-pin, wait (wait_s), locked; of appointments: unknown-code, wrong-hall (hall), wrong-day
    (slot), cancelled, wait, too-late (slot); of a filed form: unknown-receipt, other-service (service), sealed-away, forgotten.
    """

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason, **facts)
        self.code = f"queue.{reason}"
        self.reason = reason


class Deed(StrEnum):
    """What can be done to a leg or a counter, once for each request id."""

    TAKE_TICKET = "take_ticket"
    WALK_UP = "walk_up"
    OPEN = "open"
    CLOSE = "close"
    PAUSE = "pause"
    READY = "ready"
    CALL_NEXT = "call_next"
    CALL_CHOSEN = "call_chosen"
    RECALL = "recall"
    REQUEUE = "requeue"
    START = "start"
    NO_SHOW = "no_show"
    REINSTATE = "reinstate"
    HOLD = "hold"
    RESUME = "resume"
    CALL_BACK = "call_back"
    WAKE = "wake"
    LET_IN = "let_in"
    TRANSFER = "transfer"
    COME_BACK = "come_back"
    SET_CLASS = "set_class"
    ADD_SERVICE = "add_service"
    FINISH = "finish"
    GO_ON = "go_on"
    NEXT_SERVICE = "next_service"
    CANCEL = "cancel"
    UNDO = "undo"
    TAKE_OVER = "take_over"
    OPEN_LANE = "open_lane"
    HAND_IN = "hand_in"
    SET_SERVICES = "set_services"
    WRAPPED_UP = "wrapped_up"
    CARRY_OVER = "carry_over"
    DAY_END = "day_end"
    BOOK = "book"
    CHECK_IN = "check_in"
    NOT_COME = "not_come"


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """What a citizen holds: one number for one visit.

    ahead: people who are before it at the moment of issue. number: without the letter; label: as people read it ("A012"). wait_min:
    from and to, as it is told; None where only people are counted. about: the hall has no history of its own yet. link: the address
    of its page for a telephone. rating_code: digits by which the visit may be rated without that address. counted: False while the hub
    is away: `ahead` is not known, and its place is counted afterwards. priority: the code of its class.
    """

    visit: UUID
    leg: UUID
    hall: str
    day: date
    series: str
    number: int
    service: str
    language: str
    taken_at: datetime
    ahead: int
    wait_min: tuple[int, int] | None = None
    about: bool = False
    link: str | None = None
    rating_code: str | None = None
    counted: bool = True
    priority: str | None = None

    @property
    def label(self) -> str:
        return f"{self.series}{self.number:03d}"


@dataclass(frozen=True, kw_only=True)
class Leg:
    """A leg as the policy sees it.

    called_at: of the first call; announced_at: of the last; calls: how many; version: rises with every change. priority: the code of
    its class. open_at: nobody but `pin` may call it before then (on hold: when it wakes); pin: "staff CODE" or "counter NUMBER".
    pool: who may resume it. return_to: the clerk who gets the visit back when this leg ends. origin: the leg that it came from.
    booked_for: the slot whose place it has; None without one, and for those who came too late for it. label: blank while BOOKED.
    """

    id: UUID
    visit: UUID
    label: str
    service: str
    language: str
    state: LegState
    arrived_at: datetime
    due: datetime
    counter: int | None = None
    staff: str | None = None
    called_at: datetime | None = None
    announced_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    calls: int = 0
    priority: str | None = None
    open_at: datetime | None = None
    pin: str | None = None
    pool: str | None = None
    reason: str | None = None
    return_to: str | None = None
    outcome: str | None = None
    quantity: int = 1
    absences: int = 0
    origin: UUID | None = None
    booked_for: datetime | None = None
    version: int = 0


class Place(StrEnum):
    """Where a transferred citizen stands: as if always there; behind all; before all (needs a reason)."""

    KEEP = "keep"
    END = "end"
    FRONT = "front"


class Pool(StrEnum):
    """Who may go on with a leg on hold: its clerk, its counter, or whoever serves it."""

    ME = "me"
    COUNTER = "counter"
    HALL = "hall"


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a clerk asks for at a counter; besides the deed only what it needs is given.

    leg: of a ticket that the counter does not have (call_chosen, reinstate, resume, call_back, cancel, set_class, take_over).
    service: of walk_up, add_service, transfer. to_counter: transfer to that counter only (of open_lane: whose lane); back: and then back
    to this clerk. services: of set_services, codes, for to_counter or else for this counter; None: what the catalogue says again.
    reason: a code. note: words for the colleague, gone soon after the visit. priority: of set_class and walk_up; None takes it away.
    code: of the appointment, for check_in.
    """

    deed: Deed
    leg: UUID | None = None
    service: str | None = None
    to_counter: int | None = None
    place: Place = Place.KEEP
    back: bool = False
    reason: str | None = None
    note: str = ""
    priority: str | None = None
    wake_at: datetime | None = None
    pool: Pool = Pool.ME
    outcome: str | None = None
    quantity: int = 1
    code: str | None = None
    services: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Call:
    """The answer to a call: who, to which counter, and why this one (codes)."""

    leg: UUID
    label: str
    service: str
    counter: int
    called_at: datetime
    why: tuple[str, ...]
    waited_s: int
    submission: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CounterView:
    """A counter as consoles and boards show it.

    reason: of a pause; pausing: of one that begins after this citizen. todo: services of the visit that come after this one.
    wrap_until: when the time to wrap up ends by itself. services: what a manager set, instead of what the catalogue says.
    """

    number: int
    state: CounterState
    staff: str | None = None
    leg: UUID | None = None
    label: str | None = None
    service: str | None = None
    called_at: datetime | None = None
    calls: int = 0
    reason: str | None = None
    pausing: str | None = None
    todo: tuple[str, ...] = ()
    wrap_until: datetime | None = None
    services: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class StaffSession:
    """A clerk who has signed in; the token goes with each deed and says nothing by itself."""

    token: str
    staff: str
    name: str
    role: str
    until: datetime


class Hall(Protocol):
    """The queue of one hall, wherever it is kept. LocalHall, RemoteHall pass one contract test.

    request: made by the caller, the same until an answer came; the same request gives the same answer for 48 h.
    All deeds raise QueueRefused; a remote hall also raises HallAway.
    """

    def take_ticket(
        self, request: UUID, *, service: str, language: str, audience: str, priority: str | None = None, submission: UUID | None = None
    ) -> Ticket:
        """priority: the code of a class with credit; nobody asks for a proof. submission: what the same person filed for it just now."""
        ...

    def sign_in(self, *, staff: str, pin: str, counter: int) -> StaffSession: ...

    def do(self, request: UUID, *, session: str, counter: int, order: Order) -> CounterView:
        """Any deed of a clerk; the counter after it."""
        ...

    def open_counter(self, request: UUID, *, session: str, counter: int) -> CounterView: ...

    def close_counter(self, request: UUID, *, session: str, counter: int) -> CounterView: ...

    def call_next(self, request: UUID, *, session: str, counter: int) -> Call | None:
        """None: nobody whom this counter may serve is waiting."""
        ...

    def recall(self, request: UUID, *, session: str, counter: int) -> Call: ...

    def start(self, request: UUID, *, session: str, counter: int) -> CounterView: ...

    def no_show(self, request: UUID, *, session: str, counter: int) -> CounterView: ...

    def finish(self, request: UUID, *, session: str, counter: int) -> CounterView: ...


class HallAway(KioskError):
    """The hub did not answer; whether the deed was done is unknown, so ask again with the same request id."""

    code = "hall.away"
