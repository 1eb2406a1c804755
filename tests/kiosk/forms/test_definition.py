import pytest

from kiosk.forms import FormDefinitionError, load_form
from kiosk.forms.xmltree import Limits, parse_xml
from tests.kiosk.forms.examples import WORKBOOKS, workbook, xform


def codes(xml: bytes) -> list[str]:
    with pytest.raises(FormDefinitionError) as caught:
        load_form(xml)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("instance", "binds", "body", "wanted"),
    [
        ("<a/>", "", '<input ref="/data/b"/>', ["forms.body.missing"]),
        ("<a/>", "", '<group ref="/data/b"/>', ["forms.body.missing"]),
        ("<a/>", "", '<repeat nodeset="/data/b"/>', ["forms.body.missing"]),
        ("<a/>", '<bind nodeset="/data/a" calculate="nothing()"/>', "", ["forms.function"]),
        ("<a/>", '<bind nodeset="/data/a" calculate="1 +"/>', "", ["forms.xpath"]),
        ("<a/>", '<bind nodeset="/data/a" calculate=". + 1"/>', "", ["forms.cycle"]),
        ("<a/><b/>", '<bind nodeset="/data/a" calculate="../b"/><bind nodeset="/data/b" calculate="../a"/>', "", ["forms.cycle"]),
        ("<g><a/></g>", '<bind nodeset="/data/g" relevant="/data/g/a = 1"/>', "", ["forms.cycle"]),
        ("<a/>", "", '<range ref="/data/a" start="x" end="2" step="1"/>', ["forms.range"]),
        ("<a/>", '<setvalue event="unheard-of" ref="/data/a"/>', "", ["forms.action.event"]),
        ("<a/>", '<setvalue event="odk-new-repeat" ref="/data/a"/>', "", ["forms.action.event"]),
        ("<a/>", '<setvalue event="xforms-ready" ref="/data/z"/>', "", ["forms.action"]),
        ("<a/>", '<submission method="pigeon"/>', "", ["forms.submission"]),
        ("<a/>", '<instance id="x"><root/></instance><instance id="x"><root/></instance>', "", ["forms.instance"]),
    ],
)
def test_a_form_that_cannot_be_right_is_refused(instance: str, binds: str, body: str, wanted: list[str]) -> None:
    assert codes(xform(instance, binds, body)) == wanted


def test_every_mistake_is_told_not_only_the_first() -> None:
    binds = '<bind nodeset="/data/a" relevant="nothing()" calculate="1 +"/>'

    assert sorted(codes(xform("<a/>", binds, '<input ref="/data/b"/>'))) == ["forms.body.missing", "forms.function", "forms.xpath"]


@pytest.mark.parametrize(
    ("instance", "binds", "wanted"),
    [
        ("<a/>", '<bind nodeset="/data/b" required="true()"/>', "forms.bind.missing"),
        ("<a/>", '<bind nodeset="/data/a" type="pigeon"/>', "forms.bind.type"),
        ("<a/>", '<instance id="x" src="jr://file/x.xml"/>', "forms.media.missing"),
    ],
)
def test_what_forms_in_the_field_have_is_taken_with_a_warning(instance: str, binds: str, wanted: str) -> None:
    form = load_form(xform(instance, binds))

    assert [(problem.code, problem.severity) for problem in form.problems] == [(wanted, "warning")]


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"<a", "forms.xml.syntax"),
        (b"<a/>", "forms.model"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "forms.xml.doctype"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16"), "forms.xml.doctype"),
        (b"<html><model><instance/></model></html>", "forms.instance"),
    ],
)
def test_a_document_that_is_no_form_is_refused(xml: bytes, code: str) -> None:
    assert codes(xml) == [code]


def test_documents_have_limits() -> None:
    for limits, data in [
        (Limits(size_bytes=10), b"<a>" + b" " * 10 + b"</a>"),
        (Limits(depth=3), b"<a><b><c><d/></c></b></a>"),
        (Limits(nodes=3), b"<a><b/><c/><d/></a>"),
    ]:
        with pytest.raises(FormDefinitionError):
            parse_xml(data, limits)


def test_a_fault_in_xml_tells_the_place_and_nothing_of_the_text() -> None:
    with pytest.raises(FormDefinitionError) as caught:
        load_form(b"<a>\n<secret-name x=></a>")

    assert "line 2" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: str(path.stem))
def test_the_forms_of_the_demonstration_hall_are_without_problems(path: object) -> None:
    found = next(workbook(each) for each in WORKBOOKS if each == path)

    assert found.form.problems == ()
    assert found.form.languages == ("中文 (zh)", "English (en)")
    assert found.version >= "2026112401"


def test_ranks_do_not_depend_on_the_order_of_binds() -> None:
    one = '<bind nodeset="/data/a" calculate="../b + 1"/>'
    two = '<bind nodeset="/data/b" calculate="../c + 1"/>'
    orders = [[trigger.node.path for trigger in load_form(xform("<a/><b/><c>1</c>", binds)).triggers] for binds in (one + two, two + one)]

    assert orders == [["/data/b", "/data/a"], ["/data/b", "/data/a"]]
