"""The work of a stage on one batch, as a step: load what it needs from the work folder, do it, keep what that makes.

On this machine a worker process does all three; an engine that works elsewhere is sent what is loaded, and what it
makes is kept here.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from scoring.run.stages.cut import Batch
from scoring.run.work_folder import Faults, read_faults
from scoring.workers.attempts import Care
from scoring.workers.batches import Progress
from scoring.workers.engine import Engine
from scoring.workers.faults import Fault

Given = TypeVar("Given")
Rest = TypeVar("Rest")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Step(Generic[Given, Rest, Made]):
    """The work of a stage on one batch, in three functions, each importable by name.

    load: what the work needs, and what only keeping its result does. work: a function of nothing but what it is given.
    keep: writes the result into the work folder, whole or not at all.
    """

    stage: str
    load: Callable[[Batch], tuple[Given, Rest]]
    work: Callable[[Given, Care], Made]
    keep: Callable[[Batch, Rest, Made], None]


def run_step(
    step: Step[Given, Rest, Made],
    batches: Sequence[Batch],
    engine: Engine,
    progress: Progress,
    *,
    quick: bool = False,
) -> None:
    """Do each batch that is not done yet."""
    pending = [batch for batch in batches if not batch.done.exists()]
    finished = len(batches) - len(pending)
    progress(step.stage, finished, len(batches))
    if not pending:
        return
    care = Care(seconds=pending[0].how.article_seconds)
    if engine.elsewhere:
        done = _sent(step, pending, engine, care)
    else:
        quick = quick or len(pending) == 1
        done = engine.results(step.stage, partial(_worked, step), pending, care=care, quick=quick)
    for _ in done:
        finished += 1
        progress(step.stage, finished, len(batches))


def _worked(step: Step[Given, Rest, Made], batch: Batch, care: Care) -> None:
    given, rest = step.load(batch)
    step.keep(batch, rest, step.work(given, care))


def _sent(
    step: Step[Given, Rest, Made], batches: Sequence[Batch], engine: Engine, care: Care
) -> Iterator[None]:
    """Load and keep here, and let the engine do the work; batches are loaded as it asks for them."""
    waiting: deque[tuple[Batch, Rest]] = deque()

    def loaded() -> Iterator[Given]:
        for batch in batches:
            given, rest = step.load(batch)
            waiting.append((batch, rest))
            yield given

    for made in engine.results(step.stage, step.work, loaded(), care=care):
        step.keep(*waiting.popleft(), made)
        yield


def gathered(paths: Iterable[Path]) -> Faults:
    """The faults in the files of some batches."""
    found: dict[str, Fault] = {}
    for path in paths:
        found |= read_faults(path)
    return found
