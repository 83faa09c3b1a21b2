"""The spine: read, tokenise, compare, measure, aggregate, export, in this order.

Everything is built in a hidden folder beside the target and renamed at the end, so a half-written scores folder
is never seen; a run that was stopped goes on from the batches that it had finished.
"""

import gc
import hashlib
import multiprocessing
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import polars as pl

from scoring.actors import gazetteer as gazetteers
from scoring.actors.gazetteer import actors_by_form
from scoring.assemble import assemble
from scoring.batches import Progress, run_batches, silent
from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus
from scoring.export.datapackage import lists_digest, program_version
from scoring.export.folder import check_target, put_in_place, replace_file
from scoring.index.components import read_components
from scoring.index.reference import read_reference
from scoring.measure import Instruments, measure_batch
from scoring.outlets.groups import read_groups
from scoring.reuse.compare import compare
from scoring.reuse.tokens import tokenise
from scoring.stories.stories import find_stories
from scoring.tone.trained import shipped_reader

BATCH = 128  # articles: a second or two of work, so that a stop loses little
# Tokenising so many batches takes seconds, and starting processes takes longer.
QUICK_BATCHES = 200
RARE_COLLECTION = (100_000, 50, 50)
HEAD = 2000  # characters: a headline that a text holds stands within its first lines, breadcrumbs and all
# Up to so many articles the trained reader reads every mention; above, a few of each article, so that a large corpus
# takes minutes. More mentions of one article tell little of an outlet: its articles are the independent pieces.
READ_WHOLE = 2_000
READ_FEW = 2
# What comparing finds, each in a file of the work folder; in the order in which `measure_batch` takes them.
COMPARED = ("repeated", "passages", "rewrites", "stories")
ALL_MENTIONS = 1_000_000  # no article holds as many


@dataclass(frozen=True, slots=True)
class Options:
    """How a corpus is to be scored.

    columns: names of the input's columns by ours. manifest, actors: the user's own files. workers: processes.
    csv: whether CSV files are written beside the Parquet ones. trained_mentions: how many mentions of an
    article the trained reader reads (ALL_MENTIONS, 0 for none, None: all of a corpus of up to READ_WHOLE
    articles, READ_FEW an article of a larger one). weights, reference: the user's own for the index. groups: a
    file of groups of actors to set against each other.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    manifest: Path | None = None
    actors: Path | None = None
    workers: int = 1
    csv: bool = True
    trained_mentions: int | None = None
    weights: Path | None = None
    reference: Path | None = None
    groups: Path | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles in = scored + rejected + duplicates."""

    folder: Path
    articles_in: int
    scored: int
    rejected: int
    duplicates: int
    notes: int
    outlets: int
    faults: int = 0  # of the rejected, those that Masthead itself failed on


@dataclass(frozen=True, slots=True)
class _Batch:
    """One batch of a stage, as it is sent to a worker."""

    work: Path
    number: int
    actors: Path | None = None
    trained_mentions: int | None = None


def score(
    paths: Sequence[Path], out: Path, options: Options | None = None, progress: Progress = silent
) -> Summary:
    """Score the articles under `paths` into the folder `out`.

    Raises CorpusError where there is nothing to read, ValueError for a target or list that cannot be used, and
    WorkerDiedError when a process is killed; each says the remedy.
    """
    options = options or Options()
    out = out.absolute()
    check_target(out)
    # A faulty list is better told before the reading than after.
    gazetteer = gazetteers.load(options.actors)
    groups = read_groups(options.groups, actors_by_form(gazetteer)) if options.groups else None
    read_components(options.weights)
    read_reference(options.reference)
    corpus = read_corpus(
        paths,
        columns=options.columns,
        manifest=options.manifest,
        workers=options.workers,
        progress=lambda done, total: progress("reading", done, total or 0),
    )
    if options.trained_mentions is None:
        options = replace(
            options, trained_mentions=ALL_MENTIONS if corpus.articles.height <= READ_WHOLE else READ_FEW
        )
    digest = _digest(corpus.articles)
    work = _work_folder(out, digest, options)
    numbers = _lay_out_articles(corpus.articles, work)
    summary = _summary(out, corpus)
    batches = [_Batch(work, number, options.actors, options.trained_mentions) for number in numbers]
    run_batches(
        "tokenising",
        _tokenise,
        [(_tokens_path(work, batch.number), batch) for batch in batches],
        workers=options.workers if len(batches) > QUICK_BATCHES else 1,
        progress=progress,
    )
    _compare(corpus.articles, numbers, work, progress)
    run_batches(
        "measuring",
        _measure,
        [(_measured_path(work, batch.number), batch) for batch in batches],
        workers=options.workers,
        progress=progress,
    )
    progress("aggregating", 0, 1)
    built = assemble(
        work=work,
        measured=[_measured_path(work, number) for number in numbers],
        texts=[_articles_path(work, number) for number in numbers],
        corpus=corpus,
        stories=pl.read_parquet(work / "stories.parquet"),
        actor_names={i: actor.name for i, actor in gazetteer.actors.items()},
        csv=options.csv,
        facts=_facts(summary, digest, options),
        weights=options.weights,
        reference=options.reference,
        groups=groups,
    )
    put_in_place(built, out)
    shutil.rmtree(work, ignore_errors=True)
    progress("aggregating", 1, 1)
    return summary


def _summary(out: Path, corpus: Corpus) -> Summary:
    return Summary(
        folder=out,
        articles_in=corpus.articles_in,
        scored=corpus.articles.height,
        rejected=corpus.rejects.height,
        duplicates=corpus.duplicates.height,
        notes=corpus.notes.height,
        outlets=corpus.articles["outlet"].drop_nulls().n_unique(),
    )


def _facts(summary: Summary, digest: str, options: Options) -> dict[str, object]:
    return {
        "input": digest,
        "articles_in": summary.articles_in,
        "articles_scored": summary.scored,
        "articles_rejected": summary.rejected,
        "exact_duplicates": summary.duplicates,
        "actors": "own" if options.actors else "shipped",
        "weights": "own" if options.weights else "shipped",
        "reference": "own" if options.reference else "shipped",
        "trained_mentions_per_article": "all"
        if options.trained_mentions == ALL_MENTIONS
        else options.trained_mentions,
    }


def _digest(articles: pl.DataFrame) -> str:
    """One hash over all that the articles say, in their order of id."""
    digest = hashlib.sha256()
    plain = articles.drop("file", "row", "markup").with_columns(pl.col("published").cast(pl.String))
    for row in plain.iter_rows():
        digest.update("\x1f".join("" if cell is None else str(cell) for cell in row).encode() + b"\x1e")
    if articles["markup"].null_count() < articles.height:
        digest.update(str(articles["markup"].to_list()).encode())
    return digest.hexdigest()


def _work_folder(out: Path, digest: str, options: Options) -> Path:
    """The hidden folder of this very run; folders of other unfinished runs to the same target are removed."""
    actors = hashlib.sha256(options.actors.read_bytes()).hexdigest() if options.actors else ""
    run = "\x1f".join(
        (
            digest,
            program_version(),
            lists_digest(),
            actors,
            str(options.trained_mentions),
            str(BATCH),
            pl.__version__,
        )
    )
    prefix = f".{out.name}.partial-"
    work = out.with_name(prefix + hashlib.sha256(run.encode()).hexdigest()[:16])
    if out.parent.is_dir():
        for other in out.parent.glob(f"{prefix}*"):
            if other != work:
                shutil.rmtree(other, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    return work


def _articles_path(work: Path, number: int) -> Path:
    return work / f"articles-{number:05}.parquet"


def _tokens_path(work: Path, number: int) -> Path:
    return work / f"tokens-{number:05}.parquet"


def _measured_path(work: Path, number: int) -> Path:
    return work / f"measured-{number:05}"


def _write(frame: pl.DataFrame, path: Path) -> None:
    """Write a Parquet file of the work folder in one step, so that its being there means that it is whole."""
    aside = path.with_suffix(".writing")
    frame.write_parquet(aside, compression="lz4")
    replace_file(aside, path)


def _lay_out_articles(articles: pl.DataFrame, work: Path) -> list[int]:
    """Cut the articles into batches on disk; returns the batches' numbers."""
    numbers = list(range(-(-articles.height // BATCH)))
    for number in numbers:
        path = _articles_path(work, number)
        if not path.exists():
            _write(articles.slice(number * BATCH, BATCH), path)
    return numbers


def _tokenise(batch: _Batch) -> None:
    articles = pl.read_parquet(_articles_path(batch.work, batch.number), columns=["article_id", "text"])
    tokens = tokenise(articles["article_id"].to_list(), articles["text"].to_list())
    _write(tokens, _tokens_path(batch.work, batch.number))


def _compare(articles: pl.DataFrame, numbers: Sequence[int], work: Path, progress: Progress) -> None:
    """Find repeated lines, shared passages and stories, once; each is kept in a file of the work folder."""
    results = [work / f"{name}.parquet" for name in COMPARED]
    progress("comparing", 0, 2)
    if not all(path.exists() for path in results):
        tokens = pl.read_parquet([_tokens_path(work, number) for number in numbers])
        plain = articles.drop("markup")
        comparison = compare(plain, tokens)
        progress("comparing", 1, 2)
        stories = find_stories(plain, tokens, _title_tokens(plain))
        frames = (comparison.repeated, comparison.passages, comparison.rewrites, stories)
        for frame, path in zip(frames, results, strict=True):
            _write(frame, path)
    progress("comparing", 2, 2)


def _title_tokens(articles: pl.DataFrame) -> pl.DataFrame:
    """The words of each headline that the text does not begin with: stories are told by names, and these hold many."""
    bare = pl.col("text").str.slice(0, HEAD).str.contains(pl.col("title"), literal=True).fill_null(True)
    titles = articles.select("article_id", title=pl.when(~bare).then("title").fill_null(""))
    return tokenise(titles["article_id"].to_list(), titles["title"].to_list())


@cache
def _instruments(actors: Path | None, trained_mentions: int | None) -> Instruments:
    """Loaded once a process."""
    reader = None if trained_mentions == 0 else shipped_reader()
    instruments = Instruments(gazetteers.load(actors), reader, trained_mentions)
    if multiprocessing.parent_process() is not None:  # a worker: this process is ours to tune
        # Lists and records of a batch hold no cycles; looking for some in them took a tenth of the time.
        gc.freeze()
        gc.set_threshold(*RARE_COLLECTION)
    return instruments


def _measure(batch: _Batch) -> None:
    work, number = batch.work, batch.number
    articles = pl.read_parquet(_articles_path(work, number))
    first, last = articles["article_id"][0], articles["article_id"][-1]
    mine = pl.col("article_id").is_between(pl.lit(first), pl.lit(last))
    repeated, passages, rewrites, stories = (
        pl.scan_parquet(work / f"{name}.parquet").filter(mine).collect() for name in COMPARED
    )
    measured = measure_batch(
        articles,
        pl.read_parquet(_tokens_path(work, number)),
        repeated,
        passages,
        rewrites,
        stories,
        _instruments(batch.actors, batch.trained_mentions),
    )
    final = _measured_path(work, number)
    aside = final.with_suffix(".writing")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for name, frame in {"measurements": measured.measurements, **measured.tables}.items():
        frame.write_parquet(aside / f"{name}.parquet", compression="lz4")
    aside.rename(final)
