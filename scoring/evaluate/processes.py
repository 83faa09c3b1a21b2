"""A command as a whole: its wall time and the memory of all its processes together."""

import subprocess
import threading
import time
from pathlib import Path

from scoring.workers.stopping import answer_for

SAMPLING_SECONDS = 0.1
_PAGE = 4096
_MEGABYTE = 1e6


def timed(command: list[str]) -> tuple[float, float, str]:
    """Run a command; returns wall seconds, the peak memory of all its processes in MB, and its output.

    Raises ValueError if it fails.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own interpreter
    answer_for(process)
    peak = 0.0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(SAMPLING_SECONDS):
            peak = max(peak, sum(_resident(pid) for pid in _family(process.pid)))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    said, _ = process.communicate()
    seconds = time.perf_counter() - begun
    ended.set()
    watcher.join()
    if process.returncode:
        raise ValueError(f"The command failed with exit code {process.returncode}: {' '.join(command)}")
    return seconds, peak, said


def _family(pid: int) -> list[int]:
    """A process and all its descendants (on Linux; elsewhere only the process, and the memory is 0)."""
    family = [pid]
    for parent in family:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                family += [int(child) for child in children.read_text().split()]
            except OSError:
                continue
    return family


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / _MEGABYTE
    except OSError:
        return 0.0
