"""The ways of a clerk to every state of the counter console."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from tests.builders import a_ticket
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
    "counter-alone": _alone,
    "counter-alone-calling": _calling_alone,
    "counter-alone-serving": _serving_alone,
    "counter-alone-unknown": _unknown_number,
    "counter-alone-restarted": _restarted_alone,
}
