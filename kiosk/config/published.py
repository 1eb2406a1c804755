"""Which forms are published? One folder for each form and version, with a manifest."""

import json
import re
from collections import defaultdict
from pathlib import Path


def published_forms(folder: Path) -> dict[str, tuple[str, ...]]:
    """The versions of each form in `folder`, oldest first; a folder without a readable manifest does not count."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for manifest in sorted(folder.glob("*/manifest.json")):
        try:
            said = json.loads(manifest.read_bytes())
        except (OSError, ValueError):
            continue
        if isinstance(said, dict) and isinstance(said.get("form"), str) and isinstance(said.get("version"), str):
            found[said["form"]].append(said["version"])
    return {form: tuple(sorted(versions, key=_age)) for form, versions in sorted(found.items())}


def _age(version: str) -> tuple[tuple[int, str], ...]:
    """Runs of digits count as numbers, so that 10 comes after 9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", version))
