"""What does everybody in the hall see? The state of the boards, folded from the feed (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

LAST_CALLS = 6
"""So many a board shows."""
KEPT_CALLS = 60
"""So many are kept, for boards that show a part of the hall."""


@dataclass(frozen=True, kw_only=True)
class FeedEvent:
    """One line of the append-only feed; seq rises by one.

    kind: issued, called, recalled, started, ended, counter, estimate, message. data: small JSON values: l = leg, n = label,
    s = service, c = counter, w = waiting for s after it, lang = language, state = of the leg or counter after it; quiet = 1: not
    announced; of an estimate lo, hi = minutes as they are told (none: only people are counted), o = counters at work, about = 1;
    of a message z = zone ("": the whole hall), t = its words in lang, "" once it is taken away.
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
    """A call that was made; times: 1, and more after recalls. quiet: made while the hub was away, so nobody announces it."""

    seq: int
    label: str
    service: str
    counter: int
    language: str
    at: datetime
    times: int = 1
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What somebody who comes now is told: minutes from and to, None where only people are counted. counters: at work for it."""

    wait_min: tuple[int, int] | None
    counters: int
    about: bool = False


@dataclass(frozen=True, kw_only=True)
class BoardState:
    """The hall after event `seq`. desks by counter number; last_calls newest first, at most KEPT_CALLS, each label once.

    estimates by service; messages by zone ("": the whole hall), then by language. at: of the snapshot, by the hub's clock.
    """

    seq: int = 0
    desks: Mapping[int, Desk] = field(default_factory=dict)
    last_calls: tuple[Announced, ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    messages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    at: datetime | None = None


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
        case "estimate":
            return replace(after, estimates={**state.estimates, str(data["s"]): estimate_of(data)})
        case "message":
            return replace(after, messages=_messages(state, data))
        case _:
            return after


def estimate_of(data: Mapping[str, str | int | None]) -> Estimate:
    low, high = data.get("lo"), data.get("hi")
    told = None if low is None or high is None else (int(low), int(high))
    return Estimate(wait_min=told, counters=int(data.get("o") or 0), about=bool(data.get("about")))


def estimate_data(estimate: Estimate) -> dict[str, str | int | None]:
    """As it stands in an event."""
    told = {} if estimate.wait_min is None else {"lo": estimate.wait_min[0], "hi": estimate.wait_min[1]}
    return {**told, "o": estimate.counters, **({"about": 1} if estimate.about else {})}


def _messages(state: BoardState, data: Mapping[str, str | int | None]) -> Mapping[str, Mapping[str, str]]:
    zone, language, words = str(data["z"]), str(data["lang"]), str(data["t"])
    kept = {name: said for name, said in state.messages.get(zone, {}).items() if name != language}
    whole = {**kept, language: words} if words else kept
    others = {name: said for name, said in state.messages.items() if name != zone}
    return {**others, zone: whole} if whole else others


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
        at=event.at, times=times, quiet=bool(data.get("quiet")),
    )  # fmt: skip
    return (call, *(known for known in state.last_calls if known.label != label))[:KEPT_CALLS]


def to_json(state: BoardState) -> dict[str, Any]:
    """The snapshot that the hub gives; Any: JSON."""
    return {
        "seq": state.seq,
        "desks": [
            {"c": d.counter, "state": d.state, "n": d.label, "s": d.service, "since": d.since.isoformat() if d.since else None}
            for d in state.desks.values()
        ],
        "last_calls": [
            {"seq": c.seq, "n": c.label, "s": c.service, "c": c.counter, "lang": c.language, "at": c.at.isoformat(), "times": c.times,
             **({"quiet": 1} if c.quiet else {})}
            for c in state.last_calls
        ],
        "waiting": dict(state.waiting),
        "estimates": {service: estimate_data(estimate) for service, estimate in state.estimates.items()},
        "messages": {zone: dict(words) for zone, words in state.messages.items()},
        **({"at": state.at.isoformat()} if state.at else {}),
    }  # fmt: skip


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
            at=datetime.fromisoformat(c["at"]), times=int(c["times"]), quiet=bool(c.get("quiet")),
        )
        for c in snapshot["last_calls"]
    )  # fmt: skip
    return BoardState(
        seq=int(snapshot["seq"]),
        desks={desk.counter: desk for desk in desks},
        last_calls=tuple(calls),
        waiting={str(service): int(count) for service, count in snapshot["waiting"].items()},
        estimates={str(service): estimate_of(told) for service, told in snapshot.get("estimates", {}).items()},
        messages={str(zone): {str(k): str(v) for k, v in words.items()} for zone, words in snapshot.get("messages", {}).items()},
        at=datetime.fromisoformat(snapshot["at"]) if snapshot.get("at") else None,
    )
