"""Under which terms is a form examined here? The page of a terminal at its largest text, its faces, and a hall far from UTC."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.forms.bundle import Parts
from kiosk.forms.xlsform.gate import Examination, Terms
from kiosk.forms.xlsform.rehearsal import FILLINGS
from kiosk.forms.xlsform.ruler import FontRuler, PageRoom
from kiosk.forms.xlsform.trial import Surroundings
from kiosk.model.screen import Screen
from printing.fonts import BOLD, FILES, REGULAR, FontsMissing, are_there, home
from ui.theme import CAPITALS_MM, Contrast, tokens

ZONE = ZoneInfo("Asia/Shanghai")
"""A zone far from UTC shows mistakes with days that one beside it hides."""

PAGE_PART = 0.7
"""Of the screen's height: the rest is the header, and the bar with its buttons."""

TERMINAL = Screen(width_mm=268, height_mm=476, width_px=1080, height_px=1920, distance_mm=500)
"""The terminal that labels are measured for if no settings are given: 21.5 inches, upright."""


def terms_for(screen: Screen, *, now: datetime, fillings: int = FILLINGS, opinion: bool = True) -> Terms:
    """Raises FontsMissing if set-up did not run to its end."""
    if not are_there():
        raise FontsMissing
    ruler = FontRuler(room_of(screen), home() / FILES[REGULAR], home() / FILES[BOLD])
    return Terms(around=Surroundings(now=now, zone=ZONE), ruler=ruler, fillings=fillings, opinion=opinion)


def room_of(screen: Screen) -> PageRoom:
    """As `PageFrame`, `Question` and `ChoiceRow` lay their words out."""
    sizes = {name: float(value) for name, value in tokens(screen, len(CAPITALS_MM) - 1, Contrast.DEFAULT).items() if name in _SIZES}
    mm = {name: value / screen.px_per_mm for name, value in sizes.items()}
    width = min(screen.width_mm - 2 * mm["margin"], mm["column"])
    return PageRoom(
        width_mm=width,
        height_mm=PAGE_PART * screen.height_mm,
        choice_mm=width - 1.2 * mm["lead"] - 3 * mm["gapM"],
        sizes={"label": mm["title"], "statement": mm["lead"], "hint": mm["body"], "choice": mm["lead"]},
    )


_SIZES = frozenset({"title", "lead", "body", "margin", "column", "gapM"})


def parts_of(examination: Examination) -> Parts:
    """What is published of a workbook in which no error was found."""
    reading = examination.reading
    assert reading.form is not None
    return Parts(
        form=reading.form, xml=reading.xml, media=reading.media,
        workbook_name=examination.path.name, workbook=examination.path.read_bytes(),
    )  # fmt: skip
