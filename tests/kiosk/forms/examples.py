"""Forms to test with, written as an author would write them, and sessions at a fixed hour in a fixed zone."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from pyxform.xls2xform import convert

from kiosk.forms import FormDef, FormSession, load_form
from kiosk.forms.xlsform import Workbook, read_workbook
from kiosk.forms.xlsform.lint.subject import Role
from kiosk.forms.xlsform.ruler import FontRuler, PageRoom
from kiosk.forms.xlsform.trial import Surroundings
from resources import prepared

NOW = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
"""06:30 on the 23rd in the hall."""
ZONE = ZoneInfo("Asia/Shanghai")
AROUND = Surroundings(now=NOW, zone=ZONE, language="zh")
WORKBOOKS = sorted((Path(__file__).parents[3] / "resources" / "forms").glob("*.xlsx"))


@cache
def a_form(markdown: str) -> FormDef:
    """From the tables of an XLSForm in Markdown."""
    return load_form(convert(markdown, file_type=".md", validate=False).xform.encode())


@cache
def workbook(path: Path) -> Workbook:
    return read_workbook(path)


def the_form(name: str) -> FormDef:
    """One of the six of the demonstration hall."""
    return next(workbook(path).form for path in WORKBOOKS if path.stem == name)


def a_session(form: FormDef, language: str = "", *, strict: bool = True, seed: int = 1) -> FormSession:
    return FormSession(form, now=lambda: NOW, zone=ZONE, entropy=Random(seed).randbytes, language=language, device="K1", strict=strict)


def fill(session: FormSession, answers: Mapping[str, str]) -> FormSession:
    for ref, value in answers.items():
        session.answer(ref, value)
    return session


def xform(instance: str, binds: str = "", body: str = "", *, model: str = "", root: str = 'id="t" version="1"') -> bytes:
    """An XForm by hand, for what XLSForm cannot say."""
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" '
        'xmlns:orx="http://openrosa.org/xforms" xmlns:hall="urn:hall:xforms:1"><h:head><h:title>T</h:title>'
        f"<model><instance><data {root}>{instance}</data></instance>{model}{binds}</model></h:head><h:body>{body}</h:body></h:html>"
    ).encode()


def value(session: FormSession, ref: str) -> str:
    """What expressions and the submission see of a node."""
    node = session.state.get(ref)
    return node.value() if node.relevant else ""


def relevant(session: FormSession, ref: str) -> bool:
    return session.state.get(ref).relevant


def snapshot(session: FormSession) -> dict[str, tuple[bool, str]]:
    """Relevance of every node, and the value of those that count."""
    state = session.state
    nodes = [node for node in state.root.walk() if node.definition is not None]
    return {state.reference(node): (node.relevant, node.text if node.relevant else "") for node in nodes}


SETTINGS = """
| settings | | | |
| | form_id | version | namespaces |
| | small | 1 | hall="urn:hall:xforms:1" |
"""


def written(folder: Path, tables: str, *, settings: str = SETTINGS) -> Path:
    """A workbook as an author would write it, in Markdown; rows count from the header, which is row 1."""
    path = folder / "small.md"
    path.write_text(tables + settings, "utf8")
    return path


@cache
def a_ruler() -> FontRuler:
    """For the page of the demonstration's terminal."""
    fonts = prepared() / "fonts"
    sizes: dict[Role, float] = {"label": 15.5, "statement": 13.1, "hint": 11.7, "choice": 13.1}
    room = PageRoom(width_mm=244, height_mm=333, choice_mm=215, sizes=sizes)
    return FontRuler(room, fonts / "NotoSansSC-Regular.ttf", fonts / "NotoSansSC-Bold.ttf")
