"""How is a form sealed, and sealed anew for its central system? In memory: no plain byte touches a disk."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from kiosk.actions.item import INSTANCE, XML
from kiosk.model.ids import uuid7
from kiosk.model.submission import Filed, FinishedForm, Rejected, SealedPart, Submission
from kiosk.security import seal
from kiosk.security.seal import SealKey, SealPrivateKey


@dataclass(frozen=True, kw_only=True)
class Forwarding:
    """What the hub passes on with: the hall's private keys, the public key of each central system, n random bytes."""

    openers: Sequence[SealPrivateKey] = field(repr=False)
    sealers: Mapping[str, SealKey]
    entropy: Callable[[int], bytes] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Sealer:
    """Seals the parts of one submission: to one key, bound to its id, form and version."""

    item: UUID
    form: str
    version: str
    key: SealKey

    def part(self, part_id: UUID, name: str, mime: str, plain: bytes) -> SealedPart:
        sealed = seal.seal(plain, self.key, seal.context(self.key.kid, self.item, self.form, self.version, name))
        digest = hashlib.sha256(sealed).hexdigest()
        return SealedPart(id=part_id, name=name, mime=mime, kid=self.key.kid, sealed=sealed, sha256=digest, size_bytes=len(sealed))


def sealed_parts(finished: FinishedForm, key: SealKey, *, entropy: Callable[[int], bytes], now: datetime) -> tuple[SealedPart, ...]:
    """The instance first, then the attachments as the form has them."""
    sealer = Sealer(item=finished.id, form=finished.form, version=finished.version, key=key)
    instance = sealer.part(finished.id, INSTANCE, XML, finished.xml)
    attachments = (sealer.part(uuid7(now, entropy(10)), each.name, each.mime, each.data) for each in finished.attachments)
    return (instance, *attachments)


def sealed_anew(submission: Submission, forwarding: Forwarding, *, now: datetime) -> Submission | Rejected:
    """The same submission with every part sealed to the key of its central system, if it opens and is what it says.

    Which ticket the citizen held stays in the hall.
    """
    key = forwarding.sealers.get(submission.central)
    if key is None:
        return Rejected("unknown-central")
    sealer = Sealer(item=submission.id, form=submission.form, version=submission.version, key=key)
    parts: list[SealedPart] = []
    for part in submission.parts:
        plain = opened(submission, part, forwarding.openers)
        if plain is None:
            return Rejected("bad-key")
        if part.name == INSTANCE and hashlib.sha256(plain).hexdigest() != submission.digest:
            return Rejected("digest")
        new_id = submission.id if part.name == INSTANCE else uuid7(now, forwarding.entropy(10))
        parts.append(sealer.part(new_id, part.name, part.mime, plain))
    return replace(submission, parts=tuple(parts), visit=None)


def opened(submission: Submission | Filed, part: SealedPart, openers: Sequence[SealPrivateKey]) -> bytes | None:
    """None: it was sealed to another key, or is damaged."""
    opener = next((key for key in openers if key.kid == part.kid), None)
    if opener is None:
        return None
    context = seal.context(part.kid, submission.id, submission.form, submission.version, part.name)
    return seal.open_sealed(part.sealed, opener, context)
