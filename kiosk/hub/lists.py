"""What a console reads, over HTTP: its lists, why somebody waits, what was filed. A clerk's token stands in the body, in no address."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from kiosk.actions.case import LocalCases
from kiosk.actions.lists import LocalLists
from kiosk.hub.queue import Code, Console
from sync.lists import CASE, LISTS, STANDING

Token = Annotated[str, Field(max_length=256)]


class ReadWords(BaseModel):
    session: Token
    find: Annotated[str, Field(max_length=32)] = ""


class WhyWords(BaseModel):
    session: Token
    leg: UUID


class CaseWords(BaseModel):
    """said: an id, a receipt number, or what a scanner reads from its code."""

    session: Token
    said: Annotated[str, Field(min_length=1, max_length=1024)]
    language: Code


def lists_routes(lists: LocalLists, cases: LocalCases) -> APIRouter:
    router = APIRouter()

    @router.post("/v1/lists/{counter}")
    def read(counter: int, words: ReadWords, device: Console) -> Response:
        return _json(LISTS.dump_json(lists.for_station(device.id).read(session=words.session, counter=counter, find=words.find)))

    @router.post("/v1/lists/{counter}/why")
    def why(counter: int, words: WhyWords, device: Console) -> Response:
        return _json(STANDING.dump_json(lists.for_station(device.id).why(session=words.session, counter=counter, leg=words.leg)))

    @router.post("/v1/lists/{counter}/case")
    def case(counter: int, words: CaseWords, device: Console) -> Response:
        opened = cases.for_station(device.id).open_case(session=words.session, counter=counter, said=words.said, language=words.language)
        return _json(CASE.dump_json(opened))

    return router


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})
