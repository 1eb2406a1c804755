"""What did the program do? One JSON object a line, in the data folder only, with ids, codes and numbers, never a citizen's words.

An event's name is dotted ("outbox.delivered"). Its fields come from the closed list FIELDS; another field is a mistake of
ours and raises. Texts are cut to a code's length, so that no answer fits in by accident.
"""

import json
import os
import re
import threading
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final
from uuid import UUID

from kiosk.clock import Clock

FIELDS: Final = frozenset(
    {
        "attempt", "code", "count", "counter", "destination", "device", "error", "expression", "form", "frames", "host", "id", "kind",
        "language", "leg", "ms", "node", "outcome", "page", "parcel", "pid", "player", "port", "printer", "role", "seq", "service",
        "size_bytes", "state", "station", "status", "ticket", "version", "voice", "wait_s", "worker",
    }
)  # fmt: skip
"""The only fields that a line may have besides `at`, `event` and `program`."""

Value = str | int | float | bool | UUID | Path | None
_NAME = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")
_CODE = re.compile(r"[^A-Za-z0-9_.:+/@ -]")
_LONGEST_TEXT = 80
_DEEPEST = 12


class Log:
    """One program's log. Any thread may write; each line is flushed, and a full file is set aside under a number.

    keep: how many full files stay; the newest is `<program>.log.1`.
    """

    def __init__(self, folder: Path, program: str, *, clock: Clock, max_bytes: int = 1024 * 1024, keep: int = 5) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = folder / f"{program}.log"
        self._program = program
        self._clock = clock
        self._max_bytes = max_bytes
        self._keep = keep
        self._lock = threading.Lock()
        self._file = self._open()

    def event(self, name: str, **fields: Value) -> None:
        """Write one line. Raises ValueError for a name or field that is not allowed."""
        if not _NAME.match(name) or not FIELDS.issuperset(fields):
            raise ValueError(f"not allowed in the log: {name} {sorted(set(fields) - FIELDS)}")
        self._write(name, {key: _short(value) for key, value in fields.items()})

    def fault(self, error: BaseException, *, worker: str = "") -> None:
        """Write what broke and where in our code: types, files and lines, never the message, which may quote an answer."""
        fields: dict[str, object] = {"error": type(error).__name__, "frames": _frames(error.__traceback__)}
        code = getattr(error, "code", None)
        if isinstance(code, str):
            fields["code"] = _short(code)
        if worker:
            fields["worker"] = _short(worker)
        self._write("program.fault", fields)

    def close(self) -> None:
        with self._lock:
            os.close(self._file)
            self._file = -1

    def _write(self, name: str, fields: dict[str, object]) -> None:
        line = {"at": _iso(self._clock.now()), "program": self._program, "event": name, **fields}
        data = (json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n").encode()
        with self._lock:
            if self._file < 0:
                return
            if os.fstat(self._file).st_size + len(data) > self._max_bytes:
                self._set_aside()
            os.write(self._file, data)

    def _set_aside(self) -> None:
        os.close(self._file)
        for number in range(self._keep, 0, -1):
            older = self._path if number == 1 else self._path.with_suffix(f".log.{number - 1}")
            if older.exists():
                older.replace(self._path.with_suffix(f".log.{number}"))
        self._file = self._open()

    def _open(self) -> int:
        return os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)


def _short(value: Value) -> object:
    if value is None or isinstance(value, int | float):
        return value
    return _CODE.sub("?", str(value))[:_LONGEST_TEXT]


def _frames(trace: TracebackType | None) -> list[str]:
    """File and line of each step, the innermost last."""
    steps = traceback.extract_tb(trace)[-_DEEPEST:]
    return [f"{Path(step.filename).parent.name}/{Path(step.filename).name}:{step.lineno}" for step in steps]


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
