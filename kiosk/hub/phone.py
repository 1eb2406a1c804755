"""The page of one ticket for a telephone: its place, the waiting time, and why. Open to whoever has the address, until the day ends."""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, time, timedelta
from html import escape
from time import monotonic
from urllib.parse import parse_qs
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from kiosk.actions.item import BadItem
from kiosk.actions.phone import Phone, Place
from kiosk.actions.rating import MOST_REASONS, Ratings, Verdict, verdict_of
from kiosk.clock import Clock
from kiosk.hub.feed import Feed
from kiosk.model.hall import QueueRefused
from kiosk.model.rating import Matter
from kiosk.security.links import make_link, read_link
from resources import folder
from sync.inbox import Refusal, WholeBody
from sync.protocol import Problem

PATH = "/q/"
LASTS_DAYS = 1
"""A ticket has its page until the end of the next day: so long it can be rated."""
LONGEST_FORM_BYTES = 4096
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
        day = now.astimezone(self.phone.shelf.catalogue.zone).date() + timedelta(days=LASTS_DAYS + 1)
        until = datetime.combine(day, time.min, self.phone.shelf.catalogue.zone)
        return f"{self.url.rstrip('/')}{PATH}{make_link(self.secret, visit, until)}"


@dataclass(frozen=True)
class Seen:
    """A visit as its page shows it: where it stands, and what of it can be rated."""

    place: Place
    matters: tuple[Matter, ...]


def phone_routes(parts: PhoneParts, feed: Feed, ratings: Ratings) -> APIRouter:
    router = APIRouter()
    page, policy = _page()
    form = (folder("phone") / "rate.html").read_text(encoding="utf-8")
    open_streams: set[object] = set()

    def place_of(words: str) -> tuple[UUID, Seen]:
        """Raises Refusal: the address is wrong or its time is over."""
        visit = read_link(parts.secret, words, parts.clock.now())
        place = seen(visit) if visit else None
        if visit is None or place is None:
            raise Refusal(Problem(status=404, name="no-such"))
        return visit, place

    def seen(visit: UUID) -> Seen | None:
        now = parts.clock.now()
        place = parts.phone.place(visit, now)
        return Seen(place, ratings.of_holder(visit, now)) if place else None

    @router.get(PATH + "{words}")
    def whole(words: str) -> Response:
        _, found = place_of(words)
        forms = "".join(_form(form, matter, words, parts.phone) for matter in found.matters)
        body = page.replace("{{language}}", found.place.language).replace("{{forms}}", forms)
        body = body.replace("{{place}}", _told(found, parts.phone))
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
        stream = _changes(lambda: seen(visit), feed, place, parts.phone, open_streams)
        return StreamingResponse(stream, media_type="text/event-stream", headers={"cache-control": "no-store"})

    @router.post(PATH + "{words}/rate", dependencies=[Depends(_from_here)])
    def rate(words: str, body: WholeBody) -> Response:
        """From the page's script and from its plain form alike; a second rating is answered like the first, and changes nothing."""
        visit, _ = place_of(words)
        leg, verdict = _rated(body)
        try:
            ratings.give(visit, leg, verdict, now=parts.clock.now())
        except QueueRefused as refusal:
            if refusal.reason != "rated":
                raise
        return Response(status_code=303, headers={"location": f"../{words}", "cache-control": "no-store"})

    return router


async def _from_here(request: Request) -> None:
    """Whoever rates knows the secret in the address; a browser that says it comes from another site is refused besides."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Refusal(Problem(status=403, name="elsewhere"))


def _rated(body: bytes) -> tuple[UUID, Verdict]:
    """What the form says. Raises Refusal malformed."""
    try:
        said = parse_qs(body.decode("ascii"), max_num_fields=MOST_REASONS + 2) if len(body) <= LONGEST_FORM_BYTES else {}
        return UUID(said["leg"][0]), verdict_of(int(said["grade"][0]), said.get("reason", []))
    except (ValueError, KeyError, BadItem):
        raise Refusal(Problem(status=400, name="malformed")) from None


def _form(form: str, matter: Matter, words: str, phone: Phone) -> str:
    """For browsers without scripts: a plain form, in both languages; or thanks."""
    name = escape(" ".join(phone.names([matter.service])[matter.service].values()))
    before, open_, thanks = form.split("<!-- -->")
    reasons = "".join(
        f'<label><input type="checkbox" name="reason" value="{escape(one.code)}"> {escape(" ".join(one.name.values()))}</label>'
        for one in phone.shelf.catalogue.rating_reasons
    )
    told = before + (thanks if matter.rated else open_.replace("{{reasons}}", reasons)) + "</section>"
    return told.replace("{{leg}}", str(matter.id)).replace("{{service}}", name).replace("{{words}}", words)


async def _changes(
    ask: Callable[[], Seen | None], feed: Feed, known: Seen, phone: Phone, open_streams: set[object]
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


def _line(seen: Seen, phone: Phone) -> bytes:
    return b"data: " + _told(seen, phone).encode() + b"\n\n"


def _told(seen: Seen, phone: Phone) -> str:
    """JSON that may stand inside a script element."""
    place, catalogue = seen.place, phone.shelf.catalogue
    names = phone.names((place.service, *place.todo, *(matter.service for matter in seen.matters)))
    matters = [{"leg": str(matter.id), "service": matter.service, "rated": matter.rated} for matter in seen.matters]
    asked = catalogue.rating_reasons if any(not matter.rated for matter in seen.matters) else ()
    reasons = [{"code": one.code, "name": dict(one.name), "grades": sorted(one.grades)} for one in asked]
    told = {**asdict(place), "names": names, "hall": dict(catalogue.name), "matters": matters, "why": reasons}
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def _page() -> tuple[str, dict[str, str]]:
    """The page, and the policy that lets it run nothing but its own script and style."""
    page = (folder("phone") / "page.html").read_text(encoding="utf-8")
    style, script = (re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("style", "script"))
    assert style is not None, "the page has a style"
    assert script is not None, "the page has a script"
    policy = "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    policy += f"style-src {_hash(style[1])}; script-src {_hash(script[1])}"
    return page, {"content-security-policy": policy, "cache-control": "no-store", "referrer-policy": "no-referrer"}


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
