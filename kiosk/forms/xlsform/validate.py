"""What does another engine say? ODK Validate, a Java program inside pyxform, loads the form as ODK Collect would."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyxform
import regex

from kiosk.forms.errors import Problem
from kiosk.forms.xlsform.sheets import Sheets

LONGEST_S = 100.0
_JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
_PATH = regex.compile(r"(/[\w.-]+(?:/[\w.:-]+)+)(?:\[\d+\])?")
_PART = regex.compile(r"(Calculate|Relevant|Constraint|Required|Readonly)", regex.IGNORECASE)
_NOISE = regex.compile(r"^\s+at |^\s*\.\.\. \d+ more|^(INFO|DEBUG|WARNING: sun)|^>>|^Xform is|^\s*$|^Result:|^[A-Z][a-z]{2} \d{2}, \d{4} ")


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """verdict: "absent" where Java is not there, "late" if it did not answer in time; sentence: the same for people."""

    verdict: Literal["agrees", "refuses", "absent", "late"]
    sentence: str
    problems: tuple[Problem, ...] = ()


def second_opinion(xml: bytes, media: Mapping[str, bytes], sheets: Sheets) -> Opinion:
    """A refusal is a warning: our own dialect has things that JavaRosa lacks. The form is written into a folder that goes at once."""
    java = shutil.which("java")
    if java is None or not _JAR.is_file():
        return Opinion(verdict="absent", sentence="ODK Validate was not asked: Java is not installed here.")
    with tempfile.TemporaryDirectory(prefix="kiosk-") as folder:
        form = Path(folder) / "form.xml"
        form.write_bytes(xml)
        for name, data in media.items():
            (Path(folder) / name).write_bytes(data)
        command = [java, "-Djava.awt.headless=true", "-XX:-UsePerfData", "-jar", str(_JAR), str(form)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=LONGEST_S, cwd=folder, check=False, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return Opinion(verdict="late", sentence=f"ODK Validate did not answer within {LONGEST_S:.0f} s.")
    if done.returncode == 0:
        return Opinion(verdict="agrees", sentence="ODK Validate accepts the form as well.")
    problems = tuple(objections(done.stderr.decode(errors="replace"), sheets))
    return Opinion(verdict="refuses", sentence="ODK Validate refuses the form; see the warnings.", problems=problems)


def objections(said: str, sheets: Sheets) -> list[Problem]:
    """What it wrote, without its own workings, at the cell that it is about."""
    lines = [" ".join(line.split()) for line in said.splitlines() if not _NOISE.search(line)]
    text = " ".join(dict.fromkeys(regex.sub(r"^[\w.$]+(Exception|Error): ", "", line) for line in lines))[:600]
    path, part = _PATH.search(text), _PART.search(text)
    problem = Problem(
        severity="warning", code="forms.validate", message=f"ODK Validate refuses the form: {text or 'it gives no reason'}",
        reference=path[1] if path else "", part=part[1].lower() if part else "",
    )  # fmt: skip
    return [sheets.placed(problem)]
