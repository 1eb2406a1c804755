from random import Random

import pytest
import regex

from kiosk.forms.xlsform.expressions import literals, patterns
from kiosk.forms.xlsform.samples import matching
from kiosk.forms.xpath.parser import parse

PATTERNS = [
    r"^1[3-9][0-9]{9}$",
    r"^(1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8})$",
    r"^[A-Z][0-9]{9}$",
    r"^[0-9A-HJ-NPQRTUWXY]{18}$",
    r"^\d+\.\d{2}$",
    r"^[^0-9]+$",
    r"^(?:ab?c*)+$",
    r"^.{3}$",
    r"^(19|20)[0-9]{2}(0[1-9]|1[0-2])$",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_sample_fits_its_pattern(pattern: str) -> None:
    random = Random(1)

    assert all(regex.fullmatch(pattern, matching(pattern, random)) for _ in range(50))


def test_literals_and_patterns_are_found_wherever_they_stand() -> None:
    expr = parse("not(regex(., '^a$')) and -. >= 3 and x[1]/y = (z)[2] and instance('k')/a = 4")

    assert list(patterns(expr)) == ["^a$"]
    assert {literal.value for literal in literals(expr)} == {"^a$", 3.0, 1.0, 2.0, "k", 4.0}
