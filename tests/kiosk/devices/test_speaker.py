"""Calls come out: by a real player into a device that is a file, or as WAV files; what is missing stops nothing (S12)."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.devices.speaker import Announcer, FolderSpeaker, Loudspeaker, NoPlayer, Speaker, find_player, length_s
from kiosk.devices.voice import Speech, Voice
from kiosk.model.errors import KioskError
from kiosk.worker import Worker

CALL = Speech(label="A012", counter=7, languages=("en", "zh"))
VOICES = {"zh": "cmn-latn-pinyin", "en": "en"}
DEVICES = """
pcm.!default {{ type file; slave.pcm null; file {out}; format raw }}
pcm.slow {{ type file; slave.pcm null; file {pipe}; format raw }}
pcm.null {{ type null }}
"""


class Room:
    """A machine whose sound goes into a file: ALSA's own file device, with the real player before it."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out.raw"
        self.pipe = folder / "pipe"
        self.clips = folder / "clips"
        self.temporary = folder / "sound"
        config = folder / "asound.conf"
        config.write_text(DEVICES.format(out=self.out, pipe=self.pipe), encoding="utf-8")
        self.environment = {**os.environ, "ALSA_CONFIG_PATH": str(config), "XDG_RUNTIME_DIR": str(folder)}
        self.voice = Voice(self.clips, VOICES)

    def speaker(self, device: str = "", **environment: str) -> Loudspeaker:
        return Loudspeaker(self.voice, self.temporary, device=device, environment={**self.environment, **environment})


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_the_whole_call_comes_out_of_the_device(room: Room) -> None:
    sound = room.voice.say(CALL)

    assert room.speaker().say(CALL) is None
    played = room.out.read_bytes()
    assert sound[44:] == played[: len(sound) - 44]
    assert played[len(sound) - 44 :].strip(b"\0") == b""
    assert list(room.temporary.iterdir()) == []


def test_a_device_that_is_not_there_is_a_trouble_and_no_fault(room: Room) -> None:
    trouble = room.speaker("nowhere").say(CALL)

    assert trouble is not None
    assert (trouble.code, trouble.facts["player"], trouble.facts["device"]) == ("sound.device", "aplay", "nowhere")


def test_without_a_player_the_call_is_silent(room: Room) -> None:
    trouble = room.speaker(PATH="/nonexistent").say(CALL)

    assert trouble is not None
    assert trouble.code == "sound.player"


def test_without_a_voice_there_is_still_the_chime(room: Room) -> None:
    room.voice = Voice(room.clips, {"zh": "nobody"})
    trouble = room.speaker().say(Speech(label="A1", counter=1, languages=("zh",)))

    assert trouble is not None
    assert trouble.code == "sound.voice"
    assert 50_000 < room.out.stat().st_size < 70_000


def test_stopping_ends_the_player_at_once(room: Room) -> None:
    """The device is a pipe that nobody reads: the player would wait for ever."""
    os.mkfifo(room.pipe)
    speaker, ended = room.speaker("slow"), list[KioskError | None]()
    thread = threading.Thread(target=lambda: ended.append(speaker.say(CALL)))
    thread.start()
    while not list(room.temporary.glob("call-*")):
        thread.join(0.01)
    began = time.monotonic()
    speaker.stop()
    thread.join(10)

    assert ended == [None]
    assert time.monotonic() - began < 2
    assert speaker.say(CALL) is None


def test_a_sound_server_that_runs_is_preferred(room: Room, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("pw-play", "paplay", "aplay"):
        (programs / name).write_text("#!/bin/sh\n")
        (programs / name).chmod(0o755)
    environment = {"PATH": str(programs), "XDG_RUNTIME_DIR": str(tmp_path)}
    assert find_player(environment).command("", Path("a.wav")) == ["aplay", "-q", "a.wav"]
    assert find_player(environment).command("hw:1", Path("a.wav")) == ["aplay", "-q", "-D", "hw:1", "a.wav"]
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "native").touch()
    assert find_player(environment).command("left", Path("a.wav")) == ["paplay", "--device=left", "a.wav"]
    (tmp_path / "pipewire-0").touch()
    assert find_player(environment).command("left", Path("a.wav")) == ["pw-play", "--target=left", "a.wav"]
    with pytest.raises(NoPlayer):
        find_player({"PATH": str(tmp_path)})


def test_a_folder_keeps_the_newest_calls_as_files(tmp_path: Path) -> None:
    speaker = FolderSpeaker(Voice(tmp_path / "clips", VOICES), tmp_path / "calls", keep=3)
    for number in range(5):
        assert speaker.say(Speech(label="A012", counter=number, languages=("zh",), times=1)) is None
    names = sorted(file.name for file in (tmp_path / "calls").iterdir())
    speaker.stop()

    assert len(names) == 3
    assert names[-1] == "0005-A012-4-zh.wav"
    assert length_s((tmp_path / "calls" / names[-1]).read_bytes()) > 3


def test_a_folder_that_cannot_be_written_is_a_trouble_and_no_fault(room: Room, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    written = FolderSpeaker(room.voice, tmp_path / "file" / "calls").say(CALL)
    played = Loudspeaker(room.voice, tmp_path / "file" / "sound", environment=room.environment).say(CALL)
    voiceless = FolderSpeaker(Voice(tmp_path / "file" / "clips", VOICES), tmp_path / "calls").say(CALL)

    assert [one.code if one else "" for one in (written, played, voiceless)] == ["sound.device", "sound.device", "sound.voice"]


class Broken:
    """A speaker with a fault of ours."""

    def say(self, speech: Speech) -> KioskError | None:
        raise RuntimeError(speech.label)

    def stop(self) -> None:
        """Nothing is said."""


class Told:
    """What an announcer tells the window and the log."""

    def __init__(self) -> None:
        self.done = 0
        self.troubles: list[str] = []
        self.changed = threading.Condition()

    def on_done(self) -> None:
        with self.changed:
            self.done += 1
            self.changed.notify_all()

    def on_trouble(self, trouble: KioskError | None) -> None:
        self.troubles.append(trouble.code if trouble else "")

    def wait_for(self, done: int) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.done >= done, timeout=10)


def announcing(speaker: Speaker) -> tuple[Announcer, Worker, Told, list[Exception]]:
    told, faults = Told(), list[Exception]()
    announcer = Announcer(speaker, on_done=told.on_done, on_trouble=told.on_trouble)
    worker = Worker("announcer", announcer.step, on_fault=faults.append)
    announcer.wake = worker.wake
    worker.start()
    return announcer, worker, told, faults


def test_an_announcer_says_each_call_and_tells_a_trouble_once(room: Room) -> None:
    devices: Callable[[], Speaker] = lambda: room.speaker("nowhere")  # noqa: E731 - read as a sentence
    announcer, worker, told, faults = announcing(devices())
    for number in range(1, 4):
        announcer.say(CALL)
        assert told.wait_for(number)
    worker.stop()

    assert told.troubles == ["sound.device"]
    assert faults == []


def test_a_fault_of_ours_leaves_no_call_standing_for_ever() -> None:
    announcer, worker, told, faults = announcing(Broken())
    announcer.say(CALL)
    assert told.wait_for(1)
    worker.stop()

    assert [type(fault) for fault in faults] == [RuntimeError]


def test_an_announcer_tells_that_all_is_well_again(room: Room, tmp_path: Path) -> None:
    announcer, worker, told, faults = announcing(FolderSpeaker(Voice(room.clips, {**VOICES, "ug": "nobody"}), tmp_path / "calls"))
    for number, language in enumerate(("ug", "zh"), 1):
        announcer.say(Speech(label="A1", counter=1, languages=(language,), times=1))
        assert told.wait_for(number)
    worker.stop()

    assert told.troubles == ["sound.voice", ""]
    assert faults == []
