"""What does a citizen get in return? A signed receipt, and an order for its paper; the same again for the same form."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from kiosk.model.catalogue import Catalogue, Service
from kiosk.model.opening import Calendar, promised_by
from kiosk.model.paper import PaperKind, PrintOrder
from kiosk.model.submission import Filed, OwedPaper, Receipt, Submission
from kiosk.model.text import from_mapping
from kiosk.security import tokens
from kiosk.security.tokens import Claims, ReceiptSigner


def receipt_for(
    submission: Submission, owed: tuple[OwedPaper, ...], promised: date, *, signer: ReceiptSigner
) -> Receipt:
    """promised: the last day of the promise."""
    digest = bytes.fromhex(submission.digest)[:16]
    claims = Claims(
        id=submission.id, issued_at=submission.filed_at, reference=submission.receipt_no, digest=digest, service=submission.service
    )  # fmt: skip
    return Receipt(
        submission=submission.id, receipt_no=submission.receipt_no, service=submission.service, filed_at=submission.filed_at,
        promised_by=promised, owed=owed, token=tokens.sign(signer, claims), language=submission.language,
    )  # fmt: skip


def promise(submission: Submission, service: Service, catalogue: Catalogue, calendar: Calendar) -> date:
    return promised_by(submission.filed_at, service.promise_days, zone=catalogue.zone, calendar=calendar)


def order_for(receipt: Receipt, service: Service, catalogue: Catalogue, *, station: str, ticket: str | None, paper: UUID) -> PrintOrder:
    """The paper; names in every language, so that a copy in another one needs nothing else. paper: the id of the print job."""
    content = {
        "receipt_no": receipt.receipt_no, "hall": catalogue.name, "service": service.name,
        "department": catalogue.department(service.department).name, "filed_at": receipt.filed_at.isoformat(),
        "promised_by": _iso(receipt.promised_by), "owed": [{"name": each.name, "due": _iso(each.due)} for each in receipt.owed],
        "token": receipt.token, "station": station, **({"ticket": ticket} if ticket else {}),
    }  # fmt: skip
    return PrintOrder(
        id=paper, kind=PaperKind.RECEIPT, dedupe=paper_of(receipt.submission), language=receipt.language, content=content
    )  # fmt: skip


def paper_of(submission_id: UUID) -> str:
    """Under which text the spool has the receipt of a submission."""
    return f"receipt:{submission_id}"


def receipt_again(known: Filed, content: Mapping[str, Any]) -> Receipt:
    """The receipt that was given before, from the order for its paper. Any: JSON of our own making."""
    owed = tuple(OwedPaper(name=from_mapping(each["name"]), due=_day(each["due"])) for each in content["owed"])
    return Receipt(
        submission=known.id, receipt_no=known.receipt_no, service=known.service, filed_at=known.filed_at,
        promised_by=_day(content["promised_by"]), owed=owed, token=content["token"], language=known.language,
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
