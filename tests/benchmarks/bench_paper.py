"""How long does it take to draw a paper, fonts known and the first one passed?"""

import time
from collections.abc import Callable

from printing import papers
from printing.pdf import render
from printing.styles import A4, ROLL_80
from tests.benchmarks.result import Result
from tests.printing.contents import ZONE, a_receipt_content, a_ticket_content

N = 60


def receipt_a4() -> None:
    """One receipt with its signed code, values to PDF bytes."""
    render(papers.receipt(a_receipt_content(), language="zh", zone=ZONE), A4)


def ticket() -> None:
    """One 80 mm ticket with its short code."""
    render(papers.ticket(a_ticket_content(), language="zh", zone=ZONE), ROLL_80)


def _measured(name: str, draw: Callable[[], None]) -> Result:
    draw()
    samples = []
    for _ in range(N):
        begun = time.perf_counter()
        draw()
        samples.append((time.perf_counter() - begun) * 1000)
    return Result(name=name, unit="ms", samples=tuple(samples))


BENCHES: dict[str, Callable[[], Result]] = {
    "paper.receipt_a4": lambda: _measured("paper.receipt_a4", receipt_a4),
    "paper.ticket": lambda: _measured("paper.ticket", ticket),
}
