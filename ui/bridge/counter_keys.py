"""Which key does which deed, and which of them can be pressed now?"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt

from kiosk.model.hall import CounterState
from ui.bridge.counter_words import said

FREE = frozenset({CounterState.AVAILABLE, CounterState.WRAP_UP})


@dataclass(frozen=True)
class DeedKey:
    """name: of the deed at the console; key: as Qt calls it; shown: as it stands on the keyboard."""

    name: str
    key: Qt.Key
    shown: str
    words: object
    icon: str


CALL_NEXT = DeedKey("call-next", Qt.Key.Key_F1, "F1", QT_TRANSLATE_NOOP("Counter", "Call next"), "bell")
START = DeedKey("start", Qt.Key.Key_F2, "F2", QT_TRANSLATE_NOOP("Counter", "Start serving"), "user-check")
FINISH = DeedKey("finish", Qt.Key.Key_F3, "F3", QT_TRANSLATE_NOOP("Counter", "Finish"), "check")
RECALL = DeedKey("recall", Qt.Key.Key_F4, "F4", QT_TRANSLATE_NOOP("Counter", "Call again"), "repeat")
GO_ON = DeedKey("go-on", Qt.Key.Key_F5, "F5", QT_TRANSLATE_NOOP("Counter", "Next service here"), "arrow-right")
NO_SHOW = DeedKey("no-show", Qt.Key.Key_F6, "F6", QT_TRANSLATE_NOOP("Counter", "Did not come"), "user-x")
HOLD = DeedKey("hold", Qt.Key.Key_F7, "F7", QT_TRANSLATE_NOOP("Counter", "Put on hold"), "hourglass")
TRANSFER = DeedKey("transfer", Qt.Key.Key_F8, "F8", QT_TRANSLATE_NOOP("Counter", "Send on"), "send")
PAUSE = DeedKey("pause", Qt.Key.Key_F9, "F9", QT_TRANSLATE_NOOP("Counter", "Pause"), "pause")
PAUSE_AFTER = DeedKey("pause", Qt.Key.Key_F9, "F9", QT_TRANSLATE_NOOP("Counter", "Pause after this"), "pause")
READY = DeedKey("ready", Qt.Key.Key_F9, "F9", QT_TRANSLATE_NOOP("Counter", "Ready again"), "play")
NO_PAUSE = DeedKey("ready", Qt.Key.Key_F9, "F9", QT_TRANSLATE_NOOP("Counter", "No pause after this"), "play")
CLOSE = DeedKey("sign-out", Qt.Key.Key_F10, "F10", QT_TRANSLATE_NOOP("Counter", "Close and sign out"), "log-out")
REQUEUE = DeedKey("requeue", Qt.Key.Key_F11, "F11", QT_TRANSLATE_NOOP("Counter", "Wrong call"), "rotate-ccw")
WALK_UP = DeedKey("walk-up", Qt.Key.Key_W, "W", QT_TRANSLATE_NOOP("Counter", "Without a ticket"), "footprints")
ADD = DeedKey("add-service", Qt.Key.Key_A, "A", QT_TRANSLATE_NOOP("Counter", "Add a service"), "plus")
CASE = DeedKey("case", Qt.Key.Key_F12, "F12", QT_TRANSLATE_NOOP("Counter", "Filed form"), "file-text")
FIND = DeedKey("find", Qt.Key.Key_F, "F", QT_TRANSLATE_NOOP("Counter", "Find"), "search")
CHECK_IN = DeedKey("check-in", Qt.Key.Key_C, "C", QT_TRANSLATE_NOOP("Counter", "Check in"), "calendar")
LANE = DeedKey("open-lane", Qt.Key.Key_L, "L", QT_TRANSLATE_NOOP("Counter", "Free a silent counter"), "users-round")
MOVE = DeedKey("move", Qt.Key.Key_M, "M", QT_TRANSLATE_NOOP("Counter", "Move counters"), "wrench")
UNDO = DeedKey("undo", Qt.Key.Key_U, "U", QT_TRANSLATE_NOOP("Counter", "Take back"), "rotate-ccw")


def deeds(state: str, *, todo: bool, pausing: bool) -> Iterator[DeedKey]:
    """What can be done to the citizen or the counter now; the first is the next step."""
    if state in FREE:
        yield from (CALL_NEXT, WALK_UP, PAUSE, CLOSE)
    elif state == CounterState.CALLING:
        yield from (START, RECALL, NO_SHOW, TRANSFER, REQUEUE)
    elif state == CounterState.SERVING:
        yield FINISH
        if todo:
            yield GO_ON
        yield from (HOLD, TRANSFER, ADD, NO_PAUSE if pausing else PAUSE_AFTER)
    elif state == CounterState.PAUSED:
        yield from (READY, CLOSE)


def tools(*, manager: bool) -> Iterator[DeedKey]:
    """What can be looked up at any time."""
    yield from (FIND, CASE, CHECK_IN)
    if manager:
        yield from (MOVE, LANE)


def row(deed: DeedKey, *, primary: bool = False) -> dict[str, object]:
    return {"name": deed.name, "text": said(deed.words), "key": deed.shown, "icon": deed.icon, "primary": primary}
