"""How does a program without a window run? It says where it listens, serves until it is told to end, and logs both."""

import gc
import signal
from collections.abc import Callable, Sequence
from socket import socket

from starlette.types import ASGIApp

from kiosk.config import ListenSettings
from kiosk.model.errors import KioskError
from kiosk.programs.wiring import House
from kiosk.worker import Worker
from sync.serve import Listener, Server, listen

STOP_WITHIN_S = 10.0
ENDING = frozenset({signal.SIGTERM, signal.SIGINT})


class AddressInUse(KioskError):
    """The address in the settings cannot be listened on. facts: host, port."""

    code = "program.address"


class NotServing(KioskError):
    """The server did not begin to listen in time."""

    code = "program.start"


def listen_on(settings: ListenSettings) -> Listener:
    try:
        return listen(settings.host, settings.port)
    except OSError as problem:
        raise AddressInUse(host=settings.host, port=settings.port) from problem


def serve(
    app: ASGIApp, listener: Listener, house: House, *, workers: Sequence[Worker] = (), before_stop: Callable[[], None] = lambda: None
) -> None:
    """Serve until SIGTERM or Ctrl+C, with the workers beside it; the first line printed says where.

    Call it before other threads are started: they inherit that those signals wait for this one.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    server = Server(app, listener, on_fault=house.log.fault, before_stop=before_stop)
    gc.freeze()  # what is loaded by now stays: to look through it again would stop everybody for a tenth of a second
    try:
        for worker in workers:
            worker.start()
        if not server.start():
            raise NotServing
        host, port = _address(listener.socket)
        house.log.event("http.listening", host=host, port=port)
        print(f"{house.program}: listening on {listener.url}", flush=True)
        signal.sigwait(ENDING)
    finally:
        server.stop()
        for worker in workers:
            worker.stop(STOP_WITHIN_S)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _address(bound: socket) -> tuple[str, int]:
    host, port = bound.getsockname()[:2]
    return str(host), int(port)
