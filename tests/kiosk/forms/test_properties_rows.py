"""Random forms with lists, counts, rows within rows and actions: step by step, from a draft and from scratch all agree."""

import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from kiosk.forms import FormDef, FormDefinitionError, FormSession, load_form
from kiosk.forms.errors import AnswerRefused
from tests.kiosk.forms.examples import WORKBOOKS, a_session, snapshot, xform

TOWNS = (
    '<instance id="towns"><root>'
    + "".join(f"<item><name>t{i}</name><label>T{i}</label><k>{i % 3}</k></item>" for i in range(7))
    + "</root></instance>"
)
CONDITIONS = ("k = /data/a", "k = /data/n or /data/a = ''", "k &lt; /data/n", "name != /data/one", "position() &lt;= /data/n")
VALUES = (
    "/data/n + 1",
    "count(/data/c)",
    "sum(/data/c/x)",
    "/data/one",
    "string-length(/data/many)",
    "count(/data/o/i)",
    "join(' ', /data/o/i/z)",
    "jr:choice-name(/data/one, '/data/one')",
    "indexed-repeat(/data/c/x, /data/c, /data/n)",
    "count(/data/c[x &gt; /data/n])",
    "once(/data/n)",
    "selected(/data/many, 't1')",
    "/data/o[1]/i[last()]/z",
    "string(//z)",
    "count(//i | //c)",
    "if(/data/a, /data/o/w, /data/n)",
)
INSIDE = ("../x", "position(..)", "../x + /data/n", "count(/data/c)", "sum(/data/c/x)", "/data/c[position() = 1]/x", "../../n", "/data/one")
NESTED = ("../z", "position(..)", "position(../..)", "../../w", "count(../../i)", "sum(/data/o/i/z)", "sum(../../i/z)", "/data/n")
TRUTHS = ("/data/n &gt; 1", "/data/a = 'x'", "/data/one = 't1'", "true()")


TEMPLATE = (' jr:template=""', "")


def itemset(condition: str) -> str:
    return f'<itemset nodeset="instance(\'towns\')/root/item[{condition}]"><value ref="name"/><label ref="label"/></itemset>'


@lru_cache(maxsize=512)
def loaded(xml: bytes) -> FormDef | None:
    """None for a form whose expressions go in a circle by chance."""
    try:
        return load_form(xml)
    except FormDefinitionError as fault:
        if any(problem.code != "forms.cycle" for problem in fault.problems):
            raise
        return None


@st.composite
def richer_forms(draw: st.DrawFn) -> bytes:
    """A counted repeat, rows within rows by hand, two lists, calculates in all of them, and actions."""

    def pick(options: tuple[str, ...]) -> str:
        return draw(st.sampled_from(options))

    binds = '<bind nodeset="/data/n" type="int"/>'
    for place, options in (("/data/v1", VALUES), ("/data/v2", VALUES), ("/data/c/y", INSIDE), ("/data/o/i/q", NESTED)):
        binds += f'<bind nodeset="{place}" calculate="{pick(options)}"/>'
    for place in ("/data/c", "/data/o", "/data/o/i", "/data/one", "/data/c/x"):
        binds += pick(("", f'<bind nodeset="{place}" relevant="{pick(TRUTHS if place != "/data/one" else TRUTHS[:2])}"/>'))
    action = pick(("", f'<setvalue event="xforms-value-changed" ref="/data/s" value="{pick(VALUES[:6])}"/>'))
    new_row = pick(("", '<setvalue event="odk-new-repeat" ref="/data/o/i/z" value="position(..)"/>'))
    count = pick(("/data/n", "count(/data/o)", "/data/n + 1"))
    body = (
        f'<input ref="/data/a">{action}</input><input ref="/data/n">{action}</input>'
        f'<select1 ref="/data/one">{itemset(pick(CONDITIONS[:3]))}</select1><select ref="/data/many">{itemset(pick(CONDITIONS))}</select>'
        f'<repeat nodeset="/data/c" jr:count="{count}"><input ref="/data/c/x"/></repeat>'
        f'<repeat nodeset="/data/o"><input ref="/data/o/w"/>'
        f'<repeat nodeset="/data/o/i">{new_row}<input ref="/data/o/i/z"/></repeat></repeat>'
    )
    outer, inner = pick(TEMPLATE), pick(TEMPLATE)
    rows = f"<c{outer}><x/><y/></c><o><w/><i{inner}><z>7</z><q/></i></o>"
    return xform(f"<a/><n/><one/><many/><s/><v1/><v2/>{rows}", binds, body, model=TOWNS)


PLACES = {
    "/data/a": ("", "0", "1", "x"),
    "/data/n": ("", "0", "1", "2", "3"),
    "/data/one": ("", "t0", "t1", "t2"),
    "/data/many": ("", "t1", "t4 t1", "t2 t3"),
    "/data/c[1]/x": ("", "1", "5"),
    "/data/c[2]/x": ("", "1", "5"),
    "/data/o[1]/i[1]/z": ("", "2"),
    "/data/o[2]/i[1]/z": ("", "2"),
    "/data/o[1]/w": ("", "2"),
}
Deed = tuple[str, str, str]
DEEDS: st.SearchStrategy[list[Deed]] = st.lists(
    st.one_of(
        *(st.tuples(st.just("answer"), st.just(place), st.sampled_from(typed)) for place, typed in PLACES.items()),
        st.tuples(st.just("add"), st.sampled_from(["/data/o", "/data/o[1]/i", "/data/o[2]/i"]), st.just("")),
        st.tuples(st.just("remove"), st.sampled_from(["/data/o[1]", "/data/o[2]", "/data/o[1]/i[1]", "/data/o[1]/i[2]"]), st.just("")),
    ),
    max_size=10,
)


def do(session: FormSession, kind: str, ref: str, typed: str) -> None:
    try:
        match kind:
            case "answer":
                session.answer(ref, typed)
            case "add":
                session.add_repeat(ref)
            case "remove":
                session.remove_repeat(ref)
    except AnswerRefused:
        return


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(xml=richer_forms(), deeds=DEEDS)
def test_lists_counts_and_rows_within_rows_are_followed_like_worked_out_anew(xml: bytes, deeds: list[Deed]) -> None:
    form = loaded(xml)
    assume(form is not None)
    assert form is not None
    session = a_session(form, strict=False)
    for kind, ref, typed in deeds:
        do(session, kind, ref, typed)
        draft = session.save()
        restored = session.restored(draft)

        assert snapshot(restored) == snapshot(session)
        assert restored.save() == draft


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(xml=richer_forms(), deeds=DEEDS, cut=st.integers(0, 10))
def test_a_draft_in_between_changes_nothing_of_what_comes_after(xml: bytes, deeds: list[Deed], cut: int) -> None:
    form = loaded(xml)
    assume(form is not None)
    assert form is not None
    through, interrupted = a_session(form, strict=False), a_session(form, strict=False)
    for place, (kind, ref, typed) in enumerate(deeds):
        if place == cut:
            interrupted = interrupted.restored(interrupted.save())
        do(through, kind, ref, typed)
        do(interrupted, kind, ref, typed)

    assert snapshot(interrupted) == snapshot(through)
    assert interrupted.submission_xml() == through.submission_xml()


# -- order -------------------------------------------------------------------------------------------------------------

ORDER = """
import hashlib, sys
from pathlib import Path
from random import Random
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
from kiosk.forms import FormSession, load_form
form = load_form(Path(sys.argv[1]).read_bytes())
now = datetime(2026, 11, 24, tzinfo=UTC)
session = FormSession(form, now=lambda: now, zone=ZoneInfo("Asia/Shanghai"), entropy=Random(1).randbytes)
for node in list(session.state.root.walk()):
    if node.definition is not None and node.definition.control is not None and node.definition.control.kind == "input":
        session.answer(session.state.reference(node), "1")
order = [(trigger.rank, trigger.kind, trigger.node.path, trigger.expression.source) for trigger in form.triggers]
print(hashlib.sha256(repr(order).encode() + session.save()).hexdigest())
"""


@pytest.mark.parametrize("path", WORKBOOKS[:3], ids=lambda path: str(path.stem))
def test_the_order_of_work_does_not_depend_on_the_order_of_sets(path: Path, tmp_path: Path) -> None:
    xml = tmp_path / "form.xml"
    xml.write_text(convert(str(path), validate=False).xform)
    command = [sys.executable, "-c", ORDER, str(xml)]
    made = {
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True).stdout
        for seed in ("0", "1", "42", "4294967295")
    }

    assert len(made) == 1
