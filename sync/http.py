"""How does a machine of the hall call another? One signed session for each server, told nothing by the environment."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from urllib.parse import urlencode

import requests
from requests.adapters import HTTPAdapter

from kiosk.clock import Clock
from kiosk.security.keys import DeviceKey
from kiosk.security.signatures import sign
from sync.protocol import PROTOCOL_HEADER, TRACE_HEADER, USER_AGENT, VERSION, Problem, problem_of, squeeze


@dataclass(frozen=True, kw_only=True)
class Timeouts:
    """connect and read in seconds; read grows with the body, as on a line of 50 kB/s."""

    connect_s: float = 3.0
    read_s: float = 25.0

    def of(self, size_bytes: int) -> tuple[float, float]:
        return self.connect_s, self.read_s + 1.5 * size_bytes / 50_000


_ALWAYS = {
    "User-Agent": USER_AGENT, "Accept": "application/json, text/event-stream", "Accept-Encoding": "gzip, deflate",
    "Connection": "keep-alive",
}  # fmt: skip

AT_THE_COUNTER = Timeouts(connect_s=1.5, read_s=5.0)
"""Somebody stands before the screen."""

AT_THE_TERMINAL = Timeouts(connect_s=0.4, read_s=0.8)
"""A citizen waits, and a ticket can be given without the answer."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a server said; headers in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def problem(self) -> Problem | None:
        return problem_of(self.status, self.body) if self.status >= 400 else None


@dataclass(frozen=True)
class NoAnswer:
    """Nothing came back. reason: "timeout" (it may have arrived) or "connection"."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request to be made: path below the server's address; body is gzipped here when it is JSON and long."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


class SignedSession:
    """Requests to one server, signed anew at each attempt; may be used by several threads.

    The clock's offset to that server is learned from its answers and kept. ca: the only authority that is trusted for https.
    """

    def __init__(
        self, base_url: str, *, device: str, key: DeviceKey, clock: Clock, timeouts: Timeouts | None = None, ca: Path | None = None
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._device = device
        self._key = key
        self._clock = clock
        self._timeouts = timeouts or Timeouts()
        self._offset = timedelta(0)
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._http.verify = str(ca) if ca is not None else True
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, HTTPAdapter(pool_maxsize=8, max_retries=0))

    @property
    def offset(self) -> timedelta:
        """How far the server's clock is ahead of ours, as last learned."""
        return self._offset

    def unsigned(self, call: Call) -> Answer | NoAnswer:
        """For ping and enrolment."""
        return self._send(self._prepared(call))

    def request(self, call: Call) -> Answer | NoAnswer:
        """One attempt; if the server says that our clock is off, the offset is learned and the request made once more."""
        answer = self._send(self._signed(call))
        if isinstance(answer, Answer) and answer.problem is not None and answer.problem.name == "clock-skew" and self._learn(answer):
            return self._send(self._signed(call))
        return answer

    def stream(self, call: Call, *, silence_s: float) -> requests.Response | Answer | NoAnswer:
        """A response whose body is still coming; reading it fails after `silence_s` without a byte. Else what went wrong."""
        response = self._open(self._signed(call), silence_s)
        if isinstance(response, requests.Response) and response.status_code != requests.codes.ok:
            answer = self._read(response)
            response.close()
            if isinstance(answer, Answer) and answer.problem is not None and answer.problem.name == "clock-skew":
                self._learn(answer)
            return answer
        return response

    def close(self) -> None:
        self._http.close()

    def _prepared(self, call: Call) -> requests.PreparedRequest:
        url = self._base_url + call.path + (f"?{urlencode(call.query)}" if call.query else "")
        headers = {**_ALWAYS, **call.headers}
        body, encoding = squeeze(call.body) if call.content_type == "application/json" else (call.body, None)
        if body:
            headers["Content-Type"] = call.content_type
        if encoding:
            headers["Content-Encoding"] = encoding
        prepared = requests.PreparedRequest()  # nothing of the session is to be mixed in: no cookies, no proxies, no .netrc
        prepared.prepare(call.method, url, headers=headers, data=body or None)
        return prepared

    def _signed(self, call: Call) -> requests.PreparedRequest:
        prepared = self._prepared(call)
        prepared.headers[PROTOCOL_HEADER] = VERSION
        prepared.headers[TRACE_HEADER] = secrets.token_hex(8)
        body = prepared.body if isinstance(prepared.body, bytes) else b""
        now = self._clock.now() + self._offset
        sign(prepared, device=self._device, key=self._key, now=now, nonce=secrets.token_urlsafe(16), body=body)
        return prepared

    def _send(self, prepared: requests.PreparedRequest) -> Answer | NoAnswer:
        response = self._open(prepared, None)
        return response if isinstance(response, NoAnswer) else self._read(response)

    def _open(self, prepared: requests.PreparedRequest, silence_s: float | None) -> requests.Response | NoAnswer:
        connect_s, read_s = self._timeouts.of(len(prepared.body or b""))
        timeout = (connect_s, read_s if silence_s is None else silence_s)
        try:
            return self._http.send(
                prepared, timeout=timeout, stream=silence_s is not None, allow_redirects=False, verify=self._http.verify, proxies={}
            )
        except requests.ConnectTimeout:
            return NoAnswer("connection")
        except requests.Timeout:
            return NoAnswer("timeout")
        except requests.RequestException:
            return NoAnswer("connection")

    def _read(self, response: requests.Response) -> Answer | NoAnswer:
        try:
            body = response.content
        except requests.RequestException:
            return NoAnswer("connection")
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(status=response.status_code, headers=headers, body=body)

    def _learn(self, answer: Answer) -> bool:
        try:
            theirs = parsedate_to_datetime(answer.headers.get("date", ""))
        except ValueError:
            return False
        self._offset = theirs - self._clock.now()
        return True
