"""Which keys does the on-screen keyboard show? Boards of keys as data (pure, no Qt)."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "shift", "erase", "space", "enter", "board", "next", "hide", "gap"]
BoardName = Literal["letters", "signs", "digits", "decimal", "identity"]


@dataclass(frozen=True, kw_only=True)
class Key:
    """text: what is typed, or the board that a "board" key leads to. share: width against a letter key."""

    kind: Kind = "text"
    text: str = ""
    share: float = 1.0


def _row(characters: str) -> tuple[Key, ...]:
    return tuple(Key(text=character) for character in characters)


def _gap(share: float) -> Key:
    return Key(kind="gap", share=share)


_ERASE = Key(kind="erase", share=1.5)
_BOTTOM = (
    Key(kind="space", text=" ", share=4.0),
    Key(kind="enter", text="\n", share=1.5),
    Key(kind="next", share=1.5),
    Key(kind="hide", share=1.5),
)


def _pad(last: str) -> tuple[tuple[Key, ...], ...]:
    return (
        (*_row("123"), Key(kind="erase")),
        (*_row("456"), Key(kind="next")),
        (*_row("789"), Key(kind="hide")),
        (Key(text=last) if last else _gap(1.0), Key(text="0"), _gap(1.0), _gap(1.0)),
    )


BOARDS: dict[BoardName, tuple[tuple[Key, ...], ...]] = {
    "letters": (
        _row("1234567890"),
        _row("qwertyuiop"),
        (_gap(0.5), *_row("asdfghjkl"), _gap(0.5)),
        (Key(kind="shift", share=1.5), *_row("zxcvbnm"), _ERASE),
        (Key(kind="board", text="signs", share=1.5), *_BOTTOM),
    ),
    "signs": (
        _row("1234567890"),
        _row("@#&%+=-_/\\"),
        _row(".,:;!?'\"()"),
        (*_row("，。、；：？《》"), Key(kind="erase", share=2.0)),
        (Key(kind="board", text="letters", share=1.5), *_BOTTOM),
    ),
    "digits": _pad(""),
    "decimal": _pad("."),
    "identity": _pad("X"),
}
"""All boards have rows of equal width; the pads end in one row with the odd key beside the nought."""
