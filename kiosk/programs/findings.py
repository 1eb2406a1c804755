"""What was found on this machine? Each finding is a plain sentence, and where something is wrong, what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """GOOD; NOTE: the hall can open, but somebody should look; WRONG: it cannot open."""

    GOOD = "good"
    NOTE = "note"
    WRONG = "WRONG"


@dataclass(frozen=True, kw_only=True)
class Finding:
    level: Level
    subject: str
    sentence: str
    what_to_do: str = ""


def good(subject: str, sentence: str) -> Finding:
    return Finding(level=Level.GOOD, subject=subject, sentence=sentence)


def note(subject: str, sentence: str, what_to_do: str) -> Finding:
    return Finding(level=Level.NOTE, subject=subject, sentence=sentence, what_to_do=what_to_do)


def wrong(subject: str, sentence: str, what_to_do: str) -> Finding:
    return Finding(level=Level.WRONG, subject=subject, sentence=sentence, what_to_do=what_to_do)
