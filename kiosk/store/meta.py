"""What does this database know about itself? A few small facts."""

from sqlalchemy import Connection, select

from kiosk.store.portable import insert
from kiosk.store.tables import meta

CLEAN = "clean"
EPOCH = "epoch"
"""Of this database: another word after each restore."""

HUB_EPOCH = "hub epoch"
"""At a station: the hub's, as last heard."""

LEASES_FROM = "leases from"
"""At a hub that was put back from a copy: the first day whose numbers cannot have been lent after it."""

FEED_FROM = "feed from"
FIRST_EPOCH = "first"


def get(tx: Connection, name: str) -> str | None:
    value: str | None = tx.scalar(select(meta.c.value).where(meta.c.name == name))
    return value


def put(tx: Connection, name: str, value: str) -> None:
    row = insert(tx, meta).values(name=name, value=value)
    tx.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
