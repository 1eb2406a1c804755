"""What can be wrong with a form? Problems are collected; an author sees all of them at once."""

from dataclasses import dataclass
from typing import Literal

from kiosk.model.errors import KioskError

Severity = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A place in a workbook. row: as the spreadsheet counts, 0 for the whole sheet; column: its header; letter: its name there."""

    sheet: str
    row: int = 0
    column: str = ""
    letter: str = ""

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.sheet}{row}{column}" + (f" ({self.letter}{self.row or ''})" if self.letter else "")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One mistake of a form. code: stable, dotted; reference: of the node; place: position in an expression.

    part: which of the node's texts it is about, "calculate" or "label"; cell: where that stands in the workbook, None if unknown.
    """

    severity: Severity = "error"
    code: str
    message: str
    reference: str = ""
    place: str = ""
    part: str = ""
    cell: Cell | None = None

    def __str__(self) -> str:
        where = " ".join(part for part in (str(self.cell or ""), self.place, self.reference) if part)
        return f"{where}: {self.message}" if where else self.message


class FormError(KioskError):
    """A form, a bundle or a draft is not what it should be."""

    code = "forms"


class FormDefinitionError(FormError):
    """The form cannot be used; `problems` says why, errors first."""

    code = "forms.definition"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems[:10]) or self.code, count=len(problems))
        self.problems = problems


class BundleError(FormError):
    """A published form was changed or is incomplete."""

    code = "forms.bundle"


class BundleTaken(BundleError):
    """What was published never changes: another form stands under this name and version. facts: form, version."""

    code = "forms.bundle.taken"


class BundleUnsigned(BundleError):
    """A published form has no signature, or its manifest was changed after it was signed."""

    code = "forms.bundle.unsigned"


class BundleForeign(BundleError):
    """A published form was signed by somebody whose forms are not used here. facts: signer."""

    code = "forms.bundle.signer"


class DraftError(FormError):
    """A saved draft does not belong to this form."""

    code = "forms.draft"


class AnswerRefused(FormError):
    """This cannot be done to this node: it is not there, or the form does not allow it."""

    code = "forms.answer"


class XPathSyntaxError(FormError):
    """position: characters from the beginning of the expression."""

    code = "forms.xpath.syntax"

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})", position=position)
        self.position = position


class XPathEvaluationError(FormError):
    """An expression has no value; never carries what a citizen typed."""

    code = "forms.xpath.evaluation"


EXPRESSION_FAULTS = (FormError, RecursionError, ArithmeticError, ValueError)
"""What an expression may end in; in the field all of it means blank."""
