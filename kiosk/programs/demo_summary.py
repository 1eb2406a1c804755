"""What did the demonstration do? Asked of the databases of hub and terminal, and of the central system itself."""

import json
import platform
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kiosk.actions import filing
from kiosk.clock import SystemClock
from kiosk.config import published_forms
from kiosk.model.queue import HallAway
from kiosk.model.submission import SubmissionState
from kiosk.programs.demo_hall import HALL, DemoHall
from kiosk.security.keys import KeyStore
from kiosk.store import feed
from kiosk.store.database import Store
from sync.http import AT_THE_COUNTER, Answer, Call, SignedSession

Told = dict[str, Any]
"""JSON."""

JOURNEYS = 2
PACKAGES = ("service-hall-kiosk", "PySide6-Essentials", "pysqlite3", "SQLAlchemy", "fastapi", "cryptography", "reportlab", "pyxform")
MOST_EVENTS = 10_000


def effects_at(hall: DemoHall) -> dict[str, Told]:
    """What the central system has made of each submission, by id. Raises HallAway if it does not answer soon."""
    key = KeyStore(hall.data("hub") / "keys").device()
    session = SignedSession(hall.central_url, device=HALL, key=key, clock=SystemClock(), timeouts=AT_THE_COUNTER)
    try:
        answer = session.request(Call(method="GET", path="/v1/effects"))
    finally:
        session.close()
    if not isinstance(answer, Answer) or answer.status != 200:
        raise HallAway(reason="central")
    return {str(one["id"]): one for one in json.loads(answer.body)}


def all_arrived(hub: Store) -> bool:
    """Whether the hub knows that the central system has everything."""
    states = [one.state for one in filing.filed(hub)]
    return len(states) >= JOURNEYS and all(state is SubmissionState.DELIVERED for state in states)


def open_hub(hall: DemoHall) -> Store:
    """The hub's database, beside the running hub."""
    return Store.open(hall.data("hub") / "hall.sqlite", now=datetime.now(UTC), shared=True)


def open_terminal_store(hall: DemoHall) -> Store:
    """The terminal's database, beside the terminal."""
    return Store.open(hall.data("terminal") / "hall.sqlite", now=datetime.now(UTC), shared=True)


def blank() -> Told:
    """The summary before anything has happened."""
    lists: Told = {name: [] for name in ("tickets", "submissions", "printed", "pictures")}
    return {**lists, "central": {}, "central_up_at": None, "timings_ms": {}, "versions": _versions()}


def summary(hall: DemoHall, hub: Store, *, pictures: Sequence[str], timings_ms: dict[str, int]) -> Told:
    return {
        "tickets": _tickets(hub),
        "submissions": _submissions(hub),
        "central": _central(hall),
        "printed": sorted(paper.name for paper in hall.paper.glob("*.pdf")),
        "pictures": list(pictures),
        "timings_ms": timings_ms,
        "versions": {**_versions(), "forms": {form: versions[-1] for form, versions in published_forms(hall.root / "forms").items()}},
    }


def _versions() -> Told:
    return {**{name: version(name) for name in PACKAGES}, "python": platform.python_version()}


def _central(hall: DemoHall) -> Told:
    """By submission; nothing while the central system does not answer."""
    with suppress(HallAway):
        return {one: {"effects": done["effects"], "digest_equal": done["digest_equal"]} for one, done in effects_at(hall).items()}
    return {}


def write_summary(out: Path, told: Told) -> None:
    (out / "summary.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def lacking(told: Told, out: Path) -> Iterator[str]:
    """What should be there and is not, a sentence each."""
    tickets, submissions, printed = told["tickets"], told["submissions"], told["printed"]
    if len(tickets) < JOURNEYS or len({one["label"] for one in tickets}) != len(tickets):
        yield f"there are {len(tickets)} tickets, and two different ones should be"
    for one in tickets:
        if one["called_at"] is None:
            yield f"the ticket {one['label']} was not called"
    if len(submissions) < JOURNEYS:
        yield f"there are {len(submissions)} submissions, and two should be"
    for one in submissions:
        effect = told["central"].get(one["id"], {})
        if one["delivered_at"] is None or effect.get("effects") != 1 or effect.get("digest_equal") is not True:
            yield f"the central system does not have the submission {one['receipt_no']} exactly once and unchanged"
    for kind, wanted in (("ticket", len(tickets)), ("receipt", len(submissions))):
        found = [name for name in printed if name.startswith(f"{kind}-") and (out / name).is_file()]
        if len(found) != wanted:
            yield f"there are {len(found)} papers of the kind {kind}, and {wanted} should be"
    for name in told["pictures"]:
        if not (out / name).is_file():
            yield f"the picture {name} is not there"


def _tickets(hub: Store) -> list[Told]:
    """In the order of issue, from the hub's feed."""
    tickets: dict[str, Told] = {}
    with hub.read() as tx:
        for event in feed.events_after(tx, 0, MOST_EVENTS):
            label = str(event.data.get("n"))
            if event.kind == "issued":
                tickets[label] = {
                    "label": label,
                    "service": event.data.get("s"),
                    "taken_at": event.at.isoformat(),
                    "called_at": None,
                    "counter": None,
                }
            elif event.kind == "called" and label in tickets:
                tickets[label] |= {"called_at": event.at.isoformat(), "counter": event.data.get("c")}
    return list(tickets.values())


def _submissions(hub: Store) -> list[Told]:
    """In the order of filing."""
    return [
        {
            "id": str(one.id),
            "receipt_no": one.receipt_no,
            "service": one.service,
            "form": one.form,
            "version": one.version,
            "saved_at": one.filed_at.isoformat(),
            "delivered_at": one.delivered_at.isoformat() if one.delivered_at else None,
        }
        for one in sorted(filing.filed(hub), key=lambda one: one.filed_at)
    ]
