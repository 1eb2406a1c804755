"""Continue and Back through a form's pages, rows included."""

import pytest

from ui.way import End, Way, step

PAGES = ("/d/a", "/d/b", "/d/child", "/d/child[1]/name", "/d/child[1]/age", "/d/child[2]/name", "/d/child[2]/age", "/d/z")
BABIES = ("/d/a", "/d/baby[1]", "/d/baby[2]", "/d/z")


def test_continue_goes_from_page_to_page_and_past_the_rows() -> None:
    way = Way("/d/a")

    assert [way.on(PAGES, ()) for _ in range(4)] == ["/d/b", "/d/child", "/d/z", End.CHECK]


def test_back_retraces_the_same_pages() -> None:
    way = Way("/d/z")

    assert [way.back(PAGES) for _ in range(4)] == ["/d/child", "/d/b", "/d/a", End.OUT]


def test_rows_that_are_counted_are_pages_like_others() -> None:
    way = Way("/d/a")

    assert [way.on(BABIES, ()) for _ in range(4)] == ["/d/baby[1]", "/d/baby[2]", "/d/z", End.CHECK]
    way.checking = False
    assert [way.back(BABIES) for _ in range(2)] == ["/d/baby[2]", "/d/baby[1]"]


def test_a_row_is_walked_through_and_leads_back_to_its_list() -> None:
    way = Way("/d/child")
    way.into_row("/d/child[1]/name")

    assert way.on(PAGES, ()) == "/d/child[1]/age"
    assert way.on(PAGES, ()) == "/d/child"


def test_back_from_a_row_leads_to_its_list_too() -> None:
    way = Way("/d/child")
    way.into_row("/d/child[2]/name")

    assert way.back(PAGES) == "/d/child"


def test_a_row_that_is_not_right_is_shown_before_going_on() -> None:
    way = Way("/d/child")

    assert way.on(PAGES, {"/d/child[2]/age"}) == "/d/child[2]/age"
    assert way.on(PAGES, ()) == "/d/child"
    assert way.on(PAGES, ()) == "/d/z"


def test_the_number_of_a_step_never_goes_back_around_the_rows_of_a_list() -> None:
    way = ("/d/a", "/d/b", "/d/child", "/d/child[1]/name", "/d/child[1]/age", "/d/child", "/d/z")

    assert [step(PAGES, page) for page in way] == [(1, 5), (2, 5), (3, 5), (3, 5), (3, 5), (3, 5), (4, 5)]


@pytest.fixture
def checked() -> Way:
    """Has been through all of it once, rows included."""
    way = Way("/d/a")
    way.on(PAGES, ())
    way.on(PAGES, ())
    for row in ("/d/child[1]/name", "/d/child[2]/name"):
        way.into_row(row)
        way.on(PAGES, ())
        way.on(PAGES, ())
    way.on(PAGES, ())
    assert way.on(PAGES, ()) is End.CHECK
    return way


def test_a_change_leads_straight_back_to_the_check_page(checked: Way) -> None:
    checked.go("/d/b")

    assert checked.on(PAGES, ()) is End.CHECK


def test_what_became_relevant_is_asked_first(checked: Way) -> None:
    checked.go("/d/a")
    more = ("/d/a", "/d/new", *PAGES[1:])

    assert checked.on(more, ()) == "/d/new"
    assert checked.on(more, ()) is End.CHECK


def test_what_became_wrong_elsewhere_is_shown_first(checked: Way) -> None:
    checked.go("/d/a")

    assert checked.on(PAGES, {"/d/b"}) == "/d/b"


def test_back_from_a_change_leads_to_the_check_page(checked: Way) -> None:
    checked.go("/d/b")

    assert checked.back(PAGES) is End.CHECK


def test_renumbered_rows_are_asked_again(checked: Way) -> None:
    checked.forget_rows("/d/child")
    checked.go("/d/b")

    assert checked.on(PAGES, ()) == "/d/child[1]/name"
