"""A loop beside the main thread: one step at a time, with a rest that anybody may cut short."""

import threading
from collections.abc import Callable
from typing import Protocol


class Step(Protocol):
    def __call__(self) -> float:
        """Do one piece of work; the answer is the rest in seconds before the next."""
        ...


class Worker:
    """Runs `step` again and again on a thread of its own until it is stopped.

    An error of ours does not end the loop: it goes to `on_fault`, and the next step comes after `fault_rest_s`.
    `wake` and `stop` may be called from any thread.
    """

    def __init__(
        self, name: str, step: Step, *, on_fault: Callable[[Exception], None], fault_rest_s: float = 5.0
    ) -> None:
        self._step = step
        self._on_fault = on_fault
        self._fault_rest_s = fault_rest_s
        self._awake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """There is work: end the rest now."""
        self._awake.set()

    def stop(self, timeout_s: float = 10.0) -> bool:
        """End after the step under way; true if it ended within `timeout_s`."""
        self._stopping = True
        self._awake.set()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping:
            self._awake.clear()
            try:
                rest_s = self._step()
            except Exception as fault:  # noqa: BLE001 - one of the two places where it may stand
                self._on_fault(fault)
                rest_s = self._fault_rest_s
            if not self._stopping:
                self._awake.wait(rest_s)
