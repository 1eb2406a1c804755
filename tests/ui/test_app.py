"""How windows start and end, and what a fault of ours may say."""

import sys

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.forms.pages import Prompt
from ui import fonts
from ui.app import catch_faults
from ui.bridge.prompts import keyboard_for, tidy

SECRET = "99010119380612004X"
NAMES = "欧阳䶮𬭎单于慕容"


def test_the_font_draws_rare_names(qapp: QGuiApplication) -> None:
    assert fonts.missing(qapp.font(), "ABCabc0123456789，。！？￥" + NAMES) == ""


def test_a_fault_is_reported_by_place_and_never_by_value(monkeypatch: pytest.MonkeyPatch) -> None:
    reports: list[str] = []
    calm: list[bool] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_faults(reports.append, lambda: calm.append(True))

    try:
        int(SECRET)
    except ValueError as fault:
        sys.excepthook(type(fault), fault, fault.__traceback__)

    assert calm == [True]
    assert reports[0].startswith("ValueError at test_app.py:")
    assert SECRET not in reports[0]


@pytest.mark.parametrize(
    ("changes", "keyboard"),
    [
        ({"control": "integer"}, "digits"),
        ({"control": "decimal"}, "decimal"),
        ({"appearance": frozenset({"numbers"})}, "digits"),
        ({"hall": {"reuse": "mother.id_number"}}, "identity"),
        ({"hall": {"pii": "sensitive"}, "name": "w_id"}, "identity"),
        ({"name": "ent_uscc"}, "capitals"),
        ({}, "letters"),
    ],
)
def test_each_question_gets_its_keyboard(changes: dict[str, object], keyboard: str) -> None:
    words: dict[str, object] = {
        "ref": "/d/q", "name": "q", "control": "text", "appearance": frozenset(), "label": "", "hint": "", "guidance": "",
        "required": False, "readonly": False, "value": "",
    }  # fmt: skip

    assert keyboard_for(Prompt(**{**words, **changes})) == keyboard  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("keyboard", "typed", "kept"),
    [
        ("identity", "990101 19380612 004x", "99010119380612004X"),
        ("digits", "138-0013-8000", "13800138000"),
        ("capitals", "ab 1", "AB 1"),
        ("letters", "Li-Na w", "Li-Na w"),
    ],
)
def test_spaces_hyphens_and_small_letters_are_forgiven(keyboard: str, typed: str, kept: str) -> None:
    assert tidy(keyboard, typed) == kept
