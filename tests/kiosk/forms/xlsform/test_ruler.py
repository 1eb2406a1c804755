import pytest

from tests.kiosk.forms.examples import a_ruler


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 0),
        ("短", 1),
        ("国" * 15, 1),
        ("国" * 16, 2),
        ("国" * 31, 3),
        ("one\ntwo", 2),
        ("a few short words", 1),
        ("a good many words of which not all stand in one line", 2),
    ],
)
def test_lines_are_broken_where_the_page_ends(text: str, lines: int) -> None:
    """244 mm are 15 Han letters of 15.5 mm; Latin words are not torn apart."""
    assert a_ruler().lines(text, "label") == lines


def test_a_word_that_is_wider_than_the_page_is_named() -> None:
    ruler = a_ruler()

    assert ruler.too_wide("a Donaudampfschifffahrtsgesellschaftskapitän", "label") == "Donaudampfschifffahrtsgesellschaftskapitän"
    assert ruler.too_wide("国" * 100, "label") == ""


def test_bold_words_are_wider() -> None:
    """Seen at a text that just fits in the regular face: hints and labels of one size would differ."""
    ruler = a_ruler()

    assert ruler._advance("million", "label") / 15.5 > ruler._advance("million", "hint") / 11.7


def test_a_question_leaves_half_of_the_page_and_a_statement_may_fill_it() -> None:
    ruler = a_ruler()

    assert (ruler.most_lines("label"), ruler.most_lines("statement"), ruler.most_lines("choice")) == (7, 17, 4)
