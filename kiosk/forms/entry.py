"""Which pages does a person see, in which order, and what is wrong on them?"""

from kiosk.forms.pages import AnswerRow, Choice, Page, Prompt, RepeatRows, Row, Section, Violation
from kiosk.forms.session import FormSession

__all__ = ["AnswerRow", "Choice", "FormEntry", "Page", "Prompt", "RepeatRows", "Row", "Section", "Violation"]


class FormEntry:
    """The walk through one session. Values are read anew at each call."""

    def __init__(self, session: FormSession) -> None:
        self.session = session

    def pages(self) -> tuple[Page, ...]:
        raise NotImplementedError

    def check(self, page_id: str) -> tuple[Violation, ...]:
        raise NotImplementedError

    def check_all(self) -> tuple[tuple[str, Violation], ...]:
        raise NotImplementedError

    def answers(self) -> tuple[Section, ...]:
        raise NotImplementedError
