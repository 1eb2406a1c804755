"""What is wrong with a form that can be loaded? Rules, each of which names the cell and says what to do.

Errors forbid publishing; a warning is something that an author should look at once.
"""

from collections.abc import Iterator

from kiosk.forms.errors import Problem
from kiosk.forms.xlsform.lint import answers, expressions, files, hall, lengths, texts
from kiosk.forms.xlsform.lint.subject import Ruler, Subject

__all__ = ["Ruler", "Subject", "lint"]

_RULES = (
    files.rules,
    texts.rules,
    answers.rules,
    hall.rules,
    expressions.rules,
    lengths.rules,
)


def lint(subject: Subject) -> Iterator[Problem]:
    """Every problem of the form, rule by rule."""
    for rules in _RULES:
        yield from rules(subject)
