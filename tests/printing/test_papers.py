"""What do a ticket and a receipt say, in each language, and what never?"""

from dataclasses import fields

import pytest

from kiosk.model.paper import PaperKind
from printing.document import QR, Beside, Document, Items, KeyValues, Mark, Role, Text
from printing.faces import missing_in
from printing.papers import compose, receipt, ticket
from printing.words import EN, WORDS, ZH, words_of
from tests.printing.contents import LONG, TOKEN, ZONE, a_job, a_receipt_content, a_ticket_content


def words_on(document: Document) -> str:
    """Everything that can be read on it, in order."""
    return "\n".join(line for block in document.blocks for line in _words(block))


def _words(block: object) -> list[str]:
    match block:
        case Text(words, _) | Mark(words):
            return [words]
        case KeyValues(rows) | Items(rows, _):
            return [words for row in rows for words in row]
        case Beside(left, right):
            return [*(words for part in left for words in _words(part)), right.caption]
        case QR(_, _, caption):
            return [caption]
        case _:
            return []


def test_a_ticket_tells_number_service_people_ahead_wait_and_time_of_the_hall() -> None:
    seen = words_on(ticket(a_ticket_content(), language="zh", zone=ZONE))

    wanted = ["滨江区政务服务中心", "A012", "居住证办理", "3 人", "10–25 分钟", "2026年11月23日 09:00"]
    assert wanted == [words for words in seen.split("\n") if words in wanted]


def test_a_ticket_of_a_hall_without_its_hub_says_that_the_place_counts_and_is_told_later() -> None:
    content = {name: value for name, value in a_ticket_content(label="K3-001").items() if name not in {"ahead", "wait", "qr"}}
    seen = words_on(ticket(content, language="en", zone=ZONE))

    assert "K3-001" in seen
    assert "counted later" in seen
    assert "staff may call numbers aloud" in seen
    assert "you are next" not in seen


def test_a_hall_that_has_learned_nothing_yet_says_about() -> None:
    content = a_ticket_content() | {"about": True}

    assert "大约 10–25 分钟" in words_on(ticket(content, language="zh", zone=ZONE))
    assert "about 10–25 minutes" in words_on(ticket(content, language="en", zone=ZONE))


def test_a_ticket_with_priority_says_so_and_not_why() -> None:
    content = a_ticket_content() | {"priority": True}

    assert "将提前叫号" in words_on(ticket(content, language="zh", zone=ZONE))
    assert "you are called earlier" in words_on(ticket(content, language="en", zone=ZONE))
    assert "Priority" not in words_on(ticket(a_ticket_content(), language="en", zone=ZONE))


def test_the_number_is_the_largest_thing_on_a_ticket() -> None:
    assert Text("A012", Role.NUMBER) in ticket(a_ticket_content(), language="en", zone=ZONE).blocks


@pytest.mark.parametrize(
    ("ahead", "zh", "en"), [(0, "无人，您是下一位", "nobody, you are next"), (1, "1 人", "1 person"), (12, "12 人", "12 people")]
)
def test_people_ahead_are_told_as_one_would_say_it(ahead: int, zh: str, en: str) -> None:
    content = a_ticket_content(ahead=ahead)

    assert zh in words_on(ticket(content, language="zh", zone=ZONE))
    assert en in words_on(ticket(content, language="en", zone=ZONE))


def test_a_ticket_without_a_known_wait_or_an_address_says_nothing_of_them() -> None:
    content = a_ticket_content()
    del content["wait"], content["qr"]
    document = ticket(content, language="en", zone=ZONE)

    assert EN.wait not in words_on(document)
    assert not [block for block in document.blocks if isinstance(block, QR)]


def test_a_receipt_tells_reference_service_department_promise_and_what_is_owed() -> None:
    seen = words_on(receipt(a_receipt_content(), language="en", zone=ZONE))

    told = ["K1 261124 00017X", "Residence permit", "Public Security, residence registration", "23 Nov 2026, 09:00", "Tue 8 Dec 2026"]
    owed = ["Rental contract", "Bring it by Tue 1 Dec 2026"]
    assert not [words for words in (*told, *owed, "A012") if words not in seen]


@pytest.mark.parametrize(
    ("link", "told", "untold"), [("down", "网络中断", "正在送往"), ("up", "正在送往", "网络中断"), (None, "不会丢失", "网络中断")]
)
def test_the_state_of_the_network_is_told_as_it_was(link: str | None, told: str, untold: str) -> None:
    seen = words_on(receipt(a_receipt_content(link=link), language="zh", zone=ZONE))

    assert told in seen
    assert untold not in seen


def test_the_code_of_a_receipt_carries_the_whole_token_at_half_a_millimetre() -> None:
    codes = [block.right for block in receipt(a_receipt_content(), language="zh", zone=ZONE).blocks if isinstance(block, Beside)]

    assert [(code.content, code.module_mm >= 0.5) for code in codes] == [(TOKEN, True)]


@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_copy_has_the_same_content_and_a_mark_before_it(kind: PaperKind) -> None:
    original, copy = (compose(a_job(1, kind, copy=number), zone=ZONE) for number in (0, 2))

    assert copy.blocks == (Mark("补打 COPY 2"), *original.blocks)


def test_a_receipt_without_promise_papers_or_ticket_leaves_no_empty_headings() -> None:
    content = a_receipt_content(owed=[], promised_by=None, ticket=None, link=None)
    seen = words_on(receipt(content, language="en", zone=ZONE))

    assert not [words for words in (EN.owed, EN.given, EN.promised_by, EN.with_ticket, "None") if words in seen.split("\n")]


@pytest.mark.parametrize(("language", "wanted"), [("zh", ZH), ("zh-Hans", ZH), ("en", EN), ("de", EN)])
def test_a_language_without_words_of_its_own_is_told_in_english(language: str, wanted: object) -> None:
    assert words_of(language) is wanted


def test_a_name_that_is_missing_in_one_language_is_told_in_another() -> None:
    assert "居住证办理" in words_on(ticket(a_ticket_content(service={"zh": "居住证办理"}), language="en", zone=ZONE))


def test_the_faces_can_draw_every_word_of_the_papers() -> None:
    said = "".join(value for words in WORDS.values() for field in fields(words) if isinstance(value := getattr(words, field.name), str))

    assert missing_in(said + LONG["zh"] + "王𬱖㛃䶮𬭚") == ""
    assert missing_in("a🎈") == "🎈"


@pytest.mark.parametrize(
    ("timing", "says"),
    [("early", "到预约时间叫号"), ("on_time", "按预约顺序叫号"), ("late", "已过预约时限")],
)  # fmt: skip
def test_the_ticket_of_an_appointment_says_when_it_is_and_what_it_means(timing: str, says: str) -> None:
    """C4: a late arrival is told what happens next."""
    content = {**a_ticket_content(), "slot": "2026-11-23T02:15:00+00:00", "timing": timing}
    seen = words_on(ticket(content, language="zh", zone=ZONE))

    assert "预约时间\n2026年11月23日 10:15" in seen
    assert says in seen


def test_the_ticket_of_somebody_early_counts_nobody_ahead() -> None:
    content = {name: value for name, value in a_ticket_content().items() if name not in {"ahead", "wait", "about"}}
    seen = words_on(ticket({**content, "slot": "2026-11-23T02:15:00+00:00", "timing": "early"}, language="zh", zone=ZONE))

    assert ZH.ahead not in seen
    assert ZH.ticket_aloud not in seen


def test_a_ticket_bears_the_digits_to_rate_by() -> None:
    seen = words_on(ticket({**a_ticket_content(), "rating": "482915"}, language="zh", zone=ZONE))

    assert "在自助终端评价：A012 482 915" in seen
