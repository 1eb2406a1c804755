"""Which call is announced next, how often, and in which words? One line of calls for each zone (pure)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.model.board import Announced, BoardState

OLDEST_NEW = timedelta(seconds=30)
"""An older call is shown in its row only: after a restart nobody is called again."""
OLDEST_SAID = timedelta(seconds=60)
"""A call that stood in the line for longer is shown, and no longer said."""
SHORTEST, LONGEST = timedelta(seconds=6), timedelta(seconds=8)
"""How long a call stands large at least, and where nobody else waits to be announced."""
MANY = 3
"""With more in the line each call is said once instead of twice."""
AGAIN_AFTER = timedelta(seconds=10)
"""The same number is not said again sooner."""


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """A call that stands large since then. times: how often it is said; 0: it is only shown."""

    call: Announced
    since: datetime
    times: int


@dataclass(frozen=True, kw_only=True)
class CallLine:
    """The calls of one zone that are still to be announced, the first one first; never two at once. seen: the last call's seq."""

    present: Announcement | None = None
    waiting: tuple[Announced, ...] = ()
    seen: int = 0
    last_said: Announcement | None = None


def calls_now(state: BoardState, call: Announced) -> bool:
    """Whether the counter still waits for this citizen."""
    desk = state.desks.get(call.counter)
    return desk is not None and desk.label == call.label and desk.state == "calling"


def hear(line: CallLine, state: BoardState, now: datetime, *, counters: Collection[int] | None = None) -> CallLine:
    """The line after what the hall says now. counters: of the zone, None for all.

    A call that the counter no longer makes leaves the line; a recall of what still waits in it changes nothing.
    """
    waiting = [call for call in line.waiting if calls_now(state, call)]
    for call in reversed(state.last_calls):
        if call.seq <= line.seen or call.quiet or now - call.at > OLDEST_NEW or not calls_now(state, call):
            continue
        if counters is not None and call.counter not in counters:
            continue
        if not any((one.label, one.counter) == (call.label, call.counter) for one in waiting):
            waiting.append(call)
    return replace(line, waiting=tuple(waiting), seen=max([line.seen, *(call.seq for call in state.last_calls)]))


def turn(line: CallLine, now: datetime, *, speaking: bool) -> CallLine:
    """The line a moment later; speaking: the present call is still being said, and is never cut by the next."""
    present = line.present
    if present is not None and (speaking or timedelta(0) <= now - present.since < (SHORTEST if line.waiting else LONGEST)):
        return line
    if not line.waiting:
        return replace(line, present=None)
    call, *rest = line.waiting
    fresh = Announcement(call=call, since=now, times=_times(line, call, now))
    return replace(line, present=fresh, waiting=tuple(rest), last_said=fresh if fresh.times else line.last_said)


def _times(line: CallLine, call: Announced, now: datetime) -> int:
    last = line.last_said
    if now - call.at > OLDEST_SAID:
        return 0
    if last is not None and last.call.label == call.label and now - last.since < AGAIN_AFTER:
        return 0
    return 1 if len(line.waiting) > MANY else 2


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a call is read in one language. before: the number; digits: the words for 0 to 9; after: with {counter}, a voice reads it."""

    before: str = ""
    digits: Sequence[str] = tuple("0123456789")
    after: str = "{counter}"


ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
READINGS: Mapping[str, Reading] = {
    "zh": Reading(before="请", digits="零幺二三四五六七八九", after="号到{counter}号窗口"),
    "zh-Hant": Reading(before="請", digits="零一二三四五六七八九", after="號到{counter}號窗口"),
    "en": Reading(before="Ticket", digits=ENGLISH, after="please go to counter {counter}"),
}
"""What the hall's settings do not say otherwise. 幺: over a loudspeaker 一 (yi) is taken for 七 (qi). Other languages are read plainly."""

PAUSE = ""


def words_of(label: str, counter: int, reading: Reading) -> tuple[str, ...]:
    """The pieces that are said one after the other, each number digit by digit; PAUSE between the parts of a label."""
    said = [reading.before] if reading.before else []
    for sign in label:
        said.append(reading.digits[int(sign)] if sign.isascii() and sign.isdigit() else sign if sign.isalpha() else PAUSE)
    return (*said, PAUSE, reading.after.format(counter=counter))


def languages_of(ticket: str, hall: Sequence[str], spoken: Collection[str]) -> tuple[str, ...]:
    """The ticket's language, then the hall's first, as far as there are voices for them; hall: its languages in order."""
    return tuple(language for language in dict.fromkeys((ticket, hall[0])) if language in spoken)
