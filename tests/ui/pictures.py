"""make pictures: every page and state of every window as a PNG in build/pictures, and sheets of them to be looked at.

`python -m tests.ui.pictures [ONLY]` draws the pages whose name contains ONLY.
"""

import itertools
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from tests.ui import conftest  # noqa: F401 - sets the platform before Qt is there
from tests.ui.scenes import SCENES
from tests.ui.scenes_counter import COUNTER_SCENES
from tests.ui.walk import BOARDS, FORMS, LANGUAGES, LARGEST, NORMAL, SCREENS, Dress, Stop, a_rig, of_board, of_counter, of_form, of_terminal
from ui.app import prepare_qt
from ui.theme import Contrast

FOLDER = Path("build") / "pictures"
ORIENTATIONS = ("portrait", "landscape")
DRESSES = [
    Dress(language=language, size=size, contrast=contrast)
    for language, size, contrast in itertools.product(LANGUAGES, (NORMAL, LARGEST), (Contrast.DEFAULT, Contrast.LIGHT_ON_DARK))
]
PLAIN = [dress for dress in DRESSES if dress.size == NORMAL and dress.contrast is Contrast.DEFAULT]
"""Where nobody can choose: counters and boards."""

THUMB_PX = {"portrait": 300, "landscape": 480}
COLUMNS = {"portrait": 6, "landscape": 4}
GAP, LINE = 12, 18


def stops(home: Path, orientation: str, only: str) -> Iterator[tuple[str, Stop, list[Dress]]]:
    """The kind of window, its state, and how it is looked at."""
    screen = SCREENS[orientation]
    if _wanted(only, "terminal", SCENES):
        with a_rig(home / "terminal") as rig:
            yield from (("terminal", stop, DRESSES) for stop in of_terminal(rig, screen))
    for form in FORMS:
        if _wanted(only, form, ()):
            with a_rig(home / form) as rig:
                yield from (("form", stop, DRESSES) for stop in of_form(rig, screen, form))
    if _wanted(only, "counter", COUNTER_SCENES):
        yield from (("counter", stop, PLAIN) for stop in of_counter(home, screen))
    if _wanted(only, "board", ()):
        yield from (("board", stop, PLAIN) for stop in of_board(BOARDS[orientation]))


def _wanted(only: str, kind: str, names: Collection[str]) -> bool:
    """Whether a walk has such a page; it is not made in vain."""
    return only in kind or kind in only or any(only in name for name in names)


def draw(orientation: str, only: str) -> dict[str, list[Path]]:
    """The files, by the sheet that they belong on."""
    made: dict[str, list[Path]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as home:
        for kind, stop, dresses in stops(Path(home), orientation, only):
            if only not in f"{kind} {stop.name}":
                continue
            for dress in dresses:
                stop.wear(dress)
                file = FOLDER / kind / f"{stop.name}-{dress}-{orientation}.png"
                stop.driver.grab(file)
                made[f"{kind}-{dress}-{orientation}"].append(file)
            stop.wear(Dress())
    return made


def sheet(name: str, files: list[Path], orientation: str) -> None:
    """All pictures of one kind and one look, small, each with its name."""
    width, columns = THUMB_PX[orientation], COLUMNS[orientation]
    height = width * 16 // 9 if orientation == "portrait" else width * 9 // 16
    rows = -(-len(files) // columns)
    paper = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + LINE + GAP) + GAP), "#777777")
    pen = ImageDraw.Draw(paper)
    for at, file in enumerate(files):
        x, y = GAP + at % columns * (width + GAP), GAP + at // columns * (height + LINE + GAP)
        with Image.open(file) as picture:
            paper.paste(picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS), (x, y + LINE))
        pen.text((x, y), file.stem[:60], fill="white")
    paper.save(FOLDER / f"sheet-{name}.png")


def main(only: str) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    prepare_qt()
    count = 0
    for orientation in ORIENTATIONS:
        for name, files in draw(orientation, only).items():
            sheet(name, files, orientation)
            count += len(files)
    print(f"{count} pictures and their sheets: {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or [""]))
