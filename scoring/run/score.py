"""The whole of a run: read, tokenise, compare, measure, aggregate, export, in this order; anew, or to update.

Everything is built in a hidden folder beside the target and renamed at the end, so that nobody ever sees a
half-written scores folder; a run that was stopped resumes after the batches it had finished.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from scoring.actors import gazetteer as gazetteers
from scoring.actors.gazetteer import actors_by_form
from scoring.catalogue.find import catalogue
from scoring.corpus.gathered import Gathered
from scoring.corpus.read import gather, settle
from scoring.corpus.schema import REJECTS, Corpus
from scoring.index.ratings import read_given
from scoring.index.reference import read_reference
from scoring.outlets.groups import read_groups
from scoring.run.assemble import Asked, assemble
from scoring.run.engines import opened_engine
from scoring.run.kept import compared_before, kept_articles, kept_options, measured_before, write_kept
from scoring.run.options import Options
from scoring.run.settings import digest_of, settings_of
from scoring.run.stages.cut import BATCH, How, lay_out
from scoring.run.stages.earlier import Earlier, is_damaged
from scoring.run.stages.rounds import Staged, run_stages
from scoring.run.work_folder import Faults
from scoring.schema.components import read_components
from scoring.schema.folder import check_target, put_in_place
from scoring.schema.lists import check_own, using
from scoring.tone.trained import check_installed
from scoring.workers.attempts import Care
from scoring.workers.batches import Progress, silent
from scoring.workers.engine import Engine, LocalEngine

# Up to this many articles the trained reader reads every mention; above, a few per article, so that a large corpus
# takes minutes. Further mentions in one article add little about the outlet: the articles are the independent units.
READ_WHOLE = 20_000
READ_FEW = 4
ALL_MENTIONS = 1_000_000  # no article holds as many
_NAMED = 5  # files that a message names


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles in = scored + rejected + duplicates.

    faults: how many were rejected because of a fault of Masthead. unchanged: how many of the scored had been measured
    before, with the same result.
    """

    folder: Path
    articles_in: int
    scored: int
    rejected: int
    duplicates: int
    notes: int
    outlets: int
    faults: int = 0
    unchanged: int = 0


def score(
    paths: str | Path | Sequence[str | Path],
    out: str | Path,
    options: Options | None = None,
    progress: Progress = silent,
) -> Summary:
    """Score the articles under `paths`, files and folders of any kind, into the folder `out`.

    Of a scores folder that is there already, the measurements that still hold are taken over. Raises CorpusError if
    there is nothing to read, ValueError for a target or list that cannot be used, WorkerDiedError if a process is
    killed, and EngineError if the engine cannot be used; each message gives the remedy.
    """
    options = options or Options()
    out = Path(os.path.realpath(out))  # not a link to it: the link would be replaced by a folder
    check_target(out)
    if options.lists is not None:
        check_own(options.lists)
    with using(options.lists):
        lists = _open_lists(options)
        with opened_engine(options) as engine:
            given = [paths] if isinstance(paths, str | Path) else paths
            laid = _lay_out(_gather(given, out, options, progress, engine), out, options)
            return _score(laid, out, lists, engine, progress)


# Long because each parameter is a choice of the user's.
def update(
    folder: str | Path,
    paths: str | Path | Sequence[str | Path] = (),
    *,
    remove: Sequence[str] = (),
    prune: bool = False,
    columns: Mapping[str, str] | None = None,
    manifest: Path | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> Summary:
    """Bring a scores folder up to date, with the options it was made with: as if all were scored anew.

    Files under `paths` that are new are added; those that were read before, told by their labels, are read again
    and replaced. Files and folders called `remove` (labels as in `rejects.csv`) are taken away; with `prune`, so
    are files that were read from under one of the paths and are there no more. `columns` and `manifest` apply to
    the files read now. Raises ValueError if the folder cannot be updated or holds no such file, otherwise as
    `score`.
    """
    folder = Path(os.path.realpath(folder))
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    if prune and not given:
        raise ValueError("To prune is to take away files that are gone from under a path: name the path.")
    if (manifest or columns) and not given:
        raise ValueError("A mapping or a manifest is for files that are read now: name them.")
    options = kept_options(folder)
    named = {**options.columns, **(columns or {})}
    options = replace(options, columns=named, workers=workers, manifest=manifest)
    engine = LocalEngine(workers)
    with using(options.lists):
        lists = _open_lists(options)

        def read(met: Collection[str]) -> Gathered:
            return _gather(given, folder, options, progress, engine, met)

        changed = _changed(kept_articles(folder), folder, remove, read if given else None, prune=prune)
        return _score(_lay_out(changed, folder, options), folder, lists, engine, progress)


def _changed(
    gathered: Gathered,
    folder: Path,
    remove: Sequence[str],
    read: Callable[[Collection[str]], Gathered] | None,
    *,
    prune: bool,
) -> Gathered:
    """What a folder was made from, less what is to be removed, with what is read now if anything is."""
    unwanted = [name.rstrip("/") for name in remove]
    for name in unwanted:
        if not gathered.holding(name):
            raise ValueError(f"Nothing called {name} was read into {folder}. {_some_files(gathered)}")
    gathered = gathered.without(unwanted)
    if read is None:
        return gathered
    later = read(gathered.met)
    if prune:
        there = {file for root in later.roots for file in gathered.holding(root)}
        gathered = gathered.without(there - later.files)
    return gathered.updated(later)


def _some_files(gathered: Gathered) -> str:
    named = sorted(gathered.files)
    more = f" and {len(named) - _NAMED:,} more" if len(named) > _NAMED else ""
    return f"It holds: {', '.join(named[:_NAMED])}{more}."


def _gather(
    paths: Sequence[str | Path],
    out: Path,
    options: Options,
    progress: Progress,
    engine: Engine,
    met: Collection[str] = (),
) -> Gathered:
    return gather(
        [Path(path) for path in paths],
        columns=options.columns,
        manifest=options.manifest,
        workers=options.workers,
        progress=lambda done, total: progress("reading", done, total or 0),
        care=Care(seconds=options.article_seconds),
        passed_over=(out,),
        met=met,
        engine=engine,
    )


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A run whose articles lie in its work folder: in memory are no texts any more.

    corpus: its articles without texts. read: the folder that holds what was read, as it will be kept. asked_for: the
    options as given; options: with what follows from the size of the corpus. digest: of the articles; settings: of all
    else that measurements depend on.
    """

    corpus: Corpus
    work: Path
    read: Path
    asked_for: Options
    options: Options
    digest: str
    settings: str


def _lay_out(gathered: Gathered, out: Path, asked_for: Options) -> _LaidOut:
    """Settle what was read and write it into the work folder."""
    corpus = settle(gathered)
    options = replace(asked_for, trained_mentions=_trained_mentions(asked_for, corpus.articles.height))
    digest = _digest(corpus.articles)
    settings = digest_of(settings_of(options))
    work = _work_folder(out, digest, settings)
    read = work / "read"
    shutil.rmtree(read, ignore_errors=True)
    gathered.save(read)
    corpus = replace(corpus, articles=lay_out(corpus.articles, work))
    return _LaidOut(corpus, work, read, asked_for, options, digest, settings)


def _score(laid: _LaidOut, out: Path, lists: "_Lists", engine: Engine, progress: Progress) -> Summary:
    earlier = Earlier(out, measured_before(out, laid.settings), compared_before(out, laid.settings))
    try:
        built = _build(laid, out, lists, engine, progress, earlier)
    except (OSError, pl.exceptions.PolarsError):
        if not is_damaged(earlier):
            raise
        built = _build(laid, out, lists, engine, progress, None)
    put_in_place(built.folder, out)
    shutil.rmtree(laid.work, ignore_errors=True)
    progress("aggregating", 1, 1)
    return built.summary


@dataclass(frozen=True, slots=True)
class _Built:
    """A finished scores folder that is not in its place yet."""

    folder: Path
    summary: Summary


def _build(
    laid: _LaidOut, out: Path, lists: "_Lists", engine: Engine, progress: Progress, earlier: Earlier | None
) -> _Built:
    """Compare, measure and aggregate; what an earlier folder holds is taken from there."""
    options, work = laid.options, laid.work
    how = How(options.actors, options.trained_mentions, options.article_seconds)
    staged = run_stages(laid.corpus.articles, work, how, progress, earlier, engine)
    corpus = _without_faulty(laid.corpus, staged.faults)
    summary = _summary(out, corpus, staged)
    progress("aggregating", 0, 1)
    asked = Asked(
        options.csv, lists.actor_names, options.weights, options.reference, lists.groups, options.ratings
    )
    folder = assemble(work, staged, corpus, asked, _facts(summary, laid.digest, options))
    write_kept(folder, laid.read, staged.kept, laid.asked_for, laid.settings, staged.digests)
    return _Built(folder, summary)


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists that a run needs, opened before anything is read so that a faulty one is reported at once."""

    actor_names: Mapping[str, str]
    groups: Mapping[str, Sequence[str]] | None


def _open_lists(options: Options) -> _Lists:
    """Open the lists. Raises ValueError, with the remedy, for one that cannot be used."""
    catalogue()
    gazetteer = gazetteers.load(options.actors)
    groups = read_groups(options.groups, actors_by_form(gazetteer)) if options.groups else None
    read_components(options.weights)
    read_reference(options.reference)
    if options.ratings is not None:
        read_given(options.ratings)
    if options.trained_mentions != 0:
        check_installed()
    return _Lists({i: actor.name for i, actor in gazetteer.actors.items()}, groups)


def _trained_mentions(options: Options, articles: int) -> int:
    """How many mentions per article the trained reader reads."""
    if options.trained_mentions is not None:
        return options.trained_mentions
    return ALL_MENTIONS if articles <= READ_WHOLE else READ_FEW


def _without_faulty(corpus: Corpus, faults: Faults) -> Corpus:
    """The corpus with the articles that failed in a stage moved to the rejects."""
    if not faults:
        return corpus
    failed = pl.col("article_id").is_in(pl.Series(list(faults), dtype=pl.String).implode())
    rows = corpus.articles.filter(failed).select("article_id", "file", "row").iter_rows()
    rejects = [(file, row, faults[article_id].reason) for article_id, file, row in rows]
    return replace(
        corpus,
        articles=corpus.articles.filter(~failed),
        rejects=pl.concat([corpus.rejects, pl.DataFrame(rejects, schema=REJECTS, orient="row")]).sort(
            REJECTS.names()
        ),
    )


def _summary(out: Path, corpus: Corpus, staged: Staged) -> Summary:
    return Summary(
        folder=out,
        articles_in=corpus.articles_in,
        scored=corpus.articles.height,
        rejected=corpus.rejects.height,
        duplicates=corpus.duplicates.height,
        notes=corpus.notes.height,
        outlets=corpus.articles["outlet"].drop_nulls().n_unique(),
        faults=corpus.faults + sum(fault.ours for fault in staged.faults.values()),
        unchanged=staged.unchanged,
    )


def _facts(summary: Summary, digest: str, options: Options) -> dict[str, object]:
    return {
        "input": digest,
        "articles_in": summary.articles_in,
        "articles_scored": summary.scored,
        "articles_rejected": summary.rejected,
        "exact_duplicates": summary.duplicates,
        "own_lists": sorted(path.name for path in options.lists.glob("*.csv")) if options.lists else [],
        "actors": "own" if options.actors else "shipped",
        "weights": "own" if options.weights else "shipped",
        "reference": "own" if options.reference else "shipped",
        "trained_mentions_per_article": "all"
        if options.trained_mentions == ALL_MENTIONS
        else options.trained_mentions,
    }


def _digest(articles: pl.DataFrame) -> str:
    """A hash of the whole content of the articles, in order of id."""
    digest = hashlib.sha256()
    plain = articles.drop("file", "row", "markup").with_columns(pl.col("published").cast(pl.String))
    for row in plain.iter_rows():
        digest.update("\x1f".join("" if cell is None else str(cell) for cell in row).encode() + b"\x1e")
    if articles["markup"].null_count() < articles.height:
        digest.update(str(articles["markup"].to_list()).encode())
    return digest.hexdigest()


def _work_folder(out: Path, digest: str, settings: str) -> Path:
    """The hidden folder of exactly this run; folders of other unfinished runs to the same target are removed."""
    prefix = f".{out.name}.partial-"
    run = hashlib.sha256(f"{digest} {settings} {BATCH}".encode()).hexdigest()[:16]
    work = out.with_name(prefix + run)
    if out.parent.is_dir():
        for other in out.parent.glob(f"{prefix}*"):
            if other != work:
                shutil.rmtree(other, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    return work
