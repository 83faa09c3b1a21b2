"""Where the work of a run is done: the `Engine`, and the one that does it on this machine.

A stage is a function from a batch to a result (`Engine.results`), or a regrouping: rows made of the batches, brought
together by bucket, and a function of each bucket (`Engine.grouped`). What these functions are given and return can be
pickled and holds frames, so that an engine may do them in other processes or on other machines. The results are the
same with every engine, in the order of the tasks.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import polars as pl

from scoring.workers.attempts import Care
from scoring.workers.batches import Work, run_tasks

Task = TypeVar("Task")
Result = TypeVar("Result")
Given = TypeVar("Given", contravariant=True)
BUCKET = "bucket"


@dataclass(frozen=True, slots=True)
class Regrouping(Generic[Given]):
    """Rows made of tasks and brought together by their integer column `bucket`, of whatever task they come.

    spread: the rows of a task (`between`). look: what the rows of one bucket, in any order, show (`after`).
    """

    spread: Callable[[Given], pl.DataFrame]
    between: pl.Schema
    look: Callable[[pl.DataFrame], pl.DataFrame]
    after: pl.Schema


class Engine(Protocol):
    """What takes a run's work; its functions must be importable by name."""

    @property
    def elsewhere(self) -> bool:
        """Whether work is done where this machine's files are not: it is then sent what it needs."""

    def results(
        self, stage: str, work: Work[Task, Result], tasks: Iterable[Task], *, care: Care, quick: bool = False
    ) -> Iterator[Result]:
        """The result of `work` for each task, in their order; `tasks` is consumed as results are taken.

        `quick`: there is too little work for starting processes to pay. Raises WorkerDiedError or EngineError, with
        the remedy, if the work cannot be done.
        """

    def grouped(self, regrouping: Regrouping[Task], tasks: Iterable[Task]) -> Iterator[pl.DataFrame]:
        """What each bucket shows, in no order; nothing of buckets without rows. Raises as `results` does."""


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Processes of this machine; with one worker, this process itself."""

    workers: int = 1
    elsewhere: bool = False

    def results(
        self, stage: str, work: Work[Task, Result], tasks: Iterable[Task], *, care: Care, quick: bool = False
    ) -> Iterator[Result]:
        """See Engine."""
        return run_tasks(stage, work, tasks, workers=1 if quick else self.workers, care=care)

    def grouped(self, regrouping: Regrouping[Task], tasks: Iterable[Task]) -> Iterator[pl.DataFrame]:
        """See Engine. All rows are held in memory."""
        rows = pl.concat([regrouping.between.to_frame(), *map(regrouping.spread, tasks)])
        for bucket in rows.partition_by(BUCKET):
            yield regrouping.look(bucket)
