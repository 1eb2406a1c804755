"""How is a form built? Its groups, pages, repeats and questions as an author wrote them, for the map and the report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from kiosk.forms.definition.model import BodyDef, FormDef, GroupDef, ModelNode, QuestionDef, RepeatDef
from kiosk.forms.outline import FIELD_LIST
from kiosk.forms.prompts import control_of
from kiosk.forms.xlsform.sheets import FIRST_ROW, Sheets

_REFERENCE = regex.compile(r"\$\{\s*([^}]+?)\s*\}")
_PATH = regex.compile(r"(?:\.\./|/[\w.-]+/)+([\w.-]+)")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One group, page (a group on one screen), repeat or question. row: in the survey sheet, 0 if it has none.

    labels: by language, "" for words of every language; condition, required: as written, blank for always and never;
    what: of a question how it is answered, of a repeat how many rows it has.
    """

    kind: Literal["group", "page", "repeat", "question"]
    path: str
    row: int
    labels: Mapping[str, str]
    condition: str = ""
    required: str = ""
    what: str = ""
    choices: str = ""
    children: "Sequence[Piece]" = ()

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def label(self) -> str:
        """In the first language that has one; the name where nobody sees words."""
        return next((label for label in self.labels.values() if label), self.name)

    def walk(self) -> "Iterator[Piece]":
        yield self
        for child in self.children:
            yield from child.walk()


def shape_of(form: FormDef, sheets: Sheets) -> tuple[Piece, ...]:
    return tuple(_Shaper(form, sheets).pieces(form.body))


class _Shaper:
    def __init__(self, form: FormDef, sheets: Sheets) -> None:
        self._form, self._sheets = form, sheets

    def pieces(self, body: Sequence[BodyDef]) -> Iterator[Piece]:
        for each in body:
            match each:
                case QuestionDef():
                    yield self._piece(each.node, "question", what=control_of(each), choices=self._sheets.list_of(each.node.path))
                case RepeatDef():
                    yield self._repeat(each)
                case GroupDef():
                    yield from self._group(each)

    def _repeat(self, repeat: RepeatDef) -> Piece:
        return self._piece(repeat.node, "repeat", what=self._rows(repeat), children=tuple(self.pieces(repeat.children)))

    def _group(self, group: GroupDef) -> Iterator[Piece]:
        """A group that only holds a repeat, or has no node, is not there for an author."""
        children = tuple(self.pieces(group.children))
        if group.node is None or (
            len(group.children) == 1 and isinstance(group.children[0], RepeatDef) and group.children[0].node is group.node
        ):
            yield from children
        else:
            yield self._piece(group.node, "page" if group.appearance & FIELD_LIST else "group", children=children)

    def _rows(self, repeat: RepeatDef) -> str:
        most = repeat.node.bind.hall.get("max")
        if repeat.count is not None:
            return f"as many rows as {self._written(repeat.node, 'jr:count') or _plain(repeat.count.source)}"
        return f"rows by hand, at most {most}" if most else "rows by hand"

    def _piece(
        self, node: ModelNode, kind: Literal["group", "page", "repeat", "question"], *, what: str = "", choices: str = "",
        children: Sequence[Piece] = (),
    ) -> Piece:  # fmt: skip
        bind = node.bind
        condition = self._written(node, "relevant") or (_plain(bind.relevant.source) if bind.relevant is not None else "")
        required = bind.required.source.strip() if bind.required is not None else ""
        row = self._sheets.rows.get(node.path.strip("/").partition("/")[2], 0)
        return Piece(
            kind=kind, path=node.path, row=row, labels=self._labels(row), condition=condition,
            required="" if required == "false()" else required, what=what, choices=choices, children=children,
        )  # fmt: skip

    def _labels(self, row: int) -> dict[str, str]:
        survey = self._sheets.survey
        columns = [column for column in survey.columns if column.part == "label"]
        written = survey.rows[row - FIRST_ROW] if row else {}
        return {column.language: readable(str(written.get(column.header) or ""), "‹{}›") for column in columns}

    def _written(self, node: ModelNode, part: str) -> str:
        row = self._sheets.rows.get(node.path.strip("/").partition("/")[2], 0)
        return readable(self._sheets.survey.value(self._sheets.survey.rows[row - FIRST_ROW], part)) if row else ""


def readable(text: str, shown: str = "{}") -> str:
    """On one line, each reference by its name alone."""
    return " ".join(_REFERENCE.sub(lambda found: shown.format(found[1]), text).split())


def _plain(source: str) -> str:
    return " ".join(_PATH.sub(r"\1", source).split())
