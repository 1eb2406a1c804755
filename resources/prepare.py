"""Are fonts and icons there? Builds what is missing from installed packages: `python -m resources.prepare`.

Nothing built stands under its own name before it is whole, so an interrupted run is simply begun again.
"""

import fcntl
import hashlib
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from resources import folder, prepared

FACES = {
    "Regular": (400, "26305be85f5378dc7d53f3dfa6c852a7e46621b226423400c1821aca9fc01c41"),
    "Bold": (700, "8c347cbab488be9cda57350887e4d0d6d0f4ffd533aa5d6a3bfdae249b5da880"),
}
"""Style -> weight and SHA-256 of the static face, the same on every machine with the locked fontTools."""

SOURCE = ("justmytype_intl_cjk", "fonts/ofl/notosanssc", "NotoSansSC[wght].ttf")
Say = Callable[[str], None]


class NotPrepared(Exception):
    """A package gave something else than was recorded; the text says what to do."""


def prepare(target: Path, say: Say) -> None:
    """Make fonts/ and icons/ under `target` complete; raises NotPrepared."""
    faces, icons = missing_faces(target / "fonts"), missing_icons(target / "icons")
    if not faces and not icons:
        return
    with _alone(target):
        if faces:
            build_fonts(target / "fonts", missing_faces(target / "fonts"), say)
        if icons:
            build_icons(target / "icons", missing_icons(target / "icons"), say)


# -- fonts ------------------------------------------------------------------------------------------------------------


def face_file(style: str) -> str:
    return f"NotoSansSC-{style}.ttf"


def missing_faces(fonts: Path) -> tuple[str, ...]:
    """Styles whose file is not there, or not the recorded one."""
    if not (fonts / "OFL.txt").is_file():
        return tuple(FACES)
    return tuple(style for style, (_, digest) in FACES.items() if _digest(fonts / face_file(style)) != digest)


def build_fonts(fonts: Path, styles: Sequence[str], say: Say) -> None:
    """Cut the static faces out of the variable font, side by side; 20 s and 230 MB of memory each."""
    from concurrent.futures import ProcessPoolExecutor, as_completed  # noqa: PLC0415 - not needed when all is there
    from multiprocessing import get_context  # noqa: PLC0415

    fonts.mkdir(parents=True, exist_ok=True)
    for leftover in fonts.glob("*.part"):
        leftover.unlink()
    say(f"fonts: cutting {' and '.join(face_file(style) for style in styles)} from {SOURCE[0]} (about 20 s)")
    with ProcessPoolExecutor(max_workers=max(1, len(styles)), mp_context=get_context("spawn")) as pool:
        for done in as_completed([pool.submit(cut, fonts, style) for style in styles]):
            say(f"fonts: {done.result()} is ready")


def cut(fonts: Path, style: str) -> str:
    """Write one face and (once) its licence; gives the file's name. Runs in a process of its own."""
    from importlib.resources import as_file, files  # noqa: PLC0415

    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.ttLib.tables.otBase import USE_HARFBUZZ_REPACKER  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    package, home, name = SOURCE
    weight, digest = FACES[style]
    part = fonts / f"{face_file(style)}.part"
    with as_file(files(package) / home / name) as source:
        font = TTFont(source, recalcTimestamp=False)  # the same bytes on every machine
        font.cfg[USE_HARFBUZZ_REPACKER] = False  # else they depend on uharfbuzz being there
        instantiateVariableFont(font, {"wght": weight}, inplace=True, updateFontNames=True)
        font.save(part)
        shutil.copyfile(source.parent / "OFL.txt", fonts / f"OFL.{style}.part")
    (fonts / f"OFL.{style}.part").replace(fonts / "OFL.txt")
    if _digest(part) != digest:
        raise NotPrepared(f"{face_file(style)} came out as {_digest(part)}, not as recorded: install the locked {package} and fonttools")
    part.replace(fonts / face_file(style))
    return face_file(style)


def _digest(path: Path) -> str | None:
    """SHA-256 in hex, None if there is no such file."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# -- icons ------------------------------------------------------------------------------------------------------------


def icon_names() -> tuple[str, ...]:
    """What resources/icons.txt asks for: one Lucide name a line, # begins a comment."""
    lines = (line.split("#")[0].strip() for line in folder("icons.txt").read_text(encoding="utf-8").splitlines())
    return tuple(sorted({line for line in lines if line}))


def missing_icons(icons: Path) -> tuple[str, ...]:
    return tuple(name for name in icon_names() if not (icons / f"{name}.svg").is_file())


def build_icons(icons: Path, names: Sequence[str], say: Say) -> None:
    """Write each icon as SVG in `currentColor`; raises NotPrepared with every name that Lucide does not have."""
    from lucide import get_icon_list, lucide_icon  # noqa: PLC0415

    known = set(get_icon_list())
    unknown = [name for name in names if name not in known]
    icons.mkdir(parents=True, exist_ok=True)
    for name in names:
        if name in known:
            part = icons / f"{name}.part"
            part.write_text(lucide_icon(name) + "\n", encoding="utf-8")
            part.replace(icons / f"{name}.svg")
    say(f"icons: {len(names) - len(unknown)} from python-lucide")
    if unknown:
        raise NotPrepared(f"resources/icons.txt names icons that python-lucide does not have: {', '.join(unknown)}")


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Two set-ups at a time wait for each other."""
    target.mkdir(parents=True, exist_ok=True)
    with (target / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    try:
        prepare(prepared(), lambda line: print(f"prepare: {line}", flush=True))
    except NotPrepared as problem:
        print(f"prepare: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("prepare: interrupted; call it again to go on", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
