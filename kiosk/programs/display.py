"""Is there a screen to open a window on? Asked before Qt starts, for without one Qt ends the process with words of its own."""

import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from kiosk.model.errors import KioskError

_LOCAL = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")


class NoScreen(KioskError):
    """Nothing to draw on. facts: display, as the environment names it, if it does."""

    code = "program.screen"


def need_screen(environment: Mapping[str, str] = os.environ) -> None:
    """Raises NoScreen where a window could not open."""
    if not has_screen(environment):
        raise NoScreen(display=environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY") or "none")


def has_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a display answers; a platform that was chosen by name (offscreen, eglfs) needs none."""
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM", "").split(":")[0] not in {"", "xcb", "wayland"}:
        return True
    if wayland := environment.get("WAYLAND_DISPLAY"):
        return (Path(environment.get("XDG_RUNTIME_DIR", "/")) / wayland).exists()
    display = environment.get("DISPLAY", "")
    local = _LOCAL.fullmatch(display)
    return _answers(int(local[1])) if local else bool(display)


def _answers(number: int) -> bool:
    """Whether an X server listens at this number, by its file or its abstract name."""
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen
    for address in (path, f"\0{path}"):
        with socket.socket(socket.AF_UNIX) as caller:
            try:
                caller.connect(address)
            except OSError:
                continue
            return True
    return False
