"""What is there to know about a form, on one page for the people who wrote it? One HTML file that needs nothing else."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

import regex

from kiosk.forms.definition.model import FormDef
from kiosk.forms.errors import Problem
from kiosk.forms.xlsform.gate import Examination
from kiosk.forms.xlsform.map import TAGS, map_of
from kiosk.forms.xlsform.rehearsal import Rehearsal
from kiosk.forms.xlsform.shape import Piece, shape_of
from kiosk.forms.xlsform.sheets import Sheets

_STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;background:#f5f4f0;color:#12202e;font:15px/1.5 "Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif}
main{max-width:1240px;margin:0 auto;padding:32px 28px 20px}.wide+main{padding:0 28px 64px}h1{font-size:28px;line-height:1.25;margin:0 0 4px}
h2{font-size:19px;margin:40px 0 12px}p{margin:0 0 10px;max-width:75ch}.muted{color:#3d4a57}
.verdict{margin:20px 0 0;padding:14px 18px;border-left:6px solid;border-radius:4px;font-size:17px}
.good{background:#e2f2e8;border-color:#0b5030}.bad{background:#fbeaea;border-color:#8b1414}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:12px;margin:20px 0 0}
dl div{background:#fff;border:1px solid #d3d0c7;border-radius:6px;padding:10px 14px}dt{color:#3d4a57;font-size:13px}
dd{margin:0;font-size:18px;font-weight:600;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;background:#fff;border:1px solid #d3d0c7}
th{background:#e9e7e0;text-align:left;font-size:13px;position:sticky;top:0}
th,td{padding:7px 10px;border-bottom:1px solid #e4e1d8;vertical-align:top}td.number{text-align:right;color:#3d4a57;white-space:nowrap}
code{font:13px/1.4 ui-monospace,"DejaVu Sans Mono",monospace;color:#0b3f70}
td.name,td.code{white-space:nowrap}.if{color:#533a00;font-size:13.5px}
.error{color:#8b1414;font-weight:600;white-space:nowrap}.warning{color:#533a00;font-weight:600;white-space:nowrap}
tr.group td{background:#f2f0ea;font-weight:600}tr.repeat td{background:#e2ecf6;font-weight:600}.other{color:#3d4a57;font-size:13.5px}
.fit svg{width:100%;height:auto}
.map{overflow:auto;border:1px solid #d3d0c7;border-radius:6px;max-height:92vh}.map svg{display:block}.wide{padding:0 28px}
td.no{color:#8b1414;font-weight:600}@media print{.map{max-height:none;overflow:visible}.map svg{width:100%;height:auto}th{position:static}}
"""


WIDEST_FIT = 1_400
"""Pixels of a map that is shown whole."""


def report(found: Examination, *, now: datetime) -> str:
    """A whole page in HTML, without scripts and links. now: when the form was examined."""
    form, sheets = found.reading.form, found.reading.sheets
    title = (form.title or form.form_id) if form is not None else found.path.name
    pieces = shape_of(form, sheets) if form is not None else ()
    parts = [
        f'<header><h1>{escape(title)}</h1><p class="muted">{escape(found.path.name)}, examined {now:%Y-%m-%d %H:%M} UTC</p>',
        _verdict(found),
        _facts(form, pieces, found) if form is not None else "",
        "</header>",
        _problems(found.problems),
        _trial(found, pieces),
    ]
    after = _questions(form, pieces, sheets, found.rehearsal) if form is not None else ""
    picture = _map(form, sheets) if form is not None else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><main>{''.join(parts)}{picture}{after}</main></body></html>\n"
    )


def _verdict(found: Examination) -> str:
    if found.errors:
        words = f"This form cannot be published: {len(found.errors)} mistake(s)."
        return f'<p class="verdict bad">{words}</p>'
    more = f" {len(found.warnings)} warning(s) are worth a look." if found.warnings else ""
    return f'<p class="verdict good">This form can be published.{more}</p>'


def _facts(form: FormDef, pieces: Iterable[Piece], found: Examination) -> str:
    everything = [each for piece in pieces for each in piece.walk()]
    notes = sum(each.what == "note" for each in everything)
    questions = sum(each.kind == "question" for each in everything) - notes
    facts = [
        ("Form", form.form_id),
        ("Version", form.version or "none"),
        ("Languages", ", ".join(form.languages) or "one"),
        ("Questions", f"{questions} and {notes} notes"),
        ("Groups and pages", str(sum(each.kind in {"group", "page"} for each in everything))),
        ("Repeats", str(sum(each.kind == "repeat" for each in everything))),
        ("Files", str(len(found.reading.media)) if found.reading.media else "none"),
    ]
    return "<dl>" + "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts) + "</dl>"


def _map(form: FormDef, sheets: Sheets) -> str:
    """A small one as wide as the page; a large one is scrolled, so that its words stay legible."""
    drawn = map_of(form, sheets)
    width = int(drawn.partition('viewBox="0 0 ')[2].split()[0])
    return f'<h2>Map</h2></main><div class="wide"><div class="map{" fit" if width <= WIDEST_FIT else ""}">{drawn}</div></div><main>'


def _problems(problems: Iterable[Problem]) -> str:
    rows = "".join(
        f'<tr><td class="{each.severity}">{each.severity}</td><td>{escape(str(each.cell or "workbook"))}</td>'
        f'<td>{_sentence(each.message)}{_beside(each)}</td><td class="code"><code>{escape(each.code)}</code></td></tr>'
        for each in problems
    )
    if not rows:
        return "<h2>Mistakes and warnings</h2><p>None.</p>"
    return f"<h2>Mistakes and warnings</h2><table><tr><th></th><th>Where</th><th>What, and what to do</th><th>Code</th></tr>{rows}</table>"


def _sentence(words: str) -> str:
    return regex.sub(r"`([^`]+)`", r"<code>\1</code>", escape(words))


def _beside(problem: Problem) -> str:
    words = [escape(each) for each in (problem.reference, problem.place) if each]
    return f"<br><code>{'</code> <code>'.join(words)}</code>" if words else ""


def _trial(found: Examination, pieces: Iterable[Piece]) -> str:
    rehearsal = found.rehearsal
    if rehearsal is None:
        return "<h2>Trial</h2><p>The form was not tried: it has mistakes that come first.</p>"
    asked = [each for piece in pieces for each in piece.walk() if each.kind == "question" and each.what not in {"note", "unsupported"}]
    reached = sum(each.path in rehearsal.coverage.questions for each in asked)
    lists = found.reading.sheets.lists
    offered = {(each.path, value) for each in asked if each.choices for value in lists.get(each.choices, {}) if value}
    rest = "" if rehearsal.whole else f" of {rehearsal.wanted}; more did not fit into the time"
    lines = [
        f"{rehearsal.begun} random visits{rest}, with {rehearsal.answers:,} answers in {rehearsal.seconds:.0f} s.",
        f"{rehearsal.finished} came to their end and were valid when they were loaded again.",
        f"{reached} of {len(asked)} questions were reached, {len(offered & rehearsal.coverage.choices)} of {len(offered)} choices chosen.",
        found.opinion.sentence if found.opinion is not None else "ODK Validate was not asked.",
    ]
    return "<h2>Trial</h2>" + "".join(f"<p>{escape(line)}</p>" for line in lines)


# -- questions --------------------------------------------------------------------------------------------------------


def _questions(form: FormDef, pieces: Iterable[Piece], sheets: Sheets, rehearsal: Rehearsal | None) -> str:
    head = "<tr><th>Row</th><th>Question</th><th>Name</th><th>Answer</th><th>Asked</th><th>Trial</th></tr>"
    rows = "".join(_row(each, depth, sheets, rehearsal) for piece in pieces for each, depth in _deep(piece, 0))
    return f"<h2>Questions</h2><table>{head}{rows}</table>"


def _deep(piece: Piece, depth: int) -> Iterator[tuple[Piece, int]]:
    yield piece, depth
    for child in piece.children:
        yield from _deep(child, depth + 1)


def _row(piece: Piece, depth: int, sheets: Sheets, rehearsal: Rehearsal | None) -> str:
    labels = [label for label in piece.labels.values() if label] or [piece.name]
    words = escape(labels[0]) + "".join(f'<br><span class="other">{escape(label)}</span>' for label in labels[1:])
    kind = {"question": "question", "repeat": "repeat"}.get(piece.kind, "group")
    asked = f'<span class="if">only if {escape(piece.condition)}</span>' if piece.condition else "always"
    if piece.required:
        asked += "; required" if piece.required == "true()" else f'; <span class="if">required if {escape(piece.required)}</span>'
    trial = _reached(piece, sheets, rehearsal)
    return (
        f'<tr class="{kind}"><td class="number">{piece.row or ""}</td><td style="padding-left:{10 + 20 * depth}px">{words}</td>'
        f'<td class="name"><code>{escape(piece.name)}</code></td>'
        f"<td>{_answer(piece, sheets)}</td><td>{asked}</td>{trial}</tr>"
    )


def _answer(piece: Piece, sheets: Sheets) -> str:
    if piece.kind != "question":
        return escape(piece.what or {"page": "one page", "group": "group"}.get(piece.kind, ""))
    values = [value for value in sheets.lists.get(piece.choices, {}) if value]
    chosen = f" {len(values)} in <code>{escape(piece.choices)}</code>" if values else ""
    return escape(TAGS.get(piece.what, piece.what)) + chosen


def _reached(piece: Piece, sheets: Sheets, rehearsal: Rehearsal | None) -> str:
    if rehearsal is None or piece.kind != "question" or piece.what in {"note", "unsupported"}:
        return "<td></td>"
    if piece.path not in rehearsal.coverage.questions:
        return '<td class="no">not reached</td>'
    values = [value for value in sheets.lists.get(piece.choices, {}) if value]
    missing = [value for value in values if (piece.path, value) not in rehearsal.coverage.choices]
    if missing:
        return f'<td class="no">not chosen: {escape(", ".join(missing[:6]))}{"…" if len(missing) > 6 else ""}</td>'
    return "<td>all chosen</td>" if values else "<td>reached</td>"
