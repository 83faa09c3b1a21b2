"""Work cut into batches, each finished in a file of its own: run on several processes, resumed after a stop."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from scoring.faults import WorkerDiedError
from scoring.stopping import shielded

Task = TypeVar("Task")
Progress = Callable[[str, int, int], None]

# One thread a worker: the workers are the parallelism, and sums must not depend on a thread count.
_WORKER_ENVIRONMENT = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def silent(_stage: str, _done: int, _total: int) -> None:
    """A progress that shows nothing."""


def available_cores() -> int:
    """The cores that this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


@contextmanager
def _worker_environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _WORKER_ENVIRONMENT}
    os.environ.update(_WORKER_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def run_batches(
    stage: str,
    function: Callable[[Task], None],
    tasks: Sequence[tuple[Path, Task]],
    *,
    workers: int,
    progress: Progress = silent,
) -> None:
    """Call `function` on each task whose file is not there yet; it must write that file in one step.

    tasks: (the file that shows the task as done, the argument). With one worker, or one task left, everything
    runs in this process. Raises WorkerDiedError, with the remedy, when a process is killed.
    """
    pending = [task for done, task in tasks if not done.exists()]
    finished = len(tasks) - len(pending)
    progress(stage, finished, len(tasks))
    if workers <= 1 or len(pending) <= 1:
        for task in pending:
            function(task)
            finished += 1
            progress(stage, finished, len(tasks))
        return
    with _worker_environment():
        pool = ProcessPoolExecutor(
            min(workers, len(pending)), mp_context=multiprocessing.get_context("spawn")
        )
        futures: list[Future[None]] = []
        try:
            with shielded():  # the processes start as work is handed in
                futures = [pool.submit(function, task) for task in pending]
            for future in as_completed(futures):
                future.result()
                finished += 1
                progress(stage, finished, len(tasks))
        except BrokenProcessPool:
            raise WorkerDiedError(
                f"A worker process ended during {stage}, most likely for want of memory. Run the same command "
                "again with fewer --workers: what is finished is kept."
            ) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
