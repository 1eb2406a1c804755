"""What is asked before a deed, and what is looked up? Each by a panel that may lead to the next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.model.board import Desk
from kiosk.model.case import Cases
from kiosk.model.hall import Deed, Order
from kiosk.model.lists import Lists, Row, Standing
from ui.bridge.counter_case import CounterCase
from ui.bridge.counter_panel import CounterPanel, Option, Panel
from ui.bridge.counter_panels import Panels, possible
from ui.bridge.counter_reader import CounterReader


@dataclass(frozen=True, kw_only=True)
class Hands:
    """What a console can do. run: ask the hub, then hand over the answer; order: a deed; panels: in the present words.

    Any: each question has an answer of its own.
    """

    run: Callable[[Callable[[], Any], Callable[[Any], None]], None]
    order: Callable[[Order], None]
    token: Callable[[], str]
    panels: Callable[[], Panels]
    free: Callable[[], bool]
    manager: Callable[[], bool]


@dataclass(frozen=True, kw_only=True)
class Tickets:
    """Of one console."""

    hands: Hands
    lists: Lists
    cases: Cases
    reader: CounterReader
    panel: CounterPanel
    case: CounterCase

    def ask(self, name: str, desk: Desk, *, filed: bool) -> bool:
        """Open the panel in which is said what a deed needs; False: it needs nothing. filed: a form came with the ticket that is here."""
        asked = self._asked(name, desk, filed=filed)
        if asked is not None:
            self.panel.show(lambda: self._asked(name, desk, filed=filed) or asked)
        return asked is not None

    def _asked(self, name: str, desk: Desk, *, filed: bool) -> Panel | None:
        panels, label, service = self.hands.panels(), desk.label or "", desk.service or ""
        match name:
            case "finish":
                return panels.finish(label, service)
            case "hold":
                return panels.hold(label)
            case "requeue":
                return panels.requeue(label)
            case "transfer":
                return panels.transfer(label, service, desk.counter)
            case "add-service":
                return panels.add_service(label)
            case "walk-up":
                return panels.walk_up(self.reader.lists.services)
            case "pause":
                return panels.pause()
            case "find":
                return panels.find(self.find)
            case "case" if not filed:
                return panels.receipt(self.open_case)
            case "check-in":
                return panels.check_in()
            case "open-lane":
                return panels.open_lane(desk.counter)
            case "move":
                return panels.move(self.reader.lists.desks, self.move)
        return None

    def open(self, row: Row) -> None:
        """What can be done with this one."""
        self.panel.show(lambda: self._about(row))

    def find(self, number: str) -> None:
        """By its number, wherever it is; several are asked about."""
        token, counter = self.hands.token(), self.reader.counter
        self.hands.run(lambda: self.lists.read(session=token, counter=counter, find=number).found, self._found)

    def open_case(self, words: str) -> None:
        """What was filed: by its id, its receipt number or its code."""
        token, counter, language = self.hands.token(), self.reader.counter, self.hands.panels().names.language
        self.hands.run(
            lambda: self.cases.open_case(session=token, counter=counter, said=words, language=language), self.case.show
        )  # fmt: skip

    def move(self, counter: int) -> None:
        """Which services a counter takes; one that was moved goes back in one press (M8)."""
        present = next((view.services for view in self.reader.lists.desks if view.number == counter), None)

        def ask() -> None:
            self.panel.show(lambda: self.hands.panels().services_of(counter, present))

        if present is not None:
            self.panel.show(lambda: self.hands.panels().moved_back(counter, ask))
        else:
            ask()

    def _about(self, row: Row) -> Panel:
        can = possible(row, free=self.hands.free(), manager=self.hands.manager(), lists=self.reader.lists)
        return self.hands.panels().row(row, [Option(code=code, text=text) for code, text in can], lambda code: self._do(row, code))

    def _do(self, row: Row, code: str) -> None:
        first = self.reader.lists.waiting[:1]
        match code:
            case "call" if first and first[0].leg == row.leg:
                self.hands.order(Order(deed=Deed.CALL_CHOSEN, leg=row.leg))
            case "call":
                self._ask_reason(row, Deed.CALL_CHOSEN)
            case "reinstate" if not row.late:
                self.hands.order(Order(deed=Deed.REINSTATE, leg=row.leg))
            case "class":
                self.panel.show(lambda: self.hands.panels().set_class(row))
            case "why":
                self._ask_why(row)
            case "resume" | "call_back":
                self.hands.order(Order(deed=Deed(code), leg=row.leg))
            case _:
                self._ask_reason(row, Deed(code))

    def _ask_reason(self, row: Row, deed: Deed) -> None:
        self.panel.show(lambda: self.hands.panels().about(row, deed))

    def _ask_why(self, row: Row) -> None:
        token, counter = self.hands.token(), self.reader.counter

        def told(standing: Standing) -> None:
            self.panel.show(lambda: self.hands.panels().standing(standing))

        self.hands.run(lambda: self.lists.why(session=token, counter=counter, leg=row.leg), told)

    def _found(self, rows: tuple[Row, ...]) -> None:
        if len(rows) == 1:
            self.open(rows[0])
        else:
            self.panel.show(lambda: self.hands.panels().several(rows, self.open))
