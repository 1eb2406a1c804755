"""A hall in which very many people wait: its rows and events, put into the database at once."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from kiosk.clock import SystemClock
from kiosk.model.ids import uuid7
from tests.benchmarks.hub import make_ready

SERVICES = ("tax", "permit")
_VISIT = (
    "INSERT INTO visit (id, hall, day, series, number, language, audience, state, station, taken_at)"
    " VALUES (?, 'north', ?, ?, ?, 'zh', 'person', 'open', 'K0', ?)"
)
_LEG = "INSERT INTO leg (id, visit, service, state, arrived_at, due) VALUES (?, ?, ?, 'waiting', ?, ?)"
_EVENT = (
    "INSERT INTO event (seq, id, kind, at, station, actor, visit, leg, data, facts)"
    " VALUES (?, ?, 'issued', ?, 'K0', 'citizen', ?, ?, ?, '{}')"
)


def wait_in(folder: Path, people: int) -> None:
    """A new database for a hub, with so many people who came within the last hours, half of them for each service."""
    make_ready(folder).close()
    with sqlite.connect(folder / "hub.db") as database:
        for place, ids in enumerate(_ids(people)):
            _come(database, place, *ids)
        for number, service in enumerate(SERVICES):
            waiting = len(range(number, people, len(SERVICES)))
            database.execute("INSERT INTO line (service, waiting) VALUES (?, ?)", (service, waiting))
        database.execute("INSERT INTO tally (name, last) VALUES ('event', ?)", (people,))
    database.close()


def _ids(people: int) -> Iterator[tuple[datetime, str, str]]:
    now = SystemClock().now()
    for place in range(people):
        at = now - timedelta(milliseconds=100 * (people - place))
        yield at, str(uuid7(at, place.to_bytes(10))), str(uuid7(at, (place + people).to_bytes(10)))


def _come(database: Any, place: int, at: datetime, visit: str, leg: str) -> None:  # Any: the driver has no types
    service, series, number = SERVICES[place % 2], "AB"[place % 2], 1_000_000 + place // 2
    moment = int(at.timestamp() * 1000)
    told = {"l": leg, "n": f"{series}{number}", "s": service, "w": place // 2 + 1, "lang": "zh"}
    database.execute(_VISIT, (visit, at.date().isoformat(), series, number, moment))
    database.execute(_LEG, (leg, visit, service, moment, moment))
    database.execute(_EVENT, (place + 1, leg, moment, visit, leg, json.dumps(told)))
