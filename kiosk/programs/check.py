"""Says on one page, in plain sentences, whether this machine can open, and what to do where it cannot."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.config import BoardSettings, ConfigFaults, Settings, TerminalSettings, read_settings
from kiosk.model.catalogue import Catalogue
from kiosk.programs import check_hall, check_line, check_machine
from kiosk.programs.findings import Finding, Level, good, wrong
from kiosk.programs.wiring import settings_argument

CANNOT_OPEN = 1


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)


def run(args: argparse.Namespace) -> int:
    findings = list(findings_of(args.settings))
    print(page(args.settings, findings))
    return CANNOT_OPEN if any(finding.level is Level.WRONG for finding in findings) else 0


def findings_of(file: Path) -> Iterable[Finding]:
    try:
        settings = read_settings(file)
    except ConfigFaults as fault:
        yield from config_findings("Settings", fault)
        return
    yield good("Settings", f"{file} has no mistake; this machine is: {settings.role}.")
    yield from _of_hall(settings)
    yield from _of_machine(settings)


def config_findings(subject: str, fault: ConfigFaults) -> Iterable[Finding]:
    """One finding for each mistake in a file."""
    for one in fault.faults:
        place = f" at {one.where}" if one.where else ""
        yield wrong(subject, f"{one.file}, line {one.line}{place}: {one.message}", one.what_to_do)


def page(file: Path, findings: Iterable[Finding]) -> str:
    found = list(findings)
    lines = [f"kiosk check {file}", ""]
    for finding in found:
        lines.append(f"{finding.level:5}  {finding.subject}: {finding.sentence}")
        if finding.what_to_do:
            lines.append(f"{'':5}  -> {finding.what_to_do}")
    count = sum(finding.level is Level.WRONG for finding in found)
    lines += ["", "This machine can open." if not count else f"This machine cannot open: {count} thing(s) are wrong."]
    return "\n".join(lines)


def _of_hall(settings: Settings) -> Iterable[Finding]:
    if settings.role == "central":
        yield from check_hall.published(settings.forms)
        return
    catalogue: Catalogue | None = None
    try:
        catalogue = check_hall.catalogue_of(settings)
    except ConfigFaults as fault:
        yield from config_findings("Catalogue", fault)
    if catalogue is not None:
        yield from check_hall.catalogue(catalogue)
        yield from check_hall.links(settings, catalogue)
    yield from check_hall.forms(settings, catalogue)
    if settings.role in {"terminal", "counter", "board"}:
        yield from check_machine.fonts(check_hall.needed_words(settings, catalogue))


def _of_machine(settings: Settings) -> Iterable[Finding]:
    if settings.role in {"terminal", "counter", "board"}:
        yield from check_machine.screen(settings.screen.screen, board=settings.role == "board")
        yield from check_machine.qt()
    if isinstance(settings, TerminalSettings):
        yield from check_machine.printer(settings.printer)
        yield from check_machine.scanner(settings.scanner)
    if isinstance(settings, BoardSettings):
        yield from check_machine.sound(settings)
    yield from check_machine.sqlite()
    yield from check_machine.clock(SystemClock().now())
    yield from check_machine.disk(settings.data)
    yield from check_machine.data_folder(settings.data)
    yield from check_machine.keys(settings)
    yield from check_machine.database(settings)
    yield from check_line.backups(settings, SystemClock().now())
    yield from check_line.line(settings, SystemClock())
