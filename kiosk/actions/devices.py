"""Deeds on machines: invite a station, take it in by its code, make it known by hand, refuse it from now on."""

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.model.audit import AuditEvent
from kiosk.model.device import Device, DeviceRole
from kiosk.security.keys import is_device_public
from kiosk.store import audit, devices, enrolment
from kiosk.store.database import Store, Transaction
from kiosk.store.enrolment import Invitation

CODE_LIVES = timedelta(hours=24)


def invite(store: Store, *, device: str, role: DeviceRole, now: datetime, entropy: Callable[[int], bytes]) -> str:
    """A code of 80 random bits for staff to type at the new station, "ABCD-EFGH-IJKL-MNOP"; it is stored hashed."""
    text = base64.b32encode(entropy(10)).decode()
    with store.write() as tx:
        enrolment.put(tx, Invitation(code=_hashed(text), device=device, role=role, until=now + CODE_LIVES))
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


def redeem(store: Store, *, code: str, public: bytes, now: datetime) -> Device | None:
    """The station that came with this code; the same code with the same key gives it again. None: no such code, late, or used."""
    if not is_device_public(public):
        return None
    with store.write() as tx:
        invitation = enrolment.get(tx, _hashed(code))
        if invitation is None or invitation.until < now or invitation.used_by not in {None, public}:
            return None
        device = Device(id=invitation.device, role=invitation.role, public=public)
        if invitation.used_by is None:
            enrolment.use(tx, invitation.code, public)
            _take_in(tx, device, by="code", now=now)
    return device


def enrol(store: Store, device: Device, *, by: str, now: datetime) -> None:
    """Make a station known whose public key a technician has at hand; once more with another key replaces it."""
    with store.write() as tx:
        if devices.get(tx, device.id) != device:
            _take_in(tx, device, by=by, now=now)


def revoke(store: Store, device: str, *, by: str, now: datetime) -> bool:
    """From now on refused, also what is under way; false if it is unknown or was refused before."""
    with store.write() as tx:
        done = devices.revoke(tx, device, now=now)
        if done:
            audit.append(tx, now, AuditEvent.DEVICE_REVOKED, by, device=device)
    return done


def find(store: Store, device: str) -> Device | None:
    with store.read() as tx:
        return devices.get(tx, device)


def _take_in(tx: Transaction, device: Device, *, by: str, now: datetime) -> None:
    devices.put(tx, device, now=now)
    audit.append(tx, now, AuditEvent.DEVICE_ENROLLED, by, device=device.id, role=device.role)


def _hashed(code: str) -> str:
    spelled = code.replace("-", "").replace(" ", "").upper()
    return hashlib.sha256(spelled.encode()).hexdigest()
