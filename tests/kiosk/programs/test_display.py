"""A window opens only where there is something to draw on."""

import socket
from pathlib import Path

import pytest

from kiosk.programs.display import NoScreen, has_screen, need_screen


@pytest.mark.parametrize(
    "environment", [{}, {"DISPLAY": ":731"}, {"DISPLAY": "unix:731.0"}, {"WAYLAND_DISPLAY": "wayland-731", "XDG_RUNTIME_DIR": "/nowhere"}]
)
def test_without_a_display_that_answers_there_is_no_screen(environment: dict[str, str]) -> None:
    with pytest.raises(NoScreen) as fault:
        need_screen(environment)

    assert fault.value.code == "program.screen"


def test_an_x_server_that_listens_is_a_screen() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X732")
        server.listen()

        assert has_screen({"DISPLAY": ":732"})


def test_a_wayland_socket_is_a_screen(tmp_path: Path) -> None:
    (tmp_path / "wayland-0").touch()

    assert has_screen({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)})


def test_a_platform_without_a_display_needs_none() -> None:
    assert has_screen({"QT_QPA_PLATFORM": "offscreen"})
