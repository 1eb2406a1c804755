"""What only some forms use: translated words in expressions, attributes, actions into rows, faults in the field."""

from random import Random

import pytest

from kiosk.forms import FormDef, FormEntry, FormSession, Problem, load_form
from kiosk.forms.errors import XPathEvaluationError
from tests.kiosk.forms.examples import NOW, ZONE, a_session, fill, relevant, value, xform

ITEXT = (
    '<itext><translation lang="English (en)" default="true()"><text id="hi"><value>Hi <output value="/data/a"/>!</value>'
    '<value form="guidance">Say it</value></text><text id="one"><value>One</value></text></translation>'
    '<translation lang="中文 (zh)"><text id="hi"><value>你好<output value="/data/a"/></value></text>'
    '<text id="one"><value form="long">一</value></text></translation></itext>'
)
LIST = (
    '<instance id="l"><root><item><name>x</name><label>one</label><k>1</k></item>'
    "<item><name>y</name><label>one</label><k>2</k></item></root></instance>"
)
PICK = (
    '<select1 ref="/data/s"><label>S</label><itemset nodeset="instance(\'l\')/root/item[{filter}]"><value ref="name"/>'
    '<label ref="jr:itext(label)"/></itemset></select1>'
)


def in_the_field(form: FormDef) -> tuple[FormSession, list[Problem]]:
    heard: list[Problem] = []
    return FormSession(form, now=lambda: NOW, zone=ZONE, entropy=Random(1).randbytes, report=heard.append), heard


def words() -> FormDef:
    binds = (
        '<bind nodeset="/data/b" calculate="jr:itext(\'hi\')"/>'
        '<bind nodeset="/data/c" calculate="jr:choice-name(/data/s, \'/data/s\')"/>'
        "<bind nodeset=\"/data/d\" calculate=\"jr:choice-name('y', ' ../s ')\"/>"
        "<bind nodeset=\"/data/e\" calculate=\"concat(jr:choice-name('y', '../nowhere'), jr:choice-name('y', '/data/a'))\"/>"
    )
    body = PICK.format(filter="k &gt; 0") + '<input ref="/data/a"><label ref="jr:itext(\'hi\')"/></input>'
    return load_form(xform("<a/><b/><c/><d/><e/><s/>", binds, body, model=ITEXT + LIST))


def test_expressions_read_words_in_the_present_language() -> None:
    session = fill(a_session(words()), {"/data/a": "Ann", "/data/s": "x"})
    session.set_language("zh")
    session.set_language("en")

    assert [value(session, f"/data/{name}") for name in "bcde"] == ["Hi Ann!", "One", "One", ""]


def test_another_language_is_followed_at_once() -> None:
    session = fill(a_session(words()), {"/data/a": "Ann", "/data/s": "x"})
    session.set_language("zh-CN")
    session.set_language("zh-CN")

    assert value(session, "/data/b") == "你好Ann"
    assert session.form.itext.match("fr") == "English (en)"


@pytest.mark.parametrize(
    ("condition", "offered"),
    [
        ("k = 1", ["x"]),
        ("k = '2'", ["y"]),
        ("'2' = k", ["y"]),
        ("k = /data/a", []),
        ("k = string-length('aa')", ["y"]),
        ("name != 'x' and k = '2'", ["y"]),
        ("k = '2' and name = 'x'", []),
        ("position() = 2 and k = '2'", ["y"]),
        ("k = '2' and -k &lt; 0", ["y"]),
        ("k = '1'][name = 'x'", ["x"]),
        ("k = ../item[1]/k", ["x"]),
        ("k = current()/../b", ["y"]),
        ("k = (../item/k)[2]", ["y"]),
        ("k = /data/none", []),
    ],
)
def test_a_list_is_filtered_the_same_with_and_without_its_index(condition: str, offered: list[str]) -> None:
    binds = f"<bind nodeset=\"/data/n\" calculate=\"join(' ', instance('l')/root/item[{condition}]/name)\"/>"
    session = a_session(load_form(xform("<s/><a/><b>2</b><n/>", binds, "", model=LIST)))

    assert value(session, "/data/n").split() == offered


def test_an_attribute_may_be_calculated() -> None:
    binds = (
        '<bind nodeset="/data/e/@create" calculate="/data/a + 1"/>'
        '<bind nodeset="/data/g" relevant="/data/a &gt; 3"/><bind nodeset="/data/g/@z" calculate="1"/>'
    )
    session = fill(a_session(load_form(xform('<a/><e create=""/><g z=""><h/></g>', binds, '<input ref="/data/a"/>'))), {"/data/a": "2"})
    assert value(session, "/data/e/@create") == "3"
    assert b'create="3"' in session.submission_xml()
    assert not relevant(session, "/data/g/@z")

    session.answer("/data/a", "5")
    assert value(session, "/data/g/@z") == "1"


def test_an_action_into_rows_must_pick_one() -> None:
    action = '<input ref="/data/a"><setvalue event="xforms-value-changed" ref="{ref}" value="/data/a"/></input>'
    rows = "<a/><r><x/></r><r><x/></r>"
    repeat = '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>'
    one = a_session(load_form(xform(rows, "", action.format(ref="/data/r[position() = 2]/x") + repeat)))
    one.answer("/data/a", "hi")
    assert [value(one, f"/data/r[{i}]/x") for i in (1, 2)] == ["", "hi"]

    every = load_form(xform(rows, "", action.format(ref="/data/r/x") + repeat))
    with pytest.raises(XPathEvaluationError):
        a_session(every).answer("/data/a", "hi")
    session, heard = in_the_field(every)
    session.answer("/data/a", "hi")
    assert [problem.message for problem in heard] == ["action failed: an action must pick one row"]


def test_an_action_within_a_row_stays_in_it() -> None:
    body = (
        '<repeat nodeset="/data/r"><input ref="/data/r/x"><setvalue event="xforms-value-changed odk-instance-first-load" ref="/data/r/y" '
        "value=\"concat(../x, '!')\"/></input></repeat>"
    )
    session = fill(a_session(load_form(xform("<r><x/><y/></r><r><x/><y/></r>", "", body))), {"/data/r[2]/x": "b"})

    assert [value(session, f"/data/r[{i}]/y") for i in (1, 2)] == ["!", "b!"]


def test_a_place_on_earth_is_left_blank_without_a_receiver() -> None:
    model = '<odk:setgeopoint event="odk-instance-first-load" ref="/data/a"/>'

    assert value(a_session(load_form(xform("<a>1 2</a>", model))), "/data/a") == ""


@pytest.mark.parametrize("name", ["relevant", "calculate", "required", "constraint", "readonly"])
def test_a_fault_in_the_field_leaves_the_question_blank_and_the_form_alive(name: str) -> None:
    binds = f'<bind nodeset="/data/b" {name}="date(/data/a) = 1"/>'
    form = load_form(xform("<a/><b/>", binds, '<input ref="/data/a"/><input ref="/data/b"/>'))
    session, heard = in_the_field(form)
    fill(session, {"/data/a": "private", "/data/b": "1"} if name != "calculate" else {"/data/a": "private"})
    session.violations()
    strict = a_session(form)

    assert all("private" not in str(problem) for problem in heard)
    if name in {"relevant", "calculate"}:
        assert heard
        with pytest.raises(XPathEvaluationError):
            strict.answer("/data/a", "private")


def test_a_failing_count_makes_no_rows() -> None:
    body = '<repeat nodeset="/data/r" jr:count="date(/data/a)"><input ref="/data/r/x"/></repeat><input ref="/data/a"/>'
    session, heard = in_the_field(load_form(xform("<a/><r><x/></r>", "", body)))
    session.answer("/data/a", "x")

    assert heard
    assert session.state.find("/data/r[1]") is None


def test_rows_written_out_in_the_form_come_back_with_their_words() -> None:
    body = '<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"/></repeat>'
    rows = '<n/><r jr:template=""><x>new</x></r><r><x>first</x></r>'
    session = fill(a_session(load_form(xform(rows, "", body))), {"/data/n": "2"})

    assert [value(session, f"/data/r[{i}]/x") for i in (1, 2)] == ["first", "new"]


def test_a_repeat_that_is_fixed_has_one_row_and_keeps_it() -> None:
    body = '<repeat nodeset="/data/r" jr:noAddRemove="true()"><input ref="/data/r/x"/></repeat>'
    session = a_session(load_form(xform('<r jr:template=""><x>a</x></r>', "", body)))

    assert value(session, "/data/r[1]/x") == "a"


def test_rows_within_rows_keep_to_themselves() -> None:
    body = '<repeat nodeset="/data/o"><input ref="/data/o/n"/><repeat nodeset="/data/o/i"><input ref="/data/o/i/v"/></repeat></repeat>'
    binds = '<bind nodeset="/data/o/sum" calculate="sum(../i/v)"/><bind nodeset="/data/all" calculate="sum(/data/o/i/v)"/>'
    session = a_session(load_form(xform("<o><n/><i><v/></i><sum/></o><all/>", binds, body)))
    session.add_repeat("/data/o")
    session.add_repeat("/data/o[2]/i")
    fill(session, {"/data/o[1]/i[1]/v": "1", "/data/o[2]/i[1]/v": "10", "/data/o[2]/i[2]/v": "100"})
    assert [value(session, ref) for ref in ("/data/o[1]/sum", "/data/o[2]/sum", "/data/all")] == ["1", "110", "111"]

    session.remove_repeat("/data/o[1]")
    assert value(session, "/data/all") == "110"
    assert session.restored(session.save()).save() == session.save()


def test_a_form_in_several_namespaces_keeps_them() -> None:
    session = a_session(load_form(xform("<a/><orx:meta><orx:instanceID/></orx:meta>", root='id="t" orx:version="3"')))
    xml = session.submission_xml().decode()

    assert "<orx:meta><orx:instanceID>uuid:" in xml
    assert 'orx:version="3"' in xml
    assert session.form.version == "3"
    assert value(session, "/data/orx:meta/orx:instanceID").startswith("uuid:")


def test_a_shuffled_list_still_knows_its_choices() -> None:
    body = (
        '<select1 ref="/data/s"><itemset nodeset="randomize(instance(\'l\')/root/item, 7)">'
        '<value ref="name"/><label ref="name"/></itemset></select1>'
    )
    session = fill(a_session(load_form(xform("<s/>", "", body, model=LIST))), {"/data/s": "y"})

    assert value(session, "/data/s") == "y"


def test_a_list_without_a_seed_keeps_its_order_while_somebody_looks_at_it() -> None:
    items = "".join(f"<item><name>n{i}</name></item>" for i in range(30))
    body = (
        '<select1 ref="/data/s"><itemset nodeset="randomize(instance(\'l\')/root/item)">'
        '<value ref="name"/><label ref="name"/></itemset></select1>'
    )
    form = load_form(xform("<s/>", "", body, model=f'<instance id="l"><root>{items}</root></instance>'))
    walks = [FormEntry(a_session(form, seed=seed)) for seed in (1, 1, 2)]
    orders = [[choice.value for choice in walk.pages()[0].prompts[0].choices] for walk in (*walks, walks[0])]

    assert orders[0] == orders[1] == orders[3]
    assert orders[0] != orders[2]


def test_a_count_is_followed_when_its_rows_come_to_count() -> None:
    binds = '<bind nodeset="/data/r" relevant="/data/a = \'yes\'"/>'
    body = '<input ref="/data/a"/><input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"/></repeat>'
    session = fill(a_session(load_form(xform("<a/><n/><r><x/></r>", binds, body))), {"/data/n": "3", "/data/a": "yes"})

    assert len(session.state.root.by_name("r")) == 3


@pytest.mark.parametrize("count", ["../m", "current()/../m", "/data/o/m"])
def test_a_count_of_inner_rows_is_seen_from_their_outer_row(count: str) -> None:
    body = (
        '<repeat nodeset="/data/o"><input ref="/data/o/m"/>'
        f'<repeat nodeset="/data/o/i" jr:count="{count}"><input ref="/data/o/i/x"/></repeat></repeat>'
    )
    session = a_session(load_form(xform("<o><m/><i><x/></i></o>", "", body)))
    session.add_repeat("/data/o")
    fill(session, {"/data/o[1]/m": "2", "/data/o[2]/m": "1"})
    assert [len(row.by_name("i")) for row in session.state.root.by_name("o")] == [2, 1]

    session.answer("/data/o[1]/m", "0")
    assert [len(row.by_name("i")) for row in session.state.root.by_name("o")] == [0, 1]
