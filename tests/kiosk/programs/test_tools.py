"""A technician's tools, used as on a command line: staff, enrolment, outbox, spool."""

import csv
import io
import os
import re
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.actions import devices, filing, outbox, spool, staff
from kiosk.actions.queue import LocalHall
from kiosk.actions.restoring import epoch_of
from kiosk.actions.shelf import Shelf
from kiosk.actions.staff import Secrets, SignIn
from kiosk.clock import SystemClock
from kiosk.config import read_catalogue
from kiosk.model.hall import Deed, Order
from kiosk.model.paper import PrintReason, Uncertain
from kiosk.model.parcel import HUB, Refused
from kiosk.model.queue import Policy, QueueRefused
from kiosk.model.spool import SpoolPolicy
from kiosk.programs.demo_hall import make_ready
from kiosk.security.keys import KeyStore
from kiosk.store.database import Store
from tests.builders import NINE, FakeClock, a_desk, a_filing, a_hall, a_ticket, an_open_counter, new_id, some_entropy, some_id
from tests.kiosk.config.test_catalogue import HALL
from tests.kiosk.programs.conftest import Say
from tests.postgres import PostgresServer

CATALOGUE = Path("resources/catalogue/demo.yaml").absolute()


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    file = tmp_path / "hub.yaml"
    centrals = "centrals: {city: {url: 'http://127.0.0.1:1'}}"
    file.write_text(f"role: hub\ndata: hub\ncatalogue: {CATALOGUE}\nforms: forms\nlisten: {{port: 0}}\n{centrals}\n", encoding="utf-8")
    return file


@pytest.fixture
def terminal(tmp_path: Path) -> Path:
    file = tmp_path / "terminal.yaml"
    screen = "screen: {width_mm: 268, height_mm: 476, width_px: 1080, height_px: 1920, distance_mm: 500}"
    file.write_text(
        f"role: terminal\nstation: K1\ndata: terminal\ncatalogue: {CATALOGUE}\nforms: forms\nhub: {{url: 'http://127.0.0.1:1'}}\n"
        f"printer: {{folder: paper}}\n{screen}\n",
        encoding="utf-8",
    )
    return file


def at(settings: Path) -> Store:
    """The database of the machine with these settings."""
    return Store.open(settings.with_suffix("") / "hall.sqlite", now=SystemClock().now())


def sign_in(hub: Path, pin: str) -> str:
    secrets = Secrets(entropy=some_entropy(), pepper=KeyStore(hub.with_suffix("") / "keys").pepper())
    with at(hub) as store:
        said = SignIn(staff="w1", pin=pin, counter=1, station="D1")
        return staff.sign_in(store, said, secrets=secrets, now=SystemClock().now(), lasts=Policy().session).name


def test_a_clerk_is_added_listed_and_can_sign_in(say: Say, hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("135790\n"))

    assert say("staff", "--settings", hub, "--add", "w1", "--name", "王芳") == (0, "w1 may sign in.\n")
    assert say("staff", "--settings", hub) == (0, "w1  王芳  clerk: *\n")
    assert sign_in(hub, "135790") == "王芳"


def test_a_clerk_has_the_skills_that_are_said(say: Say, hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("135790\n"))
    say("staff", "--settings", hub, "--add", "w1", "--services", "tax", "permit", "--skills", "sign_language", "interpreter")

    assert say("staff", "--settings", hub) == (0, "w1  w1  clerk: permit tax, skills: interpreter sign_language\n")


def test_a_pin_that_is_too_short_is_refused(say: Say, hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1234\n"))

    status, said = say("staff", "--settings", hub, "--add", "w1")

    assert status == 1
    assert "A PIN has 6 to 12 digits" in said


def test_a_clerk_is_unlocked(say: Say, hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("135790\n"))
    say("staff", "--settings", hub, "--add", "w1")
    with pytest.raises(QueueRefused):
        sign_in(hub, "000000")

    assert say("staff", "--settings", hub, "--unlock", "w1") == (0, "w1 may sign in again.\n")
    assert sign_in(hub, "135790") == "w1"
    assert say("staff", "--settings", hub, "--unlock", "w2")[0] == 1


def test_the_line_at_the_foot_of_the_boards_is_changed_in_every_language_or_not_at_all(say: Say, hub: Path) -> None:
    at(hub).close()
    zone = ("--zone", "north")

    assert say("message", "--settings", hub, "zh=三号窗口暂停", "en=Counter 3 is closed")[1].splitlines() == [
        "all boards, zh: 三号窗口暂停", "all boards, en: Counter 3 is closed",
    ]  # fmt: skip
    assert say("message", "--settings", hub, "zh=北区", "en=North", *zone)[1].splitlines()[2:] == ["north, zh: 北区", "north, en: North"]
    assert say("message", "--settings", hub, "zh=只有中文") == (
        1, "Give the words in every language of the hall (missing en). Read `kiosk message --help`.\n",
    )  # fmt: skip
    assert say("message", "--settings", hub, "zh=a", "en=b", "ug=c")[0] == 1
    assert say("message", "--settings", hub, "--zone", "moon", "--clear")[0] == 1
    assert say("message", "--settings", hub, "--clear")[1].splitlines() == ["north, zh: 北区", "north, en: North"]


def test_a_station_is_invited_and_refused_again(say: Say, hub: Path) -> None:
    status, said = say("enrol", "--settings", hub, "--station", "K1", "--role", "terminal")
    code = re.findall(r"--code (\S+)", said)[0]
    with at(hub) as store:
        taken = devices.redeem(store, code=code, public=KeyStore(hub.parent / "k1").device().public, now=SystemClock().now())

    assert status == 0
    assert taken is not None
    assert taken.id == "K1"
    assert say("enrol", "--settings", hub, "--revoke", "K1") == (0, "K1 is refused from now on.\n")
    assert say("enrol", "--settings", hub, "--revoke", "K1")[0] == 1


def test_the_seal_key_of_a_central_system_is_kept(say: Say, hub: Path) -> None:
    key = KeyStore(hub.parent / "city").opener("central").public

    assert say("enrol", "--settings", hub, "--central", "city", "--seal-key", key.public.hex())[0] == 0
    assert KeyStore(hub.with_suffix("") / "keys").sealer("city") == key
    assert say("enrol", "--settings", hub, "--central", "town", "--seal-key", key.public.hex())[0] == 1
    assert say("enrol", "--settings", hub, "--central", "city", "--seal-key", "xyz")[0] == 1


def test_whose_forms_are_used_is_told_to_a_machine(say: Say, hub: Path, terminal: Path) -> None:
    one, other = (KeyStore(hub.parent / name).publisher().public for name in ("one", "other"))

    for settings in (hub, terminal):
        status, said = say("enrol", "--settings", settings, "--publisher", one.hex(), other.hex())
        assert (status, KeyStore(settings.with_suffix("") / "keys").publishers()) == (0, (one, other))
        assert f"Forms signed with {one.hex()[:16]}, {other.hex()[:16]} are used here" in said
    assert say("enrol", "--settings", hub, "--publisher", "xyz")[0] == 1
    assert KeyStore(hub.with_suffix("") / "keys").publishers() == (one, other)


def test_a_hub_does_not_start_with_forms_that_it_does_not_trust(say: Say, tmp_path: Path) -> None:
    hall = make_ready(tmp_path / "hall", now=NINE)
    stranger = KeyStore(tmp_path / "stranger").publisher()
    KeyStore(hall.data("hub") / "keys").install_publishers([stranger.public])

    status, said = say("hub", "--settings", hall.settings("hub"))

    assert status == 1
    assert said.startswith("The form was signed by somebody whose forms are not used here (signer ")
    assert "kiosk enrol --publisher" in said


def test_a_station_prints_its_public_key_and_says_when_the_hub_is_away(say: Say, terminal: Path) -> None:
    status, said = say("enrol", "--settings", terminal)

    assert status == 0
    assert said == f"K1, terminal, public key: {KeyStore(terminal.with_suffix('') / 'keys').device().public.hex()}\n"
    assert say("enrol", "--settings", terminal, "--code", "ABCD")[0] == 1


def test_the_outbox_is_listed_and_a_held_submission_sent_again(say: Say, terminal: Path) -> None:
    with at(terminal) as store:
        receipt = filing.file(store, a_filing(), desk=a_desk(), now=NINE)
        outbox.next_batch(store, HUB, now=NINE)
        outbox.settle(store, receipt.submission, HUB, Refused("unknown-form"), now=NINE)
    status, said = say("outbox", "--settings", terminal)

    assert status == 0
    assert "hub: 0 waiting; 1 held for people" in said
    assert f"held  {receipt.submission}" in said
    assert say("outbox", "--settings", terminal, "--requeue", receipt.submission)[0] == 0
    assert "hub: 1 waiting" in say("outbox", "--settings", terminal)[1]
    assert say("outbox", "--settings", terminal, "--requeue", receipt.submission)[0] == 1


def test_the_papers_that_are_owed_are_listed(say: Say, terminal: Path) -> None:
    before = say("spool", "--settings", terminal)
    with at(terminal) as store:
        receipt = filing.file(store, a_filing(), desk=a_desk(), now=NINE)
    status, said = say("spool", "--settings", terminal)

    assert before == (0, "No paper is owed.\n")
    assert status == 0
    assert f"receipt {receipt.receipt_no}: waits for the printer" in said
    assert "1 paper(s)." in said


def test_a_copy_of_a_paper_that_is_still_to_come_is_refused(say: Say, terminal: Path) -> None:
    with at(terminal) as store:
        filing.file(store, a_filing(), desk=a_desk(), now=NINE)
    paper = say("spool", "--settings", terminal)[1].split()[0]

    assert say("spool", "--settings", terminal, "--copy", paper)[0] == 1


def a_lost_paper(terminal: Path) -> UUID:
    """A receipt of which nobody knows whether it came out, and no copy follows by itself."""
    with at(terminal) as store:
        filing.file(store, a_filing(), desk=a_desk(), now=NINE)
        job = spool.next_job(store, now=NINE)
        assert job is not None
        begun = spool.begin(store, job, printer="folder", mark="receipt.pdf", now=NINE)
        return spool.settle(store, begun, Uncertain(PrintReason.LOST), now=NINE, policy=SpoolPolicy(copies=frozenset())).id


def test_a_paper_that_needs_a_person_is_told_with_what_to_do(say: Say, terminal: Path) -> None:
    paper = a_lost_paper(terminal)
    status, said = say("spool", "--settings", terminal)

    assert status == 0
    assert f"{paper}  2026-03-02 01:00  receipt" in said
    assert "nobody knows whether it came out (The printer was lost in the middle of a paper" in said
    assert "1 of them need(s) a person: look into the tray" in said


def test_a_person_says_that_a_paper_came_out(say: Say, terminal: Path) -> None:
    paper = a_lost_paper(terminal)

    assert say("spool", "--settings", terminal, "--confirm", paper)[1].endswith(": came out\n")
    assert say("spool", "--settings", terminal) == (0, "No paper is owed.\n")
    assert say("spool", "--settings", terminal, "--confirm", paper)[0] == 1


def test_a_paper_is_given_up_with_a_reason_and_copied_after_all(say: Say, terminal: Path) -> None:
    paper = a_lost_paper(terminal)

    assert say("spool", "--settings", terminal, "--abandon", paper, "--reason", "citizen-left")[1].endswith(
        ": was given up (citizen-left)\n"
    )
    assert say("spool", "--settings", terminal) == (0, "No paper is owed.\n")
    assert ", COPY 1: waits for the printer" in say("spool", "--settings", terminal, "--copy", paper)[1]


def test_a_paper_is_withdrawn_before_it_is_printed(say: Say, terminal: Path) -> None:
    with at(terminal) as store:
        filing.file(store, a_filing(), desk=a_desk(), now=NINE)
    paper = say("spool", "--settings", terminal)[1].split()[0]

    assert "was withdrawn" in say("spool", "--settings", terminal, "--cancel", paper)[1]


def test_a_paper_that_a_crash_cut_off_is_told_and_settled(say: Say, terminal: Path) -> None:
    with at(terminal) as store:
        filing.file(store, a_filing(), desk=a_desk(), now=NINE)
        job = spool.next_job(store, now=NINE)
        assert job is not None
        spool.begin(store, job, printer="folder", mark="receipt.pdf", now=NINE)

    assert "was being printed when the program ended" in say("spool", "--settings", terminal)[1]
    assert say("spool", "--settings", terminal, "--confirm", job.id)[0] == 0


def test_a_paper_that_nobody_knows_is_one_sentence(say: Say, terminal: Path) -> None:
    status, said = say("spool", "--settings", terminal, "--confirm", some_id())

    assert status == 1
    assert said.count("\n") == 1


@pytest.mark.parametrize("words", [(), ("--copy",), ("--restore", "copy")])
def test_a_database_at_a_server_is_neither_copied_nor_put_back_here(say: Say, hub: Path, words: tuple[str, ...]) -> None:
    hub.write_text(f"{hub.read_text(encoding='utf-8')}database: postgresql://hall@127.0.0.1/hall\n", encoding="utf-8")
    status, said = say("db", "--settings", hub, *words)

    assert status == 1
    assert "(database hall)" in said
    assert "pg_dump" in said


@pytest.mark.whole
def test_a_dump_that_was_put_back_at_the_server_begins_anew(say: Say, hub: Path, own_server: PostgresServer) -> None:
    """What `pg_dump` and `pg_restore` do is done here by a copy inside the server."""
    hub.with_name("forms").mkdir()
    KeyStore(hub.with_suffix("") / "keys").install_sealer("city", KeyStore(hub.with_name("city")).opener("central").public.public)
    catalogue = hub.with_name("hall.yaml")
    catalogue.write_text(HALL.replace("    form: {form: permit, central: city}\n", ""), encoding="utf-8")
    hall = read_catalogue(catalogue, published={}, always_open=True)
    series = next(service for service in hall.services if service.series)
    before, after = own_server.server("postgres"), own_server.server("restored")
    now = SystemClock().now()

    def take(store: Store) -> int:
        at_work = LocalHall(store=store, shelf=Shelf(hall), station="K1", clock=SystemClock(), entropy=os.urandom)
        return at_work.take_ticket(new_id(), service=series.code, language="zh", audience="person").number

    with Store.open(before, now=now) as store:
        first = take(store)
    own_server.copy("postgres", "restored")
    with Store.open(before, now=now) as store:
        lost = take(store)
    words = hub.read_text(encoding="utf-8").replace(str(CATALOGUE), str(catalogue))
    hub.write_text(f"{words}database: '{after.url}'\n", encoding="utf-8")
    with Store.open(after, now=now) as store, store.read():
        refused = say("db", "--settings", hub, "--restored")
        epoch = epoch_of(store)
    done = say("db", "--settings", hub, "--restored")
    with Store.open(after, now=now) as store:
        assert (first, lost, take(store) > 1000) == (1, 2, True)
        assert epoch_of(store) != epoch
    assert (refused[0], "still used by a program" in refused[1]) == (1, True)
    assert done[0] == 0


@pytest.mark.whole
def test_tools_and_hub_say_what_is_the_matter_with_a_database_server(
    say: Say, hub: Path, own_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = hub.with_name("hall.yaml")
    catalogue.write_text(HALL.replace("    form: {form: permit, central: city}\n", ""), encoding="utf-8")
    words = hub.read_text(encoding="utf-8").replace(str(CATALOGUE), str(catalogue))
    hub.write_text(f"{words}database: '{own_server.server('postgres').url}'\n", encoding="utf-8")
    hub.with_name("forms").mkdir()
    KeyStore(hub.with_suffix("") / "keys").install_sealer("city", KeyStore(hub.with_name("city")).opener("central").public.public)
    monkeypatch.setattr("sys.stdin", io.StringIO("135790\n"))
    assert say("staff", "--settings", hub, "--add", "w1", "--name", "王芳") == (0, "w1 may sign in.\n")
    own_server.stop()
    ended = [say("staff", "--settings", hub), say("hub", "--settings", hub)]
    own_server.start()

    assert [status for status, _ in ended] == [1, 1]
    assert all("does not answer" in said and "database_password" in said for _, said in ended)
    assert say("staff", "--settings", hub) == (0, "w1  王芳  clerk: *\n")


def a_day_of(hub: Path) -> None:
    """Six tickets of 2 March 2026, five of them served."""
    clock = FakeClock()
    with at(hub) as store:
        hall = a_hall(store, clock, read_catalogue(CATALOGUE))
        session = an_open_counter(hall)
        for _ in range(6):
            a_ticket(hall, "residence_permit")
        for deed in (Deed.CALL_NEXT, Deed.START, Deed.FINISH) * 5:
            clock.go_on(minutes=1)
            hall.do(new_id(), session=session, counter=1, order=Order(deed=deed))


def test_a_day_is_reported_as_a_page(say: Say, hub: Path) -> None:
    a_day_of(hub)

    status, said = say("report", "--settings", hub, "--last", "2026-03-02")

    assert status == 0
    assert "adds up" in said
    assert [" ".join(line.split()) for line in said.splitlines()][:6] == [
        "Tickets", "2026-03-02", "taken 6", "completed 5", "still open 1", "adds up yes",
    ]  # fmt: skip
    assert "Apply for a residence permit" in said
    assert "first wait, min: middle" in said


def test_a_week_is_reported_for_a_spreadsheet(say: Say, hub: Path) -> None:
    a_day_of(hub)

    status, said = say("report", "--settings", hub, "--last", "2026-03-04", "--span", "week", "--csv")
    rows = list(csv.DictReader(io.StringIO(said)))

    assert status == 0
    assert rows[0] == {"section": "tickets", "of": "2026-02-26 to 2026-03-04", "figure": "taken", "value": "6"}
    assert {row["value"] for row in rows if row["figure"] == "occupied"} <= {f"{share}%" for share in range(101)}


def test_a_day_that_is_still_to_come_has_no_report(say: Say, hub: Path) -> None:
    assert say("report", "--settings", hub, "--last", "2999-01-01")[0] == 1
