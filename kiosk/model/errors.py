"""The world's faults: each has a code that names its help page and its sentence on the screen."""


class KioskError(Exception):
    """Something outside our program is wrong, and a person can do something about it.

    `code` is stable and dotted ("printing.paper"); `facts` are ids, codes and numbers for the sentence, never what a citizen typed.
    """

    code = "kiosk"

    def __init__(self, message: str = "", **facts: str | int) -> None:
        super().__init__(message or self.code)
        self.facts = facts
