"""Are the QML files right? `python -m ui.lint` runs qmllint over them, with the Python types of ui/bridge known to it.

The types are read from the source by pyside6-metaobjectdump; what it does not say (list, dict, our own types, constants) is put right here.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import PySide6

UI = Path(__file__).parent
METATYPES = Path(PySide6.__file__).parent / "Qt" / "metatypes"
FOREIGN = [METATYPES / f"qt6{name}_metatypes.json" for name in ("core", "gui", "qml", "quick")]
TYPES = {"list": "QVariantList", "dict": "QVariantMap", "float": "double"}


def tool(name: str) -> Path:
    return Path(sys.executable).parent / f"pyside6-{name}"


def bridge_files() -> list[Path]:
    files = sorted((UI / "bridge").glob("*.py"))
    return [file for file in files if "@QmlElement" in file.read_text(encoding="utf-8")]


def describe(files: Iterable[Path]) -> list[dict[str, Any]]:  # Any: JSON as moc writes it
    """The metatypes of these modules, with Qt's names for Python's types and pointers for our own."""
    dumped = subprocess.run([tool("metaobjectdump"), *files], check=True, capture_output=True, text=True).stdout
    modules: list[dict[str, Any]] = json.loads(dumped)
    own = {entry["className"] for module in modules for entry in module["classes"]}
    for module in modules:
        for entry in module["classes"]:
            for prop in entry.get("properties", []):
                prop["type"] = _type(prop["type"], own)
                prop["constant"] = "notify" not in prop
            for method in (*entry.get("slots", []), *entry.get("signals", [])):
                method["returnType"] = _type(method["returnType"], own)
                for argument in method.get("arguments", []):
                    argument["type"] = _type(argument["type"], own)
    return modules


def _type(name: str, own: set[str]) -> str:
    return f"{name}*" if name in own or name in {"QObject", "QQuickItem"} else TYPES.get(name, name)


def make_types(folder: Path) -> None:
    """Write the module Hall.Core as qmllint wants to see it."""
    core = folder / "Hall" / "Core"
    core.mkdir(parents=True)
    dump = folder / "core.json"
    dump.write_text(json.dumps(describe(bridge_files())), encoding="utf-8")
    foreign = ",".join(str(path) for path in FOREIGN)
    options: list[str | Path] = ["--generate-qmltypes", core / "HallCore.qmltypes", "-o", folder / "unused.cpp"]
    options += ["--import-name", "Hall.Core"]
    subprocess.run([tool("qmltyperegistrar"), *options, "--major-version", "1", f"--foreign-types={foreign}", dump], check=True)
    (core / "qmldir").write_text("module Hall.Core\ntypeinfo HallCore.qmltypes\ndepends QtQuick\n", encoding="utf-8")


def lint() -> subprocess.CompletedProcess[str]:
    """Every warning counts."""
    with tempfile.TemporaryDirectory() as made:
        make_types(Path(made))
        files = sorted((UI / "qml").rglob("*.qml"))
        command: list[str | Path] = [tool("qmllint"), "-W", "0", "-I", UI / "qml", "-I", made, *files]
        return subprocess.run(command, check=False, capture_output=True, text=True)


def main() -> int:
    result = lint()
    sys.stdout.write(result.stdout + result.stderr)
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
