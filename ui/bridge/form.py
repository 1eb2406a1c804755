"""One form being filled in: the page at hand, what is wrong on it, and where Continue and Back lead."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.forms.entry import FormEntry, Page, Prompt, Violation
from kiosk.forms.session import FormSession
from kiosk.model.submission import Attachment, FinishedForm
from ui import dates
from ui.bridge.picker import Picker
from ui.bridge.prompts import PromptModel, Row, keyboard_for, prompt_row, tidy
from ui.mask import masked
from ui.way import End, Way, step

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

DATES = frozenset({"date", "time", "datetime"})
CHOSEN = frozenset({"select_one", "select_multiple"})


@dataclass(frozen=True, kw_only=True)
class FormParts:
    """What a form view needs. matches: does a choice answer to what was typed in the search field?"""

    session: FormSession
    zone: ZoneInfo
    matches: Callable[[str, str], bool]


@QmlElement
@QmlUncreatable("made by the visit")
class FormView(QObject):  # type: ignore[operator]
    """Answers live in the form's session and nowhere else; dropping this object drops them."""

    page_changed = Signal()
    """Another page is shown: its title, its number and its questions."""
    answers_changed = Signal()
    """An answer was given: values, rows and what is relevant may be others."""
    errors_changed = Signal()
    focus_asked = Signal(str)
    """The first question with an error (its ref): the focus belongs there."""
    all_answered = Signal()
    """The check page comes next."""
    left = Signal()
    """Back was pressed on the first page."""

    def __init__(self, parts: FormParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._session = parts.session
        self._entry = FormEntry(parts.session)
        self._prompts = PromptModel(self)
        self._ids = self._entry.page_ids()
        self._way = Way(self._ids[0])
        self._page = self._look()
        self._opened: set[str] = set()
        self._errors: dict[str, str] = {}
        self._drafts: dict[str, dict[str, str]] = {}
        self._typed: dict[str, tuple[str, str]] = {}
        self._picker = Picker(self.prompt, parts.matches, self)
        self._picker.picked.connect(self.choose)
        self._show(anew=True)

    # -- what the page shows ------------------------------------------------------------------------------------------

    @Property(PromptModel, constant=True)
    def prompts(self) -> PromptModel:
        return self._prompts

    @Property(Picker, constant=True)
    def picker(self) -> Picker:
        """The long list of one question, while it is open."""
        return self._picker

    @Property(str, notify=page_changed)
    def page_id(self) -> str:
        return self._page.id

    @Property(str, notify=page_changed)
    def kind(self) -> str:
        return self._page.kind

    @Property(str, notify=page_changed)
    def title(self) -> str:
        """The question itself where there is only one, else what the questions have in common."""
        return _title(self._page)

    @Property(str, notify=page_changed)
    def part(self) -> str:
        """The part of the form that a single question belongs to."""
        return self._page.title if self._page.title != _title(self._page) else ""

    @Property(int, notify=answers_changed)
    def step(self) -> int:
        return step(self._ids, self._page.id)[0]

    @Property(int, notify=answers_changed)
    def steps(self) -> int:
        """Pages that are relevant now, and the check page."""
        return step(self._ids, self._page.id)[1]

    @Property(dict, notify=answers_changed)
    def repeat(self) -> Row:
        """label, rows {ref, text}, canAdd, canRemove of a page of rows."""
        repeat = self._page.repeat
        if repeat is None:
            return {"label": "", "rows": [], "canAdd": False, "canRemove": False}
        rows = [{"ref": row.ref, "text": row.summary} for row in repeat.rows]
        return {"label": repeat.label, "rows": rows, "canAdd": repeat.can_add, "canRemove": repeat.can_remove}

    @Property(list, notify=errors_changed)
    def errors(self) -> list[Row]:
        return [{"ref": ref, "message": message} for ref, message in self._errors.items()]

    @Property(list, notify=answers_changed)
    def sections(self) -> list[Row]:
        """The check page: title, rows {ref, page, label, shown, masked} of each part of the form."""
        return [
            {
                "title": section.title,
                "rows": [
                    {
                        "ref": row.ref,
                        "page": row.page_id,
                        "label": row.label,
                        "shown": row.shown,
                        "masked": masked(row.shown) if row.sensitive else "",
                    }
                    for row in section.rows
                ],
            }
            for section in self._entry.answers()
        ]

    def prompt(self, ref: str) -> Prompt | None:
        """A question of this page, as the form has it now."""
        return next((prompt for prompt in self._page.prompts if prompt.ref == ref), None)

    # -- answers ------------------------------------------------------------------------------------------------------

    @Slot(str, str)
    def answer(self, ref: str, value: str) -> None:
        """Words and numbers, as they are typed; "3." stays on the screen although the form keeps 3."""
        prompt = self.prompt(ref)
        if prompt is None:
            return
        typed = tidy(keyboard_for(prompt), value)
        self._session.answer(ref, typed)
        kept = self._entry.page(self._page.id)
        self._typed[ref] = (typed, next((p.value for p in kept.prompts if p.ref == ref), typed) if kept else typed)
        self._answered(ref)

    @Slot(str, str)
    def choose(self, ref: str, value: str) -> None:
        """The one answer of several."""
        self._session.answer(ref, value)
        self._answered(ref)

    @Slot(str, str)
    def toggle(self, ref: str, value: str) -> None:
        """One of several answers, on or off; they stay in the order of the list."""
        prompt = self.prompt(ref)
        if prompt is None:
            return
        chosen = set(prompt.value.split()) ^ {value}
        self._session.answer(ref, " ".join(c.value for c in prompt.choices if c.value in chosen))
        self._answered(ref)

    @Slot(str, str, str)
    def answer_part(self, ref: str, part: str, typed: str) -> None:
        """One field of a date; the answer is there when they make a day that exists."""
        prompt = self.prompt(ref)
        if prompt is None:
            return
        self._drafts.setdefault(ref, dates.split(prompt.control, prompt.value, self._parts.zone))[part] = typed
        self._session.answer(ref, dates.compose(prompt.control, self._drafts[ref], self._parts.zone).answer)
        self._answered(ref)

    def attach(self, ref: str, attachment: Attachment) -> None:
        """A picture or file as the answer."""
        self._session.attach(ref, attachment)
        self._answered(ref)

    @Slot(str)
    def clear(self, ref: str) -> None:
        self._session.answer(ref, "")
        self._answered(ref)

    # -- rows ---------------------------------------------------------------------------------------------------------

    @Slot()
    def add_row(self) -> None:
        """Another row, and to its first page."""
        repeat = self._page.repeat
        if repeat is None or not repeat.can_add:
            return
        self._open_row(self._session.add_repeat(repeat.ref))

    @Slot(str)
    def change_row(self, ref: str) -> None:
        self._open_row(ref)

    @Slot(str)
    def remove_row(self, ref: str) -> None:
        """The rows after it move up, so nothing that was remembered of this list's rows is true any more."""
        rows = self._page.id
        self._session.remove_repeat(ref)
        self._way.forget_rows(rows)
        for memory in (self._drafts, self._typed):
            for old in [known for known in memory if known.startswith(f"{rows}[")]:
                del memory[old]
        self._show(anew=False)

    # -- the way through ----------------------------------------------------------------------------------------------

    @Slot()
    def next(self) -> None:
        """On, if nothing is wrong here; after a change straight back to the check page, newly asked pages first."""
        if self._find_errors():
            self.focus_asked.emit(next(iter(self._errors)))
            return
        wrong = {page for page, _ in self._entry.check_all()}
        self._follow(self._way.on(self._ids, wrong))

    @Slot()
    def back(self) -> None:
        """To the page before, with every answer as it is; from a change back to the check page."""
        self._follow(self._way.back(self._ids))

    @Slot(str)
    def change(self, page_id: str) -> None:
        """From the check page to one page, and after it back."""
        self._way.go(page_id)
        self._arrive()

    @Slot()
    def reopen(self) -> None:
        """From the check page back into the questions, at the last page."""
        self._way.checking = False
        self._way.go(self._ids[-1])
        self._arrive()

    def whole(self) -> bool:
        """True if the form can be filed; else the first page with something wrong is shown, with its errors."""
        wrong = self._entry.check_all()
        if not wrong:
            return True
        self.change(wrong[0][0])
        self._find_errors()
        self.focus_asked.emit(next(iter(self._errors), ""))
        return False

    def finish(self) -> FinishedForm:
        return self._session.finish()

    def set_language(self, language: str) -> None:
        """All words of the form in another language; answers and page stay."""
        self._session.set_language(language)
        self._page = self._look()
        if self._errors:
            self._find_errors()
        self._show(anew=False)
        self.page_changed.emit()
        self._picker.changed.emit()

    # -- inside -------------------------------------------------------------------------------------------------------

    def _follow(self, target: str | End) -> None:
        if target is End.CHECK:
            self.all_answered.emit()
        elif target is End.OUT:
            self.left.emit()
        else:
            self._arrive()

    def _arrive(self) -> None:
        """Show the page of the way. A list of rows is empty when it is first seen: nobody has to have a child."""
        self._page = self._look()
        if self._page.repeat is not None and self._page.repeat.can_remove and self._page.id not in self._opened:
            for row in reversed(self._page.repeat.rows):
                self._session.remove_repeat(row.ref)
        self._opened.add(self._page.id)
        self._errors.clear()
        self._picker.close()
        self._show(anew=True)
        self.page_changed.emit()
        self.errors_changed.emit()

    def _look(self) -> Page:
        """The page of the way, or the last one if that is not there any more."""
        return self._entry.page(self._way.at) or self._entry.pages()[-1]

    def _open_row(self, ref: str) -> None:
        self._ids = self._entry.page_ids()
        first = next((page for page in self._ids if page == ref or page.startswith(f"{ref}/")), None)
        if first is not None:
            self._way.into_row(first)
            self._arrive()

    def _answered(self, ref: str) -> None:
        if ref in self._errors:
            self._find_errors(only=frozenset(self._errors))
        self._show(anew=False)

    def _find_errors(self, only: frozenset[str] | None = None) -> bool:
        """Look at the page again; with `only`, nothing new is reproached while somebody is still typing."""
        found = {prompt.ref: self._draft_error(prompt) for prompt in self._page.prompts}
        errors = {ref: message for ref, message in found.items() if message}
        errors |= {v.ref: v.message or self._plain_error(v) for v in self._entry.check(self._page.id) if v.ref not in errors}
        self._errors = {ref: m for ref, m in errors.items() if only is None or ref in only}
        self._show(anew=False)
        self.errors_changed.emit()
        return bool(self._errors)

    def _draft_error(self, prompt: Prompt) -> str:
        draft = self._drafts.get(prompt.ref)
        trouble = dates.compose(prompt.control, draft, self._parts.zone).trouble if draft and prompt.control in DATES else None
        if trouble is None:
            return ""
        if trouble == "date.impossible":
            return QCoreApplication.translate("FormView", "This day or time does not exist. Please check the numbers.")
        return QCoreApplication.translate("FormView", "Enter year, month and day in full, for example 1990 3 27.")

    def _plain_error(self, violation: Violation) -> str:
        """For questions whose form has no words of its own."""
        prompt = self.prompt(violation.ref)
        label = prompt.label if prompt else ""
        if violation.kind != "required":
            return QCoreApplication.translate("FormView", "This answer cannot be right. Please check: %1").replace("%1", label)
        if prompt is not None and prompt.control == "acknowledge":
            return QCoreApplication.translate("FormView", "To go on, please tick the box if you agree.")
        if prompt is not None and prompt.control in CHOSEN:
            return QCoreApplication.translate("FormView", "Please choose an answer: %1").replace("%1", label)
        return QCoreApplication.translate("FormView", "Please fill in: %1").replace("%1", label)

    def _show(self, *, anew: bool) -> None:
        self._ids = self._entry.page_ids()
        self._page = self._look()
        self._prompts.show(list(self._rows(self._page.prompts)), anew=anew)
        self.answers_changed.emit()

    def _rows(self, prompts: Iterable[Prompt]) -> Iterable[Row]:
        for prompt in prompts:
            parts = None
            if prompt.control in DATES:
                parts = self._drafts.get(prompt.ref) or dates.split(prompt.control, prompt.value, self._parts.zone)
            typed, kept = self._typed.get(prompt.ref, ("", ""))
            value = typed if typed and kept == prompt.value else prompt.value
            yield prompt_row(prompt, value=value, parts=parts, error=self._errors.get(prompt.ref, ""))


def _title(page: Page) -> str:
    only = page.prompts[0] if len(page.prompts) == 1 else None
    return only.label if only is not None and only.control not in {"note", "acknowledge"} else page.title
