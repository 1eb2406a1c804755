"""How do stations come to numbers and lanes ahead of time? They ask the hub while it answers; each is a Worker's step."""

from collections.abc import Callable
from typing import TypeVar

from pydantic import TypeAdapter

from kiosk.actions import lane, lease
from kiosk.actions.away import TicketDesk
from kiosk.model.hall import HallAway, QueueRefused
from kiosk.model.lane import LANE_REST_S, LaneAnswer, LaneWord
from kiosk.model.lease import Block, LeaseWish
from kiosk.store.database import Store
from sync.hall import parsed, told
from sync.http import Call, SignedSession
from sync.wire import BLOCKS, LANE_ANSWER, LANE_WORD, LEASE_WISH

LEASE_REST_S = 60.0
AWAY_REST_S = 5.0
Lend = Callable[[LeaseWish], tuple[Block, ...]]
Exchange = Callable[[LaneWord], LaneAnswer]
Word = TypeVar("Word")


def lender(session: SignedSession) -> Lend:
    """The hub's lend, at the other end of the line. Raises HallAway, QueueRefused."""
    return lambda wish: _ask(session, "/v1/leases", LEASE_WISH.dump_json(wish), BLOCKS)


def exchanger(session: SignedSession) -> Exchange:
    """The hub's exchange, at the other end of the line. Raises HallAway."""
    return lambda word: _ask(session, "/v1/lanes", LANE_WORD.dump_json(word), LANE_ANSWER)


class LeaseKeeper:
    """Keeps a terminal's blocks more than half full while the hub answers."""

    def __init__(self, desk: TicketDesk, lend: Lend) -> None:
        self._desk = desk
        self._lend = lend

    def step(self) -> float:
        desk = self._desk
        wish = lease.wish_of(desk.store, desk.catalogue, desk.now())
        if wish is None:
            return LEASE_REST_S
        try:
            blocks = self._lend(wish)
        except HallAway:
            return AWAY_REST_S
        except QueueRefused:
            blocks = ()
        lease.keep_blocks(desk.store, wish, blocks, now=desk.now())
        return LEASE_REST_S


class LaneKeeper:
    """Keeps a counter's lane: tells the hub what is held, gives back what others need, takes up more."""

    def __init__(self, store: Store, counter: int, exchange: Exchange) -> None:
        self._store = store
        self._counter = counter
        self._exchange = exchange

    def step(self) -> float:
        """Given back at once what the hub asks for; else after a rest."""
        word = lane.next_word(self._store, self._counter)
        if word is None:
            return AWAY_REST_S
        try:
            answer = self._exchange(word)
        except HallAway:
            return AWAY_REST_S
        return 0.0 if lane.take_up(self._store, answer) else LANE_REST_S

    def give_back(self) -> None:
        """Everything, before the console goes; a hub that does not hear of it keeps the lane until the console is back."""
        word = lane.next_word(self._store, self._counter, give_back=True)
        if word is not None:
            try:
                self._exchange(word)
            except HallAway:
                return


def _ask(session: SignedSession, path: str, body: bytes, answers: TypeAdapter[Word]) -> Word:
    return parsed(answers, told(session.request(Call(method="POST", path=path, body=body))))
