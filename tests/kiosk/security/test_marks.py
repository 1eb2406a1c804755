"""Marks that can be compared and not read back."""

from kiosk.security.marks import digits, mark


def test_a_mark_is_the_same_for_the_same_words_key_and_purpose_only() -> None:
    marks = {mark(b"key", "a", b"words"), mark(b"key", "b", b"words"), mark(b"yek", "a", b"words"), mark(b"key", "a", b"word")}

    assert mark(b"key", "a", b"words") in marks
    assert len(marks) == 4
    assert {len(one) for one in marks} == {32}


def test_digits_can_be_typed() -> None:
    assert digits(b"key", "a", b"words").isdigit()
    assert len(digits(b"key", "a", b"words")) == 6
    assert digits(b"key", "a", b"words") == digits(b"key", "a", b"words") != digits(b"key", "a", b"other")
