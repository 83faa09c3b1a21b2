"""A corpus through all stages: articles that fail in one are left out.

Whatever depended on them is made again, so that the result is as if they had never been given. That takes a further
round, in which only those batches are measured again for which comparing now gives a different result.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from scoring.run.stages.comparing import compare_all, known_and_new
from scoring.run.stages.cut import Batch, How, laid_out, without
from scoring.run.stages.earlier import Earlier, readable
from scoring.run.stages.measuring import digests_of, measure_all, measured_in, to_measure
from scoring.run.stages.tokenising import tokenise_all
from scoring.run.work_folder import (
    Faults,
    begin_round,
    compared_path,
    kept_path,
    latest_round,
    left_out_in,
)
from scoring.schema.tables import STORIES
from scoring.workers.batches import Progress
from scoring.workers.engine import Engine, LocalEngine


@dataclass(frozen=True, slots=True)
class Staged:
    """What the stages leave: the measured batches and their articles, the shared passages, the faulty articles.

    taken: the articles whose measurements are those of the scores folder `earlier`, and in no batch. stories: each
    article's story. digests: of the sound articles (DIGESTS). kept: the folder of what comparing keeps.
    unchanged: how many of these had been measured earlier.
    """

    measured: Sequence[Path]
    texts: Sequence[Path]
    passages: pl.DataFrame
    stories: pl.DataFrame
    faults: Faults
    digests: pl.DataFrame
    kept: Path
    unchanged: int = 0
    taken: frozenset[str] = frozenset()
    earlier: Path | None = None


class NothingLeftError(ValueError):
    """Every article failed."""


def run_stages(
    about: pl.DataFrame,
    work: Path,
    how: How,
    progress: Progress,
    earlier: Earlier | None = None,
    engine: Engine | None = None,
) -> Staged:
    """Take the articles that are laid out in the folder `work` through all stages, resuming from what it already holds.

    `about`: the articles as `lay_out` returns them. Measurements that an earlier scores folder holds are taken from
    there. The work is done by `engine`, by default in this process.

    Raises NothingLeftError if no article is left, WorkerDiedError if processes keep dying whatever they do, and
    EngineError if the engine gives up.
    """
    engine = engine or LocalEngine()
    round_number = latest_round(work)
    before, new = known_and_new(about, work, earlier)
    while True:
        left_out = left_out_in(work, round_number)
        sound = without(about, left_out)
        if sound.is_empty():
            reason = next(iter(left_out.values())).reason
            raise NothingLeftError(f"No article could be scored. The reason for the first: {reason}.")
        batches = new.batches(work, left_out, round_number, how)
        failed = {**tokenise_all(batches, engine, progress)}
        if failed.keys() <= left_out.keys():
            failed = {**compare_all(sound, work, batches, before, how, engine, progress)}
            if not failed:
                held = readable(earlier)
                digests, unchanged = digests_of(sound, work, round_number, held)
                measured, fresh = to_measure(about, sound, unchanged, work, round_number, how)
                failed = {**measure_all(measured, fresh, engine, progress)}
            if not failed:
                staged = _staged(sound, work, measured, left_out, digests)
                return replace(staged, unchanged=unchanged.height, earlier=held.folder if held else None)
        round_number += 1
        begin_round(work, round_number, failed | left_out)


def _staged(
    sound: pl.DataFrame, work: Path, measured: Sequence[Batch], left_out: Faults, digests: pl.DataFrame
) -> Staged:
    """What the stages leave, some batches having been measured."""
    round_number = latest_round(work)
    passages, stories = (
        pl.read_parquet(compared_path(work, name, round_number)) for name in ("passages", STORIES.name)
    )
    held = {article_id for batch in measured for article_id in measured_in(batch)}
    return Staged(
        [batch.done for batch in measured],
        laid_out(work),
        passages,
        stories,
        left_out,
        digests,
        kept_path(work, round_number),
        taken=frozenset(sound["article_id"]) - held,
    )
