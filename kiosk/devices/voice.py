"""How is a call spoken without internet? Each piece is made into sound once by the program espeak-ng, kept, and joined with the others."""

import hashlib
import math
import os
import subprocess
import wave
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from pypinyin import Style, lazy_pinyin

from kiosk.model.announcement import PAUSE, READINGS, Reading, words_of
from kiosk.model.errors import KioskError

PROGRAM = "espeak-ng"
RATE_HZ = 22_050
WORDS_PER_MINUTE = 170
WITHIN_S = 10
PINYIN = "-pinyin"
"""Voices of this ending are given Mandarin in pinyin: Debian's espeak-ng 1.51 reads many single characters as English."""

_MADE_AS = "1"
"""Raise it when clips are made otherwise: those that were kept are then made anew."""
_LOUDEST = 0.85 * 32_767
_QUIET = 250
"""Below this a sample is silence."""
_GAP_S, _PAUSE_S, _SENTENCE_S = 0.03, 0.2, 0.5
_CHIME = ((784.0, 0.0), (587.3, 0.42))
"""Two falling tones in hertz, and when each begins: not like a telephone, and lower than most noise of a hall."""
_CHIME_S, _FADE_PER_S = 1.25, 4.5

Sound: TypeAlias = "array[int]"


class NoVoice(KioskError):
    """The program that speaks is not there, or has no such voice. facts: voice."""

    code = "sound.voice"


@dataclass(frozen=True, kw_only=True)
class Speech:
    """A call as it is to be said: in each of these languages, and all of it so many times."""

    label: str
    counter: int
    languages: tuple[str, ...]
    times: int = 2


class Voice:
    """Speaks calls into WAV files. folder: of the clips; voices: by language; one thread at a time."""

    def __init__(self, folder: Path, voices: Mapping[str, str], readings: Mapping[str, Reading] = READINGS) -> None:
        self._folder = folder
        self._voices = voices
        self._readings = readings
        self._kept: dict[Path, Sound] = {}

    def say(self, speech: Speech) -> bytes:
        """A whole WAV file: the chime, then the call. Raises NoVoice."""
        once: list[Sound] = []
        for language in speech.languages:
            once += [*self._call(speech.label, speech.counter, language), silence(_SENTENCE_S)]
        return wav([chime(), *(once * speech.times)])

    def prepare(self, letters: str, counters: Sequence[int]) -> None:
        """Make every clip of these letters, all digits and these counters now, so that the first call does not wait. Raises NoVoice."""
        for language in self._voices:
            for counter in counters:
                for _ in self._call(letters + "0123456789", counter, language):
                    pass

    def _call(self, label: str, counter: int, language: str) -> Iterator[Sound]:
        for words in words_of(label, counter, self._readings.get(language, Reading())):
            yield silence(_PAUSE_S) if words == PAUSE else self._clip(words, self._voices[language])
            yield silence(_GAP_S)

    def _clip(self, words: str, voice: str) -> Sound:
        name = hashlib.sha256(f"{_MADE_AS}|{voice}|{WORDS_PER_MINUTE}|{words}".encode()).hexdigest()[:24]
        file = self._folder / f"{name}.wav"
        if file not in self._kept:
            try:
                self._kept[file] = _read(file, voice)
            except NoVoice:  # not there yet, or a power cut left half of it
                self._make_whole(file, words, voice)
                self._kept[file] = _read(file, voice)
        return self._kept[file]

    def _make_whole(self, file: Path, words: str, voice: str) -> None:
        try:
            self._make(file, words, voice)
        except OSError as fault:  # a full disk, a folder that may not be written
            raise NoVoice(voice=voice) from fault

    def _make(self, file: Path, words: str, voice: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        raw = file.with_suffix(".raw")
        speak(words, voice, raw)
        whole = file.with_suffix(".new")
        whole.write_bytes(wav([_trimmed(_read(raw, voice))]))
        whole.replace(file)
        raw.unlink()


def speak(words: str, voice: str, file: Path) -> None:
    """Let the program write these words to a WAV file. Raises NoVoice."""
    command = [PROGRAM, "-v", voice, "-s", str(WORDS_PER_MINUTE), "-w", str(file), "--stdin"]
    try:
        ran = subprocess.run(
            command, input=as_spoken(words, voice).encode(), capture_output=True, timeout=WITHIN_S, check=False, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise NoVoice(voice=voice) from fault
    if ran.returncode or not file.exists():
        raise NoVoice(voice=voice)


def as_spoken(words: str, voice: str) -> str:
    return " ".join(lazy_pinyin(words, style=Style.TONE3)) if voice.endswith(PINYIN) else words


@cache
def chime() -> Sound:
    """Two soft tones."""
    samples = array("h", bytes(2 * int(_CHIME_S * RATE_HZ)))
    for pitch_hz, begins_s in _CHIME:
        for at in range(int(begins_s * RATE_HZ), len(samples)):
            s = at / RATE_HZ - begins_s
            tone = math.sin(2 * math.pi * pitch_hz * s) + 0.3 * math.sin(4 * math.pi * pitch_hz * s)
            samples[at] += int(0.3 * 32_767 * tone * math.exp(-_FADE_PER_S * s) * min(1.0, s / 0.008))
    return samples


def silence(length_s: float) -> Sound:
    return array("h", bytes(2 * int(length_s * RATE_HZ)))


def wav(parts: Sequence[Sound]) -> bytes:
    """One after the other, as a file of 16 bits and one channel."""
    target = BytesIO()
    with wave.open(target, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        for part in parts:
            out.writeframes(part.tobytes())
    return target.getvalue()


def _read(file: Path, voice: str) -> Sound:
    """Raises NoVoice for what is no sound of ours."""
    try:
        with wave.open(str(file), "rb") as source:
            if (source.getnchannels(), source.getsampwidth(), source.getframerate()) != (1, 2, RATE_HZ):
                raise NoVoice(voice=voice)
            return array("h", source.readframes(source.getnframes()))
    except (OSError, EOFError, wave.Error) as fault:
        raise NoVoice(voice=voice) from fault


def _trimmed(samples: Sound) -> Sound:
    """Without the silence around it, and as loud as every other clip."""
    loud = [at for at, sample in enumerate(samples) if abs(sample) > _QUIET]
    if not loud:
        return array("h")
    edge = RATE_HZ // 100
    part = samples[max(0, loud[0] - edge) : loud[-1] + edge]
    factor = _LOUDEST / max(abs(sample) for sample in part)
    return array("h", (int(sample * factor) for sample in part))


def _environment() -> dict[str, str]:
    """The program looks for a sound server even where it only writes a file: it is told of one on another machine, which it skips."""
    return {**os.environ, "LC_ALL": "C.UTF-8", "PULSE_SERVER": "{no machine}unix:/none"}
