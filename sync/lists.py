"""What a console reads of a hall, as it sees it over the line: its lists, why somebody waits, and what was filed."""

import json
from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from kiosk.model.case import CaseFile
from kiosk.model.lists import CounterLists, Standing
from sync.hall import parsed, told
from sync.http import Call, SignedSession

LISTS = TypeAdapter(CounterLists)
STANDING = TypeAdapter(Standing)
CASE = TypeAdapter(CaseFile)
Word = TypeVar("Word")


class RemoteLists:
    """Lists at the other end of a session; any thread may ask. Nothing that comes back is kept here."""

    def __init__(self, session: SignedSession) -> None:
        self._session = session

    def read(self, *, session: str, counter: int, find: str = "") -> CounterLists:
        return self._ask(LISTS, f"/v1/lists/{counter}", {"session": session, "find": find})

    def why(self, *, session: str, counter: int, leg: UUID) -> Standing:
        return self._ask(STANDING, f"/v1/lists/{counter}/why", {"session": session, "leg": str(leg)})

    def open_case(self, *, session: str, counter: int, said: str, language: str) -> CaseFile:
        return self._ask(CASE, f"/v1/lists/{counter}/case", {"session": session, "said": said, "language": language})

    def _ask(self, adapter: TypeAdapter[Word], path: str, words: Mapping[str, str]) -> Word:
        body = json.dumps(words, ensure_ascii=False).encode()
        return parsed(adapter, told(self._session.request(Call(method="POST", path=path, body=body))))
