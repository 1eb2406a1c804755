"""Which words of the windows want a translation? `python -m ui.words` gathers them into resources/i18n/hall_*.ts.

New words come in as unfinished, words that are no longer used go; what is unfinished is printed and the exit status is 1.
"""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET  # our own files, no foreign input
from pathlib import Path

from resources import folder

UI = Path(__file__).parent
LANGUAGES = ("zh",)
_TRANSLATED = re.compile(r"QCoreApplication\.translate\(|QT_TRANSLATE_NOOP\(")


def source_files() -> list[Path]:
    """Files with words: all QML, and the Python files that translate or mark words."""
    python = (file for file in sorted(UI.rglob("*.py")) if _TRANSLATED.search(file.read_text(encoding="utf-8")))
    return [*sorted((UI / "qml").rglob("*.qml")), *(file for file in python if file != Path(__file__))]


def gather(language: str, target: Path) -> None:
    """Merge the present words into one .ts file; translations that are there stay."""
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", language, "-silent"]
    subprocess.run([tool, *options, *source_files(), "-ts", target], check=True)


def unfinished(file: Path) -> list[str]:
    """Source words of the messages in a .ts file that have no finished translation."""
    messages = ET.parse(file).getroot().iter("message")  # noqa: S314
    return [m.findtext("source", "") for m in messages if not _finished(m.find("translation"))]


def _finished(translation: ET.Element | None) -> bool:
    return translation is not None and translation.get("type") is None and bool((translation.text or "").strip())


def main() -> int:
    status = 0
    for language in LANGUAGES:
        file = folder("i18n") / f"hall_{language}.ts"
        gather(language, file)
        for source in unfinished(file):
            print(f"{file.name}: no translation yet: {source}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
