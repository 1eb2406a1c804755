import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.forms import FormEntry, load_form
from kiosk.forms.richtext import TextRun, escaped, plain, runs, styled
from tests.kiosk.forms.examples import a_form, a_session, fill, xform

LOOKS = [
    ("plain words", (TextRun("plain words"),)),
    ("*soft* and **loud**", (TextRun("soft", emphasis=True), TextRun(" and "), TextRun("loud", strong=True))),
    ("_soft_ and __loud__", (TextRun("soft", emphasis=True), TextRun(" and "), TextRun("loud", strong=True))),
    ("***both***", (TextRun("both", strong=True, emphasis=True),)),
    ("**loud *and soft***", (TextRun("loud ", strong=True), TextRun("and soft", strong=True, emphasis=True))),
    ("# Title\nwords", (TextRun("Title", heading=1), TextRun("\nwords"))),
    ("### Small #1", (TextRun("Small #1", heading=3),)),
    ("<b>loud</b> <em>soft</em>", (TextRun("loud", strong=True), TextRun(" "), TextRun("soft", emphasis=True))),
    ("<h2>Title</h2>words", (TextRun("Title", heading=2), TextRun("\nwords"))),
]


@pytest.mark.parametrize(("source", "wanted"), LOOKS, ids=[source for source, _ in LOOKS])
def test_marks_and_tags_give_a_look(source: str, wanted: tuple[TextRun, ...]) -> None:
    assert runs(source) == wanted


WORDS = [
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("a_file_name and snake_case", "a_file_name and snake_case"),
    ("*not closed", "*not closed"),
    ("closed* only", "closed* only"),
    ("* one\n* two", "• one\n• two"),
    ("- one\n1. two", "• one\n1. two"),
    ("#1 of 3", "#1 of 3"),
    (r"\*stars\* and \# and \\", r"*stars* and # and \ ".strip()),
    ("&#35; &amp; &lt;b&gt; &nope;", "# & <b> &nope;"),
    ("older < 5 and a <b c", "older < 5 and a <b c"),
    ("write <value> here", "write <value> here"),
    ('<span style="color:red">red</span>', "red"),
    ("one<br>two<br/>three", "one\ntwo\nthree"),
    ("<p>one</p><p>two</p>", "one\ntwo"),
    ("<ul><li>one</li><li>two</li></ul>", "• one\n• two"),
    ("a<script>alert(1)</script>b<style>p {}</style>c", "abc"),
    ("a<script>alert(1)", "a"),
    ("a<!-- hidden -->b", "ab"),
    ("[the office](https://x.example/a)", "the office (https://x.example/a)"),
    ("[x](javascript:alert(1))", "x"),
    ("[x](javascript:go)", "x"),
    ('<a href="https://x.example">x.example</a>', "x.example (https://x.example)"),
    ("[x.example](https://x.example)", "x.example"),
    ('<a href="file:///etc/passwd">here</a>', "here"),
    ("![a picture](https://x.example/a.png)", "a picture"),
    ("<img src=x onerror=alert(1)>after", "after"),
    ("**a\nb**", "**a\nb**"),
    ("  \n words \n\n\n\n end ", "words \n\n end"),
    ("", ""),
    ("**", "**"),
    ("请在**三天**内办理", "请在三天内办理"),
]


@pytest.mark.parametrize(("source", "wanted"), WORDS, ids=[source for source, _ in WORDS])
def test_words_stand_alone_without_their_marks(source: str, wanted: str) -> None:
    assert plain(source) == wanted


def test_what_qt_is_given_holds_no_tags_but_ours() -> None:
    assert styled(runs("# T\n**a** <x> & *b*")) == "<b>T</b><br><b>a</b> &lt;x&gt; &amp; <i>b</i>"


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.text(alphabet="ab *_#<>/[]()\\&;!-`", max_size=40))
def test_a_citizens_words_are_never_markup(typed: str) -> None:
    assert plain(f"x{escaped(typed)}x") == f"x{typed}x"


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.text(alphabet="ab *_#<>/[]()\\&;!-\n`", max_size=60))
def test_any_text_can_be_read_and_neighbours_look_different(source: str) -> None:
    found = runs(source)

    assert all(run.text for run in found)
    assert all((a.strong, a.emphasis, a.heading) != (b.strong, b.emphasis, b.heading) for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["*a ", "**", "<script", "<!--", "[", "<a ", "&#", "\\", "<b>", "_a", "# \n", "[a](", "<script>"])
def test_a_long_text_full_of_marks_takes_no_time(piece: str) -> None:
    begun = time.process_time()
    runs(piece * 200_000)

    assert time.process_time() - begun < 2


FORM = """
| survey | | | | |
| | type | name | label | hint |
| | text | name | Your **full** name | as in your *passport* |
| | note | hello | **Hello** ${name}! | |
| | select_one l | pick | Pick | |
| choices | | | |
| | list_name | name | label |
| | l | a | **First** one |
"""


def test_a_prompt_carries_its_words_with_and_without_their_look() -> None:
    session = fill(a_session(a_form(FORM)), {"/data/name": "*A* <b>B</b>"})
    pages = FormEntry(session).pages()
    name, hello, pick = (page.prompts[0] for page in pages)

    assert (name.label, name.hint) == ("Your full name", "as in your passport")
    assert name.label_runs == (TextRun("Your "), TextRun("full", strong=True), TextRun(" name"))
    assert name.hint_runs == (TextRun("as in your "), TextRun("passport", emphasis=True))
    assert hello.label_runs == (TextRun("Hello", strong=True), TextRun(" *A* <b>B</b>!"))
    assert pick.choices[0].label == "First one"


def test_a_citizens_words_as_a_choice_are_shown_as_they_were_typed() -> None:
    body = (
        '<repeat nodeset="/data/r"><input ref="/data/r/v"/></repeat>'
        '<select1 ref="/data/s"><itemset nodeset="/data/r"><value ref="v"/><label ref="v"/></itemset></select1>'
    )
    session = fill(a_session(load_form(xform("<r><v/></r><s/>", "", body))), {"/data/r[1]/v": "*mine*"})

    assert FormEntry(session).pages()[-1].prompts[0].choices[0].label == "*mine*"
