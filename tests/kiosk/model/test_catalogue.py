"""Looking things up in the catalogue, and words in the reader's language."""

import pytest

from kiosk.model.catalogue import FormChoice
from kiosk.model.text import Text, from_mapping, text
from tests.builders import a_catalogue, a_service


def test_what_the_hall_has_is_found_by_its_code() -> None:
    catalogue = a_catalogue(a_service("tax"))

    assert catalogue.service("tax").code == "tax"
    assert catalogue.department("revenue").code == "revenue"
    assert catalogue.counter(2).number == 2


def test_a_code_that_the_hall_does_not_know_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        a_catalogue().service("nothing")


@pytest.mark.parametrize(("series", "expected"), [("A", True), (None, False)])
def test_a_service_has_tickets_if_it_has_a_series(series: str | None, expected: bool) -> None:
    form = FormChoice(form="tax", version="1", central="city")

    assert a_service(series=series, form=form).has_ticket is expected


def test_words_come_in_the_readers_language_or_else_in_the_first_there_is() -> None:
    words = text(zh="窗口", en="Counter")

    assert (words.in_("en"), words.in_("fr")) == ("Counter", "窗口")
    assert Text().in_("zh") == ""
    assert from_mapping({"zh": "窗口", "en": "Counter"}) == words
