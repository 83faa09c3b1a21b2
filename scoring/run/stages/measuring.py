"""The third stage: what is measured on each article, where no earlier measurement holds."""

import gc
import multiprocessing
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import polars as pl

from scoring.actors import gazetteer as gazetteers
from scoring.catalogue.find import catalogue
from scoring.compare.tokens import tokenise
from scoring.run.digests import DIGESTS, article_digests
from scoring.run.measure import FINDINGS, Findings, Instruments, Measured, measure_batch
from scoring.run.measure import STAGE as MEASURING
from scoring.run.stages.cut import Batch, Cut, How, cut_out, whole, without
from scoring.run.stages.earlier import Earlier
from scoring.run.stages.steps import Step, gathered, run_step
from scoring.run.work_folder import (
    FAULTS,
    Faults,
    articles_path,
    compared_path,
    latest_round,
    left_out_in,
    measured_path,
    read_faults,
    tokens_path,
    write_faults,
)
from scoring.schema.tables import articles_table
from scoring.tone.trained import shipped_reader
from scoring.workers.attempts import Care
from scoring.workers.batches import RARE_COLLECTION, Progress
from scoring.workers.engine import Engine


def digests_of(
    sound: pl.DataFrame, work: Path, round_number: int, earlier: Earlier | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The digests of the articles, and those of them that were measured earlier."""
    findings = {name: pl.read_parquet(compared_path(work, name, round_number)) for name in FINDINGS}
    digests = article_digests(sound, Findings(**findings))
    known = pl.DataFrame(schema=DIGESTS) if earlier is None else earlier.digests
    return digests, digests.join(known, on=DIGESTS.names(), how="semi")


def to_measure(
    about: pl.DataFrame,
    sound: pl.DataFrame,
    unchanged: pl.DataFrame,
    work: Path,
    round_number: int,
    how: How,
) -> tuple[list[Batch], dict[int, set[str]]]:
    """The batches that are to be measured, with the place of their measurements; the articles of each.

    Where nothing was measured earlier, that is all, and the place that of the last round in which anything about a
    batch changed; else the articles that remain are cut anew, so that batches are full.
    """
    left_out = left_out_in(work, round_number)
    if unchanged.is_empty():
        cut = whole(about, work)
        since = _since(cut, work)
    else:
        fresh = without(sound, unchanged["article_id"])["article_id"]
        cut = cut_out(about, fresh, work, "fresh")
        since = dict.fromkeys(cut.numbers(), round_number)
    fresh_in = _by_batch(without(sound, unchanged["article_id"])["article_id"], cut.batch_of())
    batches = [
        replace(batch, done=measured_path(cut.held, batch.number, since[batch.number]))
        for batch in cut.batches(work, left_out, round_number, how)
        if batch.number in fresh_in
    ]
    return batches, fresh_in


def _since(cut: Cut, work: Path) -> dict[int, int]:
    """The last round in which anything about each batch changed."""
    batch_of = cut.batch_of()
    since = dict.fromkeys(cut.numbers(), 0)
    before: Faults = {}
    for number in range(1, latest_round(work) + 1):
        left_out = left_out_in(work, number)
        changed = left_out.keys() - before.keys() | _changed_articles(work, number)
        since |= {batch_of[article_id]: number for article_id in changed}
        before = left_out
    return since


def _changed_articles(work: Path, round_number: int) -> set[str]:
    """The articles for which comparing gives another result than in the previous round; all, if that was cut short."""
    changed: set[str] = set()
    for name in FINDINGS:
        old, new = (compared_path(work, name, number) for number in (round_number - 1, round_number))
        if not new.exists():
            continue  # a round that ended before comparing; the next round is compared with it
        now = pl.read_parquet(new)
        if not old.exists():
            changed |= set(now["article_id"])
            continue
        then = pl.read_parquet(old)
        for one, other in ((now, then), (then, now)):
            lost = one.join(other, on=one.columns, how="anti", nulls_equal=True)
            changed |= set(lost["article_id"])
    return changed


def _by_batch(ids: Iterable[str], batch_of: Mapping[str, int]) -> dict[int, set[str]]:
    """The articles of each batch that has any of them."""
    found: dict[int, set[str]] = {}
    for article_id in ids:
        found.setdefault(batch_of[article_id], set()).add(article_id)
    return found


def measured_in(batch: Batch) -> set[str]:
    """The articles that the file of a finished batch holds."""
    rows = pl.read_parquet(batch.done / f"{articles_table(catalogue()).name}.parquet", columns=["article_id"])
    return set(rows["article_id"])


def measure_all(
    batches: Sequence[Batch], fresh: Mapping[int, set[str]], engine: Engine, progress: Progress
) -> Faults:
    """Measure the fresh articles of each batch.

    Of a run that was stopped, a batch may lack articles that an earlier folder held then and holds no more: it is
    measured again.
    """
    for batch in batches:
        if batch.done.exists():
            failed = read_faults(batch.done / FAULTS).keys()
            if not fresh[batch.number] <= measured_in(batch) | failed:
                shutil.rmtree(batch.done)
    run_step(_MEASURE, batches, engine, progress)
    return gathered(batch.done / FAULTS for batch in batches)


@cache
def _instruments(actors: Path | None, trained_mentions: int | None) -> Instruments:
    """The instruments, loaded once per process."""
    reader = None if trained_mentions == 0 else shipped_reader()
    instruments = Instruments(gazetteers.load(actors), reader, trained_mentions)
    if multiprocessing.parent_process() is not None:  # a worker process, whose settings we may change
        # The data of a batch contain no reference cycles; searching for them took a tenth of the time.
        gc.freeze()
        gc.set_threshold(*RARE_COLLECTION)
    return instruments


@dataclass(frozen=True, slots=True)
class _ToMeasure:
    """Some articles, with their words and what comparing found out about them."""

    articles: pl.DataFrame
    tokens: pl.DataFrame
    findings: Findings
    actors: Path | None
    trained_mentions: int | None


def _load_articles(batch: Batch) -> tuple[_ToMeasure, None]:
    """The articles of the batch that are to be measured."""
    how = batch.how
    articles = without(pl.read_parquet(articles_path(batch.held, batch.number)), batch.left_out)
    mine = pl.col("article_id").is_in(articles["article_id"].implode())
    found = {
        name: pl.scan_parquet(compared_path(batch.work, name, batch.round)).filter(mine).collect()
        for name in FINDINGS
    }
    path = tokens_path(batch.held, batch.number)
    if path.exists():
        tokens = articles.select("article_id").join(
            pl.read_parquet(path), on="article_id", maintain_order="left"
        )
    else:
        tokens = tokenise(articles["article_id"].to_list(), articles["text"].to_list())
    return _ToMeasure(articles, tokens, Findings(**found), how.actors, how.trained_mentions), None


def _measured(given: _ToMeasure, care: Care) -> Measured:
    instruments = _instruments(given.actors, given.trained_mentions)
    return measure_batch(given.articles, given.tokens, given.findings, instruments, care)


def _keep_measured(batch: Batch, _: None, measured: Measured) -> None:
    aside = batch.done.with_name(f"{batch.done.name}.writing")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for name, frame in measured.tables.items():
        frame.write_parquet(aside / f"{name}.parquet", compression="lz4")
    if measured.faults:
        write_faults(measured.faults, aside / FAULTS)
    aside.rename(batch.done)


_MEASURE = Step(MEASURING, _load_articles, _measured, _keep_measured)
