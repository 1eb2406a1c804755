"""What stands on a ticket, on a receipt? Made from the stored content of a print job, the same again for every copy."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from kiosk.model.paper import PaperKind, PrintJob
from kiosk.model.receipt import grouped
from kiosk.model.text import Text as Names
from printing.document import QR, Beside, Block, Bullet, Document, Items, KeyValues, Mark, Role, Rule, Space, Text
from printing.words import Words, words_of

Content = Mapping[str, object]


def compose(job: PrintJob, *, zone: ZoneInfo) -> Document:
    """The paper that a job asks for; KeyError or ValueError for content that is not of its kind."""
    paper = {PaperKind.TICKET: ticket, PaperKind.RECEIPT: receipt}[job.kind]
    return paper(job.content, language=job.language, copy=job.copy, zone=zone)


def ticket(content: Content, *, language: str, copy: int = 0, zone: ZoneInfo) -> Document:
    """content: label, service, hall (names by language), taken_at (ISO).

    Perhaps ahead (without it the place is counted when the hub is back), wait [low, high] minutes, about (true: the hall has not learned
    from its own days yet), qr (an address), priority (true: taken with a class), slot (ISO, of an appointment) with timing, rating
    (digits to rate the visit by).
    """
    words, label = words_of(language), str(content["label"])
    blocks = [
        *_copy_mark(words, copy),
        Text(_names(content["hall"], language), Role.HALL),
        Rule(),
        Text(words.your_number, Role.LABEL),
        Text(label, Role.NUMBER),
        Text(_names(content["service"], language), Role.TITLE),
        Rule(),
        KeyValues(tuple(_ticket_rows(content, words, zone))),
        Rule(),
        *([] if "ahead" in content or "slot" in content else [Text(words.ticket_aloud)]),
        *([Text(_what_it_means(content, words))] if content.get("slot") else []),
        Text(words.ticket_next),
        Text(words.ticket_called),
        Text(words.ticket_passed),
        *_ticket_code(content, words),
    ]
    return Document(title=f"{words.your_number} {label}", language=language, blocks=tuple(blocks))


def receipt(content: Content, *, language: str, copy: int = 0, zone: ZoneInfo) -> Document:
    """content: receipt_no, hall, service, department (names by language), filed_at (ISO), promised_by (ISO date or None), owed, token.

    Perhaps papers (names of what was given), ticket (label), link ("up" or "down" when it was filed), phone.
    """
    words, number = words_of(language), grouped(str(content["receipt_no"]))
    blocks = [
        *_copy_mark(words, copy),
        Text(_names(content["hall"], language), Role.HALL),
        Rule(),
        Text(words.receipt, Role.TITLE),
        Beside(
            (
                Text(words.reference, Role.LABEL),
                Text(number, Role.REFERENCE),
                KeyValues(tuple(_receipt_rows(content, words, language, zone))),
            ),
            QR(str(content["token"]), caption=words.receipt_code),
        ),
        *_given(content, words, language),
        *_owed(content, words, language),
        Rule(),
        Text(words.next, Role.HEADING),
        Items(tuple((step, "") for step in _steps(content, words)), Bullet.NUMBER),
        Text(words.ask, Role.HEADING),
        Text(words.ask_phone.format(phone=content["phone"]) if content.get("phone") else words.ask_at),
        Rule(),
        Text(words.nothing_personal, Role.NOTE),
    ]
    return Document(title=f"{words.receipt} {number}", language=language, blocks=tuple(blocks))


def _copy_mark(words: Words, copy: int) -> Iterator[Block]:
    if copy:
        yield Mark(words.copy.format(copy=copy))


def _ticket_rows(content: Content, words: Words, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    ahead = cast(int | None, content.get("ahead"))  # JSON of our own
    if content.get("slot"):
        yield words.appointment, words.minute(_instant(content["slot"], zone))
    if ahead is not None or not content.get("slot"):
        yield words.ahead, words.counted_later if ahead is None else words.people(ahead) if ahead else words.nobody_ahead
    if content.get("wait"):
        low, high = cast(Sequence[int], content["wait"])  # JSON of our own
        yield words.wait, (words.about_minutes if content.get("about") else words.minutes).format(low=low, high=high)
    if content.get("priority"):
        yield words.priority, words.called_earlier
    yield words.taken_at, words.minute(_instant(content["taken_at"], zone))


def _what_it_means(content: Content, words: Words) -> str:
    """Of an appointment."""
    return {"early": words.booked_early, "late": words.booked_late}.get(str(content.get("timing")), words.booked_in_time)


def _ticket_code(content: Content, words: Words) -> Iterator[Block]:
    if content.get("qr"):
        yield Space(1)
        yield QR(str(content["qr"]), module_mm=0.75, caption=words.ticket_code)
    if content.get("rating"):
        code = str(content["rating"])
        yield Text(words.ticket_rating.format(label=content["label"], code=f"{code[:3]} {code[3:]}"), Role.NOTE)


def _receipt_rows(content: Content, words: Words, language: str, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    yield words.service, _names(content["service"], language)
    yield words.department, _names(content["department"], language)
    yield words.filed_at, words.minute(_instant(content["filed_at"], zone))
    if content.get("promised_by"):
        yield words.promised_by, words.day(date.fromisoformat(str(content["promised_by"])))
    if content.get("ticket"):
        yield words.with_ticket, str(content["ticket"])


def _given(content: Content, words: Words, language: str) -> Iterator[Block]:
    papers = cast(Sequence[object], content.get("papers") or ())  # JSON of our own
    if papers:
        yield Rule()
        yield Text(words.given, Role.HEADING)
        yield Items(tuple((_names(paper, language), "") for paper in papers))


def _owed(content: Content, words: Words, language: str) -> Iterator[Block]:
    owed = cast(Sequence[Mapping[str, object]], content.get("owed") or ())  # JSON of our own
    if owed:
        yield Rule()
        yield Text(words.owed, Role.HEADING)
        yield Items(tuple((_names(paper["name"], language), _until(paper.get("due"), words)) for paper in owed), Bullet.BOX)


def _until(due: object, words: Words) -> str:
    return words.owed_by.format(day=words.day(date.fromisoformat(str(due)))) if due else words.owed_soon


def _steps(content: Content, words: Words) -> Iterator[str]:
    yield words.next_saved
    match content.get("link"):
        case "up":
            yield words.next_link_up
        case "down":
            yield words.next_link_down
    if content.get("owed"):
        yield words.next_owed
    if content.get("promised_by"):
        yield words.next_promise.format(day=words.day(date.fromisoformat(str(content["promised_by"]))))
    yield words.next_result


def _names(value: object, language: str) -> str:
    """Names by language, as stored in JSON; a plain text is the same in every language."""
    return Names(value).in_(language) if isinstance(value, Mapping) else str(value)


def _instant(value: object, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(str(value)).astimezone(zone)
