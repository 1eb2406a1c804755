"""Checks a form's workbook (XLSForm), and publishes it: a signed version that stations can fill in.

Publishing needs a key. It is made at the first publishing, in the folder `publisher` beside the published forms, and its public
half is given to the hub with `kiosk enrol --publisher KEY`. Keep a copy of that folder in a safe place: whoever has it can publish.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from kiosk.actions.publishing import publish, sign_again
from kiosk.config import TerminalSettings
from kiosk.forms.errors import Problem
from kiosk.forms.xlsform.gate import Examination, Tell, examine
from kiosk.forms.xlsform.map import map_of
from kiosk.forms.xlsform.rehearsal import FILLINGS, Rehearsal
from kiosk.forms.xlsform.report import report
from kiosk.model.screen import Screen
from kiosk.programs.forms_terms import TERMINAL, parts_of, terms_for
from kiosk.programs.place import usable
from kiosk.programs.wiring import Usage, settings_for
from kiosk.security.keys import PUBLISHER, DeviceKey, KeyStore

HAS_MISTAKES = 1


def arguments(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True, title="what to do")
    check = deeds.add_parser("check", help="tell every mistake of a workbook; writes nothing", description=_check.__doc__)
    _of_workbook(check)
    check.set_defaults(do=_check)
    publishing = deeds.add_parser("publish", help="check, then publish if there is no mistake", description=_publish.__doc__)
    _of_workbook(publishing)
    publishing.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="the folder of published forms")
    _of_key(publishing)
    publishing.set_defaults(do=_publish)
    key = deeds.add_parser("key", help="print the publisher's public key, and make the key if there is none", description=_key.__doc__)
    key.add_argument("--keys", type=Path, required=True, metavar="FOLDER", help="the folder with the publisher's secret key")
    key.set_defaults(do=_key)
    sign = deeds.add_parser("sign", help="sign published forms anew after the key was replaced", description=_sign.__doc__)
    sign.add_argument("bundle", type=Path, nargs="+", metavar="BUNDLE", help="folder of one published version")
    sign.add_argument("--keys", type=Path, required=True, metavar="FOLDER", help="the folder with the publisher's secret key")
    sign.set_defaults(do=_sign)


def _of_workbook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the workbook; its media stand in `<name>-media` beside it")
    parser.add_argument("--report", type=Path, metavar="FILE.html", help="write a page about the form: mistakes, questions, map")
    parser.add_argument("--map", type=Path, metavar="FILE.svg", help="write a picture of the form's groups, branches and repeats")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="measure labels for the screen of this terminal")
    parser.add_argument("--fillings", type=int, default=FILLINGS, metavar="N", help=f"random visits of the trial; {FILLINGS} if left out")


def _of_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--keys", type=Path, metavar="FOLDER", help="the publisher's secret key; `publisher` beside --to if left out")


def run(args: argparse.Namespace) -> int:
    deed: Callable[[argparse.Namespace], int] = args.do
    return deed(args)


def _check(args: argparse.Namespace) -> int:
    """Tells every mistake of a workbook with sheet, row and column. The same gate as publishing; nothing is published."""
    found = _examined(args)
    return HAS_MISTAKES if found.errors else 0


def _publish(args: argparse.Namespace) -> int:
    """Checks a workbook, and if there is no mistake writes it into the folder of published forms, signed with the publisher's key.

    A published version is never changed: change `version` in the settings sheet and publish again.
    """
    found = _examined(args)
    if found.errors:
        print("Nothing was published.")
        return HAS_MISTAKES
    folder = args.keys or args.to.absolute().parent / "publisher"
    new = not KeyStore(folder).has(PUBLISHER)
    key = _key_in(folder)
    with usable(args.to):
        bundle = publish(parts_of(found), args.to, key=key)
    print(f"It is published in {bundle}.")
    if new:
        print(f"A publisher's key was made in {folder}: keep a copy in a safe place. Tell the hub and the stations whose forms to use:")
        print(f"  kiosk enrol --settings FILE --publisher {key.public.hex()}")
    return 0


def _key(args: argparse.Namespace) -> int:
    """Prints the public key of the publisher. If the folder has no key, one is made: keep a copy of it in a safe place.

    Give the public key to the hub with `kiosk enrol --settings hub.yaml --publisher KEY`; stations take it over when they are
    enrolled, and those that are enrolled already get it in the same way. To replace a key: make the new one in another folder, give
    every machine both keys (`--publisher NEW OLD`), sign or publish the forms with the new one, then give every machine the new one alone.
    """
    print(_key_in(args.keys).public.hex())
    return 0


def _sign(args: argparse.Namespace) -> int:
    """Signs published forms with the publisher's key in the place of whoever signed them before. Each must be whole."""
    key = _key_in(args.keys)
    for bundle in args.bundle:
        sign_again(bundle, key=key)
        print(f"{bundle.name} is signed with {key.public.hex()[:16]}.")
    return 0


def _key_in(folder: Path) -> DeviceKey:
    with usable(folder):
        return KeyStore(folder).publisher()


# -- examining --------------------------------------------------------------------------------------------------------


def _examined(args: argparse.Namespace) -> Examination:
    """The gate, with everything said and every file written that was asked for."""
    if args.fillings < 1:
        raise Usage("`--fillings` is at least 1.")
    now = datetime.now(UTC)
    found = examine(args.file, terms_for(_screen(args.settings), now=now, fillings=args.fillings), _progress())
    for problem in found.problems:
        print(_line(problem))
    print(_verdict(found))
    with usable(args.file.parent):
        if args.report:
            args.report.write_text(report(found, now=now), encoding="utf-8")
        if args.map and found.reading.form is not None:
            args.map.write_text(map_of(found.reading.form, found.reading.sheets), encoding="utf-8")
    return found


def _screen(settings: Path | None) -> Screen:
    return settings_for(settings, TerminalSettings).screen.screen if settings else TERMINAL


def _progress() -> Tell:
    """On stderr: one line that changes on a screen; elsewhere a line for each step, and for each hundred fillings."""
    if sys.stderr.isatty():
        return lambda doing: print(f"\r\x1b[K{doing} ...", end="", file=sys.stderr, flush=True)

    def tell(doing: str) -> None:
        words = doing.split()
        if words[0] != "filling" or int(words[1]) % 100 == 1:
            print(f"{doing} ...", file=sys.stderr, flush=True)

    return tell


def _line(problem: Problem) -> str:
    return f"{problem.severity:7}  {problem}  [{problem.code}]"


def _verdict(found: Examination) -> str:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    counts = f"{len(found.errors)} mistake(s), {len(found.warnings)} warning(s)"
    form = found.reading.form
    lines = [f"{found.path}: " + (f"the form {form.form_id}, version {form.version}: {counts}." if form is not None else f"{counts}.")]
    if found.rehearsal is not None:
        lines.append(_of_rehearsal(found.rehearsal))
    if found.opinion is not None:
        lines.append(found.opinion.sentence)
    return "\n".join(lines)


def _of_rehearsal(rehearsal: Rehearsal) -> str:
    rest = "" if rehearsal.whole else f" of {rehearsal.wanted}, more did not fit into the time,"
    return (
        f"Trial: {rehearsal.begun} random visits{rest} with {rehearsal.answers} answers in {rehearsal.seconds:.0f} s; "
        f"{rehearsal.finished} came to their end, {len(rehearsal.coverage.questions)} questions were reached."
    )
