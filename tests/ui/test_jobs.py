"""Slow work beside the window; every answer on the main thread."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.model.errors import KioskError
from ui.jobs import Jobs


@pytest.fixture
def jobs(qapp: QGuiApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def _refuse(fault: Exception) -> None:
    raise AssertionError(fault)


def test_the_work_is_done_beside_and_the_answer_comes_on_the_main_thread(jobs: Jobs, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []

    jobs.run(threading.current_thread, then=lambda worker: threads.extend([worker, threading.current_thread()]), failed=_refuse)
    qtbot.waitUntil(lambda: jobs.idle)

    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_answers_come_in_the_order_of_the_questions(jobs: Jobs, qtbot: QtBot) -> None:
    answers: list[int] = []

    for number in range(20):
        jobs.run(lambda number=number: number, then=answers.append, failed=_refuse)  # type: ignore[misc]
    qtbot.waitUntil(lambda: jobs.idle)

    assert answers == list(range(20))


def test_a_fault_of_the_world_is_an_answer(jobs: Jobs, qtbot: QtBot) -> None:
    faults: list[Exception] = []

    def work() -> None:
        raise KioskError("no paper")

    jobs.run(work, then=lambda _: None, failed=faults.append)
    qtbot.waitUntil(lambda: jobs.idle)

    assert [str(fault) for fault in faults] == ["no paper"]


def test_a_fault_of_ours_is_told_and_goes_on_to_the_hook(jobs: Jobs, qtbot: QtBot) -> None:
    faults: list[Exception] = []

    def work() -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as seen:
        jobs.run(work, then=lambda _: None, failed=faults.append)
        qtbot.waitUntil(lambda: jobs.idle)

    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    assert [kind for kind, *_ in seen] == [ZeroDivisionError]
