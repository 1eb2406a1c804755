"""How does a program answer over HTTP? One uvicorn on a socket of its own, on the main thread or beside it."""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from kiosk.worker import Worker


@dataclass(frozen=True)
class Listener:
    """A bound socket. authority: host and port as clients must call them, covered by every signature."""

    socket: socket.socket
    authority: str

    @property
    def url(self) -> str:
        return f"http://{self.authority}"


def listen(host: str, port: int = 0) -> Listener:
    """Bind before the app is made, because the app must know its authority. port 0: any that is free."""
    bound = socket.create_server((host, port), backlog=512, reuse_port=False)
    # Connections take this over; asyncio sets it itself only where the socket names its protocol. Without it each answer waits
    # 40 ms for the client's delayed acknowledgement.
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Listener(bound, f"{host}:{bound.getsockname()[1]}")


class _Uvicorn(uvicorn.Server):
    """Tells when it listens; handlers of signals stay those of the program unless it runs on the main thread."""

    def __init__(self, config: uvicorn.Config, before_stop: Callable[[], None]) -> None:
        super().__init__(config)
        self.listening = threading.Event()
        self._before_stop = before_stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._before_stop()
        await super().shutdown(sockets)


class Server:
    """An app on a listener: `run` until SIGTERM or SIGINT on the main thread, or `start` and `stop` beside it.

    before_stop: called on the server's thread while streams are still open, to end them.
    """

    def __init__(
        self, app: ASGIApp, listener: Listener, *, on_fault: Callable[[Exception], None],
        before_stop: Callable[[], None] = lambda: None, stop_within_s: int = 3,
    ) -> None:  # fmt: skip
        config = uvicorn.Config(
            app, log_config=None, log_level="critical", access_log=False, server_header=False, date_header=False, lifespan="on",
            timeout_keep_alive=75, timeout_graceful_shutdown=stop_within_s, h11_max_incomplete_event_size=32_768, ws="none",
        )  # fmt: skip
        self._listener = listener
        self._uvicorn = _Uvicorn(config, before_stop)
        self._worker = Worker("http", self._serve, on_fault=on_fault)

    def run(self) -> None:
        """On the main thread, until a signal ends it."""
        self._uvicorn.run(sockets=[self._listener.socket])

    def start(self, timeout_s: float = 10.0) -> bool:
        """Beside the main thread; true once it listens."""
        self._worker.start()
        return self._uvicorn.listening.wait(timeout_s)

    def stop(self, timeout_s: float = 10.0) -> bool:
        """Let open requests end, close streams; true if it ended within `timeout_s`."""
        self._uvicorn.should_exit = True
        ended = self._worker.stop(timeout_s)
        self._listener.socket.close()
        return ended

    def _serve(self) -> float:
        self._uvicorn.run(sockets=[self._listener.socket])
        return 3600.0
