"""What runs in Spark's executors: partition functions, Arrow record batches in and out.

A row holds one task, pickled: a batch of articles as frames, and what else its work needs. The answer is a row with the
task's number and its result. The stages' own functions do the work, with the same care as on one machine.
"""

import gc
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyarrow as pa
from pyspark import TaskContext

from scoring.cluster.parcel import UNPACKING, Parcel, unpacked
from scoring.workers.attempts import Care
from scoring.workers.batches import RARE_COLLECTION, run_tasks

TASKS = pa.schema({"number": pa.int64(), "task": pa.binary()})
RESULTS = "number bigint, result binary"
COMPLAINT = -1
"""The number of an answer that is no result but a sentence: why this executor cannot work for the run."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with the tasks of a stage."""

    parcel: Parcel
    stage: str
    work: Callable[[Any, Care], Any]
    care: Care


class CannotWorkError(RuntimeError):
    """This executor cannot work for the run; the message says why."""


def answered(order: Order, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The partition function of a stage: tasks (number, task) in, answers (number, result) out.

    A task that Spark has to try again may have ended its process, or lost its machine for another reason. Its batch is
    then done in a process of its own, in which an article that ends it is found and given up.
    """
    complaint = UNPACKING.settle(order.parcel)
    if complaint:
        yield _answer(COMPLAINT, complaint)
        return
    gc.set_threshold(*RARE_COLLECTION)
    context = TaskContext.get()
    again = context is not None and context.attemptNumber() > 0
    for batch in batches:
        for number, task in zip(batch["number"].to_pylist(), batch["task"].to_pylist(), strict=True):
            given = unpacked(task, order.parcel.files, UNPACKING.folder)
            (result,) = run_tasks(order.stage, order.work, [given], workers=1, care=order.care, apart=again)
            yield _answer(number, result)


def _answer(number: int, result: object) -> pa.RecordBatch:
    pickled = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
    return pa.RecordBatch.from_pydict({"number": [number], "result": [pickled]})


def spread(
    parcel: Parcel, work: Callable[[Any], pl.DataFrame], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """The partition function of a regrouping: tasks (number, task) in, rows with a bucket out."""
    if complaint := UNPACKING.settle(parcel):
        raise CannotWorkError(complaint)
    for batch in batches:
        for task in batch["task"].to_pylist():
            yield from _arrow(work(unpacked(task, parcel.files, UNPACKING.folder))).to_batches()


def looked(work: Callable[[pl.DataFrame], pl.DataFrame], bucket: pa.Table) -> pa.Table:
    """The function of a bucket: its rows in, what they show out."""
    rows = pl.from_arrow(bucket)
    if not isinstance(rows, pl.DataFrame):
        raise TypeError("a bucket is a table")
    return _arrow(work(rows))


def _arrow(frame: pl.DataFrame) -> pa.Table:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())
