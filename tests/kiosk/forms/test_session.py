from collections.abc import Mapping
from datetime import date

import pytest

from kiosk.forms import FormSession, load_form
from kiosk.forms.errors import AnswerRefused, DraftError
from kiosk.model.submission import Attachment
from tests.kiosk.forms.examples import a_form, a_session, fill, relevant, snapshot, the_form, value, xform

BASICS = """
| survey | | | | | | | | |
| | type | name | label | relevant | required | constraint | calculation | readonly |
| | integer | age | Age | | yes | . > 0 | | |
| | begin group | adult | Adults | ${age} >= 18 | | | | |
| | text | job | Job | | yes | | | |
| | note | hello | You are ${age} | | | | | |
| | end group | | | | | | | |
| | calculate | twice | | | | | ${age} * 2 | |
| | calculate | next | | | | | ${twice} + 1 | |
"""

PEOPLE = """
| survey | | | | | | |
| | type | name | label | relevant | calculation | repeat_count |
| | begin repeat | person | Person | | | |
| | text | name | Name | | | |
| | integer | age | Age | | | |
| | text | guardian | Guardian | ${age} < 18 | | |
| | calculate | place | | | position(..) | |
| | calculate | before | | | if(position(..) > 1, indexed-repeat(${age}, ${person}, position(..) - 1), 0) | |
| | end repeat | | | | | |
| | calculate | total | | | sum(${age}) | |
| | calculate | people | | | count(${person}) | |
"""

COUNTED = """
| survey | | | | |
| | type | name | label | repeat_count |
| | integer | n | N | |
| | begin repeat | child | Child | ${n} |
| | text | name | Name | |
| | end repeat | | | |
"""

LISTS = """
| survey | | | | | |
| | type | name | label | choice_filter | required |
| | select_one province | prov | Province | | |
| | select_one city | city | City | prov = ${prov} | yes |
| | select_multiple city | been | Been | | |
| choices | | | | |
| | list_name | name | label | prov |
| | province | p1 | P1 | |
| | province | p2 | P2 | |
| | city | c1 | C1 | p1 |
| | city | c2 | C2 | p2 |
| | city | c3 | C3 | p2 |
"""


def test_an_answer_moves_everything_that_depends_on_it() -> None:
    session = fill(a_session(a_form(BASICS)), {"/data/age": "20"})

    assert value(session, "/data/twice") == "40"
    assert value(session, "/data/next") == "41"
    assert relevant(session, "/data/adult/job")


def test_what_is_not_relevant_is_hidden_and_comes_back() -> None:
    session = fill(a_session(a_form(BASICS)), {"/data/age": "20", "/data/adult/job": "clerk"})
    session.answer("/data/age", "3")

    assert value(session, "/data/adult/job") == ""
    assert b"clerk" not in session.submission_xml()

    session.answer("/data/age", "20")
    assert value(session, "/data/adult/job") == "clerk"


def test_required_and_constraint_are_told_and_block_nothing() -> None:
    session = a_session(a_form(BASICS))
    assert [(found.ref, found.kind) for found in session.violations()] == [("/data/age", "required")]

    fill(session, {"/data/age": "-4"})
    assert [(found.ref, found.kind) for found in session.violations()] == [("/data/age", "constraint")]
    assert value(session, "/data/twice") == "-8"


def test_what_changed_can_be_asked_once() -> None:
    session = a_session(a_form(BASICS))
    session.changed()
    session.answer("/data/age", "20")

    assert {"/data/age", "/data/twice", "/data/next", "/data/adult/job"} <= session.changed()
    assert session.changed() == frozenset()


def test_rows_come_and_go_by_hand() -> None:
    session = a_session(a_form(PEOPLE))
    assert session.add_repeat("/data/person") == "/data/person[2]"
    fill(session, {"/data/person[1]/age": "40", "/data/person[2]/age": "10"})

    assert value(session, "/data/total") == "50"
    assert value(session, "/data/person[2]/before") == "40"
    assert not relevant(session, "/data/person[1]/guardian")
    assert relevant(session, "/data/person[2]/guardian")

    session.remove_repeat("/data/person[1]")
    assert value(session, "/data/person[1]/place") == "1"
    assert value(session, "/data/people") == "1"
    assert value(session, "/data/total") == "10"


def test_a_count_makes_rows_and_takes_them_from_the_end() -> None:
    session = fill(a_session(a_form(COUNTED)), {"/data/n": "3", "/data/child[3]/name": "C", "/data/child[1]/name": "A"})
    session.answer("/data/n", "1")

    assert [ref for ref in snapshot(session) if ref.endswith("]")] == ["/data/child[1]"]
    assert value(session, "/data/child[1]/name") == "A"
    with pytest.raises(AnswerRefused):
        session.add_repeat("/data/child")
    with pytest.raises(AnswerRefused):
        session.remove_repeat("/data/child[1]")


def test_a_typing_mistake_in_a_count_does_not_fill_the_memory() -> None:
    session = fill(a_session(a_form(COUNTED)), {"/data/n": "2000000"})

    assert sum(ref.endswith("]") for ref in snapshot(session)) == 1000


def test_a_choice_that_is_not_offered_any_more_is_blank_until_it_is() -> None:
    session = fill(a_session(a_form(LISTS)), {"/data/prov": "p2", "/data/city": "c3"})
    session.answer("/data/prov", "p1")
    assert value(session, "/data/city") == ""
    assert [found.ref for found in session.violations()] == ["/data/city"]

    session.answer("/data/prov", "p2")
    assert value(session, "/data/city") == "c3"


def test_several_choices_are_kept_in_the_order_of_the_list() -> None:
    session = fill(a_session(a_form(LISTS)), {"/data/been": "c3 c1 nowhere"})

    assert value(session, "/data/been") == "c1 c3"


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("int", "10.1", "10"),
        ("int", "9999999999", ""),
        ("int", "x", ""),
        ("decimal", "89", "89.0"),
        ("decimal", "0.50", "0.5"),
        ("decimal", "Infinity", ""),
        ("date", "2026-02-30", ""),
        ("date", "2026-2-3", "2026-02-03"),
        ("date", "2026-02-03T10:00:00.000", "2026-02-03"),
        ("date", "2026-02-03T10:00:00Z", ""),
        ("dateTime", "2026-02-03T10:00:00.000+08:00", "2026-02-03T10:00:00.000+08:00"),
        ("dateTime", "2026-02-03", ""),
        ("time", "10:00:00.000", "10:00:00.000"),
        ("time", "25:00:00", ""),
        ("geopoint", "1 2", "1.0 2.0 0.0 0.0"),
        ("geopoint", "91 2", ""),
        ("geotrace", "1 2; 3 4", "1.0 2.0 0.0 0.0;3.0 4.0 0.0 0.0"),
        ("geotrace", "1 2", ""),
        ("geoshape", "1 2;3 4", ""),
        ("boolean", "true", "1"),
        ("boolean", "x", ""),
        ("string", "e\u0301\x00", "é"),
        ("pigeon", " a ", " a "),
    ],
)
def test_an_answer_is_stored_as_its_type_wants(kind: str, typed: str, kept: str) -> None:
    form = load_form(xform("<a/>", f'<bind nodeset="/data/a" type="{kind}"/>', '<input ref="/data/a"/>'))

    assert value(fill(a_session(form), {"/data/a": typed}), "/data/a") == kept


CONTROLS: Mapping[str, tuple[str, str, str]] = {
    "acknowledged": ('<trigger ref="/data/a"/>', "true", "OK"),
    "not acknowledged": ('<trigger ref="/data/a"/>', "false", ""),
    "in range": ('<range ref="/data/a" start="0" end="10" step="1"/>', "10", "10"),
    "out of range": ('<range ref="/data/a" start="0" end="10" step="1"/>', "11", ""),
    "ranked": ('<rank ref="/data/a"><item><value>x</value></item><item><value>y</value></item></rank>', "y x", "y x"),
    "spelled out": ('<select1 ref="/data/a"><item><label>X</label><value>x</value></item></select1>', "x", "x"),
}


@pytest.mark.parametrize(("kind", "kept"), [("int", "1"), ("decimal", "1.0"), ("boolean", "1"), ("string", "true")])
def test_a_truth_that_is_calculated_is_stored_as_its_type_wants(kind: str, kept: str) -> None:
    session = a_session(load_form(xform("<a/>", f'<bind nodeset="/data/a" type="{kind}" calculate="2 &gt; 1"/>')))

    assert value(session, "/data/a") == kept


@pytest.mark.parametrize(("body", "typed", "kept"), CONTROLS.values(), ids=CONTROLS)
def test_a_control_stores_what_belongs_to_it(body: str, typed: str, kept: str) -> None:
    assert value(fill(a_session(load_form(xform("<a/>", "", body))), {"/data/a": typed}), "/data/a") == kept


def test_a_rank_wants_every_choice_once() -> None:
    session = a_session(load_form(xform("<a/>", "", CONTROLS["ranked"][0])))

    with pytest.raises(AnswerRefused):
        session.answer("/data/a", "x")


def test_a_rank_follows_its_list_and_keeps_the_order_that_was_given() -> None:
    items = "".join(f"<item><name>{name}</name></item>" for name in "abcd")
    body = (
        '<select ref="/data/s"><itemset nodeset="instance(\'l\')/root/item"><value ref="name"/></itemset></select>'
        '<rank ref="/data/r"><itemset nodeset="instance(\'l\')/root/item[selected(/data/s, name)]"><value ref="name"/></itemset></rank>'
    )
    session = a_session(load_form(xform("<s/><r/>", "", body, model=f'<instance id="l"><root>{items}</root></instance>')))
    seen = []
    for ref, typed in (("s", "a b"), ("r", "b a"), ("s", ""), ("s", "a d b"), ("r", "d b a"), ("s", "b c d")):
        session.answer(f"/data/{ref}", typed)
        seen.append(value(session, "/data/r"))

    assert seen == ["", "b a", "", "b a d", "d b a", "d b c"]


def test_actions_run_when_their_event_happens() -> None:
    body = (
        '<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="concat(/data/a, \'!\')"/></input>'
        '<input ref="/data/b"/><repeat nodeset="/data/r">'
        '<setvalue event="odk-new-repeat" ref="/data/r/x">new</setvalue><input ref="/data/r/x"/></repeat>'
    )
    model = '<setvalue event="odk-instance-first-load" ref="/data/c" value="1 + 1"/><setvalue event="odk-instance-load" bind="d"/>'
    form = load_form(xform("<a/><b/><c/><d>x</d><r><x/></r>", '<bind nodeset="/data/d" id="d"/>' + model, body))
    session = fill(a_session(form), {"/data/a": "hi"})
    session.add_repeat("/data/r")

    assert value(session, "/data/b") == "hi!"
    assert value(session, "/data/c") == "2"
    assert value(session, "/data/d") == ""
    assert [value(session, f"/data/r[{i}]/x") for i in (1, 2)] == ["", "new"]


def test_preloads_tell_time_and_terminal() -> None:
    session = a_session(the_form("residence_permit"))

    assert value(session, "/data/start") == "2026-11-23T06:30:00.000+08:00"
    assert value(session, "/data/deviceid") == "K1"
    assert value(session, "/data/meta/instanceID").startswith("uuid:")


def test_a_failing_expression_blanks_its_node_and_is_reported_without_the_answer() -> None:
    heard: list[str] = []
    form = load_form(xform("<a/><b/>", '<bind nodeset="/data/b" calculate="date(/data/a)"/>', '<input ref="/data/a"/>'))
    probe = a_session(form)
    session = FormSession(form, now=probe._now, zone=probe._zone, entropy=bytes, report=lambda problem: heard.append(str(problem)))
    session.answer("/data/a", "a secret")

    assert value(session, "/data/b") == ""
    assert "/data/b" in heard[0]
    assert "secret" not in heard[0]


def test_a_draft_keeps_every_answer_and_hidden_ones_too() -> None:
    session = fill(a_session(a_form(LISTS)), {"/data/prov": "p2", "/data/city": "c3"})
    session.answer("/data/prov", "p1")
    restored = session.restored(session.save())
    assert snapshot(restored) == snapshot(session)
    assert restored.save() == session.save()

    restored.answer("/data/prov", "p2")
    assert value(restored, "/data/city") == "c3"


@pytest.mark.parametrize("draft", [b"no xml", b"<other/>", b'<data id="other"/>'])
def test_a_draft_of_another_form_is_refused(draft: bytes) -> None:
    with pytest.raises(DraftError):
        a_session(a_form(LISTS)).restored(draft)


@pytest.mark.parametrize("ref", ["/data/nowhere", "/data/person[9]/age", "/data/person[1]", "/data"])
def test_an_answer_to_what_takes_none_is_refused(ref: str) -> None:
    with pytest.raises(AnswerRefused):
        a_session(a_form(PEOPLE)).answer(ref, "1")


def test_an_unfinished_form_is_not_finished() -> None:
    with pytest.raises(AnswerRefused):
        a_session(a_form(BASICS)).finish()


def test_a_finished_form_is_made_once_and_again_after_a_change() -> None:
    session = fill(a_session(a_form(BASICS)), {"/data/age": "5"})
    first = session.finish()
    assert session.finish() is first
    assert f"uuid:{first.id}".encode() in first.xml
    assert first.id.version == 7

    session.answer("/data/age", "6")
    assert session.finish() is not first
    assert session.finish().id == first.id


def test_only_files_that_the_answers_name_are_handed_over() -> None:
    form = load_form(
        xform("<a/><b/>", '<bind nodeset="/data/b" relevant="/data/a != \'\'"/>', '<upload ref="/data/a" mediatype="image/*"/>')
    )
    session = a_session(form)
    for name in ("one.png", "two.png"):
        session.attach("/data/a", Attachment(name=name, mime="image/png", data=b"x"))

    assert [each.name for each in session.finish().attachments] == ["two.png"]


OWED = {
    "/data/notice/consent": "OK",
    "/data/who": "self",
    "/data/elder/e_name": "王奶奶",
    "/data/elder/e_id": "99010119380612004X",
    "/data/elder/e_phone": "13800138000",
    "/data/address/district": "d1",
    "/data/address/community": "c11",
    "/data/address/same_addr": "yes",
    "/data/bankg/bank": "abc",
    "/data/bankg/account": "6222020000000000",
    "/data/bankg/account2": "6222020000000000",
    "/data/materials/id_photo_how": "licence",
    "/data/materials/hukou_page_how": "later",
    "/data/materials/bank_card_how": "licence",
    "/data/materials/portrait_how": "licence",
    "/data/declaration/declare": "OK",
    "/data/declaration/can_sign": "no",
    "/data/declaration/witness_name": "李敏",
}


def test_papers_to_be_brought_later_are_owed_with_their_day() -> None:
    finished = fill(a_session(the_form("elderly_allowance"), "zh"), OWED).finish()

    assert [(dict(paper.name), paper.due) for paper in finished.owed] == [
        ({"zh": "户口簿本人页", "en": "Household book page"}, date(2026, 12, 8)),
    ]


def test_words_follow_the_language_of_the_reader() -> None:
    session = a_session(the_form("elderly_allowance"), "en")
    assert session.language == "English (en)"
    fill(session, {"/data/elder/e_id": "1"})
    english = {found.ref: found.message for found in session.violations()}["/data/elder/e_id"]

    session.set_language("zh")
    chinese = {found.ref: found.message for found in session.violations()}["/data/elder/e_id"]
    assert english.isascii()
    assert not chinese.isascii()
