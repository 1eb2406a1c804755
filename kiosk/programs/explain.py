"""What does an error code mean, and what is to be done? The sentences stand in resources/help/errors.md."""

import re
from dataclasses import dataclass
from importlib.resources import files

from kiosk.model.errors import KioskError

_ENTRY = re.compile(r"^## `([a-z0-9_.:-]+)`\n+(.+?)\n+What to do: (.+?)$(?=\n\n|\n*\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Explanation:
    """What happened, and what to do: one sentence each, perhaps two."""

    what: str
    what_to_do: str


def explanations() -> dict[str, Explanation]:
    """Every code that the help page of errors describes."""
    page = files("resources").joinpath("help", "errors.md").read_text(encoding="utf-8")
    return {code: Explanation(" ".join(what.split()), " ".join(do.split())) for code, what, do in _ENTRY.findall(page)}


def explain(fault: KioskError) -> str:
    """One clear text for people: what happened with which codes, then what to do. A fault's own sentence goes before the page's."""
    known = explanations().get(fault.code)
    facts = ", ".join(f"{name} {value}" for name, value in fault.facts.items())
    where = f" ({facts})" if facts else ""
    if known is None:
        return f"{fault}{where}. Look up `{fault.code}` in the help."
    what = str(fault) if str(fault).endswith(".") else known.what
    return f"{what.rstrip('.')}{where}. {known.what_to_do}"
