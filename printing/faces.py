"""How do the faces get into a PDF? Two static cuts of Noto Sans SC, embedded and subset, whose text comes back when it is copied."""

from collections.abc import Sequence
from functools import lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from printing.fonts import BOLD, FILES, REGULAR, FontsMissing, are_there, home

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange"
)


@lru_cache(maxsize=1)
def use_fonts() -> None:
    """Make both faces known to reportlab, once for the process (110 ms, 35 MB). Raises FontsMissing."""
    if not are_there():
        raise FontsMissing(f"fonts are not prepared: {home()}")
    ttfonts.makeToUnicodeCMap = to_unicode
    for name, file in FILES.items():
        pdfmetrics.registerFont(ttfonts.TTFont(name, str(home() / file)))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, REGULAR, BOLD)
    rl_config.canvas_basefontname = REGULAR  # else every page lists Helvetica, which is not embedded


def to_unicode(fontname: str, subset: Sequence[int]) -> str:
    """The CMap that gives text back from a subset, at most 100 lines a block (reportlab 5.1).

    Replaces reportlab's own, which spells characters above U+FFFF as five digits: 王𬱖 would be copied and read aloud as 王ⳅ.
    """
    rows = [f"<{code:02X}> <{chr(point).encode('utf-16-be', 'replace').hex()}>" for code, point in enumerate(subset)]
    parts = [_CMAP_HEAD]
    for block in (rows[start : start + 100] for start in range(0, len(rows), 100)):
        parts += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*parts, "endcmap CMapName currentdict /CMap defineresource pop end end"])


def missing_in(words: str) -> str:
    """The characters of `words` that the faces cannot draw, each once."""
    use_fonts()
    font = pdfmetrics.getFont(REGULAR)
    glyphs = font.face.charToGlyph if isinstance(font, ttfonts.TTFont) else {}
    return "".join(sorted({character for character in words if ord(character) not in glyphs and not character.isspace()}))
