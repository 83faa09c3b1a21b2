"""The engine that gives work to Apache Spark: each stage is a `mapInArrow`, each regrouping an `applyInArrow`.

The tasks go out in jobs of a few for each core, so that this machine never holds more of the corpus than that, and what
is finished is kept. Batches come from this machine and go back to it; the executors need no common disk.
"""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import polars as pl
import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from scoring.cluster.executors import COMPLAINT, RESULTS, TASKS, Order, answered, looked, spread
from scoring.cluster.parcel import Parcel, packed
from scoring.workers.attempts import Care
from scoring.workers.engine import BUCKET, Regrouping
from scoring.workers.faults import EngineError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from scoring.workers.batches import Work

Task = TypeVar("Task")
Result = TypeVar("Result")
TASKS_PER_CORE = 4
"""In one job: more would hold more of the corpus at once, fewer leave cores idle at the end of each job."""
JOB_BYTES = 64 << 20
"""A job with a task for each core takes further ones up to this size; a partition, which Spark sends as one message of
at most twice this size, never takes more."""
_ROWS_PER_BATCH = "spark.sql.execution.arrow.maxRecordsPerBatch"
_TYPES = {pl.Int32(): "int", pl.Int64(): "bigint", pl.Boolean(): "boolean", pl.String(): "string"}
_LONGEST = 400  # characters of Spark's words
Numbered = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """Spark's executors, reached through a session.

    parcel: what they need for this run. partitions: how many tasks Spark makes of a job; None: one for each batch.
    """

    session: SparkSession
    parcel: Parcel
    partitions: int | None = None
    elsewhere: bool = True

    def results(
        self, stage: str, work: Work[Task, Result], tasks: Iterable[Task], *, care: Care, quick: bool = False
    ) -> Iterator[Result]:
        """See `scoring.workers.engine.Engine`."""
        order = partial(answered, Order(self.parcel, stage, work, care))
        for job in self._jobs(enumerate(packed(task, self.parcel.files) for task in tasks)):
            answers = self._answers(job, order, stage)
            for number, _ in job:
                yield pickle.loads(answers[number])  # noqa: S301 - made by an executor of this run

    def grouped(self, regrouping: Regrouping[Task], tasks: Iterable[Task]) -> Iterator[pl.DataFrame]:
        """See `scoring.workers.engine.Engine`. Everything that is sent is held here at once."""
        sent = list(enumerate(packed(task, self.parcel.files) for task in tasks))
        if not sent:
            return
        with _explained("regrouping"), self._frame(sent) as tasks_frame:
            rows = tasks_frame.mapInArrow(
                partial(spread, self.parcel, regrouping.spread), _sql(regrouping.between)
            )
            # By name only: Spark looks at the signature to see what a function takes.
            look = regrouping.look

            def look_at(bucket: pa.Table) -> pa.Table:
                return looked(look, bucket)

            shown = rows.groupBy(BUCKET).applyInArrow(look_at, _sql(regrouping.after)).toArrow()
        for batch in shown.to_batches():
            yield pl.DataFrame(pl.from_arrow(batch)).cast(dict(regrouping.after))  # type: ignore[arg-type]

    def _jobs(self, tasks: Iterator[Numbered]) -> Iterator[list[Numbered]]:
        """The tasks, a job's at a time."""
        cores = max(1, self.session.sparkContext.defaultParallelism)
        most = max(cores * TASKS_PER_CORE, self.partitions or 0)
        job: list[Numbered] = []
        size = 0
        for number, task in tasks:
            job.append((number, task))
            size += len(task)
            if len(job) >= most or (len(job) >= cores and size >= JOB_BYTES):
                yield job
                job, size = [], 0
        if job:
            yield job

    def _answers(
        self,
        job: list[Numbered],
        function: Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]],
        stage: str,
    ) -> dict[int, bytes]:
        with _explained(stage), self._frame(job) as frame:
            table = frame.mapInArrow(function, RESULTS).toArrow()
        answers: dict[int, bytes] = dict(
            zip(table["number"].to_pylist(), table["result"].to_pylist(), strict=True)
        )
        if COMPLAINT in answers:
            raise EngineError(pickle.loads(answers[COMPLAINT]))  # noqa: S301 - see above
        return answers

    @contextmanager
    def _frame(self, job: list[Numbered]) -> Iterator[DataFrame]:
        """The tasks as a frame of Spark's, in as many partitions as asked for."""
        numbers, tasks = zip(*job, strict=True)
        rows = -(-len(job) // min(self.partitions or len(job), len(job)))
        rows = min(rows, max(1, JOB_BYTES // max(map(len, tasks))))
        before = str(self.session.conf.get(_ROWS_PER_BATCH))
        self.session.conf.set(_ROWS_PER_BATCH, str(rows))  # a batch of rows becomes a partition
        try:
            table = pa.table({"number": list(numbers), "task": list(tasks)}, schema=TASKS)
            frame = self.session.createDataFrame(table)
            self.session.conf.set(_ROWS_PER_BATCH, before)
            yield frame
        finally:
            self.session.conf.set(_ROWS_PER_BATCH, before)


def _sql(schema: pl.Schema) -> str:
    return ", ".join(f"{name} {_TYPES[dtype]}" for name, dtype in schema.items())


@contextmanager
def _explained(stage: str) -> Iterator[None]:
    """Turn what Spark raises into one sentence."""
    try:
        with warnings.catch_warnings():
            # Of a pandas newer than PySpark knows; nothing here goes through pandas.
            warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
            yield
    except (PySparkException, Py4JError) as error:
        raise EngineError(
            f"Spark gave up during {stage}: {shown_words(error)}. What was finished is kept: mend the cluster and "
            "rerun the same command, with it or without."
        ) from error


def shown_words(error: BaseException) -> str:
    """What a library of Spark's says, in short: its last line that is no trace."""
    java = getattr(error, "java_exception", None)
    words = str(java.getMessage() if java is not None else error)
    told = [line.strip() for line in words.splitlines()]
    told = [
        line for line in told if line and not line.startswith(("at ", "File ", "Traceback", "Driver stack"))
    ]
    raised = [line for line in told if "Error: " in line]
    return (raised or told or [type(error).__name__])[0][:_LONGEST].rstrip(".")
