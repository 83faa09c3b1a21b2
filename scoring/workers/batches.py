"""Batches of work in several processes: in order, whatever happens to a process, and stopped at once on request.

A killed worker, usually due to lack of memory, need not mean a faulty article: its batch is tried again alone,
article by article, and only an article that ends its process twice is given up.
"""

import contextlib
import multiprocessing
import os
import signal
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import connection
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from scoring.workers.attempts import Care
from scoring.workers.faults import WorkerDiedError
from scoring.workers.stopping import shielded

Task = TypeVar("Task")
Result = TypeVar("Result")
Progress = Callable[[str, int, int], None]
Work = Callable[[Task, Care], Result]
"""What is done to a batch; it must be importable by name, and heed the care it is given."""

# One thread per worker: the workers provide the parallelism, and sums must not depend on a thread count.
_WORKER_ENVIRONMENT = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
RARE_COLLECTION = (100_000, 50, 50)
"""Thresholds of the garbage collector where batches are measured: their data hold no reference cycles, and searching
for them takes a tenth of the time."""
_AHEAD = 2
"""Batches handed out per worker: one in progress, one waiting, so that no worker is idle and few batches are lost."""
_UNDELIVERED = 8
"""Results for each worker that may wait for an earlier one; more would fill memory."""
_DEATHS_GIVE_UP = 2
"""A process may die by chance, or for lack of memory; twice with one article: blame the article."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Progress that shows nothing."""


def available_cores() -> int:
    """The number of cores that this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


def run_tasks(
    stage: str,
    work: Work[Task, Result],
    tasks: Iterable[Task],
    *,
    workers: int,
    care: Care | None = None,
    apart: bool = False,
) -> Iterator[Result]:
    """The result of `work` for each task, in the order of the tasks, however many processes there are.

    `tasks` is consumed as results are taken. With one worker everything runs in this process, unless it is to be
    kept `apart`. Raises WorkerDiedError, with the remedy, if processes keep dying whatever they do.
    """
    care = care or Care()
    if workers <= 1 and not apart:
        for task in tasks:
            yield work(task, care)
        return
    with _Crew(stage, work, workers, care) as crew:
        yield from crew.results(iter(tasks))


class _Crew(Generic[Task, Result]):
    """A pool of processes, with the tasks in progress and the results waiting to be delivered.

    A class because a broken pool is replaced in the middle of the work.
    """

    def __init__(self, stage: str, work: Work[Task, Result], workers: int, care: Care) -> None:
        self._stage, self._work, self._workers, self._care = stage, work, workers, care
        self._pool: ProcessPoolExecutor | None = None
        self._at_work: dict[Future[Result], tuple[int, Task]] = {}
        self._before: dict[str, str | None] = {}

    def __enter__(self) -> "_Crew[Task, Result]":
        self._before = {name: os.environ.get(name) for name in _WORKER_ENVIRONMENT}
        os.environ.update(_WORKER_ENVIRONMENT)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._close(at_once=kind is not None)
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    def results(self, tasks: Iterator[Task]) -> Iterator[Result]:
        """All results, in order."""
        numbered = enumerate(tasks)
        ready: dict[int, Result] = {}
        due = 0
        while True:
            while len(self._at_work) < self._workers * _AHEAD and len(ready) < self._workers * _UNDELIVERED:
                drawn = next(numbered, None)
                if drawn is None:
                    break
                self._start(*drawn)
            if not self._at_work and due not in ready:
                return
            if due not in ready:
                ready |= self._finished()
            while due in ready:
                yield ready.pop(due)
                due += 1

    def _start(self, number: int, task: Task) -> None:
        if self._pool is None:
            self._pool = _pool(self._workers)
        try:
            with shielded():  # a process starts as work is handed in
                future = self._pool.submit(self._work, task, self._care)
        except BrokenProcessPool:  # it died while it had nothing to do, or just now
            future = Future()
            future.set_exception(BrokenProcessPool())
        self._at_work[future] = (number, task)

    def _finished(self) -> dict[int, Result]:
        """Wait until at least one batch is done; returns the results of all that are done."""
        found: dict[int, Result] = {}
        broken = False
        for future in wait(self._at_work, return_when=FIRST_COMPLETED).done:
            if isinstance(future.exception(), BrokenProcessPool):
                broken = True
            else:
                number, _ = self._at_work.pop(future)
                found[number] = future.result()
        if broken:
            found |= self._after_death()
        return found

    def _after_death(self) -> dict[int, Result]:
        """After a process has died: run each task in progress in a process of its own, with nothing beside it."""
        self._close(at_once=True)
        interrupted = sorted(self._at_work.values(), key=lambda numbered: numbered[0])
        self._at_work.clear()
        return {number: self._alone(task) for number, task in interrupted}

    def _alone(self, task: Task) -> Result:
        """Run a task article by article, noting each before it is tried."""
        deaths: Counter[int] = Counter()
        given_up: frozenset[int] = frozenset()
        with tempfile.TemporaryDirectory(prefix="masthead-") as folder:
            note = Path(folder) / "at"
            while True:
                note.unlink(missing_ok=True)
                self._pool = _pool(1)
                try:
                    with shielded():
                        future = self._pool.submit(
                            self._work, task, replace(self._care, note=note, given_up=given_up)
                        )
                    result = future.result()
                except BrokenProcessPool:
                    self._close(at_once=True)
                    place = int(note.read_text(encoding="ascii")) if note.exists() else -1
                    deaths[place] += 1
                    if deaths[place] >= _DEATHS_GIVE_UP:
                        if place < 0:
                            raise self._died() from None
                        given_up |= {place}
                else:
                    self._close(at_once=False)
                    return result

    def _died(self) -> WorkerDiedError:
        return WorkerDiedError(
            f"Worker processes ended during {self._stage} before they had begun, probably out of memory. "
            "Close other programs, or rerun the same command with --workers 1: finished work is kept."
        )

    def _close(self, *, at_once: bool) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        if at_once:
            for process in list((pool._processes or {}).values()):  # terminate_workers comes with Python 3.14
                with contextlib.suppress(OSError, ValueError, AttributeError):
                    process.kill()
        pool.shutdown(wait=not at_once, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Not forked, because the threads and locks of polars and lxml do not survive that.
    return ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare_worker
    )


def _prepare_worker() -> None:
    """In a worker: leave Ctrl-C to the parent, which ends its workers, and end when the parent has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
