"""Is a paper a sound file, whose text comes back, and the same file each time?"""

from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, PdfObject

from printing.document import QR, Document, Items, KeyValues, Mark, Text
from printing.papers import receipt, ticket
from printing.pdf import render
from printing.shapes import qr_rows
from printing.styles import A4, ROLL_80, PaperSize
from tests.printing.contents import LONG, ZONE, a_receipt_content, a_ticket_content

MM = 72 / 25.4
RARE = "王𬱖 㛃䶮𬭚"


def read(document: Document, size: PaperSize = ROLL_80) -> PdfReader:
    return PdfReader(BytesIO(render(document, size)))


def text_of(document: Document, size: PaperSize = ROLL_80) -> str:
    return "".join("".join(page.extract_text() for page in read(document, size).pages).split())


def inner(value: object) -> DictionaryObject:
    """What a reference in the file leads to."""
    found = value.get_object() if isinstance(value, PdfObject) else value
    assert isinstance(found, DictionaryObject)
    return found


def a_note(*words: str) -> Document:
    return Document(title="note", language="zh", blocks=tuple(Text(line) for line in words))


def test_rare_characters_above_u_ffff_come_back_when_text_is_copied() -> None:
    assert text_of(a_note(f"政务服务中心 {RARE}")) == "".join(f"政务服务中心{RARE}".split())


def test_more_characters_than_one_subset_holds_come_back() -> None:
    words = "".join(chr(point) for point in range(0x4E00, 0x4E00 + 600))

    assert text_of(a_note(words)) == words


@pytest.mark.parametrize("size", [ROLL_80, A4])
def test_every_font_is_embedded_and_no_other_is_named(size: PaperSize) -> None:
    seen = read(receipt(a_receipt_content(), language="zh", zone=ZONE), size)
    fonts = [inner(font) for page in seen.pages for font in inner(inner(page["/Resources"])["/Font"]).values()]

    assert {str(font["/BaseFont"]).split("+")[1] for font in fonts} == {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    assert all("/FontFile2" in inner(font["/FontDescriptor"]) for font in fonts)


def test_the_same_document_gives_the_same_bytes() -> None:
    first, second = (render(receipt(a_receipt_content(), language="en", zone=ZONE), A4) for _ in range(2))

    assert first == second


def test_a_ticket_is_as_wide_as_the_roll_and_as_long_as_its_text() -> None:
    short, long = (read(ticket(a_ticket_content(service=name), language="en", zone=ZONE)) for name in ("Post", LONG))

    assert [len(short.pages), len(long.pages)] == [1, 1]
    assert float(short.pages[0].mediabox.width) == pytest.approx(80 * MM, abs=0.1)
    assert short.pages[0].mediabox.height < long.pages[0].mediabox.height


def test_a_receipt_fits_on_one_sheet_and_a_very_long_list_goes_on_to_the_next() -> None:
    owed = [{"name": f"证明材料{number}", "due": None} for number in range(18)]
    one, more = (read(receipt(a_receipt_content(owed=papers), language="zh", zone=ZONE), A4) for papers in ([], owed))

    assert [len(one.pages), len(more.pages)] == [1, 2]
    assert "2/2" in more.pages[1].extract_text()
    assert "证明材料17" in more.pages[1].extract_text()
    assert float(one.pages[0].mediabox.height) == pytest.approx(297 * MM, abs=0.1)


@pytest.mark.parametrize("hostile", ["<b>x", '<img src="/etc/hostname"/>', "a & b &lt; <para>", "]]>", "\\( \x07 \u202e"])
def test_what_looks_like_markup_is_printed_as_it_is(hostile: str) -> None:
    seen = read(Document(title="t", language="zh", blocks=(Text(hostile), KeyValues(((hostile, hostile),)), Items(((hostile, ""),)))))

    shown = "".join(seen.pages[0].extract_text().split())
    wanted = "".join("".join(character for character in hostile if character.isprintable()).split())
    assert shown.count(wanted) == 4
    assert "/XObject" not in inner(seen.pages[0]["/Resources"])


def test_the_file_says_its_language_and_title_and_no_author() -> None:
    seen = read(ticket(a_ticket_content(), language="en", zone=ZONE))

    assert str(inner(seen.trailer["/Root"])["/Lang"]) == "en"
    assert seen.metadata is not None
    assert seen.metadata.title == "Your number A012"
    assert not seen.metadata.author


def test_the_modules_of_a_code_are_those_of_its_symbol_and_half_a_millimetre_wide() -> None:
    content = str(a_receipt_content()["token"])
    seen = read(Document(title="t", language="zh", blocks=(QR(content),)))
    rows = qr_rows(content)

    assert len(rows) == 57
    assert drawn_modules(seen, 0.5 * MM, len(rows)) == {
        (row, column) for row, modules in enumerate(rows) for column, black in enumerate(modules) if black
    }  # fmt: skip


def drawn_modules(seen: PdfReader, module: float, count: int) -> set[tuple[int, int]]:
    """Row and column of every module that the rectangles on the first page cover."""
    stream = ContentStream(seen.pages[0].get_contents(), seen)
    rectangles = [[float(number) for number in operands] for operands, operator in stream.operations if operator == b"re"]
    left, top = min(x for x, _, _, _ in rectangles), max(y + height for _, y, _, height in rectangles)
    found = set()
    for x, y, width, height in rectangles:
        assert height == pytest.approx(module, abs=0.02)
        row, column = round((top - y) / module) - 1, round((x - left) / module)
        found |= {(row, column + place) for place in range(round(width / module))}
    assert max(column for _, column in found) < count
    return found


def test_a_mark_stands_first_and_is_white_on_black() -> None:
    seen = read(Document(title="t", language="zh", blocks=(Mark("补打 COPY 1"),)))
    operators = ContentStream(seen.pages[0].get_contents(), seen).operations

    assert "补打 COPY 1" in seen.pages[0].extract_text()
    assert ([1], b"g") in [([int(number) for number in operands], operator) for operands, operator in operators if operator == b"g"]
