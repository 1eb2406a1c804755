"""Which machines may speak to this one, and by which code did they become known?"""

from datetime import datetime

from sqlalchemy import Connection, RowMapping, select, update

from kiosk.model.device import Device, DeviceRole
from kiosk.store.portable import insert
from kiosk.store.tables import device


def put(tx: Connection, known: Device, *, now: datetime) -> None:
    """A new device, or another key for a known one; not revoked from now on."""
    values = {"role": known.role, "public_key": known.public, "enrolled_at": now, "revoked_at": None}
    row = insert(tx, device).values(id=known.id, **values)
    tx.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))


def get(tx: Connection, device_id: str) -> Device | None:
    row = tx.execute(select(device).where(device.c.id == device_id)).mappings().first()
    return _device(row) if row else None


def known(tx: Connection) -> tuple[Device, ...]:
    """By id, the revoked ones among them."""
    return tuple(_device(row) for row in tx.execute(select(device).order_by(device.c.id)).mappings())


def revoke(tx: Connection, device_id: str, *, now: datetime) -> bool:
    """False if there is no such device, or it was revoked before."""
    where = (device.c.id == device_id, device.c.revoked_at.is_(None))
    return tx.execute(update(device).where(*where).values(revoked_at=now)).rowcount == 1


def _device(row: RowMapping) -> Device:
    return Device(id=row["id"], role=DeviceRole(row["role"]), public=row["public_key"], revoked=row["revoked_at"] is not None)
