"""What lies on the demonstration's scanner? A sheet that is plainly no real paper."""

import struct
import zlib
from pathlib import Path

WIDTH, HEIGHT = 480, 640


class Scans:
    """The folder that the scanner looks into; each sheet has a name of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def lay(self) -> None:
        self._count += 1
        (self._folder / f"sheet-{self._count}.png").write_bytes(sheet())


def sheet() -> bytes:
    """A grey picture with a frame and lines, as PNG (ISO/IEC 15948): a header, one block of pixels, an end."""
    rows = b"".join(b"\0" + bytes(_shade(x, y) for x in range(WIDTH)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _shade(x: int, y: int) -> int:
    framed = 24 <= x < WIDTH - 24 and 24 <= y < HEIGHT - 24
    lined = framed and y % 40 < 6 and 60 <= x < WIDTH - 60 - (y * 7) % 160
    return 90 if lined else 245 if framed else 180


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
