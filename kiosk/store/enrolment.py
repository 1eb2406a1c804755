"""Which codes make a new station known, and who has used them?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy import insert as insert_into

from kiosk.model.device import DeviceRole
from kiosk.store.tables import enrolment


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A code is worth one device, once. code: hex SHA-256 of what staff type; used_by: the public key that came with it."""

    code: str
    device: str
    role: DeviceRole
    until: datetime
    used_by: bytes | None = None


def put(tx: Connection, invitation: Invitation) -> None:
    """An earlier invitation of the same device is worth nothing any more."""
    tx.execute(delete(enrolment).where(enrolment.c.device == invitation.device))
    row = {"code": invitation.code, "device": invitation.device, "role": invitation.role, "until": invitation.until}
    tx.execute(insert_into(enrolment).values(**row))


def get(tx: Connection, code: str) -> Invitation | None:
    row = tx.execute(select(enrolment).where(enrolment.c.code == code)).mappings().first()
    if row is None:
        return None
    return Invitation(
        code=row["code"], device=row["device"], role=DeviceRole(row["role"]), until=row["until"], used_by=row["public_key"]
    )  # fmt: skip


def use(tx: Connection, code: str, public: bytes) -> None:
    tx.execute(update(enrolment).where(enrolment.c.code == code).values(public_key=public))
