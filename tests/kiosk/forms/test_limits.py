"""What a form could do to a terminal: each is answered with an error or stays within its budget, measured here."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kiosk.forms import FormDef, FormDefinitionError, FormEntry, FormSession, Problem, load_form
from kiosk.forms.definition.secondary import read_secondary
from kiosk.forms.errors import AnswerRefused, XPathEvaluationError, XPathSyntaxError
from kiosk.forms.xpath.parser import parse
from tests.kiosk.forms.examples import NOW, ZONE, a_session, fill, value, xform
from tests.kiosk.forms.xpath.evaluating import evaluate

SECONDS = 12.0
"""The most processor time that any of these may take on the slowest machine; on a terminal each takes a fraction of it."""


@contextmanager
def within(seconds: float = SECONDS) -> Iterator[None]:
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds


def codes(xml: bytes, media: dict[str, bytes] | None = None) -> set[str]:
    with within(), pytest.raises(FormDefinitionError) as caught:
        load_form(xml, media or {})
    return {problem.code for problem in caught.value.problems}


def in_the_field(form: FormDef) -> tuple[FormSession, list[Problem]]:
    heard: list[Problem] = []
    return FormSession(form, now=lambda: NOW, zone=ZONE, entropy=bytes, report=heard.append), heard


# -- documents --------------------------------------------------------------------------------------------------------

DOCUMENTS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "deep": (lambda: xform("<g>" * 5_000 + "</g>" * 5_000), {"forms.xml.syntax"}),
    "deep enough for the parser": (lambda: xform("<g>" * 200 + "</g>" * 200), {"forms.xml.depth"}),
    "a million choices": (
        lambda: xform("<a/>", "", '<select1 ref="/data/a">' + "<item><value>x</value></item>" * 1_000_000 + "</select1>"),
        {"forms.xml.nodes"},
    ),
    "a million choices in a list": (
        lambda: xform("<a/>", "", "", model='<instance id="l"><root>' + "<i><v>x</v></i>" * 1_000_000 + "</root></instance>"),
        {"forms.xml.nodes"},
    ),
    "more than a form": (lambda: xform("<a>" + "x" * 40_000_000 + "</a>"), {"forms.xml.size"}),
    "an enormous text": (lambda: xform(f"<a>{'x' * 300_000}</a>"), {"forms.xml.text"}),
    "an enormous attribute": (lambda: xform(f'<a b="{"x" * 11_000_000}"/>'), {"forms.xml.syntax"}),
    "a million attributes": (lambda: xform("<a " + " ".join(f'a{i}=""' for i in range(1_000_001)) + "/>"), {"forms.xml.nodes"}),
    "an endless expression": (lambda: xform("<a/>", f'<bind nodeset="/data/a" relevant="{"1 + " * 60_000}1"/>'), {"forms.xpath"}),
}


@pytest.mark.parametrize(("make", "wanted"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_that_is_too_much_is_refused(make: Callable[[], bytes], wanted: set[str]) -> None:
    assert codes(make()) == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    bomb = "".join(f'<!ENTITY a{i} "&a{i - 1};&a{i - 1};">' for i in range(1, 40))
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY a0 "ha">{bomb}]><d>&a39;</d>'.encode(encoding)

    assert codes(xml) <= {"forms.xml.doctype", "forms.xml.syntax"}


def test_a_large_form_is_read_in_time_that_grows_with_it() -> None:
    """Sixty thousand questions that all have names of their own."""
    names = [f"q{i}" for i in range(60_000)]
    with within(30):
        form = load_form(xform("".join(f"<{name}/>" for name in names), "", "".join(f'<input ref="/data/{name}"/>' for name in names)))

    assert len(form.questions) == 60_000


# -- lists ------------------------------------------------------------------------------------------------------------

LISTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a million rows": ("x.csv", lambda: b"name,label\n" + b"a,A\n" * 1_000_000, "forms.list.size"),
    "rows that are padded to a million cells": (
        "x.csv",
        lambda: ",".join(f"c{i}" for i in range(20_000)).encode() + b"\n" + b"a\n" * 1_000,
        "forms.list.size",
    ),
    "an endless cell": ("x.csv", lambda: b"name\n" + b"x" * 2_000_000, "forms.csv.syntax"),
    "more bytes than a list": ("x.csv", lambda: b"name\n" + b"x\n" * 40_000_000, "forms.list.size"),
    "a million features": (
        "x.geojson",
        lambda: json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}] * 200_001,
            }
        ).encode(),
        "forms.list.size",
    ),
    "deep JSON": ("x.geojson", lambda: b"[" * 1_000_000, "forms.geojson.syntax"),
    "a million items": ("x.xml", lambda: b"<root>" + b"<item><name>a</name></item>" * 1_000_000 + b"</root>", "forms.xml.nodes"),
}


@pytest.mark.whole
@pytest.mark.parametrize(("name", "make", "wanted"), LISTS.values(), ids=LISTS)
def test_a_list_that_is_too_much_is_refused(name: str, make: Callable[[], bytes], wanted: str) -> None:
    data = make()
    with within(), pytest.raises(FormDefinitionError) as caught:
        read_secondary(name, data)

    assert [problem.code for problem in caught.value.problems] == [wanted]


@pytest.mark.parametrize(
    "source", ["jr://file/../secret.xml", "jr://file-csv//etc/passwd", "http://x.example/list.xml", "file:///etc/passwd"]
)
def test_media_come_from_the_bundle_by_base_name_only(source: str) -> None:
    form = load_form(xform("<a/>", "", "", model=f'<instance id="l" src="{source}"/>'), {"other.xml": b"<root/>"})

    assert [problem.code for problem in form.problems] == ["forms.media.missing"]


# -- expressions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "(" * 10_000 + "1" + ")" * 10_000,
        "not(" * 10_000 + "1" + ")" * 10_000,
        "-" * 10_000 + "1",
        "1" + " + 1" * 10_000,
        "1" + " = 1" * 10_000,
        "a" + "[a" * 10_000 + "]" * 10_000,
    ],
)
def test_an_expression_nested_ten_thousand_deep_is_refused(source: str) -> None:
    with within(), pytest.raises(XPathSyntaxError):
        parse(source)


@pytest.mark.parametrize("operator", ["and", "or"])
def test_ten_thousand_conditions_in_a_row_are_no_depth(operator: str) -> None:
    with within():
        assert evaluate(f" {operator} ".join(["a = 3"] * 10_000)) is True


def test_a_long_union_and_a_long_path_are_no_depth() -> None:
    assert evaluate("count(" + " | ".join(["e"] * 5_000) + ")") == 3.0
    assert evaluate("count(" + "./" * 5_000 + "e)") == 3.0


TRAPS = [("^(a+)+$", "a" * 40 + "!"), ("^(a|aa)+$", "a" * 60 + "!"), ("(x+x+)+y", "x" * 60), (r"^(\w+\s?)*$", "a " * 40 + "!")]


@pytest.mark.parametrize(("pattern", "text"), TRAPS)
def test_a_pattern_with_a_trap_ends(pattern: str, text: str) -> None:
    form = load_form(xform("<a/><b/>", f'<bind nodeset="/data/b" calculate="regex(/data/a, \'{pattern}\')"/>', '<input ref="/data/a"/>'))
    session, _ = in_the_field(form)
    with within(3):
        session.answer("/data/a", text)

    assert value(session, "/data/b") in {"", "false"}


@pytest.mark.whole
def test_many_slow_patterns_share_one_budget() -> None:
    binds = "".join(f'<bind nodeset="/data/n{i}" calculate="regex(/data/a, \'^(a|a|aa)+$\')"/>' for i in range(200))
    form = load_form(xform("<a/>" + "".join(f"<n{i}/>" for i in range(200)), binds, '<input ref="/data/a"/>'))
    session, heard = in_the_field(form)
    with within():
        session.answer("/data/a", "a" * 60 + "!")

    assert {problem.message for problem in heard} == {
        "calculate failed: the pattern takes too long",
        "calculate failed: the form's expressions take too long",
    }


def test_an_expression_that_looks_at_everything_for_everything_is_given_up() -> None:
    every = "instance('l')//*[count(instance('l')//*[count(instance('l')//*) &gt; 0]) &gt; 0]"
    model = f'<instance id="l"><root>{"<i/>" * 1_000}</root></instance>'
    form = load_form(xform("<a/><z/>", f'<bind nodeset="/data/z" calculate="count({every})"/>', '<input ref="/data/a"/>', model=model))
    with within():
        session, heard = in_the_field(form)
    assert value(session, "/data/z") == ""
    assert [problem.message for problem in heard] == ["calculate failed: the form's expressions take too long"]

    session.answer("/data/a", "still alive")
    assert value(session, "/data/a") == "still alive"


def test_every_pair_of_long_lists_is_not_looked_at() -> None:
    rows = "".join(f"<v>{i}</v>" for i in range(2_000))
    with within():
        assert evaluate("v != v", f"<data>{rows}</data>") is True
        assert evaluate("v = v", f"<data>{rows}</data>") is True
        with pytest.raises(XPathEvaluationError):
            evaluate("v < v", f"<data>{rows}</data>")


def test_a_text_does_not_grow_without_end() -> None:
    doubled = "".join(f'<bind nodeset="/data/n{i}" calculate="concat({", ".join([f"/data/n{i - 1}"] * 50)})"/>' for i in range(1, 20))
    form = load_form(xform("".join(f"<n{i}/>" for i in range(20)), doubled, '<input ref="/data/n0"/>'))
    session, _ = in_the_field(form)
    with within():
        session.answer("/data/n0", "x" * 1_000)

    assert max(len(value(session, f"/data/n{i}")) for i in range(20)) <= 100_000


def test_actions_without_end_are_stopped_and_told() -> None:
    body = "".join(
        f'<input ref="/data/{here}"><setvalue event="xforms-value-changed" ref="/data/{there}" value="/data/{here} + 1"/></input>'
        for here, there in (("a", "b"), ("b", "a"))
    )
    form = load_form(xform("<a/><b/>", "", body))
    session, heard = in_the_field(form)
    with within():
        session.answer("/data/a", "1")
    assert [problem.message for problem in heard] == ["action failed: actions set each other off without end"]

    with pytest.raises(XPathEvaluationError):
        a_session(form).answer("/data/a", "1")


# -- rows -------------------------------------------------------------------------------------------------------------


def counted(instance: str, repeats: int) -> FormDef:
    inside = '<input ref="/data/{path}/v"/>'
    body, path = "", "/".join("r" * repeats)
    for depth in range(repeats, 0, -1):
        place = "/data/" + "/".join("r" * depth)
        body = f'<repeat nodeset="{place}" jr:count="/data/n">{body or inside.format(path=path)}</repeat>'
    binds = f'<bind nodeset="/data/{path}/place" calculate="position(..)"/><bind nodeset="/data/all" calculate="count(/data/{path})"/>'
    return load_form(xform(f"<n/>{instance}<all/>", binds, '<input ref="/data/n"/>' + body))


def test_a_count_of_a_thousand_million_rows_stops_at_a_thousand() -> None:
    session, _ = in_the_field(counted("<r><v/><place/></r>", 1))
    with within():
        session.answer("/data/n", "1000000000")
    assert value(session, "/data/all") == "1000"
    assert value(session, "/data/r[1000]/place") == "1000"

    with within():
        session.answer("/data/n", "0")
    assert value(session, "/data/all") == "0"


@pytest.mark.whole
def test_rows_within_rows_do_not_fill_the_memory() -> None:
    session, _ = in_the_field(counted("<r><r><r><v/><place/></r></r></r>", 3))
    with within(30):
        session.answer("/data/n", "1000000000")

    assert session.state.size <= 101_000
    assert session.restored(session.save()).state.size == session.state.size


def test_rows_by_hand_end_where_the_memory_would() -> None:
    form = load_form(xform("<r><v/></r>", "", '<repeat nodeset="/data/r"><input ref="/data/r/v"/></repeat>'))
    session = a_session(form)
    with within():
        for _ in range(999):
            session.add_repeat("/data/r")
    with pytest.raises(AnswerRefused):
        session.add_repeat("/data/r")
    assert len(FormEntry(session).page_ids()) == 1_001


def test_an_answer_is_cut_to_what_a_draft_can_hold() -> None:
    session = fill(a_session(load_form(xform("<a/>", "", '<input ref="/data/a"/>'))), {"/data/a": "x" * 5_000_000})

    assert len(value(session, "/data/a")) == 100_000
