"""How does a window follow the hall? The feed's events are folded into a board state, and each new state is shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.config import BoardSettings, CounterSettings
from kiosk.model.board import BoardState, FeedEvent, apply
from kiosk.model.catalogue import Catalogue
from kiosk.model.parcel import LinkState
from kiosk.programs.renewing import renewal
from kiosk.programs.windows import running, session_to_hub
from kiosk.programs.wiring import House
from sync.feed import FeedReader


class Fold:
    """The state of the hall as far as the feed has told it; used on the feed's thread."""

    def __init__(self, show: Callable[[BoardState], None]) -> None:
        self._show = show
        self._state = BoardState()

    def begin(self, state: BoardState) -> None:
        self._state = state
        self._show(state)

    def go_on(self, event: FeedEvent) -> None:
        self._state = apply(self._state, event)
        self._show(self._state)


@contextmanager
def following(
    settings: CounterSettings | BoardSettings,
    house: House,
    *,
    show: Callable[[BoardState], None],
    link: Callable[[LinkState], None],
    catalogue: tuple[Catalogue, Callable[[Catalogue], None]],
) -> Iterator[None]:
    """Read the feed from the start of the block to its end. show, link: called on the feed's thread.

    catalogue: the one in force, and who is told of the next one, on a thread of its own.
    """
    session = session_to_hub(settings, house)
    fold = Fold(show)
    reader = FeedReader(session, on_snapshot=fold.begin, on_event=fold.go_on, on_link=link, random=house.random)
    renewing = renewal(settings, house, catalogue[0], take=catalogue[1])
    with running(house, {"feed": reader.step, "catalogue": renewing}):
        try:
            yield
        finally:
            reader.close()
    session.close()
