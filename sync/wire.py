"""How do the queue's words travel as JSON? The same adapters on both sides."""

import json
from datetime import datetime

from pydantic import TypeAdapter

from kiosk.model.appointment import Arrival
from kiosk.model.board import FeedEvent
from kiosk.model.hall import Call, CounterView, Order, StaffSession, Ticket
from kiosk.model.lane import LaneAnswer, LaneWord
from kiosk.model.lease import Block, LeaseWish
from kiosk.model.parcel import LinkState
from kiosk.model.rating import Matter, Report

TICKET = TypeAdapter(Ticket)
CALL = TypeAdapter(Call)
COUNTER = TypeAdapter(CounterView)
SESSION = TypeAdapter(StaffSession)
ORDER = TypeAdapter(Order)
ARRIVAL = TypeAdapter(Arrival)
MATTERS: TypeAdapter[tuple[Matter, ...]] = TypeAdapter(tuple[Matter, ...])
REPORT = TypeAdapter(Report)
LEASE_WISH = TypeAdapter(LeaseWish)
BLOCKS = TypeAdapter(tuple[Block, ...])
LANE_WORD = TypeAdapter(LaneWord)
LANE_ANSWER = TypeAdapter(LaneAnswer)


def link_state(word: str) -> LinkState:
    """A word that is not known counts as unknown."""
    return LinkState(word) if word in set(LinkState) else LinkState.UNKNOWN


def event_to_json(event: FeedEvent) -> bytes:
    """One line of the feed, 120 to 300 bytes whatever the queue's length; its seq travels as the id of the SSE event."""
    told = {"k": event.kind, "at": event.at.isoformat(), **event.data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def event_of(seq: int, text: str) -> FeedEvent:
    """Raises KeyError, TypeError or ValueError on what no hub of ours would say."""
    told = dict(json.loads(text))
    kind, at = told.pop("k"), told.pop("at")
    return FeedEvent(seq=seq, kind=kind, at=datetime.fromisoformat(at), data=told)
