"""Contents of papers as actions store them, for tests and benchmarks."""

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.model.paper import PaperKind, PrintJob, PrintOrder, PrintState

ZONE = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HALL = {"zh": "滨江区政务服务中心", "en": "Binjiang District Service Hall"}
PERMIT = {"zh": "居住证办理", "en": "Residence permit"}
LONG = {
    "zh": "企业开办（含名称登记、公章刻制、税务登记及社会保险登记）一件事一次办",
    "en": "Opening a business: name, company seal, tax and social insurance registration in one go",
}
TOKEN = "HTTPS://HALL.EXAMPLE/R/" + "2B7ZKQ4M" * 33 + "A7"
"""As long as a signed receipt token: 289 characters."""


def a_ticket_content(**changes: object) -> dict[str, object]:
    content: dict[str, object] = {
        "label": "A012", "hall": HALL, "service": PERMIT, "taken_at": NINE.isoformat(), "ahead": 3, "wait": [10, 25],
        "qr": "HTTP://HALL.LOCAL/T/7K2M9Q",
    }  # fmt: skip
    return {**content, **changes}


def a_receipt_content(**changes: object) -> dict[str, object]:
    content: dict[str, object] = {
        "receipt_no": "K126112400017X", "hall": HALL, "service": PERMIT, "filed_at": NINE.isoformat(), "promised_by": "2026-12-08",
        "department": {"zh": "公安局户籍管理科", "en": "Public Security, residence registration"},
        "owed": [{"name": {"zh": "房屋租赁合同", "en": "Rental contract"}, "due": "2026-12-01"}],
        "token": TOKEN, "ticket": "A012", "link": "down",
    }  # fmt: skip
    return {**content, **changes}


def an_order(number: int = 1, kind: PaperKind = PaperKind.TICKET, **changes: object) -> PrintOrder:
    """Number n asks for ticket A00n, or for the receipt R00n."""
    content = a_ticket_content(label=f"A{number:03d}") if kind is PaperKind.TICKET else a_receipt_content(receipt_no=f"R{number:03d}")
    return PrintOrder(
        id=UUID(int=number), kind=kind, dedupe=f"{kind}:{number}", language="zh", content={**content, **changes}
    )  # fmt: skip


def a_job(number: int = 1, kind: PaperKind = PaperKind.TICKET, copy: int = 0, language: str = "zh", **changes: object) -> PrintJob:
    """The same as a job that was begun."""
    order = an_order(number, kind, **changes)
    return PrintJob(
        id=order.id, kind=kind, language=language, content=order.content, state=PrintState.SENDING, copy=copy, attempt=1,
        reason=None, not_before=None, asked_at=NINE,
    )  # fmt: skip
