"""Kills a running program at a named system call: not at a random moment, and without a hook in the program.

strace attaches to the process and sends SIGKILL at the entry of a thread's n-th call, which is then not made any more.
"""

import re
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

KILLED_WITHIN_S = 30.0
_KILLED = re.compile(r"^(\d+) +\+\+\+ killed by SIGKILL \+\+\+", re.MULTILINE)


class Trap:
    """Set for the time of the block; `call` is the name of a system call, `nth` counts in each thread from the beginning of the block."""

    def __init__(self, process: "subprocess.Popen[bytes] | subprocess.Popen[str]", call: str, nth: int, *, trace: Path) -> None:
        self._process = process
        self._call = call
        self._trace = trace
        self._command = [
            "strace", "-f", "-s", "0", "-o", str(trace), "-p", str(process.pid), "-e", f"trace={call}",
            "-e", f"inject={call}:signal=SIGKILL:when={nth}",
        ]  # fmt: skip

    def wait_sprung(self) -> None:
        """Until the program is dead, killed at that call and by nothing else."""
        self._process.wait(KILLED_WITHIN_S)
        self._strace.wait(KILLED_WITHIN_S)
        seen = self._trace.read_text(encoding="utf-8")
        assert self._process.returncode == -signal.SIGKILL
        assert _KILLED.search(seen), f"the trap was not sprung: {seen[-500:]}"
        assert self._call in seen

    def __enter__(self) -> Self:
        self._strace = subprocess.Popen(self._command, stderr=subprocess.PIPE, text=True)
        assert self._strace.stderr is not None
        said = self._strace.stderr.readline()
        assert "attached" in said, f"strace may not watch processes here: {said}"
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        if self._strace.poll() is None:
            self._strace.terminate()
        self._strace.communicate(timeout=KILLED_WITHIN_S)
