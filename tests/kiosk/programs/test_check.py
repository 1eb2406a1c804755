"""`kiosk check` has no false alarm on the demonstration's hall, and finds what is broken in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.actions.publishing import sign_again
from kiosk.programs.check import findings_of, page
from kiosk.programs.cli import main
from kiosk.programs.demo_hall import DemoHall, make_ready
from kiosk.programs.findings import Finding, Level
from kiosk.security.keys import KeyStore
from tests.builders import NINE


@pytest.fixture
def hall(forms_there: Path) -> DemoHall:
    return make_ready(forms_there, now=NINE)


def wrong(hall: DemoHall, program: str) -> list[Finding]:
    return [finding for finding in findings_of(hall.settings(program)) if finding.level is Level.WRONG]


@pytest.mark.parametrize("program", ["hub", "central", "terminal", "counter", "board"])
def test_the_demonstration_s_hall_can_open(hall: DemoHall, program: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--settings", str(hall.settings(program))]) == 0
    assert capsys.readouterr().out.endswith("This machine can open.\n")


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def bend_form(hall: DemoHall) -> None:
    (form,) = (hall.root / "forms").glob("residence_permit-*/form.xml")
    form.write_bytes(form.read_bytes() + b"<!-- changed -->")


def unsign_form(hall: DemoHall) -> None:
    (signature,) = (hall.root / "forms").glob("residence_permit-*/manifest.sig")
    signature.unlink()


def sign_form_as_somebody_else(hall: DemoHall) -> None:
    (manifest,) = (hall.root / "forms").glob("residence_permit-*/manifest.json")
    sign_again(manifest.parent, key=KeyStore(hall.root / "stranger").publisher())


def drop_form(hall: DemoHall) -> None:
    (manifest,) = (hall.root / "forms").glob("open_business-*/manifest.json")
    manifest.unlink()


FAULTS: dict[str, tuple[str, Callable[[DemoHall], object], str, str]] = {
    "a form that was changed": ("terminal", bend_form, "Forms", "residence_permit"),
    "a form that is not signed": ("terminal", unsign_form, "Forms", "cannot be used: The form is not signed"),
    "a form that somebody else signed": (
        "hub",
        sign_form_as_somebody_else,
        "Forms",
        "was signed by somebody whose forms are not used here",
    ),
    "a lost key of the publisher": (
        "terminal",
        lambda hall: (hall.data("terminal") / "keys" / "publisher.ed25519.pub").unlink(),
        "Keys",
        "The public key of the people who publish the forms is not here.",
    ),
    "a form that is not there": ("hub", drop_form, "Catalogue", "The form `open_business` is not published."),
    "a counter that is not in the catalogue": (
        "counter",
        lambda hall: change(hall.settings("counter"), "counter: 1", "counter: 77"),
        "Counter",
        "no counter 77",
    ),
    "a central system without an address": (
        "hub",
        lambda hall: change(hall.settings("hub"), "city:", "town:"),
        "Central systems",
        "names `city`",
    ),
    "a misspelt setting": ("board", lambda hall: change(hall.settings("board"), "screen:", "scren:"), "Settings", "`screen` is missing."),
    "a printer without paper": (
        "terminal",
        lambda hall: (hall.paper / "fault").write_text("paper", encoding="utf-8"),
        "Printer",
        "out of paper",
    ),
    "a lost seal key": (
        "terminal",
        lambda hall: (hall.data("terminal") / "keys" / "hall.x25519.pub").unlink(),
        "Keys",
        "The public seal key of hall is not here.",
    ),
}


@pytest.mark.parametrize(("program", "spoil", "subject", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_what_is_broken_is_found_with_what_to_do(
    hall: DemoHall, program: str, spoil: Callable[[DemoHall], object], subject: str, words: str
) -> None:
    spoil(hall)

    found = wrong(hall, program)

    assert {finding.subject for finding in found} >= {subject}
    assert words in page(hall.settings(program), found)
    assert all(finding.what_to_do for finding in found)


def test_the_exit_status_says_that_the_hall_cannot_open(hall: DemoHall, capsys: pytest.CaptureFixture[str]) -> None:
    bend_form(hall)

    assert main(["check", "--settings", str(hall.settings("hub"))]) == 1
    assert "This machine cannot open: 1 thing(s) are wrong." in capsys.readouterr().out


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every folder and file below, with its bytes."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


SOME = ["hub", "terminal", *(pytest.param(name, marks=pytest.mark.whole) for name in ("central", "counter", "board"))]
"""`make test-all` tries them all."""


@pytest.mark.parametrize("program", SOME)
def test_the_check_changes_nothing_on_the_disk(hall: DemoHall, program: str) -> None:
    before = contents(hall.root)

    list(findings_of(hall.settings(program)))

    assert contents(hall.root) == before


@pytest.mark.parametrize("program", SOME)
def test_the_check_does_not_make_the_data_folder(hall: DemoHall, program: str) -> None:
    change(hall.settings(program), f"data: {hall.data(program)}", f"data: {hall.root / 'none'}")

    assert {finding.subject for finding in wrong(hall, program)} == {"Keys"}
    assert not (hall.root / "none").exists()


def test_a_data_folder_that_cannot_be_made_is_a_finding_among_others(hall: DemoHall) -> None:
    change(hall.settings("hub"), f"data: {hall.data('hub')}", "data: /proc/foo")

    assert {finding.subject for finding in wrong(hall, "hub")} >= {"Keys", "Data folder"}
