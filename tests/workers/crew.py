"""Work for the tests of batches: functions that worker processes can import."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from scoring.workers.attempts import Care, attempt

Task = tuple[Path, Sequence[int]]
"""A folder for marks, and numbers to be worked on."""
ALWAYS, ONCE = 13, 7
"""The number that ends its process whenever it is worked on, and the one that does so the first time."""


def double(task: Task, care: Care) -> tuple[list[int], dict[int, str]]:
    """Twice each number, and the places of those that were given up."""
    folder, numbers = task

    def together(items: Sequence[int]) -> list[int]:
        for item in items:
            if item == ALWAYS or (item == ONCE and _first(folder / "once")):
                os.kill(os.getpid(), signal.SIGKILL)
        return [2 * item for item in items]

    parts, faults = attempt("doubling", together, numbers, care)
    return [n for part in parts for n in part], {at: fault.reason for at, fault in faults.items()}


def _first(mark: Path) -> bool:
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def die(_task: Task, _care: Care) -> None:
    """End the process before anything is tried."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail(task: Task, _care: Care) -> None:
    """Fail outside any article, as a full disk does."""
    raise OSError(28, "No space left on device", str(task[0] / "full"))


def linger(task: Task, _care: Care) -> None:
    """Say who is at work, and go on for ever."""
    (task[0] / f"{os.getpid()}.pid").touch()
    while True:
        time.sleep(1)
