"""What a bystander may see."""

import pytest

from ui.mask import masked


@pytest.mark.parametrize(
    ("answer", "seen"),
    [("", ""), ("1", "•"), ("3250", "••••"), ("1234567", "••••••"), ("99010119380612004X", "990***…**4X"), ("13800138000", "138***…**00")],
)
def test_at_most_three_and_two_characters_are_seen(answer: str, seen: str) -> None:
    assert masked(answer) == seen
