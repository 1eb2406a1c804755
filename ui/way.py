"""Where is a person in a form, and where do Continue and Back lead? Only ids of pages are known here (pure).

The pages of a row bear the id of the page of rows and a number: `/data/child` lists the rows, `/data/child[2]/name` is in one.
"""

from collections.abc import Collection, Sequence
from enum import Enum


class End(Enum):
    CHECK = "check"
    """All is asked: the check page."""
    OUT = "out"
    """Before the first page."""


class Way:
    """Linear through the pages; from a row back to its list; after the check page was seen, straight back to it."""

    def __init__(self, first: str) -> None:
        self.at = first
        self.checking = False
        self._seen: set[str] = set()
        self._list: str | None = None

    def go(self, page: str) -> None:
        """From the check page (or a summary of errors) to one page."""
        self.at, self._list = page, None

    def into_row(self, page: str) -> None:
        """From a list of rows to the first page of a row; afterwards back to the list."""
        self._list, self.at = self.at, page

    def forget_rows(self, rows: str) -> None:
        """Rows of this list were renumbered: what was seen of them says nothing any more."""
        self._seen = {page for page in self._seen if not page.startswith(f"{rows}[")}

    def on(self, pages: Sequence[str], wrong: Collection[str]) -> str | End:
        """After Continue. pages: those that are relevant now; wrong: those that cannot be filed as they are."""
        self._seen.add(self.at)
        target = self._next(pages, wrong)
        if isinstance(target, str):
            self.at = target
        else:
            self.checking = True
        return target

    def back(self, pages: Sequence[str]) -> str | End:
        """After Back: no answer is looked at."""
        target = self._previous(pages)
        if isinstance(target, str):
            self.at = target
        return target

    def _next(self, pages: Sequence[str], wrong: Collection[str]) -> str | End:
        place = pages.index(self.at) if self.at in pages else len(pages) - 1
        if self._list is not None:
            follower = pages[place + 1] if place + 1 < len(pages) else ""
            if _same_row(self._list, self.at, follower):
                return follower
            target, self._list = self._list, None
            return target
        bad_row = next((page for page in pages if page.startswith(f"{self.at}[") and page in wrong), None)
        if bad_row is not None:
            self._list = self.at
            return bad_row
        if self.checking:
            return next((p for p in pages if p not in self._seen or p in wrong), End.CHECK)
        return next((page for page in pages[place + 1 :] if not page.startswith(f"{self.at}[")), End.CHECK)

    def _previous(self, pages: Sequence[str]) -> str | End:
        place = pages.index(self.at) if self.at in pages else len(pages)
        before = pages[place - 1] if place > 0 else ""
        if self._list is not None:
            if _same_row(self._list, self.at, before):
                return before
            target, self._list = self._list, None
            return target
        if self.checking:
            return End.CHECK
        return _list_of(pages, before) or before or End.OUT


def step(pages: Sequence[str], page: str) -> tuple[int, int]:
    """The number of a page, and of all pages with the check page; the rows of a list count as the list."""
    main = [one for one in pages if _list_of(pages, one) is None]
    here = _list_of(pages, page) or page
    return main.index(here) + 1 if here in main else len(main), len(main) + 1


def _same_row(rows: str, page: str, other: str) -> bool:
    row = page[: page.find("]", len(rows)) + 1]
    return other == row or other.startswith(f"{row}/")


def _list_of(pages: Sequence[str], page: str) -> str | None:
    """The list that a page of a row belongs to, if rows are listed (else they are walked through like other pages)."""
    return next((rows for rows in pages if page.startswith(f"{rows}[")), None)
