from kiosk.forms import FormEntry
from kiosk.forms.pages import Task
from tests.kiosk.forms.examples import a_form, a_session, fill

FORM = """
| survey | | | | | |
| | type | name | label | relevant | required |
| | select_one yn | more | More? | | yes |
| | text | remark | Remark | | |
| | begin group | who | About **you** ${name} | | |
| | text | name | Name | | yes |
| | text | phone | Phone | | |
| | end group | | | | |
| | begin group | extra | Extra | ${more} = 'yes' | |
| | text | why | Why | | |
| | end group | | | | |
| | begin group | words | Please read | | |
| | note | law | The law | | |
| | end group | | | | |
| | begin repeat | child | Children | | |
| | text | child_name | Name | | yes |
| | end repeat | | | | |
| choices | | | | | |
| | list_name | name | label | | |
| | yn | yes | Yes | | |
| | yn | no | No | | |
"""


def walk(**answers: str) -> FormEntry:
    places = {"more": "/data/more", "name": "/data/who/name", "phone": "/data/who/phone", "child": "/data/child[1]/child_name"}
    return FormEntry(fill(a_session(a_form(FORM)), {places[name]: value for name, value in answers.items()}))


def states(tasks: tuple[Task, ...]) -> list[tuple[str, str]]:
    return [(task.title, task.state) for task in tasks]


def test_a_new_form_has_nothing_started_and_names_what_does_not_count_yet() -> None:
    assert states(walk().tasks()) == [
        ("", "not_started"),
        ("About you", "not_started"),
        ("Extra", "not_relevant"),
        ("Please read", "not_started"),
        ("Children", "not_started"),
    ]


def test_a_part_is_completed_when_nothing_is_wrong_in_it() -> None:
    tasks = walk(more="yes", name="Ann").tasks()

    assert tasks[1].title == "About you Ann"
    assert [task.state for task in tasks] == ["completed", "completed", "not_started", "not_started", "not_started"]
    assert [task.page_id for task in tasks[:3]] == ["/data/more", "/data/who/name", "/data/extra/why"]


def test_a_part_with_an_answer_and_a_fault_is_in_progress_and_leads_to_the_fault() -> None:
    task = walk(phone="1").tasks()[1]

    assert (task.state, task.page_id) == ("in_progress", "/data/who/name")


def test_words_that_were_read_are_done() -> None:
    assert walk().tasks(visited={"/data/words/law"})[3].state == "completed"
    assert walk().tasks(visited={"/data/who/phone"})[1].state == "in_progress"


def test_a_part_that_does_not_count_any_more_leads_nowhere() -> None:
    assert (walk(more="no").tasks()[2].state, walk(more="no").tasks()[2].page_id) == ("not_relevant", "")


def test_rows_are_one_part() -> None:
    entry = walk(child="Bo")
    assert entry.tasks()[4].state == "completed"

    entry.session.add_repeat("/data/child")
    assert (entry.tasks()[4].state, entry.tasks()[4].page_id) == ("in_progress", "/data/child[2]/child_name")
