"""How large and in which colours is everything? Tokens made from millimetres, never from pixels (pure, no Qt)."""

import math
from enum import StrEnum

from kiosk.model.screen import Screen

CAPITAL_RATIO = 0.733
"""Height of "H" over the pixel size in Noto Sans SC (measured at 1,000 px)."""

CAPITALS_MM = (3.8, 5.0, 6.6, 8.6)
"""Height of capitals of running text in the four sizes (VVSG 7.1-G); `DEFAULT_SIZE` is the one a visit begins with."""

DEFAULT_SIZE = 1

LENGTHS_MM = {
    "hairline": 0.4,
    "stroke": 0.7,
    "ringWidth": 1.0,
    "radius": 2.4,
    "gapXs": 1.4,
    "gapS": 2.6,
    "gapM": 4.5,
    "gapL": 7.0,
    "gapXl": 11.0,
    "target": 13.6,
    "targetLarge": 18.5,
    "keyHeight": 14.0,
}
"""Lengths that do not change with the text size. Targets lie above the 12.7 mm of access.md, A6."""


LOW_MM = 180.0
"""A screen that is not as high as this has room for a field and the keyboard, and for no bars beside them."""


class Contrast(StrEnum):
    DEFAULT = "default"
    DARK_ON_LIGHT = "dark_on_light"
    LIGHT_ON_DARK = "light_on_dark"


COLOURS: dict[Contrast, dict[str, str]] = {
    Contrast.DEFAULT: {
        "ground": "#f5f4f0", "surface": "#ffffff", "sunken": "#e9e7e0", "text": "#12202e", "muted": "#3d4a57",
        "line": "#d3d0c7", "border": "#5b6875", "accent": "#0b3f70", "accentPressed": "#06284a",
        "accentText": "#ffffff", "accentSoft": "#e2ecf6", "danger": "#8b1414", "dangerSoft": "#fbeaea",
        "good": "#0b5030", "goodSoft": "#e2f2e8",
        "notice": "#533a00", "noticeSoft": "#fdf1cf", "ringLight": "#ffd83d", "ringDark": "#12202e", "paper": "#ffffff",
        "ink": "#000000",
    },
    Contrast.DARK_ON_LIGHT: {
        "ground": "#ffffff", "surface": "#ffffff", "sunken": "#ffffff", "text": "#000000", "muted": "#000000",
        "line": "#000000", "border": "#000000", "accent": "#000000", "accentPressed": "#3a3a3a",
        "accentText": "#ffffff", "accentSoft": "#ffffff", "danger": "#7a0000", "dangerSoft": "#ffffff",
        "good": "#003d1f", "goodSoft": "#ffffff",
        "notice": "#000000", "noticeSoft": "#ffffff", "ringLight": "#ffd83d", "ringDark": "#000000", "paper": "#ffffff",
        "ink": "#000000",
    },
    Contrast.LIGHT_ON_DARK: {
        "ground": "#000000", "surface": "#000000", "sunken": "#000000", "text": "#ffffff", "muted": "#ffffff",
        "line": "#ffffff", "border": "#ffffff", "accent": "#ffe14d", "accentPressed": "#fff1a8",
        "accentText": "#000000", "accentSoft": "#000000", "danger": "#ffb3ad", "dangerSoft": "#000000",
        "good": "#9df0bf", "goodSoft": "#000000",
        "notice": "#ffe9a8", "noticeSoft": "#000000", "ringLight": "#ffffff", "ringDark": "#000000", "paper": "#ffffff",
        "ink": "#000000",
    },
}  # fmt: skip

TEXT_PAIRS = (
    ("text", "ground"), ("text", "surface"), ("text", "sunken"), ("text", "accentSoft"), ("text", "dangerSoft"),
    ("text", "noticeSoft"), ("text", "goodSoft"), ("muted", "ground"), ("muted", "surface"), ("muted", "sunken"),
    ("accent", "ground"), ("accent", "surface"), ("accent", "accentSoft"), ("accentText", "accent"),
    ("accentText", "accentPressed"), ("danger", "ground"), ("danger", "surface"), ("danger", "dangerSoft"),
    ("good", "ground"), ("good", "surface"), ("good", "goodSoft"), ("notice", "noticeSoft"), ("notice", "surface"),
    ("ink", "paper"),
)  # fmt: skip
"""Every pair of text on a ground that a page may use: at least 7:1."""

SHAPE_PAIRS = (
    ("border", "ground"), ("border", "surface"), ("border", "accentSoft"), ("accent", "sunken"), ("danger", "surface"),
    ("ringLight", "ringDark"),
)  # fmt: skip
"""Edges and rings that tell something: at least 3:1."""


def text_px(screen: Screen, capital_mm: float) -> int:
    """The font's pixel size whose capitals are at least `capital_mm` high."""
    return math.ceil(capital_mm * screen.px_per_mm / CAPITAL_RATIO)


def sizes(screen: Screen) -> int:
    """How many of the sizes a screen offers: on a low one the largest would leave no room for an answer (see DECISIONS)."""
    return len(CAPITALS_MM) - 1 if screen.height_mm < LOW_MM else len(CAPITALS_MM)


def tokens(screen: Screen, size: int, contrast: Contrast) -> dict[str, int | float | bool | str]:
    """Everything that `Theme` offers to QML, by name. size: 0 to 3."""
    capital = CAPITALS_MM[size]
    lengths: dict[str, int | float | bool | str] = {name: screen.px(mm) for name, mm in LENGTHS_MM.items()}
    lengths |= {
        "body": text_px(screen, capital),
        "lead": text_px(screen, capital + 1.0),
        "title": text_px(screen, capital + 2.8),
        "display": text_px(screen, capital + 4.6),
        "huge": text_px(screen, max(3.2 * capital, 20.0)),
        "iconS": screen.px(capital * 1.35),
        "iconM": screen.px(capital * 1.35 + 3.0),
        "iconL": screen.px(capital * 1.35 + 7.0),
        "margin": screen.px(max(6.0, min(12.0, screen.width_mm * 0.045))),
        "column": screen.px(250.0 * (capital / CAPITALS_MM[DEFAULT_SIZE]) ** 0.7),
        "pxPerMm": screen.px_per_mm,
        "wide": screen.width_px > screen.height_px,
        "low": screen.height_mm < LOW_MM,
        "textSize": size,
        "contrast": str(contrast),
    }
    return lengths | COLOURS[contrast]


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
