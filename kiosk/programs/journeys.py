"""How do people use the demonstration's hall? By finger, on the real pages, with answers that belong to nobody."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.model.errors import KioskError
from ui.driver import Driver

Answer = str | Sequence[str]
"""One value, several values of a choice, or the parts of a date."""

SIGNATURE = [(0.1, 0.6), (0.25, 0.3), (0.4, 0.7), (0.55, 0.3), (0.7, 0.65), (0.9, 0.4)]
MOST_PAGES = 80


class Stuck(KioskError):
    """A page could not be answered. facts: page, question."""

    code = "demo.incomplete"


class Album:
    """A picture of each page that is seen, in order: `01-home-zh.png`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.names: list[str] = []

    def see(self, driver: Driver, what: str) -> None:
        name = f"{len(self.names) + 1:02d}-{what}.png"
        driver.grab(self._folder / name)
        self.names.append(name)


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a person answers, by the questions' names; a question that is not here stays as it is.

    rows: the entries of the form's list, one after the other.
    """

    values: Mapping[str, Answer]
    rows: Sequence[Mapping[str, Answer]] = ()


@dataclass(kw_only=True)
class Visitor:
    """One person at the terminal. lay_paper: puts a sheet on the scanner."""

    driver: Driver
    album: Album
    language: str
    answers: Answers
    lay_paper: Callable[[], None]
    _row: Mapping[str, Answer] | None = field(default=None, init=False)

    def see(self, page: str) -> None:
        self.album.see(self.driver, f"{page}-{self.language}")

    def go(self, tap: str, page: str) -> None:
        """Touch something, and look at the page that comes."""
        self.driver.wait_for(tap)
        self.driver.tap(tap)
        self.driver.wait_page(page)
        self.see(page)

    def fill_in(self) -> None:
        """From the first question to the page of all answers."""
        for _ in range(MOST_PAGES):
            if self.driver.page == "check":
                return
            self._answer_page()
            self.see(f"form-{self._page_name()}")
            self._continue()
        raise Stuck("The form has no end.", page=self.driver.page)

    def fill_in_until(self, question: str) -> None:
        """As far as the page with this question; it is not answered, and no pictures are taken."""
        for _ in range(MOST_PAGES):
            if question in self._questions():
                return
            self._answer_page()
            self._continue()
        raise Stuck("The form does not come to this question.", question=question)

    def _answer_page(self) -> None:
        """Question by question; an answer may bring up others."""
        done: set[str] = set()
        while waiting := [name for name in self._questions() if name not in done]:
            done.add(waiting[0])
            self._answer(waiting[0])
            self.driver.settle()

    def _answer(self, name: str) -> None:
        value = (self._row or self.answers.values).get(name)
        names = self.driver.names()
        if f"sign.{name}" in names:
            self.driver.stroke(f"sign.{name}", SIGNATURE)
            self.driver.wait(lambda: self.driver.find(f"clear.{name}").isEnabled(), "the signature")
        elif f"look.{name}" in names:
            self._scan(name)
        elif value is None:
            return
        elif isinstance(value, str):
            self._give(name, value, names)
        elif f"field.{name}.year" in names:
            for part, digits in zip(("year", "month", "day"), value, strict=False):
                self.driver.enter(f"field.{name}.{part}", digits)
        else:
            self._tick(name, value)

    def _give(self, name: str, value: str, names: Sequence[str]) -> None:
        if f"list.{name}" in names:
            self.driver.tap(f"list.{name}")
            self.driver.wait_page("list")
            self.driver.tap(f"pick.{value}")
            self.driver.wait_page("form")
        elif f"choice.{name}.{value}" in names:
            self.driver.tap(f"choice.{name}.{value}")
        elif f"field.{name}" in names:
            self.driver.enter(f"field.{name}", value)
        else:
            raise Stuck("A question has no place for its answer.", question=name)

    def _tick(self, name: str, values: Sequence[str]) -> None:
        for value in values:
            if not self.driver.find(f"choice.{name}.{value}").property("checked"):
                self.driver.tap(f"choice.{name}.{value}")

    def _scan(self, name: str) -> None:
        self.lay_paper()
        self.driver.tap(f"look.{name}")
        self.driver.wait_for(f"scan.{name}.0")
        self.driver.tap(f"scan.{name}.0")
        self.driver.wait_for(f"remove.{name}")

    def _continue(self) -> None:
        """To the next page, by way of the list's next entry where there is one."""
        before = self._place()
        if self.driver.sees("add-row"):
            count = sum(name.startswith("change-row.") for name in self.driver.names())
            self._row = self.answers.rows[count] if count < len(self.answers.rows) else None
            self.driver.tap("next" if self._row is None else "add-row")
        else:
            self.driver.tap("next")
        self.driver.wait(lambda: self._place() != before or self.driver.sees("error-summary"), "the next page")
        if self.driver.sees("error-summary"):
            raise Stuck(f"A page was not accepted: {'; '.join(self._errors())}.", page=self._page_name())
        if self.driver.sees("add-row"):
            self._row = None

    def _questions(self) -> list[str]:
        return [name.removeprefix("question.") for name in self.driver.names() if name.startswith("question.")]

    def _errors(self) -> list[str]:
        return [self.driver.text(name) for name in self.driver.names() if name.startswith("error-text.")]

    def _page_name(self) -> str:
        questions = self._questions()
        return questions[0] if questions else "list"

    def _place(self) -> tuple[str, str, tuple[str, ...]]:
        caption = self.driver.text("caption") if self.driver.sees("caption") else ""
        return self.driver.page, caption, tuple(self._questions())
