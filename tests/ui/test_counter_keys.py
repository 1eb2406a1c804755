"""Every deed of a clerk by keys alone, at a real window on the real queue (S2, S3, S8, S11, S16, C48, M8)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.actions import feed
from kiosk.actions.appointment import take_over
from kiosk.actions.audit import trail
from kiosk.model.audit import AuditEvent
from kiosk.model.forecast import Warn
from kiosk.model.hall import LegState
from kiosk.model.lists import EarlyWarning
from kiosk.store import queue as rows
from kiosk.store.appointment import FILE
from kiosk.store.database import Store
from tests.builders import FakeClock, a_booking, a_clerk, a_ticket, new_id
from tests.ui.counter import SCREENS, Desk
from tests.ui.terminal import the_catalogue

Key = Qt.Key
CLASSED = "residence_permit"
SECOND = "open_business"


@pytest.fixture(params=["clerk"])
def desk(qapp: QGuiApplication, file_store: Store, clock: FakeClock, request: pytest.FixtureRequest) -> Iterator[Desk]:
    made = Desk(file_store, clock, SCREENS["wide"], the_catalogue(), role=request.param)
    yield made
    made.close()


def keys(desk: Desk, *pressed: str | Qt.Key) -> None:
    for key in pressed:
        desk.press(key if isinstance(key, Qt.Key) else getattr(Key, f"Key_{key.upper()}"))


def state(desk: Desk, label: str) -> LegState:
    """Of the leg that is under way, or the last."""
    [row] = desk.lists.read(session=desk.token, counter=1, find=label).found
    return row.state


def serve(desk: Desk, service: str = CLASSED) -> str:
    label = a_ticket(desk.hall, service).label
    desk.clock.go_on(seconds=1)
    desk.sign_in()
    keys(desk, "F1", "F2")
    assert desk.clerk.text("present-label") == label
    return label


def test_hold_resume_and_finish_by_keys(desk: Desk) -> None:
    label = serve(desk)
    keys(desk, "F7", "1", Key.Key_Return)
    assert (state(desk, label), desk.shows("state")) == (LegState.ON_HOLD, "available")
    keys(desk, "2", Key.Key_Return, "1")
    assert (state(desk, label), desk.shows("label")) == (LegState.SERVING, label)
    keys(desk, "F3")
    assert state(desk, label) is LegState.COMPLETED
    assert desk.clerk.text("done") == f"{label} is finished."

    keys(desk, "U")
    assert state(desk, label) is LegState.SERVING


@pytest.mark.whole
def test_what_can_be_taken_back_is_shown_with_its_seconds_and_no_longer(desk: Desk) -> None:
    serve(desk)
    assert "(30 s)" in desk.clerk.text("undo")
    desk.clock.go_on(seconds=20)
    desk.read()
    assert "(10 s)" in desk.clerk.text("undo")
    desk.clock.go_on(seconds=11)
    desk.clerk.wait(lambda: not desk.clerk.sees("undo"), "the end of half a minute")


@pytest.mark.whole
def test_a_second_service_is_added_and_gone_on_with(desk: Desk) -> None:
    label = serve(desk)
    keys(desk, "A")
    desk.clerk.tap(f"option.{SECOND}")
    desk.settled()
    assert f"Then: {desk.name(SECOND)}" in desk.clerk.text("present-facts")
    keys(desk, "F5")

    assert (desk.shows("label"), desk.shows("service")) == (label, desk.name(SECOND))


@pytest.mark.whole
def test_a_citizen_is_sent_on_with_a_note_that_the_next_clerk_reads(desk: Desk) -> None:
    label = serve(desk)
    keys(desk, "F8", "1")
    desk.clerk.tap("question.note")
    desk.clerk.settle()
    desk.clerk.commit("看一下原件")
    keys(desk, Key.Key_Return)
    assert state(desk, label) is LegState.WAITING
    keys(desk, "F1")

    assert desk.clerk.find("note").property("note") == "看一下原件"


@pytest.mark.whole
def test_absent_then_back_in_the_line_then_called_out_of_turn_with_a_reason(desk: Desk) -> None:
    first = a_ticket(desk.hall, CLASSED).label
    desk.clock.go_on(seconds=1)
    second = a_ticket(desk.hall, CLASSED).label
    desk.sign_in()
    keys(desk, "F1")
    desk.clock.go_on(seconds=61)
    keys(desk, "F4", "F6")
    assert state(desk, first) is LegState.NO_SHOW
    keys(desk, "3", Key.Key_Return, "1")
    assert state(desk, first) is LegState.WAITING
    keys(desk, "1", Key.Key_Down, Key.Key_Return, "1", "1")

    assert (desk.shows("label"), second) == (first, "A002")
    assert "called out of turn" in desk.clerk.text("present-why")


@pytest.mark.whole
def test_a_wrong_call_a_priority_and_a_cancelled_ticket(desk: Desk) -> None:
    label = a_ticket(desk.hall, CLASSED).label
    desk.sign_in()
    keys(desk, "F1", "F11", "1")
    assert state(desk, label) is LegState.WAITING
    keys(desk, "1", Key.Key_Return, "3", "2", Key.Key_Return)
    assert desk.reader.lists.waiting[0].priority == "elderly"
    keys(desk, "1", Key.Key_Return, "4", "1")

    assert state(desk, label) is LegState.CANCELLED


@pytest.mark.whole
def test_somebody_without_a_ticket_is_served_with_two_presses(desk: Desk) -> None:
    """S8."""
    desk.sign_in()
    keys(desk, "W", "1")

    assert (desk.shows("state"), desk.shows("label")) == ("serving", "A001")


@pytest.mark.whole
def test_a_pause_at_once_and_one_after_this_citizen(desk: Desk) -> None:
    """S11."""
    desk.sign_in()
    keys(desk, "F9", "1")
    assert (desk.shows("state"), desk.clerk.text("desk-state")) == ("paused", "The counter is paused: Break")
    keys(desk, "F9")
    assert desk.shows("state") == "available"
    keys(desk, "W", "1", "F9", "2", "F3")
    assert desk.shows("state") == "paused"
    keys(desk, "F10")
    assert desk.clerk.sees("staff-code")


@pytest.mark.whole
def test_a_ticket_is_found_by_its_number_and_asked_about(desk: Desk) -> None:
    """C48, at the counter."""
    for _ in range(3):
        a_ticket(desk.hall, CLASSED)
        desk.clock.go_on(seconds=1)
    desk.sign_in()
    keys(desk, "F")
    desk.clerk.commit("3")
    keys(desk, Key.Key_Return, "2")
    assert desk.clerk.text("line.0") == "People before this ticket in its line: 2."
    keys(desk, Key.Key_Escape, "F")
    desk.clerk.commit("77")
    keys(desk, Key.Key_Return)

    assert desk.clerk.text("line.0") == "No ticket of today has this number."


@pytest.mark.whole
def test_a_filed_form_is_opened_by_its_key_masked_and_gone_with_the_citizen(desk: Desk) -> None:
    """S4."""
    ticket = a_ticket(desk.hall, CLASSED)
    desk.file_a_form(ticket)
    desk.sign_in()
    keys(desk, "F1")
    assert desk.clerk.sees("filed-here")
    keys(desk, "F12")
    assert "990***…**37" in desk.clerk.texts()
    keys(desk, "S")
    assert "990101199003151237" in desk.clerk.texts()
    keys(desk, Key.Key_Escape, "F2", "F12", "F3")

    assert not desk.clerk.sees("case-title")
    assert [row.actor for row in trail(desk.store) if row.event is AuditEvent.SUBMISSION_OPENED] == ["w1", "w1"]
    assert not [text for text in desk.clerk.texts() if "990101" in text]


@pytest.mark.whole
def test_a_receipt_number_opens_a_form_and_a_wrong_one_says_so(desk: Desk) -> None:
    number = desk.file_a_form(a_ticket(desk.hall, CLASSED))
    desk.sign_in()
    keys(desk, "F12")
    desk.clerk.commit("K1 000000 00000X")
    keys(desk, Key.Key_Return)
    assert "Compare it with the paper" in desk.clerk.text("problem")
    keys(desk, "F12")
    desk.clerk.commit(number)
    keys(desk, Key.Key_Return)

    assert desk.clerk.text("case-number").startswith("K1 260302 00001")


@pytest.mark.whole
@pytest.mark.parametrize("desk", ["manager"], indirect=True)
def test_a_manager_takes_over_and_moves_a_counter_and_back(desk: Desk) -> None:
    """M8."""
    label = a_ticket(desk.hall, CLASSED).label
    other = a_clerk(desk.hall, counter=2, code="w2")
    desk.hall.open_counter(new_id(), session=other, counter=2)
    desk.hall.call_next(new_id(), session=other, counter=2)
    desk.sign_in()
    keys(desk, "4", Key.Key_Return, "1", "1")
    assert state(desk, label) is LegState.WAITING
    keys(desk, "M", "2", "3", Key.Key_Return)
    assert services(desk, 2)
    keys(desk, "M", "2", "1")

    assert services(desk, 2) is None


def services(desk: Desk, counter: int) -> frozenset[str] | None:
    with desk.store.read() as tx:
        return rows.get_counter(tx, counter).services


@pytest.mark.whole
def test_a_new_red_warning_is_felt_and_an_amber_one_only_seen(desk: Desk) -> None:
    """M4."""
    desk.sign_in()
    felt: list[str] = []
    desk.reader.alarmed.connect(lambda: felt.append("red"))
    for level in (Warn.AMBER, Warn.RED, Warn.RED):
        desk.warnings = (EarlyWarning(service=CLASSED, level=level, wait_min=44, promise_min=30),)
        desk.read()

    assert felt == ["red"]
    assert "Open another counter" in desk.clerk.text("warning.0")


@pytest.mark.whole
def test_the_text_grows_and_shrinks_by_ctrl_plus_and_minus(desk: Desk) -> None:
    desk.sign_in()
    before = desk.clerk.find("desk-state").property("font").pixelSize()
    desk.clerk.press(Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    larger = desk.clerk.find("desk-state").property("font").pixelSize()
    desk.clerk.press(Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)

    assert larger > before
    assert desk.clerk.find("desk-state").property("font").pixelSize() == before


@pytest.mark.whole
def test_an_appointment_is_checked_in_by_its_code_and_a_wrong_one_says_so(desk: Desk) -> None:
    """C4, at the counter."""
    take_over(desk.hall, [a_booking(service=CLASSED, slot=desk.clock.now())], FILE)
    desk.sign_in()
    keys(desk, "C")
    desk.clerk.commit("nonsense")
    keys(desk, Key.Key_Return)
    assert "Nobody has this code" in desk.clerk.text("problem")
    keys(desk, "C")
    desk.clerk.commit("YY202603")
    keys(desk, Key.Key_Return)

    assert desk.reader.lists.count == 1


@pytest.mark.whole
@pytest.mark.parametrize("desk", ["manager"], indirect=True)
def test_a_manager_frees_what_a_silent_counter_holds(desk: Desk) -> None:
    desk.sign_in()
    keys(desk, "L", "1", "1", Key.Key_Return)

    assert [row.facts["counter"] for row in trail(desk.store) if row.event is AuditEvent.LANE_OPENED] == [2]


@pytest.mark.whole
def test_the_lists_are_read_again_for_what_concerns_this_counter_and_for_nothing_else(desk: Desk) -> None:
    desk.sign_in()
    read = list[str]()
    desk.reader.changed.connect(lambda: read.append("lists"))
    state = feed.snapshot(desk.store)
    desk.reader.hear(state)
    desk.read()
    desk.reader.hear(replace(state, seq=state.seq + 1, waiting={**state.waiting, "no_service_of_ours": 7}))
    gather = desk.reader.findChild(QTimer, "gather")
    assert gather is not None
    assert not gather.isActive()
    read.clear()
    desk.reader.hear(replace(state, seq=state.seq + 2, waiting={**state.waiting, CLASSED: 1}))
    desk.clerk.wait(lambda: read != [] and desk.reads.idle, "the lists")
