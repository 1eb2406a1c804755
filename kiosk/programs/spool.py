"""Which papers are owed to people at this terminal, and which need a person? Lists them, and settles one after somebody has looked.

A paper whose end nobody knows is settled by `--confirm` (it came out), `--copy` (print it once more, marked COPY) or `--abandon`.
"""

import argparse
from collections.abc import Iterable
from uuid import UUID

from kiosk.actions import spool
from kiosk.config import TerminalSettings
from kiosk.model.paper import AbandonReason, PrintJob, PrintState
from kiosk.model.spool import NEEDS_A_PERSON, UNSETTLED
from kiosk.programs.explain import explanations
from kiosk.programs.wiring import Tool, a_tool, settings_argument, settings_for

OPEN = frozenset(PrintState) - {PrintState.PRINTED, PrintState.CANCELLED, PrintState.ABANDONED}
WORDS = {
    PrintState.QUEUED: "waits for the printer",
    PrintState.SENDING: "is being printed",
    PrintState.HANDED: "was handed to a print queue",
    PrintState.PRINTED: "came out",
    PrintState.UNCERTAIN: "nobody knows whether it came out",
    PrintState.FAILED: "cannot be printed",
    PrintState.ABANDONED: "was given up",
    PrintState.CANCELLED: "was withdrawn before it was printed",
}
TECHNICIAN = "technician"
CUT_OFF = "was being printed when the program ended; the printer is asked at the next start, or say now how it ended"


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)
    parser.add_argument("--all", action="store_true", help="also those that came out or were given up")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--copy", type=UUID, metavar="ID", help="print this paper once more, marked as a copy")
    one.add_argument("--confirm", type=UUID, metavar="ID", help="somebody has looked: this paper came out")
    one.add_argument("--abandon", type=UUID, metavar="ID", help="nobody needs this paper any more; --reason says why")
    one.add_argument("--cancel", type=UUID, metavar="ID", help="withdraw this paper, of which nothing was sent to the printer")
    parser.add_argument(
        "--reason", choices=[reason.value for reason in AbandonReason], default=AbandonReason.NOT_NEEDED.value, help="with --abandon"
    )


def run(args: argparse.Namespace) -> int:
    with a_tool(settings_for(args.settings, TerminalSettings)) as tool:
        changed = _settled(tool, args)
        found = spool.jobs(tool.store, frozenset(PrintState) if args.all else OPEN) if changed is None else (changed,)
        lines = [_line(job, at_rest=tool.store.is_alone) for job in found]
    print("\n".join(lines) if lines else "No paper is owed.")
    if changed is None and found:
        print(_sum(found))
    return 0


def _settled(tool: Tool, args: argparse.Namespace) -> PrintJob | None:
    """The paper that the call is about, after it; None: only the list is wanted."""
    now = tool.clock.now()
    if args.copy:
        return spool.copy(tool.store, args.copy, by=TECHNICIAN, now=now)
    if args.confirm:
        return spool.confirm(tool.store, args.confirm, by=TECHNICIAN, now=now)
    if args.abandon:
        return spool.abandon(tool.store, args.abandon, by=TECHNICIAN, reason=AbandonReason(args.reason), now=now)
    return spool.cancel(tool.store, args.cancel, by=TECHNICIAN, now=now) if args.cancel else None


def _line(job: PrintJob, *, at_rest: bool) -> str:
    name = str(job.content.get("label") or job.content.get("receipt_no") or "")
    copy = f", COPY {job.copy}" if job.copy else ""
    words = CUT_OFF if at_rest and job.state in UNSETTLED else WORDS[job.state]
    return f"{job.id}  {job.asked_at:%Y-%m-%d %H:%M}  {job.kind} {name}{copy}: {words}{_because(job.reason)}"


def _because(reason: str | None) -> str:
    known = explanations().get(reason or "")
    return f" ({known.what if known else reason})" if reason else ""


def _sum(found: Iterable[PrintJob]) -> str:
    jobs = list(found)
    wanting = sum(job.state in NEEDS_A_PERSON for job in jobs)
    more = f" {wanting} of them need(s) a person: look into the tray, then --confirm, --copy or --abandon ID." if wanting else ""
    return f"{len(jobs)} paper(s).{more}"
