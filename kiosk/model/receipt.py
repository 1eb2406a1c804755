"""Which number is on a receipt? Short enough to be read aloud; one wrong or swapped character is noticed."""

from datetime import date

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS = len(_ALPHABET)


def receipt_no(station: str, day: date, seq: int) -> str:
    """Station, day of filing, running number of that station, check character: "K126112400017"."""
    text = f"{station}{day:%y%m%d}{seq:05d}"
    return text + check_character(text)


def check_character(text: str) -> str:
    """ISO/IEC 7064, MOD 37-36, over digits and capital letters; raises ValueError for any other character."""
    return _ALPHABET[(_MODULUS + 1 - _product(text)) % _MODULUS]


def is_receipt_no(text: str) -> bool:
    """Whether the last character fits the others."""
    if not text or not set(text) <= set(_ALPHABET):
        return False
    return text[-1] == check_character(text[:-1])


def _product(text: str) -> int:
    """The hybrid system's P, ready for the check character."""
    product = _MODULUS
    for character in text:
        product = (product + _ALPHABET.index(character)) % _MODULUS or _MODULUS
        product = product * 2 % (_MODULUS + 1)
    return product


def grouped(number: str) -> str:
    """A receipt number as people read it aloud, on screens and on paper alike: "K1 261124 00001T" (station, day, number)."""
    return " ".join(part for part in (number[:-12], number[-12:-6], number[-6:]) if part)
