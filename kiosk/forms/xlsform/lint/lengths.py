"""Do the words fit on the page of a terminal when somebody needs the largest text?"""

from collections.abc import Iterator

from kiosk.forms.definition.itext import Compiled, TextDef
from kiosk.forms.definition.model import QuestionDef
from kiosk.forms.errors import Cell, Problem
from kiosk.forms.prompts import control_of
from kiosk.forms.xlsform.lint.subject import Role, Subject

SHORT_VALUE = "12345678"
"""Stands for an answer that is shown in a text."""


def rules(subject: Subject) -> Iterator[Problem]:
    for question in subject.form.questions:
        role: Role = "statement" if control_of(question) in {"note", "acknowledge"} else "label"
        yield from _text(subject, question, "label", question.label, role)
        yield from _text(subject, question, "hint", question.hint, "hint")
    yield from _choices(subject)


def _text(subject: Subject, question: QuestionDef, part: str, text: TextDef | None, role: Role) -> Iterator[Problem]:
    for (language, form), compiled in text.by_language.items() if text is not None else ():
        fault = _fault(subject, _words(compiled), role) if not form else ""
        if fault:
            row = subject.sheets.row_of(question.node.path)
            cell = subject.sheets.survey.cell(row, part, language) if row else None
            yield subject.problem("forms.length", f"the {part} {fault}", question.node.path, part, severity="warning", cell=cell)


def _choices(subject: Subject) -> Iterator[Problem]:
    sheet = subject.sheets.choices
    for number, row in sheet.numbered():
        for column in sheet.columns:
            fault = _fault(subject, str(row.get(column.header) or ""), "choice") if column.part == "label" else ""
            if fault:
                cell = Cell(sheet="choices", row=number, column=column.header, letter=column.letter)
                yield Problem(severity="warning", code="forms.length", message=f"the choice {fault}", cell=cell)


def _fault(subject: Subject, text: str, role: Role) -> str:
    lines, most = subject.ruler.lines(text, role), subject.ruler.most_lines(role)
    word = subject.ruler.too_wide(text, role)
    if word:
        return f"has a word that is wider than the page in the largest text ({word[:30]}); use a shorter one"
    return f"takes {lines} lines in the largest text, and {most} fit; shorten it" if lines > most else ""


def _words(compiled: Compiled) -> str:
    return "".join(part if isinstance(part, str) else SHORT_VALUE for part in compiled.parts)
