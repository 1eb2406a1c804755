"""How are the other programs of a hall started and ended? As child processes that say when they listen."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from kiosk.model.errors import KioskError

READY_WITHIN_S = 30.0
STOP_WITHIN_S = 10.0


class DidNotStart(KioskError):
    """A program ended, or said nothing in time. facts: program, status (if it ended)."""

    code = "program.start"


class Child:
    """One program of ours in a process of its own; its words go to a file, its first line says that it is ready."""

    def __init__(self, program: str, settings: Path, *, words: Path, environment: Mapping[str, str] | None = None) -> None:
        self.program = program
        self._heard = threading.Event()
        self._ready = False
        self._words = words.open("ab")
        command = [sys.executable, "-m", "kiosk.programs", program, "--settings", str(settings)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self._words, stdin=subprocess.DEVNULL, env=environment or dict(os.environ)
        )  # fmt: skip
        assert self.process.stdout is not None
        self._reader = threading.Thread(target=self._read, args=(self.process.stdout,), name=f"words-{program}", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def wait_ready(self, timeout_s: float = READY_WITHIN_S) -> Self:
        """Until it listens or shows its window; raises DidNotStart."""
        self._heard.wait(timeout_s)
        if not self._ready:
            raise DidNotStart(program=self.program, status=self._let_end())
        return self

    def kill(self) -> None:
        """As a power cut would end it."""
        self.process.kill()
        self._end()

    def stop(self) -> int:
        """As a technician would end it; the answer is the exit status."""
        if self.is_alive:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self._end()
        return self.process.returncode

    def _let_end(self) -> int:
        """A program that has closed its words is about to end by itself."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(1.0 if self._heard.is_set() else 0.0)
        return self.stop()

    def _end(self) -> None:
        self.process.wait()
        self._reader.join(STOP_WITHIN_S)
        self._words.close()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _read(self, lines: IO[bytes]) -> None:
        """The first line is the sign; the end of the words is one too, so that nobody waits for a dead program."""
        for line in lines:
            self._words.write(line)
            self._words.flush()
            self._ready = True
            self._heard.set()
        self._heard.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
