from kiosk.forms import FormEntry, FormSession, load_form
from kiosk.forms.pages import Prompt
from tests.kiosk.forms.examples import a_form, a_session, fill, the_form, xform


def entry(name: str, language: str = "zh") -> tuple[FormSession, FormEntry]:
    session = a_session(the_form(name), language)
    return session, FormEntry(session)


def prompt(walk: FormEntry, ref: str) -> Prompt:
    return next(each for page in walk.pages() for each in page.prompts if each.ref == ref)


def test_a_page_is_one_question_or_one_group_that_belongs_together() -> None:
    _, walk = entry("residence_permit")
    ids = {page.id: [each.name for each in page.prompts] for page in walk.pages()}

    assert ids["/data/applicant_type"] == ["applicant_type"]
    assert ids["/data/applicant"] == ["app_name", "app_id", "app_mobile"]
    assert walk.page_ids() == tuple(ids)


def test_a_question_in_a_plain_group_has_the_title_of_the_group() -> None:
    _, walk = entry("residence_permit")

    assert [page.title for page in walk.pages() if page.id == "/data/materials/photo_how"] == ["材料"]


def test_pages_come_and_go_with_what_is_relevant() -> None:
    session, walk = entry("residence_permit")
    assert "/data/work" not in walk.page_ids()

    session.answer("/data/basis_grp/basis", "work")
    assert "/data/work" in walk.page_ids()
    assert walk.page("/data/work") is not None
    assert walk.page("/data/study") is None


def test_rows_by_hand_are_listed_before_their_pages() -> None:
    session, walk = entry("residence_permit")
    session.answer("/data/has_family", "yes")
    fill(
        session,
        {"/data/family[1]/fm_name": "王小雨", "/data/family[1]/fm_relation": "child", "/data/family[1]/fm_id": "990202201509012172"},
    )
    session.add_repeat("/data/family")
    page = walk.page("/data/family")

    assert page is not None
    assert page.repeat is not None
    assert [(row.ref, row.summary) for row in page.repeat.rows] == [("/data/family[1]", "王小雨 · 子女"), ("/data/family[2]", "")]
    assert (page.repeat.can_add, page.repeat.can_remove) == (True, True)
    assert [page.title for page in walk.pages() if page.id.startswith("/data/family[")] == ["随同居住的家庭成员 1", "随同居住的家庭成员 2"]


def test_no_more_rows_than_the_form_allows() -> None:
    session, walk = entry("environment_report")
    for _ in range(4):
        session.add_repeat("/data/evidence")
    page = walk.page("/data/evidence")

    assert page is not None
    assert page.repeat is not None
    assert not page.repeat.can_add


def test_counted_rows_have_pages_but_no_list() -> None:
    session, walk = entry("birth_bundle")
    session.answer("/data/babies", "2")

    assert [page for page in walk.page_ids() if page.startswith("/data/child")] == ["/data/child[1]", "/data/child[2]"]


def test_every_control_of_the_six_forms_is_known() -> None:
    _, walk = entry("open_business")
    controls = {each.name: each.control for page in walk.pages() for each in page.prompts}

    assert controls["consent"] == "acknowledge"
    assert controls["items"] == "select_multiple"
    assert controls["staff"] == "integer"
    assert controls["signature"] == "signature"
    assert controls["p_promise"] == "select_one"


def test_a_prompt_says_what_the_screen_needs() -> None:
    _, walk = entry("residence_permit", "en")
    found = prompt(walk, "/data/applicant/app_id")

    assert found.label == "Applicant's identity number"
    assert found.required
    assert found.hall == {"pii": "sensitive", "reuse": "person.id_number"}
    assert prompt(walk, "/data/applicant_type").choices[0].label == "Myself"


def test_a_page_is_checked_with_the_words_of_the_form() -> None:
    session, walk = entry("residence_permit")
    session.answer("/data/applicant/app_mobile", "123")

    assert [(found.ref.rpartition("/")[2], found.kind, found.message) for found in walk.check("/data/applicant")] == [
        ("app_name", "required", ""),
        ("app_id", "required", ""),
        ("app_mobile", "constraint", "请输入 11 位手机号码"),
    ]
    assert walk.check("/data/nowhere") == ()


def test_a_note_across_groups_blocks_while_it_is_there() -> None:
    session, walk = entry("open_business")
    fill(session, {"/data/etype": "llc", "/data/capital_grp/capital": "50", "/data/owner[1]/o_amount": "30"})
    blocked = [(page, found.message) for page, found in walk.check_all() if found.kind == "block"]
    assert blocked == [("/data/o_mismatch", "股东出资合计 30 万元，与注册资本 50 万元不一致，请返回修改。")]

    session.answer("/data/owner[1]/o_amount", "50")
    assert not [found for _, found in walk.check_all() if found.kind == "block"]


def test_the_check_page_shows_answers_in_words() -> None:
    session, walk = entry("environment_report")
    fill(session, {"/data/danger": "no", "/data/when/since": "2026-11-02", "/data/reporter/r_name": "王欢", "/data/identity": "named"})
    shown = {row.ref: (row.shown, row.sensitive) for section in walk.answers() for row in section.rows}

    assert shown["/data/danger"] == ("否", False)
    assert shown["/data/when/since"] == ("2026年11月2日", False)
    assert shown["/data/reporter/r_name"][1]
    session.set_language("en")
    assert {row.ref: row.shown for section in walk.answers() for row in section.rows}["/data/when/since"] == "2 November 2026"


def test_a_decimal_is_shown_as_it_was_typed() -> None:
    session, walk = entry("open_business")
    fill(session, {"/data/etype": "llc", "/data/capital_grp/capital": "50"})

    assert prompt(walk, "/data/capital_grp/capital").value == "50"


def test_a_group_without_a_name_of_its_own_is_a_page_too() -> None:
    form = a_form(
        """
        | survey | | | | |
        | | type | name | label | appearance |
        | | begin group | g | | field-list |
        | | time | t | When | |
        | | dateTime | d | Moment | |
        | | geopoint | p | Where | |
        | | end group | | | |
        """
    )
    session = fill(a_session(form), {"/data/g/t": "10:20:00.000", "/data/g/d": "2026-11-02T10:00:00.000Z"})
    walk = FormEntry(session)

    assert [each.control for each in walk.pages()[0].prompts] == ["time", "datetime", "unsupported"]
    assert [row.shown for section in walk.answers() for row in section.rows] == ["10:20", "2 November 2026 18:00", ""]


def test_a_repeat_that_does_not_count_now_has_no_page_even_without_rows() -> None:
    session, walk = entry("residence_permit")
    session.answer("/data/has_family", "yes")
    session.remove_repeat("/data/family[1]")
    assert "/data/family" in walk.page_ids()

    session.answer("/data/has_family", "no")
    assert "/data/family" not in walk.page_ids()


PICTURED = (
    '<itext><translation lang="en"><text id="q"><value>Which?</value><value form="image">jr://images/a.png</value>'
    '<value form="audio">jr://audio/../../gone.mp3</value></text><text id="l-0"><value>One</value>'
    '<value form="image">jr://images/one.png</value></text></translation></itext>'
    '<instance id="l"><root><item><itextId>l-0</itextId><name>one</name></item></root></instance>'
)


def test_a_prompt_names_the_pictures_that_come_with_its_words() -> None:
    body = (
        '<select1 ref="/data/s"><label ref="jr:itext(\'q\')"/><itemset nodeset="instance(\'l\')/root/item"><value ref="name"/>'
        '<label ref="jr:itext(itextId)"/></itemset></select1>'
        '<select1 ref="/data/t"><item><label ref="jr:itext(\'l-0\')"/><value>x</value></item></select1>'
    )
    form = load_form(xform("<s/><t/>", "", body, model=PICTURED), {"a.png": b"A", "one.png": b"1"})
    first, second = (page.prompts[0] for page in FormEntry(a_session(form)).pages())

    assert (first.label, first.media, form.media["a.png"]) == ("Which?", {"image": "a.png"}, b"A")
    assert [(choice.label, choice.media) for choice in (*first.choices, *second.choices)] == [("One", {"image": "one.png"})] * 2


def test_the_words_over_rows_may_name_an_answer_of_the_row_around_them() -> None:
    form = a_form(
        """
        | survey | | | |
        | | type | name | label |
        | | begin repeat | o | Owner |
        | | text | m | Name |
        | | begin repeat | i | Pets of ${m} |
        | | text | x | Pet |
        | | end repeat | | |
        | | end repeat | | |
        """
    )
    walk = FormEntry(fill(a_session(form), {"/data/o[1]/m": "Ann"}))

    assert [page.title for page in walk.pages() if page.id.startswith("/data/o[1]/i")] == ["Pets of Ann", "Pets of Ann 1"]
