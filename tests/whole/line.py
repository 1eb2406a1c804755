"""A network line between the stations and the hub that can be cut: a TCP proxy on loopback, and a session that goes through it."""

import asyncio
import threading
from contextlib import suppress
from enum import Enum
from types import TracebackType
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool

from sync.http import SignedSession


class Cut(Enum):
    """How a line can be out of order."""

    PULLED = "connections end, and new ones too"
    SILENT = "nothing passes, and nobody is told"
    ONE_WAY = "requests arrive, answers do not"


class Line:
    """Passes bytes to 127.0.0.1:`port`, on a thread of its own, until it is cut."""

    def __init__(self, port: int) -> None:
        self._hub_port = port
        self._cut: Cut | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="line")
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.port = int(self._server.sockets[0].getsockname()[1])

    def cut(self, how: Cut) -> None:
        self._cut = how
        if how is Cut.PULLED:
            self._do(self._hang_up())

    def mend(self) -> None:
        """Whatever was under way is lost; from now on bytes pass."""
        self._cut = None
        self._do(self._hang_up())

    def lead(self, session: SignedSession) -> SignedSession:
        """The session's requests, signed for the hub's own address, go through this line."""
        session._http.mount("http://", _ThroughLine(self.port))
        return session

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _do(self, work: Any) -> Any:  # Any: a coroutine and its answer
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            if self._cut is Cut.PULLED:
                return
            with suppress(OSError):  # no hub: the station is hung up on, as by a machine that is not there
                hub_reader, hub_writer = await asyncio.open_connection("127.0.0.1", self._hub_port)
                self._writers.add(hub_writer)
                await asyncio.gather(self._pass(reader, hub_writer, back=False), self._pass(hub_reader, writer, back=True))
                self._writers.discard(hub_writer)
        finally:
            writer.close()
            self._writers.discard(writer)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, back: bool) -> None:
        with suppress(OSError):
            while piece := await reader.read(65536):
                if self._cut is None or (self._cut is Cut.ONE_WAY and not back):
                    writer.write(piece)
                    await writer.drain()
        writer.close()

    async def _hang_up(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _close(self) -> None:
        self._server.close()
        await self._hang_up()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.wait(rest, timeout=5) if rest else None


class _ThroughLine(HTTPAdapter):
    """Connects to the line whatever the address of a request says."""

    def __init__(self, port: int) -> None:
        super().__init__(max_retries=0, pool_maxsize=8)
        self._port = port

    def get_connection_with_tls_context(self, request: Any, verify: Any, proxies: Any = None, cert: Any = None) -> HTTPConnectionPool:
        """Any: as requests has it."""
        pool: HTTPConnectionPool = self.poolmanager.connection_from_host("127.0.0.1", self._port, scheme="http")
        return pool
