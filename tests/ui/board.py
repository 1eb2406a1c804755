"""A board as tests want it, and somebody who looks at it."""

from datetime import datetime, timedelta

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
    """A board, and somebody who looks at it."""

    def __init__(self, clock: FakeClock, screen: Screen = WIDE, catalogue: Catalogue | None = None) -> None:
        self.clock = clock
        self.board: BoardWindow = open_board(
            BoardParts(
                catalogue=catalogue or a_catalogue(*SERVICES), screen=screen, now=clock.now, turn_s=3600,
                message={"zh": "请带好证件", "en": "Bring your card"},
            )
        )  # fmt: skip
        self.looker = Driver(self.board.opened.window)
        self.state = BoardState()

    def call(self, label: str, counter: int = 1, *, kind: str = "called", ago: timedelta = timedelta(0), service: str = "tax") -> None:
        self.state = called(self.state, label, counter, self.clock.now() - ago, kind=kind, service=service)
        self.board.view.show_state(self.state)
        self.looker.settle()

    def pass_time(self, span: timedelta) -> None:
        self.clock.go_on(seconds=span.total_seconds())
        self.board.view.tick()
        self.looker.settle()

    def speak(self, language: str) -> None:
        """Turn until the board speaks this language."""
        while self.board.view.language != language:
            self.board.view.turn_language()

    def close(self) -> None:
        self.board.close()

    def large(self) -> str:
        """The label that stands large."""
        shown: dict[str, str] = self.board.view.property("spotlight")
        return shown["label"]

    def rows(self) -> list[str]:
        return [name.removeprefix("call-") for name in self.looker.names() if name.startswith("call-")]
