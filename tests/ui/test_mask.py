"""What a bystander may see, and how a reference is read."""

import pytest

from ui.mask import grouped, masked


@pytest.mark.parametrize(
    ("answer", "seen"),
    [("", ""), ("1", "•"), ("3250", "••••"), ("1234567", "••••••"), ("99010119380612004X", "990***…**4X"), ("13800138000", "138***…**00")],
)
def test_at_most_three_and_two_characters_are_seen(answer: str, seen: str) -> None:
    assert masked(answer) == seen


@pytest.mark.parametrize(("reference", "shown"), [("K1-26112301-0007-4", "K1 26112301 0007 4"), ("123456789", "1234 5678 9")])
def test_a_reference_stands_in_groups(reference: str, shown: str) -> None:
    assert grouped(reference) == shown
