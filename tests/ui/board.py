"""A board as tests want it, and somebody who looks at it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from kiosk.model.announcement import Announcement
from kiosk.model.board import BoardState, FeedEvent, apply
from kiosk.model.catalogue import Catalogue
from kiosk.model.screen import Screen
from tests.builders import FakeClock, a_catalogue, a_service
from ui.bridge.board import BoardParts, BoardWindow, open_board
from ui.driver import Driver

WIDE = Screen(width_mm=1210, height_mm=680, width_px=1920, height_px=1080, distance_mm=10_000)
TALL = Screen(width_mm=680, height_mm=1210, width_px=1080, height_px=1920, distance_mm=10_000)
SERVICES = (a_service(), a_service("permit", series="B"))


def called(state: BoardState, label: str, counter: int, at: datetime, *, kind: str = "called", service: str = "tax") -> BoardState:
    data: dict[str, str | int | None] = {"l": label, "n": label, "s": service, "c": counter, "w": 3, "lang": "zh", "state": "calling"}
    return apply(state, FeedEvent(seq=state.seq + 1, kind=kind, at=at, data=data))


class Wall:
    """A board, and somebody who looks at it. say: what speaks its calls."""

    def __init__(
        self, clock: FakeClock, screen: Screen = WIDE, catalogue: Catalogue | None = None, *, zone: str | None = None,
        say: Callable[[Announcement], None] | None = None,
    ) -> None:  # fmt: skip
        self.clock = clock
        self.board: BoardWindow = open_board(
            BoardParts(
                catalogue=catalogue or a_catalogue(*SERVICES), screen=screen, now=clock.now, turn_s=3600, zone=zone,
                message={"zh": "请带好证件", "en": "Bring your card"},
            )
        )  # fmt: skip
        self.board.view.speak_with(say)
        self.looker = Driver(self.board.opened.window)
        self.state = BoardState()

    def call(self, label: str, counter: int = 1, *, kind: str = "called", ago: timedelta = timedelta(0), service: str = "tax") -> None:
        self.state = called(self.state, label, counter, self.clock.now() - ago, kind=kind, service=service)
        self.show()

    def tell(self, kind: str, **data: str | int | None) -> None:
        self.state = apply(self.state, FeedEvent(seq=self.state.seq + 1, kind=kind, at=self.clock.now(), data=data))
        self.show()

    def estimate(self, service: str, *, low: int, high: int, about: int = 0) -> None:
        self.tell("estimate", s=service, lo=low, hi=high, o=2, about=about)

    def say(self, zone: str = "", **words: str) -> None:
        for language, line in words.items():
            self.tell("message", z=zone, lang=language, t=line)

    def show(self) -> None:
        self.board.view.show_state(self.state)
        self.looker.settle()

    def pass_time(self, span: timedelta) -> None:
        self.clock.go_on(seconds=span.total_seconds())
        self.board.view.tick()
        self.looker.settle()

    def speak(self, language: str) -> None:
        """Turn until the board speaks this language and shows the same page as now, or the last where it has fewer in it."""
        page = self.shown()
        while self.board.view.language != language or self.shown() != min(page, self.page_count() - 1):
            self.board.view.turn_language()

    def turn_to(self, page: int) -> None:
        """Let the pages of the counters and of those who wait come until this one is shown."""
        while self.shown() != page:
            self.board.view.turn_language()
        self.looker.settle()

    def _pages(self) -> QObject:
        found = self.board.opened.window.findChild(QObject, "pages")
        assert found is not None
        return found

    def page_count(self) -> int:
        pages = self._pages()
        return int(pages.property("deskPages")) + int(pages.property("linePages"))

    def shown(self) -> int:
        return int(self._pages().property("shown"))

    def close(self) -> None:
        self.board.close()

    def large(self) -> str:
        """The label that stands large."""
        shown: dict[str, str] = self.board.view.property("spotlight")
        return shown["label"]

    def rows(self) -> list[str]:
        return [name.removeprefix("call-") for name in self.looker.names() if name.startswith("call-")]

    def desks(self) -> list[str]:
        return [name.removeprefix("desk-") for name in self.looker.names() if name.startswith("desk-")]
