"""make bench: runs the benchmarks, prints a table, writes build/bench.json."""

import importlib
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from tests.benchmarks.result import Result

MODULES = ("bench_forms", "bench_queue", "bench_feed", "bench_filing", "bench_ui", "bench_counter", "bench_board", "bench_paper")
Bench = Callable[[], Result]


def benches(only: str) -> Iterator[tuple[str, Bench]]:
    """Name and function of every benchmark whose name contains `only`."""
    for name in MODULES:
        module: ModuleType = importlib.import_module(f"tests.benchmarks.{name}")
        table: dict[str, Bench] = module.BENCHES
        yield from ((bench, run) for bench, run in table.items() if only in bench)


def line(row: dict[str, object]) -> str:
    figures = "  ".join(f"{key} {row[key]:>9}" for key in ("p50", "p95", "p99", "max", "value") if key in row)
    goal = f"goal {row['goal']} {'met' if row['met'] else 'NOT MET'}" if "goal" in row else ""
    ratio = f"ratio to {row['limit']}: {row['ratio']}" if "limit" in row else ""
    return f"{row['name']:<24} {row['unit']:<4} n={row['n']:<6} {figures}  {goal}  {ratio}".rstrip()


def main() -> int:
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    rows: list[dict[str, object]] = []
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}")
    for _, run in benches(only):
        rows.append(run().row())
        print(line(rows[-1]), flush=True)
    if not rows:
        print(f"no benchmark has {only!r} in its name", file=sys.stderr)
        return 2
    target = Path("build/bench.json")
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(_merged(target, rows), indent=1) + "\n")
    missed = [str(row["name"]) for row in rows if row.get("met") is False]
    if missed:
        print(f"goals not met in this run: {', '.join(missed)}", file=sys.stderr)
    return 0


def _merged(target: Path, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows of this run, and those of earlier runs that this one left out."""
    known = json.loads(target.read_text()) if target.exists() else []
    fresh = {row["name"] for row in rows}
    return rows + [row for row in known if row["name"] not in fresh]


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
