"""Large forms for benchmarks, made by rule: a generated one of 1,602 controls, a roster, and a list of 11,800 places."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook
from pyxform.xls2xform import convert

LANGUAGES = ("English (en)", "Chinese (zh)")
SURVEY = (
    "type", "name", *(f"label::{each}" for each in LANGUAGES), "required", "relevant", "constraint", "calculation", "appearance",
    "choice_filter",
)  # fmt: skip
Row = dict[str, str]


def row(type_: str, name: str, label: str = "", **more: str) -> Row:
    return {"type": type_, "name": name, **{f"label::{each}": label for each in LANGUAGES if label}, **more}


def group(n: int) -> list[Row]:
    """One of the hundred groups: a gate, fourteen questions, five calculations."""

    def own(text: str) -> str:
        return text.replace("@", f"g{n}_")

    total = " + ".join(f"coalesce(${{@amt{i}}}, 0)" for i in range(1, 6))
    before = f"${{g{n - 1}_run}} + " if n > 1 else ""
    rows = [
        row("select_one yn", "@gate", "Does this part concern you?", required="yes"),
        row("begin group", "@grp", "Part", relevant="${@gate} = 'yes'", appearance="field-list"),
        row("text", "@name", "Name", required="yes", constraint="string-length(.) <= 60"),
        row("integer", "@age", "Age", constraint=". >= 0 and . <= 120"),
        row("date", "@dob", "Date of birth", constraint=". <= today()"),
        row("select_one province", "@prov", "Province"),
        row("select_one city", "@city", "City", choice_filter="prov = ${@prov}"),
        row("select_multiple svc", "@svc", "Services"),
        row("text", "@other", "Which other?", relevant="selected(${@svc}, 's9')"),
        *(row("decimal", f"@amt{i}", f"Amount {i}", constraint=". >= 0") for i in range(1, 6)),
        row("calculate", "@total", calculation=total),
        row("calculate", "@adult", calculation="if(${@age} >= 18, 'yes', 'no')"),
        row("text", "@guardian", "Guardian", required="yes", relevant="${@adult} = 'no'"),
        row("text", "@phone", "Telephone", constraint="regex(., '^[0-9]{7,11}$')"),
        row("note", "@sum", "Together: ${@total}"),
        row("calculate", "@days", calculation="int(decimal-date-time(today()) - decimal-date-time(${@dob}))"),
        row("end group", ""),
        row("calculate", "@run", calculation=f"{before}${{@total}}" + ("" if n > 1 else " + 0")),
    ]
    return [{key: own(value) for key, value in each.items()} for each in rows]


CHOICES = [
    *(("yn", name, name, "") for name in ("yes", "no")),
    *(("province", f"p{i}", f"Province {i}", "") for i in range(30)),
    *(("city", f"c{i}", f"City {i}", f"p{i % 30}") for i in range(300)),
    *(("svc", f"s{i}", f"Service {i}", "") for i in range(10)),
]


@cache
def generated(groups: int = 100) -> bytes:
    """With 100 groups: 1,602 controls and 2,104 binds."""
    return xform(_rows(groups), "generated")


def a_workbook_of_groups(path: Path, groups: int) -> Path:
    """The same as an author's workbook: 16 controls a group, and two more."""
    return workbook(_rows(groups), path)


def _rows(groups: int) -> list[Row]:
    rows = [row("note", "intro", "Please answer")]
    for n in range(1, groups + 1):
        rows += group(n)
    return [*rows, row("calculate", "grand", calculation=f"${{g{groups}_run}}"), row("note", "grand_note", "All together: ${grand}")]


@cache
def roster() -> bytes:
    """A repeat of persons with calculations inside, and sums outside."""
    rows = [
        row("integer", "n", "How many?"),
        row("begin repeat", "person", "Person"),
        row("text", "name", "Name"),
        row("integer", "age", "Age", constraint=". >= 0 and . <= 120"),
        row("select_one province", "prov", "Province"),
        row("select_one city", "city", "City", choice_filter="prov = ${prov}"),
        row("decimal", "income", "Income"),
        row("calculate", "idx", calculation="position(..)"),
        row("calculate", "share", calculation="if(${income} = '', 0, ${income} * 0.1)"),
        row("text", "guardian", "Guardian", relevant="${age} < 18"),
        row("calculate", "prev_age", calculation="if(position(..) > 1, indexed-repeat(${age}, ${person}, position(..) - 1), 0)"),
        row("end repeat", ""),
        row("calculate", "total", calculation="sum(${income})"),
        row("calculate", "heads", calculation="count(${person})"),
        row("note", "both", "${heads} people, ${total}"),
    ]
    return xform(rows, "roster")


@cache
def places(count: int = 11_800) -> bytes:
    """A list of wards that is filtered by its local government."""
    items = "".join(f"<item><name>w{i}</name><label>Ward {i}</label><lga>l{i % 774}</lga></item>" for i in range(count))
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Wards</h:title><model>'
        '<instance><data id="wards" version="1"><lga/><ward/></data></instance>'
        f'<instance id="wards"><root>{items}</root></instance>'
        '<bind nodeset="/data/lga" type="string"/><bind nodeset="/data/ward" type="string"/></model></h:head><h:body>'
        '<input ref="/data/lga"/><select1 ref="/data/ward"><itemset nodeset="instance(\'wards\')/root/item[lga = /data/lga]">'
        '<value ref="name"/><label ref="label"/></itemset></select1></h:body></h:html>'
    ).encode()


def xform(rows: Sequence[Row], name: str) -> bytes:
    """As an author's workbook would become one."""
    with TemporaryDirectory() as folder:
        path = workbook(rows, Path(folder) / f"{name}.xlsx")
        return str(convert(str(path), validate=False).xform).encode()


def workbook(rows: Sequence[Row], path: Path) -> Path:
    name = path.stem
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    sheet.append(SURVEY)
    for each in rows:
        sheet.append([each.get(column, "") for column in SURVEY])
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", *(f"label::{each}" for each in LANGUAGES), "prov"])
    for list_name, value, label, province in CHOICES:
        choices.append([list_name, value, label, label, province])
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version", "default_language"])
    settings.append([name, name, "1", LANGUAGES[0]])
    book.save(path)
    return path
