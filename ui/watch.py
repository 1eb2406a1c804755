"""What keeps a driven window in time, and what is said where it stops? One plain sentence, for the demonstration."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.driver import Driver, NotSeen

WITHIN_S = 50.0
"""All waiting ends then, so that the whole ends in a minute."""

A_FAULT = "a window has met a fault of ours, which stands in summary.json"
PAGES = {
    "home": "the first page", "services": "the list of services", "search": "the search", "guide": "the service guide",
    "form": "the form", "check": "the page of all answers", "done": "the page that says that it is submitted",
    "ticket": "the page with the ticket", "list": "the list of choices",
}  # fmt: skip


class Missed(NotSeen):
    """What people should have seen did not come; the text is for people."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """How long there is still time, and what the windows have broken so far."""

    began: float = field(default_factory=time.perf_counter)
    faults: list[str] = field(default_factory=list)

    @property
    def ms(self) -> int:
        return round((time.perf_counter() - self.began) * 1000)

    def left_s(self, at_most_s: float) -> float:
        return max(0.0, min(at_most_s, WITHIN_S - self.ms / 1000))


class Onlooker(Driver):
    """Somebody before a window who says in plain words what did not come, and does not wait for a broken window."""

    def __init__(self, window: QQuickWindow, watch: Watch, *, patience_s: float) -> None:
        super().__init__(window, timeout_s=patience_s)
        self._watch = watch
        self._patience_s = patience_s

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """what: a noun with its article; the sentence says that it did not come."""
        self._timeout_s = self._watch.left_s(self._patience_s)
        if not self._timeout_s:
            raise Missed(f"the end did not come in {WITHIN_S:.0f} s")
        try:
            super().wait(lambda: bool(self._watch.faults) or condition(), what)
        except NotSeen:
            raise Missed(f"{what} did not come in {self._timeout_s:.0f} s") from None
        if self._watch.faults:
            raise Missed(A_FAULT)

    def wait_page(self, page: str) -> None:
        self.wait(lambda: self.page == page, PAGES.get(page, "a page"))

    def wait_for(self, name: str) -> QQuickItem:
        self.wait(lambda: self.sees(name), f"what belongs on {self._here()}")
        return self.find(name)

    def find(self, name: str) -> QQuickItem:
        try:
            return super().find(name)
        except NotSeen:
            raise Missed(f"{self._here()} does not show what belongs there") from None

    def _here(self) -> str:
        return PAGES.get(self.page, "a page")
