"""Are the layers kept, and would a breach be seen? Each contract is broken once, on purpose, in a copy of the tree."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("kiosk", "sync", "printing", "ui", "resources")

PLANTS = {
    "layers": ("kiosk/store/planted.py", "import kiosk.actions"),
    "exhaustive": ("kiosk/stranger/__init__.py", ""),
    "qt": ("kiosk/model/planted.py", "import PySide6.QtCore"),
    "sqlalchemy": ("kiosk/actions/planted.py", "import sqlalchemy"),
    "requests": ("kiosk/hub/planted.py", "import requests"),
    "reportlab": ("ui/planted.py", "import reportlab"),
    "cryptography": ("sync/planted.py", "import cryptography"),
    "model": ("kiosk/model/planted.py", "import pydantic"),
    "programs": ("sync/planted.py", "import kiosk.programs.cli"),
    "central": ("kiosk/hub/planted.py", "import sync.central"),
    "windows": ("ui/bridge/counter.py", "import ui.bridge.board"),
}


def contracts() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]}


def lint(tree: Path, contract: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; sys.path.insert(0, ''); from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-I", "-c", code, "--no-cache", "--contract", contract],
        cwd=tree, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def only_python(_: str, names: list[str]) -> set[str]:
    return {name for name in names if "." in name and not name.endswith(".py")}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=only_python)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_has_its_plant() -> None:
    assert set(PLANTS) == contracts()


@pytest.mark.parametrize("contract", sorted(PLANTS))
def test_a_planted_breach_of_the_contract_is_caught(tree: Path, contract: str) -> None:
    kept = lint(tree, contract)
    assert kept.returncode == 0, kept.stdout

    path, line = PLANTS[contract]
    planted = tree / path
    planted.parent.mkdir(exist_ok=True)
    with planted.open("a") as module:
        module.write(f"\n{line}\n")

    assert lint(tree, contract).returncode == 1


def test_every_module_of_sync_is_named_where_the_central_system_is_the_exception() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    modules = {f"sync.{path.stem}" for path in (ROOT / "sync").glob("*.py")} - {"sync.__init__"}

    for contract in settings["tool"]["importlinter"]["contracts"]:
        if contract["id"] in {"sqlalchemy", "central"}:
            assert modules <= set(contract["source_modules"]), contract["name"]


def test_the_generic_package_names_are_ours() -> None:
    for package in PACKAGES:
        origin = __import__(package).__file__

        assert origin is not None
        assert Path(origin).is_relative_to(ROOT)


def swallows(handler: ast.ExceptHandler) -> bool:
    """True for a handler of everything that does not pass the fault on."""
    everything = handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"})
    last = handler.body[-1]
    return everything and not (isinstance(last, ast.Raise) and last.exc is None)


def test_every_fault_of_ours_is_swallowed_in_two_places_only() -> None:
    found = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler) and swallows(node)
    }

    assert found <= {"kiosk/worker.py", "ui/app.py"}
