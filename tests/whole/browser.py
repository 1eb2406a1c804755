"""A real browser with nobody before it, driven over the WebDriver protocol (W3C) that its own driver speaks."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import requests

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True)
class Browser:
    """One window. url: of its session at the driver."""

    url: str

    def open(self, address: str) -> None:
        self._ask("url", {"url": address})

    def run(self, script: str) -> Any:  # Any: JSON
        return self._ask("execute/sync", {"script": script, "args": []})

    def text(self, element: str) -> str:
        """What is to be read in the element with this id."""
        return str(self.run(f"const found = document.getElementById('{element}'); return found.hidden ? '' : found.innerText"))

    def tap(self, element: str) -> None:
        found = self._ask("element", {"using": "css selector", "value": f"#{element}"})
        self._ask(f"element/{next(iter(found.values()))}/click", {})

    def wait(self, element: str, words: str, timeout_s: float = 10.0) -> None:
        pause, ends = threading.Event(), monotonic() + timeout_s
        while words not in (seen := self.text(element)):
            assert monotonic() < ends, f"waited {timeout_s:g} s for {words!r}; there is {seen!r}"
            pause.wait(0.05)

    def faults(self) -> list[str]:
        """What the page's console says of things that did not work."""
        return [str(entry["message"]) for entry in self._ask("se/log", {"type": "browser"})]

    def _ask(self, path: str, words: dict[str, Any]) -> Any:  # Any: JSON
        answer = requests.post(f"{self.url}/{path}", json=words, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]


@contextmanager
def a_browser(folder: Path, *, width: int = 390, height: int = 844) -> Iterator[Browser]:
    """As large as a telephone, with a profile of its own in `folder`."""
    words = (folder / "driver.log").open("wb")
    driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=words)
    assert driver.stdout is not None
    try:
        port = next(int(line.rstrip(b".\n").rsplit(b" ", 1)[1]) for line in driver.stdout if b"started successfully on port" in line)
        options = {"args": [*QUIET, f"--window-size={width},{height}", f"--user-data-dir={folder}/profile"]}
        wish = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}}
        answer = requests.post(f"http://127.0.0.1:{port}/session", json=wish, timeout=60)
        assert answer.status_code == 200, answer.text
        browser = Browser(f"http://127.0.0.1:{port}/session/{answer.json()['value']['sessionId']}")
        try:
            yield browser
        finally:
            requests.delete(browser.url, timeout=30)
    finally:
        driver.terminate()
        driver.wait(10)
        driver.stdout.close()
        words.close()
