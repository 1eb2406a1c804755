"""The counter console: sign in, call, serve, finish; every deed has a key."""

from ui.app import Opened, end_now, make_engine
from ui.bridge.counter_desk import CounterDesk
from ui.bridge.counter_parts import CounterParts

__all__ = ["CONSOLE_SIZE", "CounterDesk", "CounterParts", "CounterWindow", "open_counter"]

CONSOLE_SIZE = 0
"""The text size at which a console begins; Ctrl and + or - change it."""


class CounterWindow:
    """An open console: `desk` for the feed and the link, `opened` for the window."""

    def __init__(self, desk: CounterDesk, opened: Opened) -> None:
        self.desk = desk
        self.opened = opened

    def use_language(self, language: str) -> None:
        """Every word of the console."""
        self.opened.use_language(language)
        self.desk.use_language(language)

    def close(self) -> None:
        self.opened.close()
        end_now(self.desk)


def open_counter(parts: CounterParts) -> CounterWindow:
    desk = CounterDesk(parts)
    opened = make_engine("Hall.Counter", "Main", {"desk": desk}, screen=parts.screen)
    opened.look.set_size(CONSOLE_SIZE)
    opened.fit(parts.screen, full_screen=parts.full_screen)
    window = CounterWindow(desk, opened)
    window.use_language(parts.language)
    return window
