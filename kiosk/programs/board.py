"""Runs the display board: the window, the feed of the hall, and the voice that announces calls."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

from kiosk.clock import HallClock
from kiosk.config import BoardSettings
from kiosk.devices.speaker import Announcer
from kiosk.devices.voice import NoVoice, Speech, Voice
from kiosk.model.announcement import Announcement, languages_of
from kiosk.model.board import BoardState
from kiosk.model.catalogue import Catalogue
from kiosk.model.errors import KioskError
from kiosk.model.parcel import LinkState
from kiosk.programs.feeding import following
from kiosk.programs.sound import speaker_for, voice_for
from kiosk.programs.windows import an_app, run_window, running
from kiosk.programs.wiring import House, Usage, a_house, catalogue_for, settings_argument, settings_for
from ui.bridge.board import BoardParts, BoardWindow, open_board


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, BoardSettings)
    with a_house(settings, "board") as house, an_app(house, settings.renderer) as app, a_board(settings, house):
        run_window(app, house)
    return 0


@contextmanager
def a_board(settings: BoardSettings, house: House) -> Iterator[BoardWindow]:
    """The board with its feed and its voice. Qt has been prepared."""
    catalogue = catalogue_for(settings)
    if settings.zone is not None and settings.zone not in {zone.code for zone in catalogue.zones}:
        raise Usage("The catalogue has no such zone.", zone=settings.zone)
    clock = HallClock(house.clock)
    parts = BoardParts(
        catalogue=catalogue, screen=settings.screen.screen, now=clock.now, message=settings.message, zone=settings.zone,
        full_screen=settings.full_screen,
    )  # fmt: skip
    with closing(open_board(parts)) as window, _a_voice(settings, house, catalogue, window.view.said) as say:
        window.view.speak_with(say)

        def show_link(state: LinkState) -> None:
            window.view.show_stale(None if state in {LinkState.UP, LinkState.NEAR} else clock.now())

        renewed = (catalogue, window.view.show_catalogue)
        with following(settings, house, show=_Shown(window, clock), link=show_link, catalogue=renewed):
            yield window


class _Shown:
    """Shows each state; a snapshot tells what time it is at the hub."""

    def __init__(self, window: BoardWindow, clock: HallClock) -> None:
        self._window = window
        self._clock = clock
        self._snapshot: object = None

    def __call__(self, state: BoardState) -> None:
        if state.at is not None and state.at is not self._snapshot:
            self._snapshot = state.at
            self._clock.told(state.at)
        self._window.view.show_state(state)


@contextmanager
def _a_voice(
    settings: BoardSettings, house: House, catalogue: Catalogue, said: Callable[[], None]
) -> Iterator[Callable[[Announcement], None] | None]:
    """What begins to say a call; None where this board or its zone is silent. said: called when it is over."""
    sound = settings.sound
    if sound is None or any(zone.code == settings.zone and not zone.has_sound for zone in catalogue.zones):
        yield None
        return
    speaker = speaker_for(settings, sound)
    announcer = Announcer(speaker, on_done=said, on_trouble=lambda trouble: _note(house, trouble))
    ready = _Ready(voice_for(settings, sound), settings, catalogue)
    with running(house, {"announcer": announcer.step, "voice": ready.step}) as workers:
        announcer.wake = workers["announcer"].wake

        def say(call: Announcement) -> None:
            languages = languages_of(call.call.language, catalogue.languages, sound.voices)
            announcer.say(Speech(label=call.call.label, counter=call.call.counter, languages=languages, times=call.times))

        try:
            yield say
        finally:
            speaker.stop()


class _Ready:
    """Makes every clip of the day when the board starts; what cannot be made is told at the first call."""

    def __init__(self, voice: Voice, settings: BoardSettings, catalogue: Catalogue) -> None:
        zone = next((zone for zone in catalogue.zones if zone.code == settings.zone), None)
        self._voice = voice
        self._letters = "".join(sorted({service.series for service in catalogue.services if service.series}))
        self._counters = sorted(zone.counters if zone else {counter.number for counter in catalogue.counters})

    def step(self) -> float:
        with suppress(NoVoice):
            self._voice.prepare(self._letters, self._counters)
        return 3600.0


def _note(house: House, trouble: KioskError | None) -> None:
    """Once for each kind of trouble, and once when it is over."""
    if trouble is None:
        house.log.event("sound.well")
    else:
        house.log.event("sound.missing", code=trouble.code, **{name: value for name, value in trouble.facts.items() if name != "device"})
