"""Which service does a citizen mean? Search by everyday words, by pinyin and by initials, offline.

Every phrase is a row of tokens: a Chinese character with all its readings, or a word. A query fits where it can be read along
the tokens: the character itself, a reading, a reading's beginning at the end of the query, or an initial.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.model.catalogue import Audience, Catalogue, Service

LONGEST_QUERY = 40
_NO_FIT = 99.0
_TOKEN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U000323AF]|[^\W㐀-鿿豈-﫿\U00020000-\U000323AF]+")
_NAME, _EVENT, _DEPARTMENT, _NOTE = 0.0, 1.0, 2.0, 4.0
_FULL, _BEGUN, _INITIAL = 0.0, 0.5, 1.0


@dataclass(frozen=True)
class Token:
    """One character or word: `text` as written, and the readings of a character."""

    text: str
    readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A name, an alias, or words around a service; the lower its weight, the nearer to the service."""

    tokens: tuple[Token, ...]
    weight: float
    services: tuple[int, ...]


class Index:
    """A catalogue prepared for searching: built once, then any thread may search."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._services = catalogue.services
        self._phrases: list[Phrase] = []
        self._starts: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for words, weight, services in _phrases(catalogue):
            self._add(Phrase(_tokens(words), weight, services))

    def search(self, text: str, limit: int = 10, *, audience: Audience | None = None) -> tuple[Service, ...]:
        """The best fitting services first; () if nothing fits. Several words must all fit."""
        queries = _words(text)
        if not queries:
            return ()
        scores = self._scores("".join(queries))
        if len(queries) > 1:
            for place, score in self._all_of(queries).items():
                scores[place] = min(score + _EVENT, scores.get(place, _NO_FIT))
        best = sorted((score, place) for place, score in scores.items())
        found = (self._services[place] for _, place in best)
        return tuple(service for service in found if audience is None or audience in service.audiences)[:limit]

    def _add(self, phrase: Phrase) -> None:
        number = len(self._phrases)
        self._phrases.append(phrase)
        for start, token in enumerate(phrase.tokens):
            for letter in {token.text[0], *(reading[0] for reading in token.readings)}:
                self._starts[letter].append((number, start))

    def _all_of(self, queries: list[str]) -> dict[int, float]:
        each = [self._scores(query) for query in queries]
        places = set(each[0]).intersection(*each[1:])
        return {place: sum(scores[place] for scores in each) / len(each) for place in places}

    def _scores(self, query: str) -> dict[int, float]:
        """The lowest score of each service that fits, by its place in the catalogue."""
        scores: dict[int, float] = {}
        for number, start in self._starts.get(query[0], ()):
            phrase = self._phrases[number]
            fit, end = _fit(phrase.tokens, start, query, 0)
            if end < 0:
                continue
            place = 4.0 if start else (0.0 if end == len(phrase.tokens) else 2.0)
            for service in phrase.services:
                scores[service] = min(scores.get(service, _NO_FIT), place + fit + phrase.weight)
        return scores


def search(catalogue: Catalogue, text: str, limit: int = 10) -> tuple[Service, ...]:
    """One search without a prepared index; who searches more than once keeps an Index."""
    return Index(catalogue).search(text, limit)


def _phrases(catalogue: Catalogue) -> Iterator[tuple[str, float, tuple[int, ...]]]:
    places = {service.code: place for place, service in enumerate(catalogue.services)}
    for place, service in enumerate(catalogue.services):
        for words in (*service.name.values(), *service.aliases):
            yield words, _NAME, (place,)
        for words in service.note.values():
            yield words, _NOTE, (place,)
    for event in catalogue.life_events:
        for words in event.name.values():
            yield words, _EVENT, tuple(places[code] for code in event.services)
    for department in catalogue.departments:
        of_department = tuple(places[service.code] for service in catalogue.services if service.department == department.code)
        for words in department.name.values():
            yield words, _DEPARTMENT, of_department


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()[:LONGEST_QUERY]
    plain = re.sub(r"['’·\-]", "", plain).replace("ü", "v")
    return ["".join(_TOKEN.findall(word)) for word in plain.split() if _TOKEN.search(word)]


def _tokens(words: str) -> tuple[Token, ...]:
    plain = re.sub(r"['’]", "", unicodedata.normalize("NFKC", words).casefold())
    return tuple(Token(found, _readings(found)) for found in _TOKEN.findall(plain))


def _readings(token: str) -> tuple[str, ...]:
    """All readings of one Chinese character, without tones, the usual one first; () for a word."""
    if len(token) > 1 or token.isascii():
        return ()
    from pypinyin import Style, pinyin  # noqa: PLC0415 - a fifth of a second that the first picture need not wait for

    readings = pinyin(token, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return tuple(dict.fromkeys(readings[0])) if readings else ()


def _fit(tokens: tuple[Token, ...], at: int, query: str, read: int) -> tuple[float, int]:
    """How well the query from `read` on reads along the tokens from `at` on, and where it ends; -1: not at all."""
    if read == len(query):
        return _FULL, at
    if at == len(tokens):
        return _NO_FIT, -1
    token, best = tokens[at], (_NO_FIT, -1)
    for form in (token.text, *token.readings):
        if query.startswith(form, read):
            best = min(best, _fit(tokens, at + 1, query, read + len(form)))
        elif form.startswith(query[read:]):
            best = min(best, (_BEGUN, at + 1))
    if best[1] < 0 and token.readings and query[read] in {reading[0] for reading in token.readings}:
        fit, end = _fit(tokens, at + 1, query, read + 1)
        return max(fit, _INITIAL), end
    return best


class Matcher:
    """Does an entry of a long list answer to what was typed? Entries are taken apart once; one thread at a time."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Token, ...]] = {}

    def matches(self, entry: str, typed: str) -> bool:
        """True for a blank query; every word of the query must be in the entry: as written, by pinyin, or by initials."""
        tokens = self._known.get(entry)
        if tokens is None:
            tokens = self._known[entry] = _tokens(entry)
        return all(any(_fit(tokens, start, query, 0)[1] >= 0 for start in range(len(tokens))) for query in _words(typed))
