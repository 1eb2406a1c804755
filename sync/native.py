"""How do parcels travel by our own protocol v1? Attachments first, whole; then one batch with an answer for each item."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from kiosk.model.parcel import Delivered, LinkState, Outcome, Parcel, PartRef, Refused, Unreachable
from sync.connector import ReadPart
from sync.http import Answer, Call, NoAnswer, SignedSession
from sync.protocol import EPOCH_HEADER, ONWARD_HEADER, PING_HEADER, ItemResult, ItemStatus, batch, results_of
from sync.verdict import FAULT, Bad, verdict
from sync.wire import link_state

ITEM_RETRY_S = 5.0
STUMBLED_S = 60.0


class NativeConnector:
    """A Connector to a hub or a central system that speaks protocol v1."""

    def __init__(self, session: SignedSession) -> None:
        self._session = session
        self._arrived: set[UUID] = set()
        self._onward = LinkState.UNKNOWN
        self._epoch = ""

    @property
    def epoch(self) -> str:
        """Of the database behind this server, as it said at the last ping; blank if it never did."""
        return self._epoch

    @property
    def onward(self) -> LinkState:
        """Whether the machines behind this one answer it, as it said at the last ping; may be read from any thread."""
        return self._onward

    def ping(self) -> bool:
        """Only the right server gives the random word back; a portal gives pages and redirects."""
        word = secrets.token_urlsafe(12)
        answer = self._session.unsigned(Call(method="GET", path="/v1/ping", query={"n": word}))
        if not isinstance(answer, Answer) or answer.status != 204 or answer.headers.get(PING_HEADER.lower()) != word:
            return False
        self._onward = link_state(answer.headers.get(ONWARD_HEADER.lower(), ""))
        self._epoch = answer.headers.get(EPOCH_HEADER.lower(), "")
        return True

    def deliver(self, parcels: Sequence[Parcel], read_part: ReadPart) -> Sequence[Outcome]:
        outcomes: dict[UUID, Outcome] = {}
        for parcel in parcels:
            ended = self._carry_parts(parcel, read_part)
            if isinstance(ended, Unreachable) and ended.whole:
                return [outcomes.get(each.id, ended) for each in parcels]
            if ended is not None:
                outcomes[parcel.id] = ended
        outcomes |= _apart(self._send([parcel for parcel in parcels if parcel.id not in outcomes]))
        return [outcomes[parcel.id] for parcel in parcels]

    def _carry_parts(self, parcel: Parcel, read_part: ReadPart) -> Outcome | None:
        """None: all attachments are there."""
        for part in parcel.parts:
            if part.id in self._arrived:
                continue
            sealed = read_part(part.id)
            if sealed is None:
                return Refused("attachment-gone")
            ended = self._put(parcel, part, sealed)
            if ended is not None:
                return ended
            self._arrived.add(part.id)
        return None

    def _put(self, parcel: Parcel, part: PartRef, sealed: bytes) -> Outcome | None:
        query = {"size": str(part.size_bytes), "sha256": part.sha256, "submission": str(parcel.id), "kid": part.kid}
        call = Call(
            method="PUT", path=f"/v1/attachments/{part.id}", query=query, body=sealed, content_type="application/octet-stream"
        )  # fmt: skip
        answer = self._session.request(call)
        if isinstance(answer, Answer) and answer.status in {200, 201}:
            return None
        if isinstance(answer, Answer) and answer.problem is not None and answer.problem.name == "conflict":
            return Refused("conflict")
        ended = verdict(answer)
        return Refused(ended.reason) if isinstance(ended, Bad) else ended

    def _send(self, parcels: Sequence[Parcel]) -> dict[UUID, Outcome]:
        if not parcels:
            return {}
        body = batch(parcel.body for parcel in parcels)
        answer = self._session.request(Call(method="POST", path="/v1/submissions:batch", body=body))
        results = results_of(answer.body) if isinstance(answer, Answer) and answer.status in {200, 207} else None
        if results is not None:
            return {parcel.id: self._outcome(parcel, results.get(str(parcel.id))) for parcel in parcels}
        return self._failed(parcels, answer)

    def _failed(self, parcels: Sequence[Parcel], answer: Answer | NoAnswer) -> dict[UUID, Outcome]:
        """A batch that is bad, or that the server stumbles over, is halved until the one bad item is alone."""
        ended = verdict(answer)
        if isinstance(ended, Unreachable) and (ended != FAULT or len(parcels) == 1):
            return {parcel.id: ended for parcel in parcels}
        if isinstance(ended, Bad) and len(parcels) == 1:
            return {parcels[0].id: Refused(ended.reason)}
        middle = len(parcels) // 2
        first = self._send(parcels[:middle])
        if len(first) > 1 and set(first.values()) == {FAULT}:
            return first | {parcel.id: FAULT for parcel in parcels[middle:]}
        return first | self._send(parcels[middle:])

    def _outcome(self, parcel: Parcel, result: ItemResult | None) -> Outcome:
        if result is None:
            return Unreachable("no-result", ITEM_RETRY_S, whole=False)
        self._arrived.difference_update(part.id for part in parcel.parts)
        match result.status:
            case ItemStatus.ACCEPTED | ItemStatus.DUPLICATE:
                return Delivered(str(result.seq))
            case ItemStatus.CONFLICT | ItemStatus.REJECTED:
                return Refused(result.problem or result.status)
            case ItemStatus.RETRY:
                return Unreachable(result.problem or "retry", ITEM_RETRY_S, whole=False)


def _apart(outcomes: dict[UUID, Outcome]) -> dict[UUID, Outcome]:
    """If the server took anything, what it stumbled over waits by itself and stops nobody."""
    if set(outcomes.values()) <= {FAULT}:
        return outcomes
    waiting = Unreachable(FAULT.reason, STUMBLED_S, whole=False)
    return {parcel: waiting if outcome == FAULT else outcome for parcel, outcome in outcomes.items()}
