"""What may a bystander see of a sensitive answer? (pure)"""

FIRST, LAST = 3, 2


def masked(answer: str) -> str:
    """`110***…**1X`: the first three and the last two characters of a long answer, nothing of a short one."""
    if len(answer) < FIRST + LAST + 3:
        return "•" * min(len(answer), 6)
    return f"{answer[:FIRST]}***…**{answer[-LAST:]}"
