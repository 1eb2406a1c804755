"""What may a bystander see of a sensitive answer? (pure)"""

FIRST, LAST = 3, 2


def masked(answer: str) -> str:
    """`110***…**1X`: the first three and the last two characters of a long answer, nothing of a short one."""
    if len(answer) < FIRST + LAST + 3:
        return "•" * min(len(answer), 6)
    return f"{answer[:FIRST]}***…**{answer[-LAST:]}"


def grouped(reference: str) -> str:
    """A reference in groups that can be read aloud: what it has as groups, else four by four."""
    if "-" in reference:
        return reference.replace("-", " ")
    return " ".join(reference[i : i + 4] for i in range(0, len(reference), 4))
