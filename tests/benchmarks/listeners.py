"""Many windows that listen to one hub: `python -m tests.benchmarks.listeners URL COUNT` says "ready", and how late each event came.

It ends when its input does; then it prints the milliseconds, one list as JSON.
"""

import asyncio
import json
import secrets
import sys
from contextlib import suppress
from datetime import UTC, datetime

import requests

from kiosk.security.signatures import sign
from tests.benchmarks.hub import MANY, key_of


def request_of(url: str, number: int) -> bytes:
    """As a board sends it."""
    headers = {"Hall-Protocol": "1.0", "Last-Event-ID": "0", "Host": url.removeprefix("http://")}
    device = f"B{number % MANY}"
    request = requests.Request("GET", f"{url}/v1/feed", headers=headers).prepare()
    sign(request, device=device, key=key_of(device), now=datetime.now(UTC), nonce=secrets.token_urlsafe(16))
    lines = ["GET /v1/feed HTTP/1.1\r\n", *(f"{name}: {value}\r\n" for name, value in request.headers.items()), "\r\n"]
    return "".join(lines).encode()


async def listen(url: str, number: int, late_ms: list[float], ready: asyncio.Semaphore) -> None:
    host, _, port = url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request_of(url, number))
    first = await reader.readline()
    assert b"200" in first, first
    ready.release()
    async for line in reader:
        if line.startswith(b"data: {"):
            told = json.loads(line[6:])
            if told["k"] == "issued":
                late_ms.append((datetime.now(UTC) - datetime.fromisoformat(told["at"])).total_seconds() * 1000)


async def main() -> None:
    url, count = sys.argv[1], int(sys.argv[2])
    late_ms: list[float] = []
    ready = asyncio.Semaphore(0)
    tasks = [asyncio.create_task(listen(url, number, late_ms, ready)) for number in range(count)]
    for _ in range(count):
        await ready.acquire()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for task in tasks:
        task.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks)
    print(json.dumps(late_ms), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
