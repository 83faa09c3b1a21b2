"""Work on several processes: the same results in the same order, whatever becomes of a process."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scoring.workers.batches import run_tasks
from scoring.workers.faults import WorkerDiedError
from tests.workers import crew

NUMBERS = [list(range(start, start + 4)) for start in range(0, 40, 4)]


def tasks(folder: Path) -> list[crew.Task]:
    """Ten batches of four numbers; one holds the number that always kills, one the number that kills once."""
    return [(folder, numbers) for numbers in NUMBERS]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_the_order_of_the_tasks(workers: int, tmp_path: Path) -> None:
    """However many processes there are."""
    safe = [
        (tmp_path, numbers) for numbers in NUMBERS if crew.ALWAYS not in numbers and crew.ONCE not in numbers
    ]
    found = list(run_tasks("doubling", crew.double, safe, workers=workers))
    assert [numbers for numbers, _ in found] == [[2 * n for n in numbers] for _, numbers in safe]


def test_a_killed_worker_costs_only_the_article_that_kills_it(tmp_path: Path) -> None:
    """The article that ends its process twice is given up; one that did so once is done; all others are too."""
    found = list(run_tasks("doubling", crew.double, tasks(tmp_path), workers=2))
    assert [n for numbers, _ in found for n in numbers] == [2 * n for n in range(40) if n != crew.ALWAYS]
    reasons = [reason for _, faults in found for reason in faults.values()]
    assert len(reasons) == 1
    assert "process ended while doubling, twice" in reasons[0]


def test_processes_that_die_before_they_begin_end_the_run_with_the_remedy(tmp_path: Path) -> None:
    """There is no article to blame."""
    with pytest.raises(WorkerDiedError, match="--workers 1"):
        list(run_tasks("doubling", crew.die, tasks(tmp_path), workers=2))


def test_a_failure_outside_any_article_is_handed_on(tmp_path: Path) -> None:
    """A full disk is not an article's fault, and not tried again."""
    with pytest.raises(OSError, match="No space left"):
        list(run_tasks("doubling", crew.fail, tasks(tmp_path), workers=2))


def test_no_task_is_no_work(tmp_path: Path) -> None:
    """Nothing in, nothing out, no process started."""
    assert list(run_tasks("doubling", crew.double, [], workers=2)) == []


SCRIPT = """
import sys
from pathlib import Path
from scoring.workers.batches import run_tasks
from tests.workers import crew
if __name__ == "__main__":
    folder = Path(sys.argv[1])
    list(run_tasks("lingering", crew.linger, [(folder, [n]) for n in range(9)], workers=2))
"""


def pids(folder: Path, process: "subprocess.Popen[bytes]") -> list[int]:
    """The processes at work, once there are two."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        found = [int(path.stem) for path in folder.glob("*.pid")]
        if len(found) == 2:
            return found
        assert process.poll() is None
        time.sleep(0.01)
    pytest.fail("no worker began")


def gone(pid: int) -> bool:
    """Whether a process ends, within a bound that only a broken program reaches."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if "Z" in Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[:1]:
                return True
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.01)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("number", ["SIGINT", "SIGKILL", "SIGTERM"])
def test_workers_end_with_the_parent(number: str, tmp_path: Path) -> None:
    """However the parent ends, interrupted, ended or killed outright, nobody is left at work."""
    import signal

    script = tmp_path / "run.py"
    script.write_text(SCRIPT, encoding="utf-8")
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root)}
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], env=environment, stderr=subprocess.DEVNULL
    )
    workers = pids(tmp_path, process)
    process.send_signal(getattr(signal, number))
    process.wait(timeout=60)
    assert all(gone(pid) for pid in workers)
