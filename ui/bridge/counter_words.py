"""What does the console say? A sentence for every refusal, why somebody was called or not yet, and what threatens a line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kiosk.model.catalogue import Catalogue
from kiosk.model.errors import KioskError
from kiosk.model.forecast import Warn
from kiosk.model.hall import CounterState, Deed
from kiosk.model.lists import EarlyWarning, Present, Standing
from kiosk.model.queue import EMERGENCY

SENTENCES: Mapping[str, object] = {
    "hall.away": QT_TRANSLATE_NOOP("Counter", "The hall's server does not answer. Press the key again; nothing is done twice."),
    "queue.wrong-pin": QT_TRANSLATE_NOOP("Counter", "Staff code or PIN is not right. Check both and try again."),
    "queue.wait": QT_TRANSLATE_NOOP("Counter", "Too many wrong PINs. Wait a little and try again."),
    "queue.locked": QT_TRANSLATE_NOOP("Counter", "This account is locked after five wrong PINs. Ask the manager to unlock it."),
    "queue.signed-out": QT_TRANSLATE_NOOP("Counter", "Your shift has ended here. Please sign in again."),
    "queue.elsewhere": QT_TRANSLATE_NOOP("Counter", "You are signed in at another counter. Sign out there first."),
    "queue.unknown-counter": QT_TRANSLATE_NOOP("Counter", "The hall does not know this counter, or it does not take that service."),
    "queue.counter-busy": QT_TRANSLATE_NOOP("Counter", "This counter still has a ticket. Finish it or mark it as a no-show first."),
    "queue.wrong-state": QT_TRANSLATE_NOOP("Counter", "That is not possible now. Look at the state of the ticket."),
    "queue.too-early": QT_TRANSLATE_NOOP("Counter", "Please give the citizen a little more time, then press again."),
    "queue.too-late": QT_TRANSLATE_NOOP("Counter", "It is too late to take that back. Look for the ticket by its number instead."),
    "queue.no-skill": QT_TRANSLATE_NOOP("Counter", "This counter does not take that service."),
    "queue.not-yours": QT_TRANSLATE_NOOP("Counter", "That belongs to another clerk. Ask them, or the manager."),
    "queue.closed": QT_TRANSLATE_NOOP("Counter", "The service is closed now, so no ticket is given for it."),
    "queue.limit-reached": QT_TRANSLATE_NOOP("Counter", "All tickets of today are given out for this service."),
    "queue.unknown-service": QT_TRANSLATE_NOOP("Counter", "The hall gives no tickets for this service."),
    "queue.unknown-class": QT_TRANSLATE_NOOP("Counter", "The hall does not know this priority. Choose another one."),
    "queue.unknown-leg": QT_TRANSLATE_NOOP("Counter", "That ticket is not known here. Look for it by its number."),
    "queue.id-reused": QT_TRANSLATE_NOOP("Counter", "Something else was done with this press before. Press again."),
    "queue.reason-needed": QT_TRANSLATE_NOOP("Counter", "Choose a reason first."),
    "queue.unknown-reason": QT_TRANSLATE_NOOP("Counter", "The hall has no such reason any more. Choose another one."),
    "queue.outcome-needed": QT_TRANSLATE_NOOP("Counter", "Say how the matter ended first."),
    "queue.unknown-outcome": QT_TRANSLATE_NOOP("Counter", "This service has no such end any more. Choose another one."),
    "queue.kept": QT_TRANSLATE_NOOP("Counter", "All who wait are kept for another counter. Press again in a moment, or tell the manager."),
    "queue.unknown-code": QT_TRANSLATE_NOOP("Counter", "Nobody has this code. Compare it with the paper or the message."),
    "queue.wrong-hall": QT_TRANSLATE_NOOP("Counter", "This appointment is at another hall."),
    "queue.wrong-day": QT_TRANSLATE_NOOP("Counter", "This appointment is on another day."),
    "queue.cancelled": QT_TRANSLATE_NOOP("Counter", "This appointment was cancelled. Give a ticket without one."),
    "queue.rated": QT_TRANSLATE_NOOP("Counter", "This matter has its rating already."),
    "queue.manager-needed": QT_TRANSLATE_NOOP("Counter", "Only a manager can do that. Ask one to sign in."),
    "queue.unknown-receipt": QT_TRANSLATE_NOOP("Counter", "Nothing of this number has come in. Compare it with the paper."),
    "queue.other-service": QT_TRANSLATE_NOOP("Counter", "This form is for another service. Send the citizen to a counter for it."),
    "queue.sealed-away": QT_TRANSLATE_NOOP("Counter", "Only the central system can open this form."),
    "queue.forgotten": QT_TRANSLATE_NOOP("Counter", "The answers are not kept here any more. Look in the central system."),
}
"""By the code of the refusal: what is wrong, and what to do."""

_WHY: Mapping[str, object] = {
    "alone": QT_TRANSLATE_NOOP("Counter", "nobody else was waiting"),
    "due": QT_TRANSLATE_NOOP("Counter", "first by waiting time"),
    "pinned": QT_TRANSLATE_NOOP("Counter", "kept for you or this counter"),
    "turn": QT_TRANSLATE_NOOP("Counter", "others had gone before often enough"),
    "early": QT_TRANSLATE_NOOP("Counter", "booked for later, and nobody else was waiting"),
    "relief": QT_TRANSLATE_NOOP("Counter", "helping out another service"),
    "chosen": QT_TRANSLATE_NOOP("Counter", "called out of turn"),
    "hold": QT_TRANSLATE_NOOP("Counter", "was on hold"),
}

DEEDS: Mapping[Deed, object] = {
    Deed.FINISH: QT_TRANSLATE_NOOP("Counter", "%1 is finished."),
    Deed.NO_SHOW: QT_TRANSLATE_NOOP("Counter", "%1 did not come."),
    Deed.START: QT_TRANSLATE_NOOP("Counter", "%1 is being served."),
    Deed.HOLD: QT_TRANSLATE_NOOP("Counter", "%1 is on hold."),
    Deed.TRANSFER: QT_TRANSLATE_NOOP("Counter", "%1 was sent on."),
}
"""What the last deed came to, while it can be taken back."""

STATES: Mapping[str, object] = {
    CounterState.CALLING: QT_TRANSLATE_NOOP("Counter", "Called, waiting for the citizen"),
    CounterState.SERVING: QT_TRANSLATE_NOOP("Counter", "Being served"),
    CounterState.AVAILABLE: QT_TRANSLATE_NOOP("Counter", "The counter is free"),
    CounterState.PAUSED: QT_TRANSLATE_NOOP("Counter", "The counter is paused"),
    CounterState.CLOSED: QT_TRANSLATE_NOOP("Counter", "The counter is closed"),
    CounterState.WRAP_UP: QT_TRANSLATE_NOOP("Counter", "A moment to wrap up"),
}


def said(words: object) -> str:
    """In the present language of the windows."""
    return QCoreApplication.translate("Counter", str(words))


def sentence(fault: Exception) -> str:
    if isinstance(fault, KioskError) and fault.code in SENTENCES:
        return said(SENTENCES[fault.code])
    return QCoreApplication.translate("Counter", "That did not work. Try again, or ask the technician.")


@dataclass(frozen=True)
class Names:
    """What codes are called in one language; a code that is not known stands for itself."""

    catalogue: Catalogue
    language: str

    def service(self, code: str) -> str:
        return self._named(code, ((one.code, one.name) for one in self.catalogue.services))

    def reason(self, code: str) -> str:
        return self._named(code, ((one.code, one.name) for one in self.catalogue.reasons))

    def priority(self, code: str) -> str:
        if code == EMERGENCY:
            return QCoreApplication.translate("Counter", "Emergency")
        return self._named(code, ((one.code, one.name) for one in self.catalogue.classes))

    def outcome(self, code: str) -> str:
        return self._named(code, ((one.code, one.name) for one in self.catalogue.outcomes))

    def time(self, at: datetime | None) -> str:
        """Hour and minute in the hall, blank for none."""
        return at.astimezone(self.catalogue.zone).strftime("%H:%M") if at else ""

    def _named(self, code: str, known: Iterable[tuple[str, object]]) -> str:
        found = dict(known).get(code)
        return found.in_(self.language) if found is not None else code  # type: ignore[attr-defined] # a Text

    def why(self, codes: Iterable[str]) -> str:
        """The reasons of a call in one line; a class or a clerk's reason by its name."""
        words = [said(_WHY[code]) if code in _WHY else self._class_or_reason(code) for code in codes if code != "recall"]
        return ", ".join(words)

    def _class_or_reason(self, code: str) -> str:
        known = self.priority(code)
        return self.reason(code) if known == code else QCoreApplication.translate("Counter", "priority: %1").replace("%1", known)


def why_this_one(present: Present, names: Names) -> str:
    """Why the present citizen was called, and over how many who came earlier."""
    why = names.why(present.why)
    if not why:
        return ""
    line = QCoreApplication.translate("Counter", "Why this one: %1").replace("%1", why)
    if not present.passed:
        return line
    return f"{line} ({QCoreApplication.translate('Counter', '%1 came earlier').replace('%1', str(present.passed))})"


def why_not_yet(standing: Standing, names: Names) -> tuple[str, ...]:
    """What a clerk can tell somebody who asks (C48)."""
    lines = [_ahead(standing)]
    if standing.kept:
        words = QCoreApplication.translate("Counter", "Kept for one clerk or counter until %1.")
        lines.append(words.replace("%1", names.time(standing.open_at)))
    elif standing.open_at is not None:
        lines.append(QCoreApplication.translate("Counter", "Booked: callable from %1.").replace("%1", names.time(standing.open_at)))
    if standing.wait_min is not None:
        words = QCoreApplication.translate("Counter", "About %1 to %2 minutes more.")
        lines.append(words.replace("%1", str(standing.wait_min[0])).replace("%2", str(standing.wait_min[1])))
    for passed in standing.passed:
        words = QCoreApplication.translate("Counter", "%1 came later and was called before: %2.")
        lines.append(words.replace("%1", passed.label).replace("%2", names.why(passed.why)))
    return tuple(lines)


def _ahead(standing: Standing) -> str:
    if standing.ahead == 0:
        return QCoreApplication.translate("Counter", "Nobody is before this ticket in its line.")
    line = QCoreApplication.translate("Counter", "People before this ticket in its line: %1.").replace("%1", str(standing.ahead))
    if not standing.classed:
        return line
    return f"{line} {QCoreApplication.translate('Counter', 'Of these with priority: %1.').replace('%1', str(standing.classed))}"


def threat(warning: EarlyWarning, names: Names) -> str:
    """What will happen, and what helps."""
    words = (
        QCoreApplication.translate("Counter", "%1: in 30 minutes people will wait about %2 min (promised: %3). Open another counter.")
        if warning.level is Warn.RED
        else QCoreApplication.translate("Counter", "%1: in 30 minutes waits may pass %3 min (now about %2 foreseen).")
    )
    return words.replace("%1", names.service(warning.service)).replace("%2", str(warning.wait_min)).replace("%3", str(warning.promise_min))


def facts_of(present: Present, names: Names) -> list[str]:
    """What is known of the citizen, shortly."""
    facts = [names.priority(present.priority)] if present.priority else []
    if present.called_at is not None:
        waited = int((present.called_at - present.arrived_at).total_seconds()) // 60
        facts.append(QCoreApplication.translate("Counter", "Waited %1 min").replace("%1", str(waited)))
    if present.calls > 1:
        facts.append(QCoreApplication.translate("Counter", "Called %1 times").replace("%1", str(present.calls)))
    if present.done:
        before = ", ".join(names.service(code) for code in present.done)
        facts.append(QCoreApplication.translate("Counter", "Before: %1").replace("%1", before))
    if present.todo:
        after = ", ".join(names.service(code) for code in present.todo)
        facts.append(QCoreApplication.translate("Counter", "Then: %1").replace("%1", after))
    if present.back:
        facts.append(QCoreApplication.translate("Counter", "Goes back to the colleague who sent it"))
    return facts
