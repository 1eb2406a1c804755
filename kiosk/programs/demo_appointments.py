"""Which appointments does the demonstration's centre give? One soon, one late, one for tomorrow: each can be tried at the terminal."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sync.central.appointment import Given, give
from sync.central.store import CentralStore

SERVICE = "residence_permit"
ZONE = ZoneInfo("Asia/Shanghai")
SLOTS = (
    ("in time", timedelta(minutes=5)), ("early", timedelta(minutes=50)), ("late", timedelta(minutes=-20)), ("tomorrow", timedelta(days=1)),
)  # fmt: skip


def give_appointments(database: Path, hall: str, *, now: datetime) -> dict[str, str]:
    """Into the central system's database, before it starts; the hub asks for them by itself. Gives the codes, by what they show."""
    local = now.astimezone(ZONE).replace(second=0, microsecond=0)
    codes = {what: f"YY{local:%m%d%H%M}{number}" for number, (what, _) in enumerate(SLOTS, 1)}
    given = [
        Given(code=codes[what], hall=hall, service=SERVICE, slot=(local + after).isoformat(), language="zh") for what, after in SLOTS
    ]  # fmt: skip
    store = CentralStore(database)
    try:
        with store.write() as tx:
            give(tx, given)
    finally:
        store.close()
    return codes
