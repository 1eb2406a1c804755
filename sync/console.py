"""How does a counter go on whatever the hub does? Its deeds at the hub are noted here too, and without the hub it goes on by itself."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from kiosk.actions import emergency
from kiosk.actions.emergency import AwayView, Clerk, CounterDesk
from kiosk.model.away import Done, Present
from kiosk.model.hall import Call, CounterState, CounterView, Deed, Hall, Order, QueueRefused, StaffSession, Ticket

_REACHED = {CounterState.CALLING: Done.CALLED, CounterState.SERVING: Done.STARTED}
_ENDED = {Deed.FINISH: Done.FINISHED, Deed.NO_SHOW: Done.NO_SHOW}


class SteadyCounter:
    """A Hall for one counter; any thread may ask.

    What the hub did is noted in the counter's own file: a hub that is put back from a copy is told of it again.
    """

    def __init__(self, hub: Hall, desk: CounterDesk) -> None:
        self._hub = hub
        self._desk = desk
        self._clerk = emergency.clerk_of(desk)
        self._present: Present | None = None
        self._done: tuple[UUID | None, Done] | None = None

    # -- at the hub ----------------------------------------------------------------------------------------------------

    def take_ticket(
        self, request: UUID, *, service: str, language: str, audience: str, priority: str | None = None, submission: UUID | None = None
    ) -> Ticket:
        return self._hub.take_ticket(
            request, service=service, language=language, audience=audience, priority=priority, submission=submission
        )  # fmt: skip

    def sign_in(self, *, staff: str, pin: str, counter: int) -> StaffSession:
        session = self._hub.sign_in(staff=staff, pin=pin, counter=counter)
        self._know(Clerk(staff=session.staff, name=session.name, until=session.until))
        return session

    def do(self, request: UUID, *, session: str, counter: int, order: Order) -> CounterView:
        return self._noted(order.deed, self._hub.do(request, session=session, counter=counter, order=order))

    def open_counter(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._noted(Deed.OPEN, self._hub.open_counter(request, session=session, counter=counter))

    def close_counter(self, request: UUID, *, session: str, counter: int) -> CounterView:
        view = self._noted(Deed.CLOSE, self._hub.close_counter(request, session=session, counter=counter))
        self._know(None)
        return view

    def call_next(self, request: UUID, *, session: str, counter: int) -> Call | None:
        call = self._hub.call_next(request, session=session, counter=counter)
        if call is not None:
            self._note(Done.CALLED, self._at_hand(call.label, call.service, leg=call.leg, called_at=call.called_at))
        return call

    def recall(self, request: UUID, *, session: str, counter: int) -> Call:
        return self._hub.recall(request, session=session, counter=counter)

    def start(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._noted(Deed.START, self._hub.start(request, session=session, counter=counter))

    def no_show(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._noted(Deed.NO_SHOW, self._hub.no_show(request, session=session, counter=counter))

    def finish(self, request: UUID, *, session: str, counter: int) -> CounterView:
        return self._noted(Deed.FINISH, self._hub.finish(request, session=session, counter=counter))

    # -- without the hub -----------------------------------------------------------------------------------------------

    def begin_alone(self, label: str, service: str, *, called_at: datetime | None, started_at: datetime | None) -> None:
        """The hub has gone away; the citizen whom the counter has, if any, stays."""
        if label:
            emergency.take_along(self._desk, label, service=service, called_at=called_at, started_at=started_at)

    @property
    def clerk(self) -> Clerk | None:
        """Who works here, also after the console was started anew."""
        return self._clerk

    def alone(self) -> AwayView:
        return emergency.view(self._desk)

    def call_alone(self) -> Present | None:
        return emergency.call_next(self._desk, self._who())

    def serve_alone(self, label: str) -> Present:
        return emergency.serve(self._desk, self._who(), label)

    def start_alone(self) -> Present:
        return emergency.start(self._desk, self._who())

    def no_show_alone(self) -> None:
        emergency.no_show(self._desk, self._who())

    def finish_alone(self) -> None:
        emergency.finish(self._desk, self._who())

    def _know(self, clerk: Clerk | None) -> None:
        self._clerk = clerk
        emergency.know(self._desk, clerk)

    def _who(self) -> str:
        """Raises QueueRefused signed-out."""
        if self._clerk is None:
            raise QueueRefused("signed-out")
        return self._clerk.staff

    # -- inside --------------------------------------------------------------------------------------------------------

    def _noted(self, deed: Deed, view: CounterView) -> CounterView:
        before = self._present
        if view.leg is not None and view.label is not None and view.state in _REACHED:
            here = self._at_hand(view.label, view.service or "", leg=view.leg, called_at=view.called_at)
            started_at = self._desk.now() if view.state is CounterState.SERVING else None
            self._note(_REACHED[view.state], replace(here, started_at=started_at))
        elif before is not None:
            if deed in _ENDED:
                self._note(_ENDED[deed], before)
            self._present = None
        return view

    def _at_hand(self, label: str, service: str, *, leg: UUID, called_at: datetime | None) -> Present:
        series, number = emergency.named(self._desk, label)
        day = self._desk.now().astimezone(self._desk.catalogue.zone).date()
        return Present(label=label, series=series, number=number, day=day, service=service, leg=leg, called_at=called_at)

    def _note(self, done: Done, present: Present) -> None:
        """Once for each step with a citizen."""
        if self._clerk is None or self._done == (present.leg, done):
            return
        self._present, self._done = present, (present.leg, done)
        emergency.note_online(self._desk, self._clerk.staff, done, present)

