"""A question before a deed: a digit or letter chooses, Enter does what is chosen already, nothing is done while something is missing."""

from collections.abc import Mapping

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.model.catalogue import Catalogue
from kiosk.model.hall import Deed, LegState, Order, Place, Pool
from kiosk.model.lists import CounterLists, Passed, Row, Standing
from kiosk.model.queue import CounterView
from kiosk.programs.explain import explanations
from tests.builders import NINE, some_id
from tests.ui.terminal import the_catalogue
from ui.bridge.counter_lists import RowsModel, shown
from ui.bridge.counter_panel import CounterPanel, Option, Panel, Question
from ui.bridge.counter_panels import Panels, possible
from ui.bridge.counter_words import SENTENCES, Names, why_not_yet

NAMES = Names(the_catalogue(), "en")


class Asked:
    """A panel that is open, and the orders that came of it."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.panels = Panels(names=NAMES, do=self.orders.append, now=lambda: NINE)
        self.panel = CounterPanel()

    def keys(self, *keys: str) -> Order:
        for key in keys:
            assert self.panel.press(key)
        self.panel.carry_out()
        assert not self.panel.property("open")
        return self.orders[-1]


@pytest.fixture
def asked(qapp: QGuiApplication) -> Asked:
    return Asked()


def test_a_hold_needs_its_reason_and_may_say_until_when_and_for_whom(asked: Asked) -> None:
    asked.panel.show(lambda: asked.panels.hold("A001"))
    asked.panel.carry_out()
    assert asked.orders == []

    order = asked.keys("2", "3", "3")
    assert (order.deed, order.reason, order.pool) == (Deed.HOLD, "copies", Pool.HALL)
    assert order.wake_at is not None
    assert (order.wake_at - NINE).total_seconds() == 600


def test_enter_on_what_is_chosen_already_does_the_deed_and_a_finger_does_not(asked: Asked) -> None:
    asked.panel.show(lambda: asked.panels.hold("A001"))
    asked.panel.press("1")
    asked.panel.choose("-", False)
    assert asked.orders == []
    asked.panel.turn_to(1)
    asked.panel.choose("-", True)

    assert asked.orders == [Order(deed=Deed.HOLD, reason="papers")]


def test_the_only_question_is_answered_and_done_with_one_key(asked: Asked) -> None:
    asked.panel.show(lambda: asked.panels.walk_up(["exit_entry", "residence_permit", "environment_report"]))
    asked.panel.press("2")

    assert asked.orders == [Order(deed=Deed.WALK_UP, service="exit_entry")]


def test_a_transfer_says_where_to_and_the_rest_is_as_usual(asked: Asked) -> None:
    asked.panel.show(lambda: asked.panels.transfer("A001", "residence_permit", 1))
    order = asked.keys("2")

    assert (order.service, order.to_counter, order.place, order.back, order.note) == ("household_registration", None, Place.KEEP, False, "")


def test_a_note_is_written_in_its_field_and_no_letter_of_it_is_a_key(asked: Asked) -> None:
    asked.panel.show(lambda: asked.panels.transfer("A001", "residence_permit", 1))
    asked.panel.press("1")
    asked.panel.turn_to(5)
    assert not asked.panel.press("1")
    asked.panel.put("  看一下原件 ")
    asked.panel.carry_out()

    assert asked.orders[-1].note == "看一下原件"


def test_services_of_a_counter_are_switched_on_and_off_and_the_catalogues_own_are_none(asked: Asked) -> None:
    own = the_catalogue().counter(2).services
    asked.panel.show(lambda: asked.panels.services_of(2, None))
    asked.panel.carry_out()
    assert asked.orders[-1].services is None

    asked.panel.show(lambda: asked.panels.services_of(2, None))
    codes = [option.code for option in asked.panel.panel.questions[0].options] if asked.panel.panel else []
    other = next(code for code in codes if code not in own)
    asked.panel.choose(other)
    asked.panel.carry_out()
    assert asked.orders[-1].services == {*own, other}


def test_in_another_language_the_answers_stay(asked: Asked) -> None:
    words = {"reason": "Reason", "wake": "When"}

    def make() -> Panel:
        asked = tuple(Question(name=name, title=title, options=(Option(code="x", text=title),)) for name, title in words.items())
        return Panel(name="test", title="", questions=asked, verb="Do", done=lambda _said: None)

    asked.panel.show(make)
    asked.panel.press("1")
    words["reason"] = "原因"
    asked.panel.renamed()
    rows: list[Mapping[str, object]] = asked.panel.property("questions")

    assert [(row["title"], row["value"], row["current"]) for row in rows] == [("原因", "x", False), ("When", "", True)]


def test_every_refusal_has_its_sentence_at_the_console() -> None:
    """The help describes every code of the source (test_explain)."""
    assert {code for code in explanations() if code.startswith("queue.")} - set(SENTENCES) == set()


def test_why_not_yet_is_said_in_words() -> None:
    passed = (Passed(label="B012", why=("due", "elderly")),)
    standing = Standing(label="A012", ahead=4, classed=2, passed=passed, wait_min=(10, 25))

    assert why_not_yet(standing, NAMES) == (
        "People before this ticket in its line: 4. Of these with priority: 2.", "About 10 to 25 minutes more.",
        "B012 came later and was called before: first by waiting time, priority: Aged 60 or over.",
    )  # fmt: skip


def a_row(number: int, state: LegState = LegState.WAITING, **words: object) -> Row:
    fields = {"label": f"A{number:03d}", "service": "residence_permit", "arrived_at": NINE, **words}
    return Row(leg=some_id(number), state=state, **fields)  # type: ignore[arg-type] # fields of a row


@pytest.mark.parametrize(
    ("row", "free", "manager", "can"),
    [
        (a_row(1), True, False, ["call", "why", "class", "cancel"]), (a_row(1), False, False, ["why", "class", "cancel"]),
        (a_row(1, mine=False), True, False, ["why", "class", "cancel"]),
        (a_row(1, LegState.ON_HOLD), True, False, ["resume", "call_back", "cancel"]),
        (a_row(1, LegState.ON_HOLD), False, True, ["take_over", "cancel"]), (a_row(1, LegState.NO_SHOW), True, False, ["reinstate"]),
        (a_row(1, LegState.SERVING, counter=2), True, True, ["take_over"]), (a_row(1, LegState.SERVING, counter=2), True, False, []),
        (a_row(1, LegState.COMPLETED), True, True, []),
    ],
)  # fmt: skip
def test_with_a_ticket_is_done_what_its_state_and_the_clerk_allow(row: Row, free: bool, manager: bool, can: list[str]) -> None:
    lists = CounterLists(view=CounterView(number=1, state="available"), services=())  # type: ignore[arg-type] # a word is enough

    assert [code for code, _ in possible(row, free=free, manager=manager, lists=lists)] == can


def test_rows_that_stay_keep_their_place_while_others_come_and_go(qapp: QGuiApplication) -> None:
    model, told = RowsModel(), list[str]()
    model.rowsInserted.connect(lambda *_: told.append("in"))
    model.rowsRemoved.connect(lambda *_: told.append("out"))
    model.rowsMoved.connect(lambda *_: told.append("moved"))
    model.dataChanged.connect(lambda *_: told.append("changed"))

    def put(*numbers: int) -> list[str]:
        told.clear()
        model.put([shown(a_row(number), NAMES, NINE) for number in numbers])
        return [model.data(model.index(place), 258) for place in range(model.rowCount())]

    assert put(1, 2, 3) == ["A001", "A002", "A003"]
    assert (put(2, 3, 4), told) == (["A002", "A003", "A004"], ["out", "in"])
    assert (put(2, 3, 4), told) == (["A002", "A003", "A004"], [])
    assert (put(4, 2, 3), told) == (["A004", "A002", "A003"], ["moved"])


def test_a_catalogue_without_reasons_still_lets_a_clerk_give_one(qapp: QGuiApplication) -> None:
    bare: Catalogue = the_catalogue()
    orders: list[Order] = []
    panels = Panels(names=Names(bare.__class__(**{**vars(bare), "reasons": ()}), "en"), do=orders.append, now=lambda: NINE)
    panel = CounterPanel()
    panel.show(panels.pause)
    panel.press("1")

    assert orders == [Order(deed=Deed.PAUSE, reason="other")]
