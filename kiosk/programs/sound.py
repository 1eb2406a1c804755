"""Lets a board say a call, so that a technician hears that it can: the chime, then A012 to each counter that is asked for.

Without a word it tells which program plays, on which device, with which voices. The exit status is 1 if something is missing.
"""

import argparse
from pathlib import Path

from kiosk.config import BoardSettings, SoundSettings
from kiosk.devices.speaker import FolderSpeaker, Loudspeaker, Speaker, find_player
from kiosk.devices.voice import Speech, Voice
from kiosk.model.announcement import READINGS, Reading
from kiosk.model.errors import KioskError
from kiosk.programs.explain import explain
from kiosk.programs.place import stay_in
from kiosk.programs.wiring import Usage, settings_argument, settings_for

TEST_LABEL = "A012"


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)
    parser.add_argument("--counter", type=int, default=7, metavar="NUMBER", help="the counter that is called to, 7 if left out")


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, BoardSettings)
    if settings.sound is None:
        raise Usage("This board is silent: its settings have no `sound`.")
    stay_in(settings.data)
    speech = Speech(label=TEST_LABEL, counter=args.counter, languages=tuple(settings.sound.voices), times=1)
    trouble = speaker_for(settings, settings.sound).say(speech)
    if trouble is not None:
        print(explain(trouble))
        return 1
    print(f"Said: {speech.label} to counter {speech.counter}, in {', '.join(speech.languages)}, by {_means(settings, settings.sound)}.")
    return 0


def voice_for(settings: BoardSettings, sound: SoundSettings) -> Voice:
    own = {language: Reading(**reading.model_dump()) for language, reading in sound.readings.items()}
    return Voice(settings.data / "voice", sound.voices, {**READINGS, **own})


def speaker_for(settings: BoardSettings, sound: SoundSettings) -> Speaker:
    voice = voice_for(settings, sound)
    if sound.kind == "folder":
        return FolderSpeaker(voice, calls_folder(settings, sound))
    return Loudspeaker(voice, settings.data / "voice", device=sound.device)


def calls_folder(settings: BoardSettings, sound: SoundSettings) -> Path:
    return sound.folder or settings.data / "calls"


def _means(settings: BoardSettings, sound: SoundSettings) -> str:
    if sound.kind == "folder":
        return f"a file in {calls_folder(settings, sound)}"
    return f"{find_player().program} on {sound.device or 'the usual device'}"


def trouble_of(sound: SoundSettings, place: Path) -> KioskError | None:
    """What is missing, without a sound: each voice speaks a word into `place`, and a player is looked for."""
    try:
        Voice(place, sound.voices).prepare("A", [1])
        if sound.kind == "loudspeaker":
            find_player()
    except KioskError as fault:
        return fault
    return None
