"""The ways of a clerk to every state of the counter console."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from kiosk.model.forecast import Warn
from kiosk.model.hall import Deed, Order
from kiosk.model.lists import EarlyWarning
from tests.builders import a_clerk, a_ticket, new_id
from tests.ui.counter import Desk

Scene = Callable[[Desk], None]
SERVICES = ("residence_permit", "open_business", "birth_bundle")


def _wrong_pin(desk: Desk) -> None:
    desk.sign_in("111111")


def _nobody(desk: Desk) -> None:
    desk.sign_in()


def _nobody_said(desk: Desk) -> None:
    desk.sign_in()
    desk.press(Qt.Key.Key_F1)


def _free(desk: Desk) -> None:
    for service in SERVICES:
        a_ticket(desk.hall, service)
        desk.clock.go_on(seconds=1)
    desk.sign_in()
    desk.console.desk.show_link("up")


def _calling(desk: Desk) -> None:
    _free(desk)
    desk.clock.go_on(minutes=12)
    desk.press(Qt.Key.Key_F1)


def _too_early(desk: Desk) -> None:
    _calling(desk)
    desk.press(Qt.Key.Key_F6)


def _serving(desk: Desk) -> None:
    _calling(desk)
    desk.press(Qt.Key.Key_F2)


def _away(desk: Desk) -> None:
    _free(desk)
    desk.console.desk.show_link("down")
    desk.line.lose_next = True
    desk.press(Qt.Key.Key_F1)


def _queue(desk: Desk) -> None:
    """A morning in full swing: a long line, people on hold, absent, at other counters, and a line that will be late."""
    for number in range(9):
        service = SERVICES[number % 2]
        priority = {3: "elderly", 6: "disabled"}.get(number)
        desk.hall.take_ticket(new_id(), service=service, language="zh", audience="person", priority=priority)
        desk.clock.go_on(minutes=1)
    other = a_clerk(desk.hall, counter=2, code="w2", role="clerk")
    desk.hall.open_counter(new_id(), session=other, counter=2)
    desk.hall.call_next(new_id(), session=other, counter=2)
    desk.sign_in()
    desk.console.desk.show_link("up")
    desk.press(Qt.Key.Key_F1)
    desk.press(Qt.Key.Key_F2)
    _key(desk, "F7", "1", Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F1)
    desk.clock.go_on(seconds=61)
    desk.press(Qt.Key.Key_F4)
    desk.press(Qt.Key.Key_F6)
    desk.warnings = (
        EarlyWarning(service="open_business", level=Warn.RED, wait_min=44, promise_min=30),
        EarlyWarning(service="residence_permit", level=Warn.AMBER, wait_min=32, promise_min=30),
    )  # fmt: skip
    desk.read()


def _key(desk: Desk, *keys: str | Qt.Key) -> None:
    """Function keys by their name, characters, or keys."""
    for key in keys:
        desk.press(key if isinstance(key, Qt.Key) else getattr(Qt.Key, f"Key_{key.upper()}"))


def _serving_in_full(desk: Desk) -> None:
    """Sent on by a colleague with a note, more to do, and something filed."""
    _queue(desk)
    desk.press(Qt.Key.Key_F1)
    desk.press(Qt.Key.Key_F2)
    _key(desk, "A", "2")
    order = Order(deed=Deed.TRANSFER, service="residence_permit", note="听力不好，请写给他看。房产证已核对。", back=True)
    desk.do(order)
    desk.press(Qt.Key.Key_F1)
    desk.press(Qt.Key.Key_F2)


def _panel(*keys: str) -> Scene:
    def go(desk: Desk) -> None:
        _serving(desk)
        _key(desk, *keys)

    return go


def _free_panel(*keys: str) -> Scene:
    def go(desk: Desk) -> None:
        _queue(desk)
        _key(desk, *keys)

    return go


def _row(tab: str) -> Scene:
    def go(desk: Desk) -> None:
        _queue(desk)
        _key(desk, tab, Qt.Key.Key_Return)

    return go


def _list(tab: str) -> Scene:
    def go(desk: Desk) -> None:
        _queue(desk)
        _key(desk, tab)

    return go


def _why(desk: Desk) -> None:
    _list("1")(desk)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_2)


def _case(desk: Desk) -> None:
    desk.file_a_form(a_ticket(desk.hall, "residence_permit"))
    desk.sign_in()
    desk.press(Qt.Key.Key_F1)
    desk.press(Qt.Key.Key_F12)


def _paused(desk: Desk) -> None:
    _free(desk)
    _key(desk, "F9", "1")


def _alone(desk: Desk) -> None:
    """Some tickets are in the lane of this counter, some are to be asked for aloud."""
    _free(desk)
    for _ in range(6):
        a_ticket(desk.hall, "residence_permit")
    desk.keep_lane()
    desk.away()


def _calling_alone(desk: Desk) -> None:
    _alone(desk)
    desk.press_alone(Qt.Key.Key_F1)


def _serving_alone(desk: Desk) -> None:
    _calling_alone(desk)
    desk.press_alone(Qt.Key.Key_F2)
    desk.console.desk.show_link("up")


def _unknown_number(desk: Desk) -> None:
    _alone(desk)
    desk.clerk.find("away-number").setProperty("text", "17?")
    desk.press_alone(Qt.Key.Key_Return)


def _restarted_alone(desk: Desk) -> None:
    """The console was started anew while the hub is away: nobody can sign in, but it is known who was."""
    desk.sign_in()
    desk.sign_out_of_the_window()
    desk.away()

FULLEST = ("counter-wrong-pin", "counter-serving-in-full", "counter-transfer", "counter-case", "counter-alone")
"""The fullest ones; `make test-all` sees all."""


COUNTER_SCENES: dict[str, Scene] = {
    "counter-sign-in": lambda desk: None,
    "counter-wrong-pin": _wrong_pin,
    "counter-nobody": _nobody,
    "counter-nobody-said": _nobody_said,
    "counter-free": _free,
    "counter-calling": _calling,
    "counter-too-early": _too_early,
    "counter-serving": _serving,
    "counter-hub-away": _away,
    "counter-queue": _queue,
    "counter-serving-in-full": _serving_in_full,
    "counter-paused": _paused,
    "counter-finish": _panel("F3"),
    "counter-hold": _panel("F7"),
    "counter-hold-answered": _panel("F7", "2", "3"),
    "counter-transfer": _panel("F8"),
    "counter-transfer-place": _panel("F8", "2", "1"),
    "counter-add-service": _panel("A"),
    "counter-walk-up": _free_panel("W"),
    "counter-pause": _free_panel("F9"),
    "counter-find": _free_panel("F"),
    "counter-receipt": _free_panel("F12"),
    "counter-row-waiting": _row("1"),
    "counter-row-held": _row("2"),
    "counter-held": _list("2"),
    "counter-absent": _list("3"),
    "counter-elsewhere": _list("4"),
    "counter-why": _why,
    "counter-case": _case,
    "counter-alone": _alone,
    "counter-alone-calling": _calling_alone,
    "counter-alone-serving": _serving_alone,
    "counter-alone-unknown": _unknown_number,
    "counter-alone-restarted": _restarted_alone,
}
