"""The line at the foot of the boards, changed while the hall is open."""

import pytest

from kiosk.actions import message
from kiosk.actions.feed import events_after, snapshot
from kiosk.actions.message import LONGEST, MessageTooLong
from kiosk.model.board import BoardState, apply
from kiosk.store.database import Store
from tests.builders import NINE, new_id


def say(store: Store, zone: str = "", **words: str) -> None:
    message.say(store, words, zone=zone, by="technician", now=NINE, new_id=new_id())


def test_new_words_take_the_place_of_the_old_and_blank_ones_take_them_away(store: Store) -> None:
    say(store, zh="三号窗口暂停", en="Counter 3\n is closed")
    say(store, zone="north", zh="北区")
    say(store, zh="")

    assert message.known(store) == {"": {"en": "Counter 3 is closed"}, "north": {"zh": "北区"}}
    say(store, en="")
    assert message.known(store) == {"north": {"zh": "北区"}}


def test_windows_hear_it_as_events_and_in_the_snapshot_alike(store: Store) -> None:
    say(store, zh="三号窗口暂停", en="Counter 3 is closed")
    say(store, zone="north", zh="北区")
    say(store, en="")
    state = BoardState()
    for event in events_after(store, 0, 100):
        state = apply(state, event)

    assert state == snapshot(store)
    assert state.messages == {"": {"zh": "三号窗口暂停"}, "north": {"zh": "北区"}}


def test_a_line_that_nobody_could_read_from_afar_is_refused(store: Store) -> None:
    with pytest.raises(MessageTooLong):
        say(store, zh="字" * (LONGEST + 1))

    assert message.known(store) == {}
