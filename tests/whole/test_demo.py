"""The demonstration as a new user runs it: whole, by itself, in its own folder, calling nobody."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import kiosk

pytestmark = pytest.mark.whole
ENDS_WITHIN_S = 60
CHANGES = ("creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "symlink", "link", "linkat")
TRACED = ",".join(("openat", "open", "connect", *CHANGES))
PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
LOOPBACK = re.compile(r'sin_addr=inet_addr\("127\.|inet_pton\(AF_INET6, "::1"')
NAMES = ("王欢", "王小雨", "990101199003151237", "990202201509012172", "13800138000", "幸福路", "Lakeside Willow", "Li Wei", "13900139000")
"""Words that only the people of the journeys have said."""


@dataclass(frozen=True)
class Ran:
    """One headless run of the demonstration, watched from outside."""

    out: Path
    home: Path
    status: int
    words: str
    trace: list[str]

    @property
    def summary(self) -> dict[str, Any]:  # Any: JSON
        said: dict[str, Any] = json.loads((self.out / "summary.json").read_text(encoding="utf-8"))
        return said


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """As a new user: an empty home folder, a bare environment, and a network that has nothing but loopback."""
    folder = tmp_path_factory.mktemp("demo")
    out, home, trace = folder / "out", folder / "home", folder / "trace.txt"
    home.mkdir()
    kiosk_command = f"{sys.executable} -B -m kiosk.programs demo --headless --out {out}"
    watched = f"ip link set lo up && exec strace -f -qq --seccomp-bpf -s 4096 -e trace={TRACED} -o {trace} {kiosk_command}"
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}
    ended = subprocess.run(
        ["unshare", "--map-root-user", "--net", "sh", "-c", watched],
        cwd=Path(kiosk.__file__).parents[1],
        env=environment,
        capture_output=True,
        text=True,
        timeout=2 * ENDS_WITHIN_S,
        check=False,
    )
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines() if trace.exists() else []
    return Ran(out=out, home=home, status=ended.returncode, words=ended.stdout + ended.stderr, trace=lines)


def test_it_ends_by_itself_and_well_with_the_network_closed(ran: Ran) -> None:
    assert ran.status == 0, ran.words
    assert ran.summary["timings_ms"]["whole"] < ENDS_WITHIN_S * 1000


def test_the_summary_says_that_both_journeys_arrived_once_and_unchanged(ran: Ran) -> None:
    told = ran.summary
    submissions, central = told["submissions"], told["central"]

    assert {one["form"] for one in submissions} == {"residence_permit", "open_business"}
    assert all(one["saved_at"] < one["delivered_at"] and one["version"] for one in submissions)
    assert central == {one["id"]: {"effects": 1, "digest_equal": True} for one in submissions}


def test_the_first_was_filed_while_the_central_system_was_away(ran: Ran) -> None:
    told = ran.summary
    first, second = told["submissions"]

    assert first["saved_at"] < told["central_up_at"] < first["delivered_at"]
    assert told["central_up_at"] < second["saved_at"]


def test_pictures_are_named_in_the_order_in_which_the_pages_were_seen(ran: Ran) -> None:
    pictures = sorted(file.name for file in ran.out.glob("*.png"))

    assert ran.summary["pictures"] == pictures
    assert pictures[0] == "01-home-zh.png"
    assert any(name.endswith("done-en.png") for name in pictures)
    assert any("board" in name for name in pictures)
    assert any("counter" in name for name in pictures)


def test_each_ticket_and_receipt_is_a_paper(ran: Ran) -> None:
    printed = sorted(file.name for file in ran.out.glob("*.pdf"))

    assert ran.summary["printed"] == printed
    assert sum(name.startswith("ticket-") for name in printed) == 2
    assert sum(name.startswith("receipt-") for name in printed) == 2


def test_nothing_is_written_outside_its_folder(ran: Ran) -> None:
    root = Path(kiosk.__file__).parents[1]
    strangers = {path for path in _written(ran.trace, root) if not path.startswith((str(ran.out), "/dev/null", "/dev/pts", "/proc/self"))}

    assert strangers == set()
    assert list(ran.home.iterdir()) == []


def test_no_machine_is_called_but_this_one(ran: Ran) -> None:
    calls = [line for line in ran.trace if "connect(" in line and "AF_INET" in line]

    assert calls
    assert [line for line in calls if not LOOPBACK.search(line)] == []
    assert [line for line in ran.trace if "connect(" in line and "AF_UNIX" in line] == []


def test_nothing_that_the_people_said_is_readable_outside_the_central_system(ran: Ran) -> None:
    """The central system decides on what was said, so it may read it; hub, stations, logs and papers may not."""
    central = ran.out / "hall" / "central"
    files = [file for file in ran.out.rglob("*") if file.is_file() and central not in file.parents and file.suffix != ".png"]
    said = {name: [word.encode() for word in (name,)] for name in NAMES}

    kept = b"".join(file.read_bytes() for file in central.rglob("*") if file.is_file())

    assert all(word.encode() in kept for word in NAMES), "the words that are looked for were not said"
    assert len(files) > 30
    assert [(file.name, name) for file in files for name, words in said.items() if any(word in file.read_bytes() for word in words)] == []


def _written(trace: list[str], root: Path) -> set[str]:
    """The absolute paths that were opened for writing, made, moved or removed, whether that went well or not."""
    found: set[str] = set()
    for line in trace:
        call = line.split("(", 1)[0].split()[-1]
        opened = call in {"open", "openat"} and re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", line)
        if (opened or call in CHANGES) and "ENOENT" not in line and "EEXIST" not in line:
            found |= {str(root / path) for path in PATH.findall(line)}
    return found
