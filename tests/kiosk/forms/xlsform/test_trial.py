from pathlib import Path

import pytest
from lxml import etree

from kiosk.forms import FormSession
from kiosk.forms.prompts import control_of
from kiosk.forms.xlsform.trial import Coverage, trials
from tests.kiosk.forms.examples import AROUND, WORKBOOKS, a_session, snapshot, workbook

VISITS = 15


def same_from_scratch(session: FormSession) -> None:
    """What was followed step by step is what comes out when the draft is worked out anew."""
    restored = session.restored(session.save())

    assert snapshot(restored) == snapshot(session)
    assert restored.violations() == session.violations()


@pytest.mark.parametrize("path", [
    pytest.param(path, id=path.stem, marks=() if place < 2 else pytest.mark.whole) for place, path in enumerate(WORKBOOKS)
])  # fmt: skip
def test_random_visits_fill_the_form_to_its_end(path: Path) -> None:
    form, coverage = workbook(path).form, Coverage()
    finished = list(trials(form, VISITS, seed=20261123, around=AROUND, coverage=coverage, watch=same_from_scratch))

    assert (len(finished), coverage.stuck, coverage.problems) == (VISITS, [], [])
    for each in finished:
        again = a_session(form).restored(each.xml)
        assert not again.violations()
        assert canonical(again.submission_xml()) == canonical(each.xml)
        assert {attachment.name for attachment in each.attachments} <= set(etree.fromstring(each.xml).itertext())


def canonical(xml: bytes) -> str:
    return etree.tostring(etree.fromstring(xml), method="c14n2").decode()


def test_the_same_seed_makes_the_same_visits() -> None:
    form = workbook(WORKBOOKS[0]).form
    visits = [[each.xml for each in trials(form, 2, seed=seed, around=AROUND, coverage=Coverage())] for seed in (1, 1, 2)]

    assert visits[0] == visits[1]
    assert visits[0] != visits[2]


def test_visits_reach_nearly_every_question_and_choice() -> None:
    form, coverage = workbook(next(path for path in WORKBOOKS if path.stem == "environment_report")).form, Coverage()
    list(trials(form, VISITS, seed=1, around=AROUND, coverage=coverage))
    asked = {question.node.path for question in form.questions if control_of(question) != "note"}

    assert coverage.questions == asked
    assert len(coverage.choices) > 30
