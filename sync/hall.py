"""The queue of the hall, as a station sees it: each deed is a request to the hub."""

import json
from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from kiosk.model.appointment import Arrival
from kiosk.model.hall import Call as TicketCall
from kiosk.model.hall import CounterView, HallAway, Order, QueueRefused, StaffSession, Ticket
from kiosk.model.rating import Matter, Report
from sync.http import Answer, Call, NoAnswer, SignedSession
from sync.wire import ARRIVAL, CALL, COUNTER, MATTERS, ORDER, REPORT, SESSION, TICKET

Word = TypeVar("Word")


class RemoteHall:
    """A Hall at the other end of a session; any thread may ask, and waits for the answer.

    A lost answer is asked for once more with the same request id; after that HallAway is raised and the caller asks again with
    that id, for the deed may have been done.
    """

    def __init__(self, session: SignedSession) -> None:
        self._session = session

    def take_ticket(
        self, request: UUID, *, service: str, language: str, audience: str, priority: str | None = None, submission: UUID | None = None
    ) -> Ticket:
        words = {"service": service, "language": language, "audience": audience, "priority": priority}
        words |= {"submission": str(submission)} if submission else {}
        return parsed(TICKET, self._deed("/v1/tickets", request, words))

    def check_in(self, request: UUID, *, code: str, language: str | None = None) -> Arrival:
        return parsed(ARRIVAL, self._deed("/v1/appointments:check-in", request, {"code": code, "language": language}))

    def matters(self, words: str) -> tuple[Matter, ...]:
        """What the holder of a ticket may rate; see kiosk.actions.rating."""
        return parsed(MATTERS, self._ask("/v1/ratings:matters", {"words": words}))

    def ratings(self, *, session: str, counter: int, first: date, last: date) -> Report:
        """For a manager who is signed in at the counter."""
        words = {"session": session, "counter": counter, "first": first.isoformat(), "last": last.isoformat()}
        return parsed(REPORT, self._ask("/v1/ratings:report", words))


    def sign_in(self, *, staff: str, pin: str, counter: int) -> StaffSession:
        """Not repeated after a lost answer: each try counts."""
        body = json.dumps({"staff": staff, "pin": pin, "counter": counter}).encode()
        answer = self._session.request(Call(method="POST", path="/v1/staff:sign-in", body=body))
        return parsed(SESSION, told(answer))

    def do(self, request: UUID, *, session: str, counter: int, order: Order) -> CounterView:
        words = {"session": session, "order": ORDER.dump_python(order, mode="json", exclude_defaults=True)}
        return parsed(COUNTER, self._deed(f"/v1/counters/{counter}:do", request, words))

    def open_counter(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._view("open", request, session, counter)

    def close_counter(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._view("close", request, session, counter)

    def call_next(self, request: UUID, *, session: str, counter: int) -> TicketCall | None:
        answer = self._at_counter("call-next", request, session, counter)
        return None if answer.status == 204 else parsed(CALL, answer)

    def recall(self, request: UUID, *, session: str, counter: int) -> TicketCall:
        return parsed(CALL, self._at_counter("recall", request, session, counter))

    def start(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._view("start", request, session, counter)

    def no_show(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._view("no-show", request, session, counter)

    def finish(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._view("finish", request, session, counter)

    def _view(self, deed: str, request: UUID, session: str, counter: int) -> CounterView:
        return parsed(COUNTER, self._at_counter(deed, request, session, counter))

    def _at_counter(self, deed: str, request: UUID, session: str, counter: int) -> Answer:
        return self._deed(f"/v1/counters/{counter}:{deed}", request, {"session": session})

    def _ask(self, path: str, words: Mapping[str, object]) -> Answer:
        body = json.dumps(words, ensure_ascii=False).encode()
        return told(self._session.request(Call(method="POST", path=path, body=body)))

    def _deed(self, path: str, request: UUID, words: Mapping[str, object]) -> Answer:
        body = json.dumps({"request": str(request), **words}, ensure_ascii=False).encode()
        call = Call(method="POST", path=path, body=body)
        answer = self._session.request(call)
        if isinstance(answer, NoAnswer) and answer.reason != "timeout":
            answer = self._session.request(call)
        return told(answer)


def told(answer: Answer | NoAnswer) -> Answer:
    """What the hub said. Raises HallAway, QueueRefused."""
    if isinstance(answer, NoAnswer):
        raise HallAway(reason=answer.reason)
    if answer.status in {200, 201, 204}:
        return answer
    problem = answer.problem
    if problem is not None and answer.status == 409:
        raise QueueRefused(problem.name, **problem.facts)
    raise HallAway(reason=problem.name if problem is not None else f"http-{answer.status}")


def parsed(adapter: TypeAdapter[Word], answer: Answer) -> Word:
    """Its words. Raises HallAway for what no hub of ours would say."""
    try:
        return adapter.validate_json(answer.body)
    except ValidationError as fault:
        raise HallAway(reason="not-understood") from fault
