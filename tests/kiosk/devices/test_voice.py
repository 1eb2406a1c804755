"""Calls as sound, by the real espeak-ng: right words, no gaps, the same bytes twice (S12)."""

import subprocess
import wave
from io import BytesIO
from pathlib import Path

import pytest

from kiosk.devices.voice import RATE_HZ, NoVoice, Speech, Voice, as_spoken, chime, silence, speak, wav
from kiosk.model.announcement import READINGS, words_of

VOICES = {"zh": "cmn-latn-pinyin", "en": "en"}


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    return Voice(tmp_path / "clips", VOICES)


def seconds(sound: bytes) -> float:
    with wave.open(BytesIO(sound), "rb") as source:
        assert (source.getnchannels(), source.getsampwidth(), source.getframerate()) == (1, 2, RATE_HZ)
        return source.getnframes() / RATE_HZ


def phonemes(words: str, voice: str) -> str:
    return heard(as_spoken(words, voice), voice)


def heard(text: str, voice: str) -> str:
    command = ["espeak-ng", "-v", voice, "-q", "-x", "--stdin"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode().strip()


def test_a_call_is_a_chime_and_then_the_words_in_each_language_twice(voice: Voice) -> None:
    once = seconds(voice.say(Speech(label="A012", counter=7, languages=("en", "zh"), times=1)))
    twice = seconds(voice.say(Speech(label="A012", counter=7, languages=("en", "zh"), times=2)))
    alone = seconds(voice.say(Speech(label="A012", counter=7, languages=("zh",), times=1)))
    bell = seconds(wav([chime()]))

    assert twice - once == pytest.approx(once - bell, abs=0.01)
    assert bell < 1.5
    assert 2 < alone - bell < 5
    assert once > alone


def test_a_clip_is_made_once_and_read_from_the_folder_after_a_restart(tmp_path: Path) -> None:
    speech = Speech(label="A012", counter=7, languages=("zh",))
    first = Voice(tmp_path, VOICES).say(speech)
    made = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    second = Voice(tmp_path, VOICES).say(speech)

    assert first == second
    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == made
    assert {file.suffix for file in made} == {".wav"}
    assert len(made) == 6


def test_a_clip_that_a_power_cut_left_half_is_not_used(tmp_path: Path) -> None:
    speech = Speech(label="A0", counter=7, languages=("zh",))
    Voice(tmp_path, VOICES).say(speech)
    next(tmp_path.iterdir()).write_bytes(b"RIFF")

    assert seconds(Voice(tmp_path, VOICES).say(speech)) > 1


def test_everything_that_a_day_needs_is_made_beforehand(voice: Voice, tmp_path: Path) -> None:
    voice.prepare("AB", [1, 2])
    made = set((tmp_path / "clips").iterdir())
    for label, counter in (("A901", 1), ("B234", 2), ("A5678", 2)):
        voice.say(Speech(label=label, counter=counter, languages=("zh", "en")))

    assert set((tmp_path / "clips").iterdir()) == made


def test_mandarin_is_read_as_mandarin() -> None:
    """Given characters, Debian's voice reads many of them as English letters; `(en)` is its mark for that."""
    said = [phonemes(word, VOICES["zh"]) for word in words_of("0123456789", 12, READINGS["zh"]) if word]

    assert [sounds for sounds in said if "(en)" in sounds] == []
    assert "(en)" in heard("请", "cmn")
    assert as_spoken("号到12号窗口", VOICES["zh"]) == "hao4 dao4 12 hao4 chuang1 kou3"


def test_one_and_seven_sound_different() -> None:
    one, seven = (phonemes(READINGS["zh"].digits[digit], VOICES["zh"]) for digit in (1, 7))

    assert one[0] != seven[0]
    assert "i" not in one


def test_a_voice_that_there_is_not_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoVoice) as fault:
        Voice(tmp_path, {"zh": "nobody"}).say(Speech(label="A1", counter=1, languages=("zh",)))
    assert fault.value.facts == {"voice": "nobody"}


def test_without_the_program_there_is_no_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoVoice):
        speak("A", "en", tmp_path / "a.wav")


def test_the_chime_and_every_clip_stay_within_what_a_loudspeaker_takes(voice: Voice, tmp_path: Path) -> None:
    voice.say(Speech(label="A0", counter=1, languages=("zh",)))
    loudest = []
    for file in (tmp_path / "clips").iterdir():
        with wave.open(str(file), "rb") as source:
            samples = memoryview(source.readframes(source.getnframes())).cast("h")
            loudest.append(max(abs(sample) for sample in samples))

    assert all(0.8 * 32_767 < peak < 0.9 * 32_767 for peak in loudest)
    assert 0.3 * 32_767 < max(abs(sample) for sample in chime()) < 0.9 * 32_767
    assert len(silence(0.5)) == RATE_HZ // 2
