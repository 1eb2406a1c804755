"""Settings files: the templates are right, and every mistake is told with its line."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from kiosk.config import ConfigFaults, DatabaseServer, HubProgramSettings, TerminalSettings, read_settings
from kiosk.config.settings import ROLES

RESOURCES = Path("resources").absolute()
TERMINAL = """\
role: terminal
station: K1
data: hall
catalogue: demo.yaml
forms: forms
hub: {url: "http://127.0.0.1:8765"}
screen: {width_mm: 268, height_mm: 477, width_px: 1080, height_px: 1920, distance_mm: 500}
printer: {folder: paper}
"""


def faults_in(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    file = tmp_path / "settings.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigFaults) as raised:
        read_settings(file)
    assert all(fault.what_to_do and fault.message.endswith(".") for fault in raised.value.faults)
    return [(fault.line, fault.where) for fault in raised.value.faults]


@pytest.mark.parametrize("role", ["terminal", "counter", "board", "hub", "central"])
def test_each_template_is_without_a_mistake(role: str) -> None:
    settings = read_settings(RESOURCES / "settings" / f"{role}.yaml")

    assert settings.role == role


def test_paths_are_read_from_the_folder_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "terminal.yaml"
    file.write_text(TERMINAL, encoding="utf-8")

    settings = read_settings(file)

    assert isinstance(settings, TerminalSettings)
    assert settings.data == tmp_path / "hall"
    assert settings.printer.folder == tmp_path / "paper"
    assert settings.screen.screen.px_per_mm == pytest.approx(1920 / 477)
    assert settings.keys == tmp_path / "hall" / "keys"


CASES: dict[str, tuple[str, str, list[tuple[int, str]]]] = {
    "no role": ("role: terminal\n", "", [(1, "role")]),
    "unknown role": ("role: terminal", "role: kiosk", [(1, "role")]),
    "a setting that does not exist": ("data: hall", "dta: hall", [(1, "data"), (3, "dta")]),
    "a station without a number": ("station: K1", "station: kiosk one", [(2, "station")]),
    "an address with a path": ('"http://127.0.0.1:8765"', '"http://127.0.0.1:8765/hub"', [(6, "hub > url")]),
    "a text for a number": ("width_mm: 268", "width_mm: wide", [(7, "screen > width_mm")]),
    "a screen of no size": ("height_px: 1920", "height_px: 0", [(7, "screen > height_px")]),
    "an unknown kind of paper": ("{folder: paper}", "{receipts: a5, folder: paper}", [(8, "printer > receipts")]),
    "a value instead of a list": ("{folder: paper}", "paper", [(8, "printer")]),
    "a second value": ("role: terminal\n", "role: terminal\nrole: board\n", [(2, "role")]),
    "a tab": ("station: K1", "\tstation: K1", [(2, "")]),
    "an alias": ("station: K1", "station: *other", [(2, "")]),
    "nothing": (TERMINAL, "", [(1, "")]),
    "a list": (TERMINAL, "- role\n", [(1, "")]),
}


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES.keys())
def test_a_mistake_is_told_with_its_line_and_place(tmp_path: Path, before: str, after: str, expected: list[tuple[int, str]]) -> None:
    assert TERMINAL.count(before) == 1
    assert expected == faults_in(tmp_path, TERMINAL.replace(before, after))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = TERMINAL.replace("K1", "k").replace("268", "-1").replace("paper", "[]").replace("forms: forms", "formulars: forms")

    assert faults_in(tmp_path, text) == [(1, "forms"), (2, "station"), (5, "formulars"), (7, "screen > width_mm"), (8, "printer > folder")]


def test_a_misspelt_setting_is_guessed(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text(TERMINAL.replace("catalogue:", "catalog:"), encoding="utf-8")

    with pytest.raises(ConfigFaults, match="Did you mean `catalogue`"):
        read_settings(file)


def test_a_file_that_is_not_there_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigFaults, match=r"settings.yaml:1: The file cannot be read \(No such file or directory\)"):
        read_settings(tmp_path / "settings.yaml")


def test_a_file_in_another_encoding_is_told_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_bytes(b"role: terminal\n# \xb4\xf3\xcc\xfc\n")

    with pytest.raises(ConfigFaults, match=r"settings.yaml:2: The file is not UTF-8"):
        read_settings(file)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_bytes(b"#" * (4 * 1024 * 1024 + 1))

    with pytest.raises(ConfigFaults, match="larger than 4 MiB"):
        read_settings(file)


def test_a_setting_has_one_sentence_of_help() -> None:
    def fields(model: type[BaseModel]) -> Iterator[tuple[str, str | None]]:
        for name, field in model.model_fields.items():
            yield f"{model.__name__}.{name}", field.description
            for part in (field.annotation, *get_args(field.annotation)):
                if isinstance(part, type) and issubclass(part, BaseModel):
                    yield from fields(part)

    for model in ROLES.values():
        assert [name for name, help_sentence in fields(model) if not (help_sentence or "").endswith(".")] == []


HUB = """\
role: hub
data: hall
catalogue: demo.yaml
forms: forms
listen: {port: 8765}
centrals: {city: {url: "http://127.0.0.1:8770"}}
"""


def hub_settings(tmp_path: Path, more: str) -> HubProgramSettings:
    file = tmp_path / "hub.yaml"
    file.write_text(HUB + more, encoding="utf-8")
    settings = read_settings(file)
    assert isinstance(settings, HubProgramSettings)
    return settings


def test_a_hub_keeps_its_data_in_a_file_or_at_a_server(tmp_path: Path) -> None:
    url = "postgresql://hall@db1,db2/hall?sslmode=verify-full"

    assert hub_settings(tmp_path, "").kept_in == tmp_path / "hall" / "hall.sqlite"
    assert hub_settings(tmp_path, "database: other.db\n").kept_in == tmp_path / "other.db"
    assert hub_settings(tmp_path, f'database: "{url}"\n').kept_in == DatabaseServer(url=url)
    assert hub_settings(tmp_path, f'database: "{url}"\ndatabase_password: word\n').kept_in == DatabaseServer(
        url=url, password_file=tmp_path / "word"
    )


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://hall:canary-7351@db/hall",
        "postgres://hall@db/hall?password=canary-7351",
        "postgresql://canary-7351@db",
        "postgresql://canary-7351@[db/hall",
    ],
)
def test_an_address_with_a_password_or_without_a_database_is_a_mistake_that_quotes_nothing(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigFaults, match=r"hub.yaml:7: .*(password|database)") as raised:
        hub_settings(tmp_path, f'database: "{url}"\n')

    assert "canary-7351" not in str(raised.value)
