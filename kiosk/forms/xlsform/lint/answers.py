"""Can every answer be told from the others, and can other programs ask for it as well?"""

from collections.abc import Iterator

from kiosk.forms.definition.model import QuestionDef
from kiosk.forms.errors import Problem
from kiosk.forms.xlsform.lint.subject import Subject

WEB_FORMS_LACKS = frozenset(
    {"signature", "draw", "annotate", "bikram-sambat", "coptic", "ethiopian", "islamic", "myanmar", "persian", "buddhist"}
)


def rules(subject: Subject) -> Iterator[Problem]:
    yield from _doubles(subject)
    for question in subject.form.questions:
        yield from _doubles_in_file(subject, question)
        yield from _portable(subject, question)


def _doubles(subject: Subject) -> Iterator[Problem]:
    choices = subject.sheets.choices
    for name, values in subject.sheets.lists.items():
        for value, rows in values.items():
            for row in rows[1:] if value else ():
                message = f"the list {name} has the value {value} a second time (first in row {rows[0]}); give each choice its own"
                yield Problem(code="forms.choices.double", message=message, cell=choices.cell(row, "name"))


def _doubles_in_file(subject: Subject, question: QuestionDef) -> Iterator[Problem]:
    """A list from a file that is offered whole; with a filter the same value may stand in several parts of it."""
    words = subject.sheets.survey.value(subject.sheets.survey.rows[row - 2], "type").split() if (row := _row(subject, question)) else []
    if question.itemset is None or not question.itemset.fixed or len(words) < 2 or "." not in words[1]:
        return
    instance = subject.form.instances.get(words[1].rpartition(".")[0])
    column = question.itemset.value.source.strip()
    seen: set[str] = set()
    for item in instance.items(("root", "item")) if instance is not None else ():
        value = next((child.value() for child in item.by_name(column)), "")
        if value in seen:
            message = f"the file {words[1]} has the value {value} twice; give each choice its own"
            yield subject.problem("forms.choices.double", message, question.node.path, "type")
            return
        seen.add(value)


def _row(subject: Subject, question: QuestionDef) -> int:
    return subject.sheets.row_of(question.node.path)


def _portable(subject: Subject, question: QuestionDef) -> Iterator[Problem]:
    lacking = sorted(question.appearance & WEB_FORMS_LACKS)
    if lacking:
        message = f"not portable: web-forms has no appearance {lacking[0]}; leave it only if no other program shows this form"
        yield subject.warning("forms.portable", message, question.node.path, "appearance")
    if question.node.bind.type == "barcode":
        message = "not portable: web-forms cannot read barcodes; leave it only if no other program shows this form"
        yield subject.warning("forms.portable", message, question.node.path, "type")
