"""What did the citizen fill in? Opened from its seal for a counter that serves it, noted before it is opened, and kept nowhere (S4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from kiosk.actions import staff
from kiosk.actions.here import served
from kiosk.actions.item import INSTANCE
from kiosk.actions.queue import LocalHall, desk_of
from kiosk.actions.sealing import opened
from kiosk.forms.definition.model import FormDef
from kiosk.forms.filed import raw_answers, read_filed
from kiosk.model.audit import AuditEvent
from kiosk.model.case import CaseAnswer, CaseAttachment, CaseFile, CasePaper, CaseSection
from kiosk.model.errors import KioskError
from kiosk.model.hall import QueueRefused
from kiosk.model.submission import Filed, SealedPart
from kiosk.security.seal import SealPrivateKey
from kiosk.security.tokens import peek
from kiosk.store import audit
from kiosk.store import filing as submissions
from kiosk.store import queue as rows
from kiosk.store.database import Transaction


@dataclass(frozen=True, kw_only=True)
class LocalCases:
    """What was filed and came to this hub; any thread may ask. openers: the hall's keys; form: a published form, or a KioskError."""

    hall: LocalHall
    openers: Sequence[SealPrivateKey] = field(repr=False)
    form: Callable[[str, str], FormDef]

    def for_station(self, station: str) -> "LocalCases":
        """The same, opened from another station."""
        return replace(self, hall=self.hall.for_station(station))

    def open_case(self, *, session: str, counter: int, said: str, language: str) -> CaseFile:
        now = self.hall.now()
        with self.hall.store.write() as tx:
            clerk = staff.signed_in(tx, session, counter=counter, station=self.hall.station, now=now)
            edition, view = self.hall.shelf.now, rows.get_counter(tx, counter)
            filed = _find(tx, said)
            if filed.service not in served(clerk, desk_of(edition, view), view, edition):
                raise QueueRefused("other-service", service=filed.service)
            parts = submissions.parts_of(tx, filed.id)
            known = {"submission": str(filed.id), "receipt_no": filed.receipt_no}
            audit.append(tx, now, AuditEvent.SUBMISSION_OPENED, clerk.code, counter=counter, **known)
        if not parts or parts[0].name != INSTANCE:
            raise QueueRefused("forgotten")
        xml = opened(filed, parts[0], self.openers)
        if xml is None:
            raise QueueRefused("sealed-away")
        return self._read(filed, xml, parts[1:], language)

    def _read(self, filed: Filed, xml: bytes, files: Sequence[SealedPart], language: str) -> CaseFile:
        same = {name: getattr(filed, name) for name in ("receipt_no", "service", "form", "version", "language", "filed_at", "state")}
        try:
            reading = read_filed(
                self.form(filed.form, filed.version), xml, filed_at=filed.filed_at, zone=self.hall.catalogue.zone,
                entropy=self.hall.entropy, language=language,
            )  # fmt: skip
        except KioskError:
            answers = tuple(CaseAnswer(label=name, shown=text) for name, text in raw_answers(xml))
            section = CaseSection(title="", answers=answers)
            return CaseFile(**same, submission=filed.id, sections=(section,), attachments=_attached(files, {}), raw=True)
        sections = (
            CaseSection(
                title=section.title,
                answers=tuple(CaseAnswer(label=row.label, shown=row.shown, sensitive=row.sensitive) for row in section.rows),
            )
            for section in reading.sections
        )
        attachments = _attached(files, reading.files)
        owed = tuple(CasePaper(name=paper.name.in_(language), due=paper.due) for paper in reading.owed)
        return CaseFile(**same, submission=filed.id, sections=tuple(sections), attachments=attachments, owed=owed)


def _attached(files: Sequence[SealedPart], labels: Mapping[str, str]) -> tuple[CaseAttachment, ...]:
    return tuple(CaseAttachment(label=labels.get(part.name, part.name), mime=part.mime, size_bytes=part.size_bytes) for part in files)


def _find(tx: Transaction, said: str) -> Filed:
    """Raises QueueRefused unknown-receipt."""
    words = said.strip()
    claims = peek(words)
    wanted = claims.id if claims else _id(words)
    found = submissions.get(tx, wanted) if wanted else submissions.by_receipt(tx, "".join(words.split()).upper())
    if found is None:
        raise QueueRefused("unknown-receipt")
    return found


def _id(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
