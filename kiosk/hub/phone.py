"""The page of one ticket for a telephone: its place, the waiting time, and why. Open to whoever has the address, until the day ends."""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from kiosk.actions.phone import Phone, Place
from kiosk.clock import Clock
from kiosk.hub.feed import Feed
from kiosk.security.links import make_link, read_link
from resources import folder
from sync.inbox import Refusal
from sync.protocol import Problem

PATH = "/q/"
LASTS = timedelta(hours=16)
"""A ticket of the morning has its page until the evening, and none the next day."""
MOST_STREAMS = 500
"""So many telephones hear changes at once; the others ask every half minute."""
STEP_S = 1.0
"""A page is told of changes at most once in so many seconds."""


@dataclass(frozen=True, kw_only=True)
class PhoneParts:
    """url: the address of this hub as telephones reach it, without the path; secret: a key of this hub."""

    phone: Phone
    clock: Clock
    url: str
    secret: bytes = field(repr=False)

    def link(self, visit: UUID, now: datetime) -> str:
        return f"{self.url.rstrip('/')}{PATH}{make_link(self.secret, visit, now + LASTS)}"


def phone_routes(parts: PhoneParts, feed: Feed) -> APIRouter:
    router = APIRouter()
    page, policy = _page()
    open_streams: set[object] = set()

    def place_of(words: str) -> tuple[UUID, Place]:
        """Raises Refusal: the address is wrong or its time is over."""
        visit = read_link(parts.secret, words, parts.clock.now())
        place = parts.phone.place(visit, parts.clock.now()) if visit else None
        if visit is None or place is None:
            raise Refusal(Problem(status=404, name="no-such"))
        return visit, place

    @router.get(PATH + "{words}")
    def whole(words: str) -> Response:
        _, place = place_of(words)
        body = page.replace("{{language}}", place.language).replace("{{place}}", _told(place, parts.phone))
        return Response(body, media_type="text/html; charset=utf-8", headers=policy)

    @router.get(PATH + "{words}/place")
    def state(words: str) -> Response:
        _, place = place_of(words)
        return Response(_told(place, parts.phone), media_type="application/json", headers={"cache-control": "no-store"})

    @router.get(PATH + "{words}/live")
    async def live(words: str) -> Response:
        visit, place = await run_sync(place_of, words)
        if len(open_streams) >= MOST_STREAMS:
            raise Refusal(Problem(status=503, name="busy"))
        ask = _asker(parts, visit)
        stream = _changes(ask, feed, place, parts.phone, open_streams)
        return StreamingResponse(stream, media_type="text/event-stream", headers={"cache-control": "no-store"})

    return router


def _asker(parts: PhoneParts, visit: UUID) -> Callable[[], Place | None]:
    return lambda: parts.phone.place(visit, parts.clock.now())


async def _changes(
    ask: Callable[[], Place | None], feed: Feed, known: Place, phone: Phone, open_streams: set[object]
) -> AsyncIterator[bytes]:
    """The place at once, and again whenever it has changed; a comment with every ping of the feed."""
    me = object()
    open_streams.add(me)
    try:
        yield _line(known, phone)
        last = monotonic()
        async for heard in feed.beats():
            if heard and monotonic() - last < STEP_S:
                continue
            last = monotonic()
            place = await run_sync(ask)
            if place is None:
                return
            yield b": still here\n\n" if place == known else _line(place, phone)
            known = place
    finally:
        open_streams.discard(me)


def _line(place: Place, phone: Phone) -> bytes:
    return b"data: " + _told(place, phone).encode() + b"\n\n"


def _told(place: Place, phone: Phone) -> str:
    """JSON that may stand inside a script element."""
    names = phone.names((place.service, *place.todo))
    told = {**asdict(place), "names": names, "hall": dict(phone.shelf.catalogue.name)}
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def _page() -> tuple[str, dict[str, str]]:
    """The page, and the policy that lets it run nothing but its own script and style."""
    page = (folder("phone") / "page.html").read_text(encoding="utf-8")
    style, script = (re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("style", "script"))
    assert style is not None, "the page has a style"
    assert script is not None, "the page has a script"
    policy = "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    policy += f"style-src {_hash(style[1])}; script-src {_hash(script[1])}"
    return page, {"content-security-policy": policy, "cache-control": "no-store", "referrer-policy": "no-referrer"}


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
