"""Codes from a reader that is a folder: each once, and nothing strange."""

from pathlib import Path

from kiosk.devices.reader import FolderReader


def test_each_code_is_read_once_in_order(tmp_path: Path) -> None:
    reader = FolderReader(tmp_path / "codes")
    (tmp_path / "codes" / "2.txt").write_text("BB202603\n", encoding="utf-8")
    (tmp_path / "codes" / "1.txt").write_text(" AA202603 ", encoding="utf-8")

    assert [reader.take() for _ in range(3)] == ["AA202603", "BB202603", None]


def test_what_is_too_long_blank_or_not_printable_is_dropped(tmp_path: Path) -> None:
    reader = FolderReader(tmp_path)
    for number, words in enumerate(("A" * 600, "", "A\x1b[0mB")):
        (tmp_path / f"{number}.txt").write_text(words, encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(b"no code")

    assert reader.take() is None
    assert [file.name for file in tmp_path.iterdir()] == ["photo.png"]
