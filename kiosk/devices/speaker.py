"""Where do spoken calls come out? A loudspeaker by the machine's own player, or, for demonstrations, a folder of WAV files."""

import itertools
import os
import shutil
import subprocess
import tempfile
import threading
import wave
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol

from kiosk.devices.voice import NoVoice, Speech, Voice, chime, wav
from kiosk.model.errors import KioskError

SLACK_S = 5.0
"""A player that takes so much longer than the sound lasts is ended: its device hangs."""
REST_S = 3600.0


class NoPlayer(KioskError):
    """No program that plays sound is there."""

    code = "sound.player"


class NoSound(KioskError):
    """The player could not play. facts: player, device, status."""

    code = "sound.device"


class Speaker(Protocol):
    """One thread speaks, another may stop it."""

    def say(self, speech: Speech) -> KioskError | None:
        """Until it has been said or was stopped; what was wrong, if anything: nobody falls silent because a part is missing."""
        ...

    def stop(self) -> None:
        """End what is being said; nothing is said any more."""
        ...


@dataclass(frozen=True, kw_only=True)
class Player:
    """A program that plays a WAV file. device: how its option begins; at: the socket of its server, below XDG_RUNTIME_DIR."""

    program: str
    device: tuple[str, ...]
    at: str | None = None

    def command(self, device: str, file: Path) -> list[str]:
        chosen = [*self.device[:-1], self.device[-1] + device] if device else []
        return [self.program, *(["-q"] if self.at is None else []), *chosen, str(file)]


PLAYERS = (
    Player(program="pw-play", device=("--target=",), at="pipewire-0"),
    Player(program="paplay", device=("--device=",), at="pulse/native"),
    Player(program="aplay", device=("-D", "")),
)
"""The first one whose server runs; ALSA itself needs none."""


def find_player(environment: Mapping[str, str] = os.environ) -> Player:
    """Raises NoPlayer."""
    runtime = Path(environment.get("XDG_RUNTIME_DIR") or "/nonexistent")
    for player in PLAYERS:
        if shutil.which(player.program, path=environment.get("PATH")) and (player.at is None or (runtime / player.at).exists()):
            return player
    raise NoPlayer


class Loudspeaker:
    """Plays each call on a device of this machine; "": the usual one."""

    def __init__(self, voice: Voice, folder: Path, *, device: str = "", environment: Mapping[str, str] = os.environ) -> None:
        self._voice = voice
        self._folder = folder
        self._device = device
        self._environment = environment
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def say(self, speech: Speech) -> KioskError | None:
        sound, trouble = sound_of(self._voice, speech)
        return self._play(sound) or trouble

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()  # aplay takes the first SIGTERM as a wish, and goes on waiting for a device that hangs

    def _play(self, sound: bytes) -> KioskError | None:
        try:
            player = find_player(self._environment)
        except NoPlayer as fault:
            return fault
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix="call-", suffix=".wav") as file:
                file.write(sound)
                file.flush()
                status = self._run(player.command(self._device, Path(file.name)), length_s(sound) + SLACK_S)
        except OSError as fault:
            return NoSound(player=player.program, device=self._device or "default", status=fault.errno or 1)
        return NoSound(player=player.program, device=self._device or "default", status=status) if status and not self._stopped else None

    def _run(self, command: list[str], within_s: float) -> int:
        with self._lock:
            if self._stopped:
                return 0
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(self._environment)
            )
            self._process = process
        try:
            return process.wait(within_s)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
        finally:
            with self._lock:
                self._process = None


class FolderSpeaker:
    """Writes each call as a WAV file, for training and demonstrations; the newest ones stay."""

    def __init__(self, voice: Voice, folder: Path, *, keep: int = 50) -> None:
        self._voice = voice
        self._folder = folder
        self._keep = keep
        self._numbers = itertools.count(1)

    def say(self, speech: Speech) -> KioskError | None:
        sound, trouble = sound_of(self._voice, speech)
        try:
            self._write(sound, speech)
        except OSError as fault:
            return NoSound(player="folder", device=str(self._folder), status=fault.errno or 1)
        return trouble

    def _write(self, sound: bytes, speech: Speech) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{next(self._numbers):04d}-{speech.label}-{speech.counter}-{'-'.join(speech.languages)}.wav"
        whole = self._folder / f".{name}"
        whole.write_bytes(sound)
        whole.replace(self._folder / name)
        for old in sorted(self._folder.glob("[0-9]*.wav"), key=lambda file: file.stat().st_mtime_ns)[: -self._keep]:
            old.unlink()

    def stop(self) -> None:
        """A file is written whole."""


def sound_of(voice: Voice, speech: Speech) -> tuple[bytes, KioskError | None]:
    """The call as a WAV file; without a voice only the chime, and why."""
    try:
        return voice.say(speech), None
    except NoVoice as fault:
        return wav([chime()]), fault


def length_s(sound: bytes) -> float:
    with wave.open(BytesIO(sound), "rb") as source:
        return source.getnframes() / source.getframerate()


class Announcer:
    """Says one call after the other; `step` is a Worker's, and speaks on its thread. `say` may be called from any thread.

    wake: the worker's. on_done: what was given last has been said. on_trouble: something is missing, told once for each code; None:
    all is well again.
    """

    def __init__(
        self, speaker: Speaker, *, on_done: Callable[[], None], on_trouble: Callable[[KioskError | None], None]
    ) -> None:
        self._speaker = speaker
        self._on_done = on_done
        self._on_trouble = on_trouble
        self._next: Speech | None = None
        self._trouble = ""
        self.wake: Callable[[], None] = lambda: None

    def say(self, speech: Speech) -> None:
        self._next = speech
        self.wake()

    def step(self) -> float:
        speech, self._next = self._next, None
        if speech is None:
            return REST_S
        try:
            self._note(self._speaker.say(speech))
        finally:
            self._on_done()
        return 0.0 if self._next else REST_S

    def _note(self, trouble: KioskError | None) -> None:
        code = trouble.code if trouble else ""
        if code != self._trouble:
            self._trouble = code
            self._on_trouble(trouble)
