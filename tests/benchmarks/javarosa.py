"""How fast is JavaRosa, the engine of ODK Collect, with the same forms on the same machine, now?

Where there is no Java compiler the rows of the benchmark say so.
"""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyxform

NAME = "JavaRosa"
JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
SOURCE = Path(__file__).with_name("JavaRosaBench.java")


def here() -> bool:
    return JAR.exists() and shutil.which("javac") is not None and shutil.which("java") is not None


@cache
def figures(form: bytes, rows: int = 1) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Milliseconds of nine loads, and of every answer in two passes; nothing where it cannot run. rows: of each repeat."""
    if not here():
        return (), ()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xml"
        path.write_bytes(form)
        subprocess.run(["javac", "-nowarn", "-cp", str(JAR), "-d", folder, str(SOURCE)], check=True, capture_output=True)
        command = ["java", "-Djava.awt.headless=true", "-cp", f"{folder}:{JAR}", "JavaRosaBench", str(path), str(rows)]
        lines = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout.splitlines()
    loads, answers = (tuple(float(each) for each in line.split()) for line in lines)
    return loads, answers
