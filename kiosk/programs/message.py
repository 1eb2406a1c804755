"""Changes the line at the foot of the boards while the hall is open, or shows what stands there.

`kiosk message --settings hub.yaml zh="三号窗口今天不办理" en="Counter 3 is closed today"`: words for each language of the hall. They stand
there until others are given or `--clear` takes them away; meanwhile the message of a board's own settings is not shown.
"""

import argparse
import os
from collections.abc import Mapping

from kiosk.actions import message
from kiosk.config import HubProgramSettings, read_catalogue
from kiosk.model.catalogue import Catalogue
from kiosk.model.ids import uuid7
from kiosk.programs.wiring import Usage, a_tool, settings_argument, settings_for


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)
    parser.add_argument("words", nargs="*", metavar="LANGUAGE=WORDS", help="the words in each language of the hall")
    parser.add_argument("--zone", default="", help="only on the boards of this zone of the catalogue")
    parser.add_argument("--clear", action="store_true", help="take away what stands there")


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, HubProgramSettings)
    catalogue = read_catalogue(settings.catalogue)
    if args.zone and args.zone not in {zone.code for zone in catalogue.zones}:
        raise Usage("The catalogue has no such zone.", zone=args.zone)
    words = _words(args, catalogue)
    with a_tool(settings) as tool:
        if words:
            now = tool.clock.now()
            message.say(tool.store, words, zone=args.zone, by="technician", now=now, new_id=uuid7(now, os.urandom(10)))
        for zone, said in sorted(message.known(tool.store).items()):
            for language, line in said.items():
                print(f"{zone or 'all boards'}, {language}: {line}")
    return 0


def _words(args: argparse.Namespace, catalogue: Catalogue) -> Mapping[str, str]:
    """Raises Usage where a language is missing: half of the people would read an old message."""
    if args.clear:
        return dict.fromkeys(catalogue.languages, "")
    words = {language: said for language, _, said in (word.partition("=") for word in args.words)}
    if words and (missing := [language for language in catalogue.languages if not words.get(language)]):
        raise Usage("Give the words in every language of the hall.", missing=", ".join(missing))
    if strange := set(words) - set(catalogue.languages):
        raise Usage("This is no language of the hall.", language=", ".join(sorted(strange)))
    return words
