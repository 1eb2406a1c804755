"""Which papers are owed to people at this terminal? Lists them; prints a marked copy of one."""

import argparse
from uuid import UUID

from kiosk.actions import spool
from kiosk.config import TerminalSettings
from kiosk.model.paper import PrintJob, PrintState
from kiosk.programs.wiring import a_tool, settings_argument, settings_for

OPEN = frozenset(PrintState) - {PrintState.PRINTED, PrintState.CANCELLED}


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)
    parser.add_argument("--all", action="store_true", help="also those that came out")
    parser.add_argument("--copy", type=UUID, metavar="ID", help="print this paper once more, marked as a copy")


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, TerminalSettings)
    with a_tool(settings) as tool:
        if args.copy is not None:
            print(_line(spool.copy(tool.store, args.copy, by="technician", now=tool.clock.now())))
            return 0
        found = spool.jobs(tool.store, frozenset(PrintState) if args.all else OPEN)
    for job in found:
        print(_line(job))
    print(f"{len(found)} paper(s)." if found else "No paper is owed.")
    return 0


def _line(job: PrintJob) -> str:
    name = str(job.content.get("label") or job.content.get("receipt_no") or "")
    reason = f", because of {job.reason}" if job.reason else ""
    return f"{job.id}  {job.asked_at:%Y-%m-%d %H:%M}  {job.kind} {name}: {job.state}{reason}"
