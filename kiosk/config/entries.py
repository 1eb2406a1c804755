"""How is one entry of a catalogue written? Each kind as data; resources/help/catalogue.md describes each field (a test checks it)."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from kiosk.model.catalogue import Audience

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
END_OF_DAY = time.max


def _in_all_languages(words: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    languages: tuple[str, ...] = (info.context or {}).get("languages", ())
    missing = [language for language in languages if not words.get(language, "").strip()]
    if missing:
        raise ValueError(f"The words in {', '.join(missing)} are missing. Add a line `{missing[0]}:` with the words.")
    strange = [language for language in words if language not in languages]
    if languages and strange:
        raise ValueError(f"{', '.join(strange)} is no language of this hall. Remove it, or add it to `languages`.")
    return words


def _days(value: object) -> object:
    """ "mon-fri, sun" as the numbers 1 to 7."""
    if not isinstance(value, str):
        raise ValueError("The days must be a text. Write them as mon-fri or mon, wed, fri.")
    days: set[int] = set()
    for part in value.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        last = last or first
        if first not in DAYS or last not in DAYS or DAYS.index(first) > DAYS.index(last):
            raise ValueError(f"`{part}` names no days. Write them as mon-fri or mon, wed, fri; a week begins with mon.")
        days.update(range(DAYS.index(first) + 1, DAYS.index(last) + 2))
    return frozenset(days)


def _clock_time(value: object) -> object:
    if value == "24:00":
        return END_OF_DAY
    hours, colon, minutes = str(value).partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60):
        raise ValueError(f"`{value}` is not a time. Write hours and minutes, as 09:00; the end of the day is 24:00.")
    return time(int(hours), int(minutes))


def _fen(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("The fee must be a number. Write it in yuan, as 20 or 7.50.")
    fen = Decimal(str(value)) * 100
    if fen < 0 or fen != fen.to_integral_value():
        raise ValueError(f"{value} is not a fee. Write it in yuan with at most two places, as 20 or 7.50.")
    return int(fen)


def _paper(value: object) -> object:
    return {"paper": value} if isinstance(value, str) else value


Words = Annotated[dict[str, str], AfterValidator(_in_all_languages)]
Days = Annotated[frozenset[int], BeforeValidator(_days)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Fen = Annotated[int, BeforeValidator(_fen)]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RulesEntry(Entry):
    late_after_min: int = Field(default=10, ge=0, le=120, description="Minutes after the slot at which a booked place is lost.")
    early_before_min: int = Field(default=10, ge=0, le=120, description="Minutes before the slot from which a booking may be called.")
    booked_credit_min: int = Field(default=30, ge=0, le=120, description="Minutes of credit of a booked visitor; about the usual wait.")
    run_limit: int = Field(default=3, ge=1, le=20, description="Calls in a row that may pass an earlier comer.")
    pinned_min: int = Field(default=10, ge=1, le=120, description="Minutes for which a citizen is kept for one clerk.")
    reinstate_within_min: int = Field(default=15, ge=1, le=240, description="Minutes within which whoever missed the call may come back.")
    promise_min: int = Field(default=30, ge=5, le=240, description="Minutes that nobody should wait longer; the console warns before.")


class TopEntry(Entry):
    """The hall itself; its lists are read entry by entry, so that one mistake hides no other."""

    hall: str = Field(pattern=r"^[a-z][a-z0-9-]{0,30}$", description="Code of the hall: small letters, digits, hyphens.")
    version: str = Field(min_length=1, description="Version of this catalogue, in quotes; raise it with each change.")
    name: Words = Field(description="Name of the hall.")
    zone: str = Field(description="Time zone of the hall, as Asia/Shanghai.")
    languages: tuple[str, ...] = Field(min_length=1, description="Languages of the hall, the first one first; every name is given in each.")
    centrals: tuple[str, ...] = Field(default=(), description="Names of the central systems that take forms.")
    hours: dict[str, object] = Field(description="Opening hours, each under a name of its own.")
    papers: dict[str, object] = Field(default_factory=dict, description="Papers that people bring, each under a code of its own.")
    departments: dict[str, object] = Field(description="Departments by their codes.")
    services: dict[str, object] = Field(description="Services by their codes.")
    life_events: dict[str, object] = Field(default_factory=dict, description="Life events by their codes.")
    counters: dict[str, object] = Field(description="Counters by their numbers.")
    classes: dict[str, object] = Field(default_factory=dict, description="Reasons for waiting less, by their codes.")
    reasons: dict[str, object] = Field(default_factory=dict, description="Reasons that clerks choose from, by their codes.")
    outcomes: dict[str, object] = Field(default_factory=dict, description="How a matter can end, each under a code of its own.")
    rating_reasons: dict[str, object] = Field(default_factory=dict, description="What people may say of a visit, by their codes.")
    zones: dict[str, object] = Field(default_factory=dict, description="Parts of the hall with boards of their own, by their codes.")
    queue: RulesEntry = Field(default_factory=RulesEntry, description="The hall's numbers for its queue.")
    holidays: tuple[date, ...] = Field(default=(), description="Days on which the hall is closed, as 2026-10-01.")
    workdays: tuple[date, ...] = Field(default=(), description="Days at a weekend that count as Mondays, as 2026-10-10.")


class HoursEntry(Entry):
    days: Days = Field(description="Days of the week, as mon-fri.")
    opens: ClockTime = Field(description="When it opens, as 09:00.")
    closes: ClockTime = Field(description="When it closes, as 17:00; 24:00 is the end of the day.")

    @model_validator(mode="after")
    def _forwards(self) -> "HoursEntry":
        if self.closes <= self.opens:
            raise ValueError("It closes before it opens. Correct `opens` or `closes`; hours over midnight are two entries.")
        return self


class DepartmentEntry(Entry):
    name: Words = Field(description="Name of the department.")
    icon: str = Field(default="landmark", description="Name of its icon.")


class PaperEntry(Entry):
    paper: str = Field(description="Code of the paper, from `papers`.")
    later: bool = Field(default=False, description="It may be brought after the application.")


class FormEntry(Entry):
    form: str = Field(description="Id of the published form.")
    version: str | None = Field(default=None, description="Its version, in quotes; without it, the newest published one.")
    central: str = Field(description="The central system that takes it, from `centrals`.")


class ServiceEntry(Entry):
    department: str = Field(description="Code of its department.")
    name: Words = Field(description="Name of the service.")
    note: Words | None = Field(default=None, description="One sentence for the service guide.")
    audiences: frozenset[Audience] = Field(min_length=1, description="Who it is for: person, company, or both.")
    hours: str = Field(description="Name of its opening hours, from `hours`.")
    papers: tuple[Annotated[PaperEntry, BeforeValidator(_paper)], ...] = Field(default=(), description="Papers to bring, by code.")
    promise_days: int = Field(ge=0, le=365, description="Working days until it is decided; 0 is while you wait.")
    fee_yuan: Fen = Field(default=0, description="Fee in yuan.")
    visits: int = Field(default=1, ge=0, le=9, description="How many times one must come.")
    minutes: int = Field(default=10, ge=1, le=240, description="Usual minutes at the counter.")
    series: str | None = Field(
        default=None,
        pattern=r"^[A-HJ-NP-Z]$",
        description="Letter of its tickets, without I and O, which look like digits; none: no tickets.",
    )
    day_limit: int | None = Field(default=None, ge=1, le=5000, description="Most tickets in one day.")
    form: FormEntry | None = Field(default=None, description="The form that it is applied for with; none: at the counter only.")
    aliases: tuple[str, ...] = Field(default=(), description="Everyday words that people search for.")
    icon: str = Field(default="file-text", description="Name of its icon.")
    wrap_s: int = Field(default=0, ge=0, le=120, description="Seconds for the clerk after each citizen.")
    outcomes: tuple[str, ...] = Field(default=(), description="How it can end, by code, the usual one first.")
    outcome_needed: bool = Field(default=False, description="The clerk must choose one of its outcomes.")
    carry_over: bool = Field(default=False, description="Who still waits in the evening waits on the next opening day.")
    skill: str | None = Field(default=None, description="A code that a clerk must have to serve it; none: every clerk of the counter may.")

    @model_validator(mode="after")
    def _can_be_had(self) -> "ServiceEntry":
        if self.series is None and self.form is None:
            raise ValueError("Nobody can use it: it has neither tickets nor a form. Add `series:` or `form:`.")
        return self


class LifeEventEntry(Entry):
    name: Words = Field(description="Name of the life event.")
    icon: str = Field(description="Name of its icon.")
    audience: Audience = Field(description="Who it happens to: person or company.")
    services: tuple[str, ...] = Field(min_length=1, description="Codes of its services, the first one first.")


class CounterEntry(Entry):
    name: Words = Field(description="Name of the counter on boards.")
    departments: tuple[str, ...] = Field(default=(), description="Departments whose services it takes, by code.")
    services: tuple[str, ...] = Field(default=(), description="Further services that it takes, by code.")
    relief: tuple[str, ...] = Field(default=(), description="Services that it takes only to help out, by code.")


ReasonedDeed = Literal["hold", "pause", "transfer", "requeue", "cancel", "chosen", "reinstate", "take_over", "emergency"]


class ClassEntry(Entry):
    name: Words = Field(description="Name of the class, as the terminal's question offers it.")
    credit_min: int = Field(ge=0, le=60, description="Minutes by which they count as having come earlier.")
    icon: str = Field(default="heart-handshake", description="Name of its icon.")
    asked: bool = Field(default=True, description="The terminal offers it; otherwise staff only.")


class ReasonEntry(Entry):
    name: Words = Field(description="The reason in words.")
    deeds: frozenset[ReasonedDeed] = Field(
        min_length=1, description="Where it is offered: hold, pause, transfer, requeue, cancel, chosen, reinstate, take_over, emergency."
    )


class RatingReasonEntry(Entry):
    name: Words = Field(description="The reason in words.")
    grades: frozenset[Annotated[int, Field(ge=1, le=5)]] = Field(min_length=1, description="Grades that it is offered for, 1 (worst) to 5.")


class ZoneEntry(Entry):
    name: Words = Field(description="Name of the zone.")
    counters: tuple[int, ...] = Field(min_length=1, description="Numbers of its counters.")
    sound: bool = Field(default=True, description="Calls are spoken in this zone.")
