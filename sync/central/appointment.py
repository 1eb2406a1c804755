"""Which appointments has the central system given? Its own table, told to hubs by a number that rises with every change."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Column, Connection, Integer, Table, Text, func, select
from sqlalchemy.dialects.sqlite import insert as insert_once

from kiosk.model.device import DeviceRole
from sync.central.store import CentralStore, metadata
from sync.inbox import allow

PAGE = 500

appointment = Table(
    "appointment",
    metadata,
    Column("code", Text, primary_key=True),
    Column("seq", Integer, nullable=False, unique=True),
    Column("hall", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("slot", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("cancelled", Integer, nullable=False),
    sqlite_strict=True,
)
"""seq: of the last change. slot: ISO, with its zone."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """One appointment, without a word about whom it is for."""

    code: str
    hall: str
    service: str
    slot: str
    language: str
    cancelled: bool = False


def give(tx: Connection, appointments: Iterable[Given]) -> int:
    """Make them known to the hubs, or what has changed of them; what is as it was stays. Gives how many are new or changed."""
    seq = first = int(tx.scalar(select(func.max(appointment.c.seq))) or 0)
    for one in appointments:
        known = tx.execute(select(appointment).where(appointment.c.code == one.code)).mappings().first()
        values = {**vars(one), "cancelled": int(one.cancelled)}
        if known is not None and all(known[name] == value for name, value in values.items()):
            continue
        seq += 1
        row = insert_once(appointment).values(**values, seq=seq)
        tx.execute(row.on_conflict_do_update(index_elements=["code"], set_={**values, "seq": seq}))
    return seq - first


def appointment_routes(central: CentralStore) -> APIRouter:
    router = APIRouter()

    @router.get("/v1/appointments", dependencies=[Depends(allow(DeviceRole.HUB))])
    def news(after: int = Query(default=0, ge=0)) -> dict[str, object]:
        """What has changed after that number, in order; `last` is the newest of all."""
        with central.read() as tx:
            query = select(appointment).where(appointment.c.seq > after).order_by(appointment.c.seq).limit(PAGE)
            rows = [{**row, "cancelled": bool(row["cancelled"])} for row in tx.execute(query).mappings()]
            last = int(tx.scalar(select(func.max(appointment.c.seq))) or 0)
        return {"v": 1, "items": rows, "last": last}

    return router
