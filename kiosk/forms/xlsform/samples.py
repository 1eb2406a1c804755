"""What could somebody type here? Texts that fit a pattern."""

from random import Random

_CLASSES = {"d": "0123456789", "w": "abcdefghijklmnopqrstuvwxyz0123456789_", "s": " "}
_ANY = "abcXYZ0189 -王李"
MOST_REPEATS = 6


def matching(pattern: str, random: Random) -> str:
    """A text for a pattern of the common kind: classes, groups, alternatives, repetitions. Not certain to match."""
    return _Sampler(pattern.removeprefix("^").removesuffix("$"), random).alternatives()


class _Sampler:
    def __init__(self, pattern: str, random: Random) -> None:
        self._pattern, self._random, self._at = pattern, random, 0

    def alternatives(self) -> str:
        """Everything up to the end or a closing bracket: one of its alternatives."""
        made = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            made.append(self._sequence())
        return self._random.choice(made)

    def _sequence(self) -> str:
        parts: list[str] = []
        while self._peek() not in {"", "|", ")"}:
            start = self._at
            self._atom()
            times = self._random.randint(*self._quantifier())
            after = self._at
            for _ in range(times):
                self._at = start
                parts.append(self._atom())
            self._at = after
        return "".join(parts)

    def _atom(self) -> str:
        letter = self._pattern[self._at]
        self._at += 1
        if letter == "(":
            if self._pattern.startswith("?:", self._at):
                self._at += 2
            made = self.alternatives()
            self._at += 1
            return made
        if letter == "[":
            return self._random.choice(self._members())
        if letter == "\\":
            code = self._peek()
            self._at += 1
            return self._random.choice(_CLASSES.get(code, code or "\\"))
        return self._random.choice(_ANY) if letter == "." else letter.strip("^$")

    def _members(self) -> str:
        end = self._pattern.find("]", self._at + 1)
        body = self._pattern[self._at : end]
        self._at = end + 1
        if body.startswith("^"):
            forbidden = _expanded(body[1:])
            return "".join(letter for letter in _ANY if letter not in forbidden) or "a"
        return _expanded(body) or "a"

    def _quantifier(self) -> tuple[int, int]:
        letter = self._peek()
        if letter in {"?", "*", "+"}:
            self._at += 1
            return {"?": (0, 1), "*": (0, MOST_REPEATS), "+": (1, MOST_REPEATS)}[letter]
        if letter != "{":
            return 1, 1
        end = self._pattern.index("}", self._at)
        least, comma, most = self._pattern[self._at + 1 : end].partition(",")
        self._at = end + 1
        low = int(least or 0)
        return low, (int(most) if most else low + MOST_REPEATS) if comma else low

    def _peek(self) -> str:
        return self._pattern[self._at] if self._at < len(self._pattern) else ""


def _expanded(body: str) -> str:
    """The letters that stand between the brackets of a class."""
    made: list[str] = []
    at = 0
    while at < len(body):
        if at + 2 < len(body) and body[at + 1] == "-":
            made.extend(chr(code) for code in range(ord(body[at]), ord(body[at + 2]) + 1))
            at += 3
        elif body[at] == "\\" and at + 1 < len(body):
            made.append(_CLASSES.get(body[at + 1], body[at + 1]))
            at += 2
        else:
            made.append(body[at])
            at += 1
    return "".join(made)
