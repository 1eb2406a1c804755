"""Text (XPath 1.0, 4.2; ODK XForms, 'String functions')."""

import base64
import binascii
import hashlib
import math
from functools import lru_cache
from time import perf_counter

import regex

from kiosk.forms.errors import XPathEvaluationError
from kiosk.forms.nodes import Node
from kiosk.forms.xpath.context import Context
from kiosk.forms.xpath.functions.numbers import rounded
from kiosk.forms.xpath.library import FunctionDef, plain
from kiosk.forms.xpath.values import Value, to_text

LONGEST_PATTERN = 4_000
LONGEST_TEXT = 1_000_000
_DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_SPACES = regex.compile(r"[ \t\r\n]+")


def string(c: Context, *values: Value) -> str:
    return to_text(values[0]) if values else c.node.value()


def all_texts(value: Value) -> list[str]:
    """Of a node-set every node's text."""
    return [node.value() for node in value] if isinstance(value, list) else [to_text(value)]


def concat(*values: Value) -> str:
    return join("", *values)


def join(separator: Value, *values: Value) -> str:
    between, texts = to_text(separator), [text for value in values for text in all_texts(value)]
    if sum(map(len, texts)) + len(between) * len(texts) > LONGEST_TEXT:
        raise XPathEvaluationError("the text is too long")
    return between.join(texts)


def before(text: str, mark: str) -> str:
    head, found, _ = text.partition(mark) if mark else ("", "", "")
    return head if found else ""


def after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


def substring(text: str, start: float, length: float = math.inf) -> str:
    """From 1; positions are rounded (XPath 1.0, 4.2)."""
    first = rounded(start)
    last = math.inf if length == math.inf else first + rounded(length)
    return "".join(letter for place, letter in enumerate(text, 1) if place >= first and place < last)


def substr(text: str, start: float, end: float = math.inf) -> str:
    """From 0, end excluded; negative counts from the end."""
    return text[_place(start, len(text)) : _place(end, len(text))]


def _place(place: float, length: int) -> int:
    if math.isnan(place):
        return 0
    if place < 0:
        return max(0, length + max(math.ceil(place), -length)) if math.isfinite(place) else 0
    return length if place >= length else int(place)


def length(c: Context, *texts: str) -> float:
    return float(len(texts[0] if texts else c.node.value()))


def normalized(c: Context, *texts: str) -> str:
    return str(_SPACES.sub(" ", texts[0] if texts else c.node.value())).strip(" ")


def translate(text: str, old: str, new: str) -> str:
    table: dict[int, str | None] = {}
    for place, letter in enumerate(old):
        table.setdefault(ord(letter), new[place] if place < len(new) else None)
    return text.translate(table)


_ESCAPES = {"d": "0-9", "w": "A-Za-z0-9_"}


def _portable(pattern: str) -> str:
    """As JavaRosa and JavaScript read it: digits and word letters are ASCII's, $ is the end and not a last line's end."""
    made: list[str] = []
    in_class, letters = False, iter(pattern)
    for letter in letters:
        if letter == "\\":
            made.append(_escaped(next(letters, ""), in_class))
            continue
        if letter == "$" and not in_class:
            made.append(r"\Z" if "(?" not in pattern else "$")
            continue
        in_class = letter == "[" or (in_class and letter != "]")
        made.append(letter)
    return "".join(made)


def _escaped(letter: str, in_class: bool) -> str:
    inside = _ESCAPES.get(letter.lower())
    if inside is None or (in_class and letter.isupper()):
        return f"\\{letter}"
    return inside if in_class else f"[{'^' if letter.isupper() else ''}{inside}]"


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> "regex.Pattern[str]":
    if len(pattern) > LONGEST_PATTERN:
        raise XPathEvaluationError("the pattern is too long")
    try:
        return regex.compile(_portable(pattern))
    except (regex.error, RecursionError) as fault:
        raise XPathEvaluationError("the pattern is not a regular expression") from fault


def matches(c: Context, text: str, pattern: str) -> bool:
    """True if a part matches; a pattern that takes too long is an evaluation error."""
    c.env.spend(1)
    begun = perf_counter()
    try:
        return _pattern(pattern).search(text, timeout=c.env.regex_seconds) is not None
    except TimeoutError as fault:
        raise XPathEvaluationError("the pattern takes too long") from fault
    finally:
        c.env.spend(int((perf_counter() - begun) * 1_000_000))


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    name = _DIGESTS.get(algorithm.upper())
    if name is None or encoding.lower() not in {"base64", "hex"}:
        raise XPathEvaluationError("unknown digest or encoding")
    made = hashlib.new(name, text.encode(), usedforsecurity=False)
    return made.hexdigest() if encoding.lower() == "hex" else base64.b64encode(made.digest()).decode()


def decoded(text: str) -> str:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode("utf8", "replace")
    except (binascii.Error, ValueError) as fault:
        raise XPathEvaluationError("no base64") from fault


_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def uuid(c: Context, *lengths: float) -> str:
    """A random UUID (version 4), or so many random letters and digits."""
    if not lengths:
        raw = bytearray(c.env.entropy(16))
        raw[6], raw[8] = raw[6] & 0x0F | 0x40, raw[8] & 0x3F | 0x80
        text = raw.hex()
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
    if not 0 <= lengths[0] <= 1000:
        raise XPathEvaluationError("no length for uuid()")
    count = int(lengths[0])
    return "".join(_LETTERS[byte % 62] for byte in c.env.entropy(count)) if count else ""


def xml_language(node: Node) -> str:
    above: Node | None = node
    while above is not None:
        found = above.attribute("lang", "http://www.w3.org/XML/1998/namespace")
        if found is not None:
            return found.text
        above = above.parent
    return ""


def lang(c: Context, wanted: str) -> bool:
    has, wanted = xml_language(c.node).lower(), wanted.lower()
    return bool(has) and (has == wanted or has.startswith(f"{wanted}-"))


FUNCTIONS = [
    FunctionDef("string", 0, 1, plain(string, "v", "string", context=True)),
    FunctionDef("concat", 0, None, plain(concat, "v", "string")),
    FunctionDef("join", 1, None, plain(join, "v", "string")),
    FunctionDef("starts-with", 2, 2, plain(str.startswith, "s", "boolean")),
    FunctionDef("ends-with", 2, 2, plain(str.endswith, "s", "boolean")),
    FunctionDef("contains", 2, 2, plain(str.__contains__, "s", "boolean")),
    FunctionDef("substring-before", 2, 2, plain(before, "s", "string")),
    FunctionDef("substring-after", 2, 2, plain(after, "s", "string")),
    FunctionDef("substring", 2, 3, plain(substring, "sn", "string")),
    FunctionDef("substr", 2, 3, plain(substr, "sn", "string")),
    FunctionDef("string-length", 0, 1, plain(length, "s", "number", context=True)),
    FunctionDef("normalize-space", 0, 1, plain(normalized, "s", "string", context=True)),
    FunctionDef("translate", 3, 3, plain(translate, "s", "string")),
    FunctionDef("regex", 2, 2, plain(matches, "s", "boolean", context=True)),
    FunctionDef("digest", 2, 3, plain(digest, "s", "string")),
    FunctionDef("base64-decode", 1, 1, plain(decoded, "s", "string")),
    FunctionDef("uuid", 0, 1, plain(uuid, "n", "string", context=True), volatile=True),
    FunctionDef("lang", 1, 1, plain(lang, "s", "boolean", context=True)),
]
