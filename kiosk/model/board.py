"""What does everybody in the hall see? The state of the boards, folded from the feed (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

LAST_CALLS = 6


@dataclass(frozen=True, kw_only=True)
class FeedEvent:
    """One line of the append-only feed; seq rises by one.

    kind: issued, called, recalled, started, ended, counter. data: small JSON values: l = leg, n = label, s = service,
    c = counter, w = waiting for s after it, lang = language of the ticket, state = of the leg or counter after it.
    """

    seq: int
    kind: str
    at: datetime
    data: Mapping[str, str | int | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A counter as boards show it: whom it calls or serves, and since when."""

    counter: int
    state: str
    label: str | None = None
    service: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Announced:
    """A call that was made; times: 1, and more after recalls."""

    seq: int
    label: str
    service: str
    counter: int
    language: str
    at: datetime
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class BoardState:
    """The hall after event `seq`. desks by counter number; last_calls newest first, at most six, each label once."""

    seq: int = 0
    desks: Mapping[int, Desk] = field(default_factory=dict)
    last_calls: tuple[Announced, ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)


def apply(state: BoardState, event: FeedEvent) -> BoardState:
    """The state after one more event; an event already seen changes nothing."""
    if event.seq <= state.seq:
        return state
    data = event.data
    after = replace(state, seq=event.seq, waiting=_waiting(state, data))
    match event.kind:
        case "called" | "recalled":
            return replace(after, desks=_desk(after, event, str(data["state"])), last_calls=_calls(after, event))
        case "started":
            return replace(after, desks=_desk(after, event, str(data["state"])))
        case "ended" | "counter":
            number = int(data["c"] or 0)
            ended = Desk(counter=number, state=str(data["desk"] if event.kind == "ended" else data["state"]))
            return replace(after, desks={**after.desks, number: ended})
        case _:
            return after


def _waiting(state: BoardState, data: Mapping[str, str | int | None]) -> Mapping[str, int]:
    if data.get("w") is None or data.get("s") is None:
        return state.waiting
    return {**state.waiting, str(data["s"]): int(data["w"] or 0)}


def _desk(state: BoardState, event: FeedEvent, desk_state: str) -> Mapping[int, Desk]:
    data = event.data
    number = int(data["c"] or 0)
    desk = Desk(counter=number, state=desk_state, label=str(data["n"]), service=str(data["s"]), since=event.at)
    return {**state.desks, number: desk}


def _calls(state: BoardState, event: FeedEvent) -> tuple[Announced, ...]:
    data = event.data
    label = str(data["n"])
    before = next((call.times for call in state.last_calls if call.label == label), 0)
    times = before + 1 if event.kind == "recalled" else 1
    call = Announced(
        seq=event.seq, label=label, service=str(data["s"]), counter=int(data["c"] or 0), language=str(data["lang"]),
        at=event.at, times=times,
    )  # fmt: skip
    return (call, *(known for known in state.last_calls if known.label != label))[:LAST_CALLS]


def to_json(state: BoardState) -> dict[str, Any]:
    """The snapshot that the hub gives; Any: JSON."""
    return {
        "seq": state.seq,
        "desks": [
            {"c": d.counter, "state": d.state, "n": d.label, "s": d.service, "since": d.since.isoformat() if d.since else None}
            for d in state.desks.values()
        ],
        "last_calls": [
            {"seq": c.seq, "n": c.label, "s": c.service, "c": c.counter, "lang": c.language, "at": c.at.isoformat(), "times": c.times}
            for c in state.last_calls
        ],
        "waiting": dict(state.waiting),
    }


def from_json(snapshot: Mapping[str, Any]) -> BoardState:
    """Raises KeyError, TypeError or ValueError on what no hub of ours would say."""
    desks = (
        Desk(
            counter=int(d["c"]), state=str(d["state"]), label=d["n"], service=d["s"],
            since=datetime.fromisoformat(d["since"]) if d["since"] else None,
        )
        for d in snapshot["desks"]
    )  # fmt: skip
    calls = (
        Announced(
            seq=int(c["seq"]), label=str(c["n"]), service=str(c["s"]), counter=int(c["c"]), language=str(c["lang"]),
            at=datetime.fromisoformat(c["at"]), times=int(c["times"]),
        )
        for c in snapshot["last_calls"]
    )  # fmt: skip
    return BoardState(
        seq=int(snapshot["seq"]),
        desks={desk.counter: desk for desk in desks},
        last_calls=tuple(calls),
        waiting={str(service): int(count) for service, count in snapshot["waiting"].items()},
    )
