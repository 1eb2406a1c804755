"""Are the words of every language compiled? `python -m resources.translations` does what is missing.

Source: resources/i18n/hall_<language>.ts (Qt Linguist), kept complete by `python -m ui.words`; result: i18n/*.qm beside the fonts.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

from resources import folder, prepared


def compile_all(target: Path) -> list[str]:
    """Compile each language whose source has changed; gives the names of the files that were made."""
    return [source.stem for source in sorted(folder("i18n").glob("hall_*.ts")) if compile_file(source, target)]


def compile_file(source: Path, target: Path) -> bool:
    """False if it was compiled before from this very source. Raises CalledProcessError while a word is missing."""
    target.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    compiled, stamp = target / f"{source.stem}.qm", target / f"{source.stem}.sha256"
    if compiled.is_file() and stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return False
    part = target / f"{source.stem}.part"
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    subprocess.run([tool, "-silent", "-fail-on-unfinished", source, "-qm", part], check=True)
    part.replace(compiled)
    stamp.write_text(digest, encoding="ascii")
    return True


def main() -> int:
    try:
        made = compile_all(prepared() / "i18n")
    except subprocess.CalledProcessError as fault:
        print(f"translations: {fault}; complete resources/i18n with `python -m ui.words`", file=sys.stderr)
        return 1
    if made:
        print(f"translations: compiled {', '.join(made)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
