import shutil
from pathlib import Path

import pytest

from kiosk.forms.xlsform.reading import read
from kiosk.forms.xlsform.validate import objections, second_opinion
from tests.kiosk.forms.examples import written

TABLES = "| survey | | | | |\n| | type | name | label | calculation |\n| | text | a | A | |\n| | calculate | b | | {} |"
SAID = """\
Nov 24, 2026 11:30:00 PM org.javarosa.core.Something
>> Something broke the parser. See above for a hint.
org.javarosa.xpath.XPathTypeMismatchException: XPath evaluation: cannot handle function 'floor'
\tat org.javarosa.xpath.expr.XPathFuncExpr.eval(XPathFuncExpr.java:680)
The problem was located in Calculate expression for /small/b
Result: Invalid
"""


def test_without_java_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(written(tmp_path, TABLES.format("1 + 1")))
    monkeypatch.setenv("PATH", str(tmp_path))

    opinion = second_opinion(found.xml, {}, found.sheets)

    assert (opinion.verdict, opinion.sentence) == ("absent", "ODK Validate was not asked: Java is not installed here.")


def test_with_java_another_engine_is_asked(tmp_path: Path) -> None:
    sound, other = (read(written(tmp_path, TABLES.format(calculation))) for calculation in ("1 + 1", "floor(1.5)"))
    verdicts = [second_opinion(found.xml, {}, found.sheets).verdict for found in (sound, other)]

    assert verdicts == (["agrees", "refuses"] if shutil.which("java") else ["absent", "absent"])


def test_its_words_become_a_warning_with_its_cell(tmp_path: Path) -> None:
    found = read(written(tmp_path, TABLES.format("floor(1.5)")))

    [problem] = objections(SAID, found.sheets)

    assert (problem.severity, str(problem.cell)) == ("warning", "survey, row 3, column calculation")
    assert "cannot handle function 'floor'" in problem.message
    assert ".java" not in problem.message
