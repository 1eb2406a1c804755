"""The help pages are complete: every error code, audit event, setting, catalogue field and command is described."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

import kiosk
from kiosk.config import entries
from kiosk.config.settings import ROLES
from kiosk.model.audit import AuditEvent
from kiosk.model.errors import KioskError
from kiosk.model.paper import PrintReason
from kiosk.model.queue import QueueRefused
from kiosk.programs.cli import COMMANDS
from kiosk.programs.explain import explain, explanations

ROOT = Path(kiosk.__file__).parents[1]
HELP = ROOT / "resources" / "help"
PACKAGES = ("kiosk", "sync", "printing", "ui")
ENTRIES = (
    entries.TopEntry,
    entries.HoursEntry,
    entries.DepartmentEntry,
    entries.ServiceEntry,
    entries.LifeEventEntry,
    entries.CounterEntry,
    entries.ClassEntry,
    entries.ReasonEntry,
    entries.RatingReasonEntry,
    entries.ZoneEntry,
)


def codes_in_the_source() -> set[str]:
    """The codes of all subclasses of KioskError, and the reasons that are given to QueueRefused."""
    codes = set(map(str, PrintReason))
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                codes |= set(_class_code(node)) | set(_queue_reason(node))
    return codes


def _class_code(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ClassDef):
        for step in node.body:
            if isinstance(step, ast.Assign) and isinstance(step.targets[0], ast.Name) and step.targets[0].id == "code":
                value = step.value
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and node.name != "KioskError":
                    yield value.value


def _queue_reason(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == QueueRefused.__name__ and node.args:
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield f"queue.{first.value}"


def fields_of(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield prefix + name
        separator = ".NAME." if "dict" in str(field.annotation) else "."
        for part in _parts(field.annotation):
            yield from fields_of(part, prefix + name + separator)


def _parts(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)


def described(page: str) -> set[str]:
    text = (HELP / page).read_text(encoding="utf-8")
    return set(re.findall(r"^(?:\| |## )`([^`]+)`", text, re.MULTILINE))


def test_every_error_code_is_described_with_what_to_do() -> None:
    known = explanations()

    assert codes_in_the_source() - set(known) == set()
    assert described("errors.md") == set(known)
    assert all(entry.what.endswith(".") and entry.what_to_do.endswith(".") for entry in known.values())


def test_every_audit_event_is_described_and_no_other() -> None:
    assert described("audit.md") == set(map(str, AuditEvent))


@pytest.mark.parametrize("role", ROLES)
def test_every_setting_is_described(role: str) -> None:
    assert set(fields_of(ROLES[role])) - described("settings.md") == set()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.__name__)
def test_every_field_of_the_catalogue_is_described(entry: type[BaseModel]) -> None:
    assert set(fields_of(entry)) - described("catalogue.md") == set()


def test_every_command_is_described() -> None:
    assert {name.split()[1] for name in described("commands.md")} == set(COMMANDS)


def test_no_setting_is_described_that_does_not_exist() -> None:
    known = {field for model in ROLES.values() for field in fields_of(model)}

    assert described("settings.md") - known == set()


def test_a_fault_is_explained_with_its_facts_and_what_to_do() -> None:
    class InUse(KioskError):
        code = "store.in_use"

    text = explain(InUse(file="hall.sqlite"))

    assert text == "The data folder is open in another program (file hall.sqlite). Stop the other program, or use another data folder."


def test_an_unknown_code_still_says_something() -> None:
    assert explain(KioskError("The sun is gone", hour=12)) == "The sun is gone (hour 12). Look up `kiosk` in the help."


def test_every_code_of_a_problem_of_a_form_is_described() -> None:
    page = (HELP / "forms.md").read_text(encoding="utf-8")
    used = {code for file in (ROOT / "kiosk/forms").rglob("*.py") for code in re.findall(r'"(forms\.[a-z_.]+)"', file.read_text("utf8"))}
    described = set(re.findall(r"`(forms[a-z_.]*)`", page))
    missing = {code for code in used - explanations().keys() if not any(f"{code}.".startswith(f"{known}.") for known in described)}

    assert missing == set()


def test_every_key_of_the_counter_console_is_described() -> None:
    """Read from the source, for a tool of the technician knows nothing of windows."""
    source = (ROOT / "ui/bridge/counter_keys.py").read_text(encoding="utf-8")
    keys = set(re.findall(r'DeedKey\("[a-z-]+", Qt\.Key\.Key_\w+, "(\w+)"', source))

    assert described("counter.md") - {"1"} == keys
