"""What waits at this machine for another one, and what is held for people? Lists it; sends a held one on its way again."""

import argparse
from collections.abc import Sequence
from uuid import UUID

from kiosk.actions import outbox
from kiosk.config import CounterSettings, HubProgramSettings, TerminalSettings, read_settings
from kiosk.model.parcel import HUB, Held, Link
from kiosk.programs.wiring import Tool, Usage, a_tool, settings_argument


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)
    parser.add_argument("--requeue", type=UUID, metavar="ID", help="send this held parcel again, after somebody has looked")


def run(args: argparse.Namespace) -> int:
    settings = read_settings(args.settings)
    if not isinstance(settings, TerminalSettings | CounterSettings | HubProgramSettings):
        raise Usage("Only a terminal, a counter and a hub have an outbox.", role=settings.role)
    destinations = sorted(settings.centrals) if isinstance(settings, HubProgramSettings) else [HUB]
    with a_tool(settings) as tool:
        held = [one for name in destinations for one in outbox.held(tool.store, name)]
        if args.requeue is not None:
            _requeue(tool, args.requeue, held)
            return 0
        for name in destinations:
            print(_summary(outbox.link(tool.store, name)))
    for one in held:
        print(f"  held  {one.id}  since {one.held_at:%Y-%m-%d %H:%M}: {one.reason}, after {one.attempts} attempt(s)")
    return 0


def _requeue(tool: Tool, wanted: UUID, held: Sequence[Held]) -> None:
    found = next((one for one in held if one.id == wanted), None)
    if found is None or not outbox.requeue(tool.store, wanted, found.destination, by="technician", now=tool.clock.now()):
        raise Usage("Nothing of this id is held here.", id=str(wanted))
    print(f"{wanted} is on its way to {found.destination} again.")


def _summary(link: Link) -> str:
    oldest = f", the oldest since {link.oldest_at:%Y-%m-%d %H:%M}" if link.oldest_at else ""
    return f"{link.destination}: {link.waiting} waiting{oldest}; {link.held} held for people"
