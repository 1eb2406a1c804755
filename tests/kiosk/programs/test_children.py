"""Child processes: ready when they say so, an error when they end before, stopped by a signal."""

from pathlib import Path

import pytest

from kiosk.programs.children import Child, DidNotStart


def test_a_program_that_cannot_start_is_told_with_its_status(tmp_path: Path) -> None:
    settings = tmp_path / "hub.yaml"
    settings.write_text("role: hub\n", encoding="utf-8")
    child = Child("hub", settings, words=tmp_path / "hub.txt")

    with pytest.raises(DidNotStart) as raised:
        child.wait_ready()

    assert raised.value.facts == {"program": "hub", "status": 2}
    assert "mistake(s)" in (tmp_path / "hub.txt").read_text(encoding="utf-8")


def test_a_central_system_says_when_it_listens_and_stops_when_told(tmp_path: Path) -> None:
    settings = tmp_path / "central.yaml"
    key = "0" * 64
    settings.write_text(
        f"role: central\nname: city\ndata: data\nforms: forms\nlisten: {{port: 0}}\nhubs: {{lake: '{key}'}}\n",
        encoding="utf-8",
    )
    with Child("central", settings, words=tmp_path / "central.txt") as child:
        child.wait_ready()

        assert child.is_alive
        assert child.stop() == 0
    assert "listening on http://127.0.0.1:" in (tmp_path / "central.txt").read_text(encoding="utf-8")
