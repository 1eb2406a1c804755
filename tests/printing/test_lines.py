"""Do lines end where a reader of Chinese or English expects it?"""

import pytest

from printing.faces import use_fonts
from printing.fonts import REGULAR
from printing.lines import break_lines, even_lines, pieces


@pytest.fixture(autouse=True)
def _fonts() -> None:
    use_fonts()


def lines(words: str, ems: float) -> list[str]:
    return break_lines(words, ems * 10, REGULAR, 10)


def test_han_characters_part_anywhere_and_latin_words_nowhere() -> None:
    assert list(pieces("请带 passport 来")) == ["请", "带", " ", "passport", " ", "来"]


@pytest.mark.parametrize(
    ("words", "ems", "wanted"),
    [
        ("一二三四五六", 4, ["一二三四", "五六"]),
        ("一二三四。五六", 4, ["一二三", "四。五六"]),
        ("一二三（四五）", 4, ["一二三", "（四五）"]),
        ("一二三2026年", 4, ["一二三", "2026年"]),
        ("registration of residence", 6, ["registration", "of residence"]),
        ("", 4, [""]),
        ("  一  ", 4, ["一"]),
    ],
)
def test_lines_end_as_typography_asks(words: str, ems: float, wanted: list[str]) -> None:
    assert wanted == lines(words, ems)


def test_a_word_wider_than_the_paper_is_cut_and_nothing_of_it_is_lost() -> None:
    cut = lines("W" * 40, 6)

    assert "".join(cut) == "W" * 40
    assert len(cut) > 1


def test_no_line_is_wider_than_the_paper() -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415 - the measure itself

    words = "企业开办（含名称登记、公章刻制）business registration “一件事” 一次办，2026年11月24日前。"

    assert all(stringWidth(line, REGULAR, 10) <= 73 for line in lines(words, 7.3))


def test_centred_lines_are_even_and_not_more() -> None:
    words = "Opening a business: name, seal, tax and insurance registration in one go"

    assert len(even_lines(words, 280, REGULAR, 17)) == len(break_lines(words, 280, REGULAR, 17))
    assert len(even_lines(words, 280, REGULAR, 17)[-1].split()) > 1
