"""What does a checker's finding mean in plain words? Pydantic's error types, as a message and what to do."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kiosk.config.faults import Fault
from kiosk.config.source import Place, Source

_KINDS = {
    "int": ("must be a whole number", "Write digits only, without quotes."),
    "float": ("must be a number", "Write digits, with a point if need be, without quotes."),
    "bool": ("must be true or false", "Write true or false, without quotes."),
    "string": ("must be a text", "Write it in quotes."),
    "dict": ("must be a list of names and values", "Write `name: value` lines below it, indented."),
    "model": ("must be a list of names and values", "Write `name: value` lines below it, indented."),
    "list": ("must be a list", "Write one item a line, each behind a dash."),
    "tuple": ("must be a list", "Write one item a line, each behind a dash."),
    "frozen": ("must be a list", "Write one item a line, each behind a dash."),
    "set": ("must be a list", "Write one item a line, each behind a dash."),
    "path": ("must be the name of a file or folder", "Write it in quotes."),
    "url": ("must be an address such as http://127.0.0.1:8765", "Write the scheme, the host and the port."),
    "time": ("must be a time such as 09:00", "Write hours and minutes."),
}


def faults_of(error: ValidationError, source: Source, at: Place, model: type[BaseModel], *, skip: int = 0) -> Iterable[Fault]:
    """Each finding of `error` about the value at `at` of `source`, which should have been a `model`.

    skip: how many steps of the findings' places are not in the file.
    """
    for detail in error.errors(include_url=False):
        steps = tuple(step for step in detail["loc"] if not (isinstance(step, str) and step.startswith("function-")))
        message, what_to_do = _sentence(detail, steps, model)
        yield source.fault((*at, *steps[skip:]), message, what_to_do)


def _sentence(detail: ErrorDetails, steps: Place, model: type[BaseModel]) -> tuple[str, str]:
    name = f"`{steps[-1]}`" if steps else "This"
    kind = detail["type"]
    if kind == "missing":
        return f"{name} is missing.", "Add it."
    if kind == "extra_forbidden":
        return f"{name} is not known here.", _suggestion(str(steps[-1]), _fields(model, steps[:-1]))
    if kind in ("value_error", "assertion_error"):
        return _own(detail)
    if kind in ("literal_error", "enum"):
        return f"{name} has a value that is not known.", f"Use one of {detail['ctx']['expected']}."
    if kind.startswith(("greater_than", "less_than")):
        return f"{name} is outside its range.", f"It {detail['msg'].removeprefix('Input ')}."
    if kind.startswith("string_") and kind != "string_type":
        return f"{name} is not written as it must be.", _help(str(steps[-1]), _fields(model, steps[:-1]), detail)
    words = _KINDS.get(kind.split("_")[0], (f"is not right ({detail['msg']})", "Compare it with the template."))
    return f"{name} {words[0]}.", words[1]


def _own(detail: ErrorDetails) -> tuple[str, str]:
    """A message of ours: "what is wrong. What to do." in one text."""
    text = str(detail["ctx"]["error"]) if "ctx" in detail else detail["msg"]
    message, _, what_to_do = text.partition(". ")
    return message.rstrip(".") + ".", what_to_do or "Correct it."


def _help(name: str, known: Mapping[str, Any], detail: ErrorDetails) -> str:
    help_sentence = known[name].description if name in known else None
    return help_sentence or f"It {detail['msg'].removeprefix('String ')}."


def _suggestion(name: str, known: Mapping[str, Any]) -> str:
    close = get_close_matches(name, known, n=1)
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"Remove it; known here are {', '.join(known)}." if known else "Remove it."


def _fields(model: type[BaseModel], steps: Place) -> Mapping[str, Any]:
    """The fields that may stand at `steps` below `model`, as far as its types tell."""
    for step in steps:
        if isinstance(step, int) or step not in model.model_fields:
            continue
        inner = next(_models(model.model_fields[step].annotation), None)
        if inner is None:
            return {}
        model = inner
    return model.model_fields


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
