"""Checks a form's workbook (XLSForm), or publishes it as a new version that stations can fill in."""

import argparse
from pathlib import Path

from kiosk.forms import FormDefinitionError
from kiosk.forms.xlsform import publish, read_workbook
from kiosk.programs.wiring import Usage

HAS_MISTAKES = 1


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=["check", "publish"], help="check: tell every mistake; publish: check, then publish")
    parser.add_argument("file", type=Path, metavar="FILE", help="the workbook")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="with publish: the folder of published forms")


def run(args: argparse.Namespace) -> int:
    if args.deed == "publish" and args.to is None:
        raise Usage("`kiosk forms publish` needs `--to FOLDER`.")
    try:
        form = read_workbook(args.file)
        print(f"{args.file}: the form {form.id}, version {form.version}, has no mistake.")
        if args.deed == "publish":
            print(f"It is published in {publish(args.file, args.to)}.")
    except FormDefinitionError as fault:
        for problem in fault.problems:
            print(problem)
        print(f"{args.file}: {len(fault.problems)} mistake(s). Nothing was published.")
        return HAS_MISTAKES
    return 0
