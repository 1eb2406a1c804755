"""Who may sign in at the counters? Lists the clerks of a hub, adds one, gives a new PIN, unlocks an account."""

import argparse
import getpass
import os
import sys

from kiosk.actions import staff
from kiosk.actions.staff import Newcomer, Secrets
from kiosk.config import HubProgramSettings
from kiosk.programs.wiring import Tool, Usage, a_tool, settings_argument, settings_for

SHORTEST_PIN, LONGEST_PIN = 6, 12


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)
    parser.add_argument(
        "--add", metavar="CODE", help="add this clerk, or give one a new PIN; the PIN is asked for, or read from standard input"
    )
    parser.add_argument("--name", default="", help="the clerk's name as counters show it")
    parser.add_argument("--role", choices=["clerk", "manager"], default="clerk", help="what the person may do")
    parser.add_argument("--services", nargs="+", default=["*"], metavar="SERVICE", help="codes of the services, all if left out")
    parser.add_argument(
        "--skills", nargs="+", default=[], metavar="SKILL", help='what the person can do, as `skill` of services asks for it; "*" for all'
    )
    parser.add_argument("--unlock", metavar="CODE", help="unlock the account of this clerk")


def run(args: argparse.Namespace) -> int:
    with a_tool(settings_for(args.settings, HubProgramSettings)) as tool:
        if args.add:
            _add(tool, args)
        elif args.unlock:
            if not staff.unlock(tool.store, args.unlock, by="technician", now=tool.clock.now()):
                raise Usage("There is no clerk of this code.", code=args.unlock)
            print(f"{args.unlock} may sign in again.")
        else:
            for person in staff.people(tool.store):
                locked = ", locked" if person.failures >= staff.LOCK_AFTER else ""
                skills = f", skills: {' '.join(sorted(person.skills))}" if person.skills else ""
                print(f"{person.code}  {person.name}  {person.role}: {' '.join(sorted(person.services))}{skills}{locked}")
    return 0


def _add(tool: Tool, args: argparse.Namespace) -> None:
    pin = getpass.getpass("PIN: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    if not (pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise Usage(f"A PIN has {SHORTEST_PIN} to {LONGEST_PIN} digits.")
    newcomer = Newcomer(
        code=args.add, name=args.name or args.add, pin=pin, role=args.role, services=tuple(args.services), skills=tuple(args.skills)
    )
    secrets = Secrets(entropy=os.urandom, pepper=tool.keys.pepper())
    staff.add(tool.store, newcomer, secrets=secrets, now=tool.clock.now())
    print(f"{args.add} may sign in.")
