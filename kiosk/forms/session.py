"""One person filling in one form: every answer lives here, in memory, and nowhere else."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.forms.definition.model import FormDef
from kiosk.forms.pages import Violation
from kiosk.model.submission import Attachment, FinishedForm


class FormSession:
    """Made for one visit and dropped at its end. language: "zh", "en" or the form's own name of it."""

    def __init__(
        self,
        form: FormDef,
        *,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        entropy: Callable[[int], bytes],
        language: str = "",
        device: str = "",
    ) -> None:
        self.form = form

    def answer(self, ref: str, value: str) -> None:
        """Put in the text of an answer; blank clears."""
        raise NotImplementedError

    def attach(self, ref: str, attachment: Attachment) -> None:
        raise NotImplementedError

    def add_repeat(self, ref: str) -> str:
        """One more row of the repeat; gives the ref of the new row."""
        raise NotImplementedError

    def remove_repeat(self, ref: str) -> None:
        raise NotImplementedError

    def set_language(self, language: str) -> None:
        raise NotImplementedError

    def violations(self) -> tuple[Violation, ...]:
        raise NotImplementedError

    def finish(self) -> FinishedForm:
        """Validate, prune, serialise. Asked again it gives the same form while nothing was changed."""
        raise NotImplementedError
