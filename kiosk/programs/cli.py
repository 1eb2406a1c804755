"""The command `kiosk`: one word says what the machine is to do. `kiosk WORD --help` tells the rest."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from kiosk import __version__
from kiosk.config import ConfigFaults
from kiosk.model.errors import KioskError
from kiosk.programs.explain import explain

COMMANDS = {
    "demo": "a whole hall on this machine, in one folder",
    "check": "say in plain sentences whether this machine can open",
    "terminal": "the citizens' terminal",
    "counter": "the console of a counter",
    "board": "the display board",
    "hub": "the hall's hub: queue, inbox, feed",
    "central": "the reference central system",
    "forms": "check a form's workbook, or publish it",
    "appointments": "take over a list of appointments",
    "outbox": "what waits for another machine, and what is held",
    "spool": "which papers are owed to people",
    "db": "copies of the database: make, check, put back",
    "message": "the line at the foot of the boards",
    "sound": "let a board say a call, to hear that it can",
    "enrol": "make a station known to the hub",
    "staff": "who may sign in at the counters",
    "report": "what the hall's days brought",
    "catalogue": "check the hall's catalogue, and put another one in place",
}
"""resources/help/commands.md describes each (a test checks it)."""

FAILED, WRONG_CONFIGURATION, ENDED_BY_KEYBOARD = 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the answer is the exit status: 0 well, 1 it did not work, 2 the configuration or the call is wrong."""
    sys.dont_write_bytecode = True
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] not in COMMANDS:
        _parser().parse_args(words or ["--help"])
        return WRONG_CONFIGURATION
    command = words.pop(0)
    module = import_module(f"kiosk.programs.{command}")
    args = _command_parser(command, module).parse_args(words)
    try:
        return int(module.run(args))
    except ConfigFaults as fault:
        return _complain(f"The configuration of `kiosk {command}` has {len(fault.faults)} mistake(s):\n{fault}", WRONG_CONFIGURATION)
    except KioskError as fault:
        return _complain(explain(fault).replace("COMMAND", command), FAILED)
    except KeyboardInterrupt:
        return ENDED_BY_KEYBOARD


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {what}" for name, what in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        prog="kiosk",
        description="A public-service hall: tickets, forms, receipts, counters and boards.",
        epilog="commands:\n" + "\n".join(lines) + "\n\n`kiosk COMMAND --help` tells more about one of them.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"service-hall-kiosk {__version__}")
    parser.add_argument("command", metavar="COMMAND", choices=COMMANDS, help="what to do, from the list below")
    return parser


def _command_parser(command: str, module: ModuleType) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"kiosk {command}", description=module.__doc__)
    module.arguments(parser)
    return parser


def _complain(text: str, status: int) -> int:
    sys.stdout.flush()
    print(text, file=sys.stderr)
    return status
