"""What every printer must keep to, whatever it is made of."""

from kiosk.model.paper import NotReady, Printed, PrintReason
from printing.papers import compose
from printing.printer import Printer
from tests.printing.contents import ZONE, a_job


class PrinterContract:
    """Subclasses say how the printer is made, how it fails, and which papers are out."""

    def printer(self) -> Printer:
        raise AssertionError("a subclass makes the printer")

    def fail(self, reason: PrintReason | None) -> None:
        """From now on the printer is unplugged or out of paper; None: it is well again."""
        raise AssertionError("a subclass knows how")

    def papers(self) -> list[str]:
        """Marks of the whole papers that came out."""
        raise AssertionError("a subclass looks")

    def put(self, printer: Printer, number: int = 1, copy: int = 0) -> object:
        job = a_job(number, copy=copy)
        return printer.print(job, compose(job, zone=ZONE))

    def test_a_ready_printer_says_so_and_prints_one_whole_paper(self) -> None:
        printer = self.printer()

        assert printer.status().ready
        assert self.put(printer) == Printed()
        assert self.papers() == [printer.mark(a_job())]

    def test_original_and_copies_have_names_of_their_own(self) -> None:
        printer = self.printer()

        assert len({printer.mark(a_job(copy=copy)) for copy in range(3)} | {printer.mark(a_job(2))}) == 4

    def test_a_printer_that_is_not_ready_says_why_and_sends_nothing(self) -> None:
        printer = self.printer()
        for reason in (PrintReason.UNPLUGGED, PrintReason.PAPER):
            self.fail(reason)

            assert (printer.status().ready, printer.status().reason) == (False, reason)
            assert isinstance(outcome := self.put(printer), NotReady)
            assert outcome.reason == reason
        assert self.papers() == []

    def test_it_prints_again_when_the_fault_is_gone(self) -> None:
        printer = self.printer()
        self.fail(PrintReason.PAPER)
        self.put(printer)
        self.fail(None)

        assert printer.status().ready
        assert self.put(printer) == Printed()

    def test_after_a_crash_it_never_says_that_nothing_was_sent_of_a_paper_that_is_out(self) -> None:
        printer = self.printer()
        self.put(printer)

        assert not isinstance(printer.fate(a_job()), NotReady)
